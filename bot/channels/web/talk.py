"""Talking: a session, what the person says, what was said back."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from bot.channels import inputs
from bot.channels.port import Incoming, Reply
from bot.channels.problems import Problem
from bot.channels.web.door import CHANNEL, PREFIX, Door
from bot.channels.web.parts import Mailbox, Parts, Posted

LONGEST_WAIT = 25
"""Seconds; proxies cut what is silent for longer."""
PAGE = 200
"""Messages given at once; a client asks again after the last."""
TABS = 4
"""Waiting requests of one conversation; a further one is answered at once."""


def router(door: Door, parts: Parts) -> APIRouter:
    """`session`, `send` and `messages`."""
    routes = APIRouter(prefix=PREFIX)
    waiting: Counter[str] = Counter()

    @routes.post("/session")
    async def session(request: Request, response: Response) -> dict[str, Any]:
        token, begun = door.begin(request)
        response.headers["Cache-Control"] = "no-store"
        expires = datetime.fromtimestamp(begun.expires, UTC).isoformat()
        return {"token": token, "conversation": begun.conversation, "expires": expires}

    @routes.post("/send")
    async def send(request: Request, response: Response) -> dict[str, Any]:
        conversation = door.act(request)
        message = read(await request.body(), conversation)
        response.headers["Cache-Control"] = "no-store"
        return await answered(parts, message)

    @routes.get("/messages")
    async def messages(request: Request, response: Response) -> dict[str, Any]:
        conversation = door.read(request)
        after = _number(request, "after", 2**53)
        seconds = _number(request, "wait", LONGEST_WAIT)
        response.headers["Cache-Control"] = "no-store"
        if seconds and waiting[conversation] < TABS and after >= parts.mailbox.last(conversation):
            waiting[conversation] += 1
            try:
                await _until_gone(request, parts.mailbox.wait(conversation, after, seconds))
            finally:
                waiting[conversation] -= 1
                if not waiting[conversation]:
                    del waiting[conversation]
        return history(parts.mailbox, conversation, after)

    return routes


async def _until_gone(request: Request, waiting: Coroutine[Any, Any, None]) -> None:
    """Wait as long as somebody is there to be told."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    tasks = [asyncio.ensure_future(waiting), asyncio.ensure_future(gone())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def read(body: bytes, conversation: str) -> Incoming:
    """A request body as a message. Raises `Problem` 400 or 413 with what is wrong."""
    record = inputs.json_object(body, "请求应当是一个 JSON 对象，含 text 和 id。")
    words = inputs.words(record.get("text"), "text")
    key = inputs.name(record.get("id"), "id")
    return Incoming(CHANNEL, conversation, f"{conversation}/{key}", words, inputs.pressed(record))


async def answered(parts: Parts, message: Incoming) -> dict[str, Any]:
    """Run a message's turn. `last` is the newest id in the conversation; what others said in the
    meantime is had from `messages`."""
    replies = await parts.conversations.take(message)
    last = parts.mailbox.last(message.conversation)
    return {"replies": [shown(reply) for reply in replies], "last": last}


def shown(reply: Reply) -> dict[str, Any]:
    """A reply as JSON."""
    custom = {"custom": reply.custom} if reply.custom else {}
    return {"text": reply.text, **custom}


def history(mailbox: Mailbox, conversation: str, after: int) -> dict[str, Any]:
    """What was said after the id; from the beginning on, also what the person said themselves.

    Only what was said to the person has an `id`. What a person said has the `turn` that its client
    gave it.
    """
    posted = list(mailbox.since(conversation, after, PAGE))
    messages = [(one.at, _posted(one)) for one in posted]
    if after == 0:
        for spoken in mailbox.said(conversation, PAGE):
            at, turn = spoken.at, spoken.key.rpartition("/")[2]
            said = {"who": "person", "turn": turn, "text": spoken.text, "at": at.isoformat()}
            messages.append((at, said))
        messages.sort(key=lambda pair: pair[0])
    return {
        "messages": [message for _, message in messages],
        "last": posted[-1].id if posted else after,
    }


def _posted(one: Posted) -> dict[str, Any]:
    return {"id": one.id, "who": one.who, **shown(one.reply), "at": one.at.isoformat()}


def _number(request: Request, name: str, most: int) -> int:
    """A whole number of the query, cut to the most there may be; 0 when it is not given."""
    given = request.query_params.get(name, "0")
    if not (given.isascii() and given.isdigit() and len(given) <= 16):
        raise Problem(400, f"“{name}”应当是不小于0的整数。")
    return min(int(given), most)


def uploaded(conversation: str, key: str | None, details: dict[str, Any]) -> Incoming:
    """The message that a file makes: the turn it begins can offer what was read in it."""
    return Incoming(
        CHANNEL,
        conversation,
        f"{conversation}/{key or uuid4().hex}",
        "（上传了一个文件）",
        {"upload": details},
    )
