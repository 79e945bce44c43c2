"""/webhooks/wechat, where WeChat pushes to."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from bot.channels.wechat import inbound
from bot.channels.wechat.envelope import Envelope
from bot.channels.wechat.errors import Refused, Unreadable
from bot.channels.wechat.flow import Flow
from bot.channels.wechat.outgoing import Quiet, passive

logger = logging.getLogger(__name__)

PATH = "/webhooks/wechat"
CUT = 6.0
"""Seconds after which WeChat has cut a try; an answer to it would reach nobody."""


def router(
    envelope: Envelope, flow: Flow, app_id: str, now: Callable[[], float] = time.time
) -> APIRouter:
    """The door of the account `app_id`; `now` gives seconds since 1970."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(PATH)
    async def greet(request: Request) -> Response:
        try:
            return _text(envelope.greet(request.query_params))
        except Refused as error:
            return _refused(error)

    @routes.post(PATH)
    async def push(request: Request) -> Response:
        began = asyncio.get_running_loop().time()
        try:
            opened = envelope.open(request.query_params, await request.body())
            message = inbound.read(opened.fields, app_id)
        except Refused as error:
            return _refused(error)
        except Unreadable as error:
            logger.info("unreadable push: %s", error)
            return Response(status_code=400)
        answer = await flow.hear(message)
        if answer is Quiet.AGAIN:
            await _cut(request, began)
            return Response(status_code=504)
        if answer is Quiet.HEARD:
            return _text(Quiet.HEARD.value)
        assert not isinstance(answer, Quiet)
        xml = envelope.close(opened, passive(answer, message, now()))
        return Response(xml, media_type="application/xml")

    return routes


def _text(text: str) -> Response:
    """Plain text, whatever stands in it: the greeting comes from the address."""
    return Response(text, media_type="text/plain", headers={"X-Content-Type-Options": "nosniff"})


def _refused(error: Refused) -> Response:
    logger.info("push refused: %s", error)
    return Response(status_code=403)


async def _cut(request: Request, began: float) -> None:
    """Until WeChat has hung up, which is what makes it try again."""
    loop = asyncio.get_running_loop()
    while (left := began + CUT - loop.time()) > 0 and not await request.is_disconnected():
        await asyncio.sleep(min(0.25, left))
