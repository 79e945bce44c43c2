"""The stream: what is said in a conversation, and where it stands at the desk, as it happens.

Server-Sent Events: `message` with a cursor as its id, and `desk` without one. Whoever comes back
names the last cursor seen and gets what came after, nothing twice.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from bot.channels.web.history import PAGE, Reader
from bot.channels.web.parts import Cursor, Desk, Ear, Mailbox

TABS = 4
"""Streams of one conversation; a further one ends the oldest."""
LONGEST = 30 * 60
"""Seconds; the client comes again. Whatever is lost on the way is found again then."""
ALIVE = 15
"""Seconds; proxies cut what is silent for longer."""
LOOK = 5
"""Seconds between two looks at the queue, which moves without anybody ringing here."""


class Streams:
    """The open streams of this process. `close` ends them all, and none begins any more."""

    def __init__(self) -> None:
        self._open: dict[str, list[asyncio.Event]] = {}
        self._closed = False

    @contextmanager
    def enter(self, conversation: str) -> Iterator[asyncio.Event]:
        """Set once the stream is to end."""
        ended = asyncio.Event()
        tabs = self._open.setdefault(conversation, [])
        tabs.append(ended)
        if self._closed:
            ended.set()
        for oldest in tabs[:-TABS]:
            oldest.set()
        try:
            yield ended
        finally:
            tabs.remove(ended)
            if not tabs:
                self._open.pop(conversation, None)

    def close(self) -> None:
        self._closed = True
        for tabs in self._open.values():
            for ended in tabs:
                ended.set()


async def events(
    mailbox: Mailbox, desk: Desk, conversation: str, after: Cursor | None, ended: asyncio.Event
) -> AsyncIterator[bytes]:
    """The stream from a cursor on, or from the newest page, until it is ended or `LONGEST` is up."""
    loop = asyncio.get_running_loop()
    over = loop.time() + LONGEST
    reader = Reader(mailbox, conversation)
    shown: dict[str, Any] | None = None
    with mailbox.listen(conversation) as ear:
        rung, entries = True, [] if after else mailbox.newest(conversation, PAGE)
        cursor = after or Cursor()
        while not ended.is_set() and loop.time() < over:
            standing = state(desk, conversation) if rung or _moves(shown) else shown
            if standing != shown:
                shown = standing
                yield _event("desk", shown)
            entries = entries or mailbox.after(conversation, cursor, PAGE)
            for entry, message in zip(entries, reader.read(entries), strict=True):
                cursor = entry.upto
                yield _event("message", message, str(cursor))
            if entries:
                entries = []
                continue
            pause = LOOK if _moves(shown) else ALIVE
            rung = await _rings(ear, ended, min(pause, over - loop.time()))
            if not rung:
                yield KEEPALIVE_COMMENT


def state(desk: Desk, conversation: str | None) -> dict[str, Any]:
    """The desk as JSON: open or not and when; with a conversation, where it stands."""
    shown: dict[str, Any] = {"open": desk.open(), "hours": desk.hours()}
    if conversation is not None:
        found = desk.standing(conversation)
        fields = {"state": found.state, "place": found.place, "staff": found.staff}
        shown |= {name: value for name, value in fields.items() if value is not None}
    return shown


def _moves(shown: dict[str, Any] | None) -> bool:
    """Whether the desk may be different without a ring."""
    return (shown or {}).get("state") != "bot"


def _event(name: str, data: dict[str, Any] | None, cursor: str | None = None) -> bytes:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return format_sse_event(data_str=text, event=name, id=cursor)


async def _rings(ear: Ear, ended: asyncio.Event, seconds: float) -> bool:
    """Whether something happened, or the stream is to end, in that time."""
    heard = asyncio.ensure_future(ear.wait(seconds))
    over = asyncio.ensure_future(ended.wait())
    try:
        done, _ = await asyncio.wait((heard, over), return_when=asyncio.FIRST_COMPLETED)
        return over in done or heard.result()
    finally:
        heard.cancel()
        over.cancel()
        await asyncio.gather(heard, over, return_exceptions=True)
