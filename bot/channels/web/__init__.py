"""The web channel: what the widget on our pages and on other sites talks to, at /webhooks/web/.

Every request but the first carries the token that `POST /webhooks/web/session` gave:
`Authorization: Bearer …`. It says which conversation is meant, so no request names one.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web import files, reading, talk, transcript
from bot.channels.web.codes import LIFE as CODE_LIFE
from bot.channels.web.codes import Codes
from bot.channels.web.door import PREFIX, Door
from bot.channels.web.files import LARGER
from bot.channels.web.parts import (
    Cursor,
    Ear,
    Entry,
    NoFont,
    NotTaken,
    Parts,
    Standing,
    Style,
)
from bot.channels.web.rates import Limits
from bot.channels.web.session import Sessions
from bot.channels.web.stream import Streams

__all__ = [
    "CODE_LIFE",
    "LARGER",
    "Codes",
    "Cursor",
    "Ear",
    "Entry",
    "Limits",
    "NoFont",
    "NotTaken",
    "Parts",
    "Sessions",
    "Standing",
    "Streams",
    "Style",
    "allow",
    "router",
]


def router(
    parts: Parts,
    sessions: Sessions,
    limits: Limits | None = None,
    streams: Streams | None = None,
    codes: Codes | None = None,
) -> APIRouter:
    """The channel on the given parts. `problems.install` needs `LARGER` for its uploads; whoever
    stops the server closes `streams` first, or waits for them in vain. `codes` let conversations
    of other channels go on here."""
    door = Door(sessions, limits or Limits())
    routes = APIRouter()
    routes.include_router(talk.router(door, parts, codes))
    routes.include_router(reading.router(door, parts, streams or Streams()))
    routes.include_router(files.router(door, parts))
    routes.include_router(transcript.router(door, parts))
    return routes


def allow(app: FastAPI, origins: Sequence[str]) -> None:
    """Let pages of other sites use the channel, and nothing else of the app."""
    if origins:
        app.add_middleware(_OtherSites, origins=tuple(origins))


class _OtherSites:
    """Cross-origin requests, for the paths of the channel only."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            expose_headers=["Content-Disposition", "Retry-After"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and scope["path"].startswith(f"{PREFIX}/")
        await (self._open if ours else self._app)(scope, receive, send)
