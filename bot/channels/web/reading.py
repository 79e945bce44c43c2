"""Reading: what was said so far, and what is said from now on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.sse import EventSourceResponse

from bot.channels.problems import Problem
from bot.channels.web.door import PREFIX, Door
from bot.channels.web.history import PAGE, Reader
from bot.channels.web.parts import Cursor, Mailbox, Parts
from bot.channels.web.stream import Streams, events, state


def router(door: Door, parts: Parts, streams: Streams) -> APIRouter:
    """`messages`, `stream` and `desk`."""
    routes = APIRouter(prefix=PREFIX)

    @routes.get("/messages")
    async def messages(request: Request, response: Response) -> dict[str, Any]:
        conversation = door.read(request)
        after = _cursor(request.query_params.get("after"))
        response.headers["Cache-Control"] = "no-store"
        found = history(parts.mailbox, conversation, after)
        return {**found, "desk": state(parts.desk, conversation)}

    @routes.get("/stream")
    async def stream(request: Request) -> EventSourceResponse:
        conversation = door.read(request)
        # Whoever comes back says so in the header; the query is where it began.
        seen = request.headers.get("last-event-id") or request.query_params.get("after")
        after = _cursor(seen)

        async def told() -> AsyncIterator[bytes]:
            with streams.enter(conversation) as ended:
                async for event in events(parts.mailbox, parts.desk, conversation, after, ended):
                    yield event

        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return EventSourceResponse(told(), headers=headers)

    @routes.get("/desk")
    async def desk(request: Request, response: Response) -> dict[str, Any]:
        response.headers["Cache-Control"] = "no-store"
        return state(parts.desk, door.look(request))

    return routes


def history(mailbox: Mailbox, conversation: str, after: Cursor | None) -> dict[str, Any]:
    """What was said after a cursor, with `more` when there is more; without one the newest of it,
    with `earlier` when there is earlier."""
    if after is None:
        found = mailbox.newest(conversation, PAGE + 1)
        entries, left, last = found[-PAGE:], "earlier", Cursor()
    else:
        found = mailbox.after(conversation, after, PAGE + 1)
        entries, left, last = found[:PAGE], "more", after
    messages = list(Reader(mailbox, conversation).read(entries))
    last = entries[-1].upto if entries else last
    return {
        "messages": messages,
        "last": str(last),
        **({left: True} if len(found) > PAGE else {}),
    }


def _cursor(given: str | None) -> Cursor | None:
    """Raises `Problem` 400 for what is no cursor."""
    if not given:
        return None
    try:
        return Cursor.read(given)
    except ValueError as error:
        raise Problem(400, "“after”应当是上次收到的那个位置，原样发回来。") from error
