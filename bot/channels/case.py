"""How far a case is, for its citizen, at /case: a page that needs neither script nor conversation.

Whoever has the number and the last four digits of the phone may see it. A number nobody has, one
mistyped and digits that do not fit are the same error.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot import clock
from bot.channels.page import HEADERS
from bot.channels.problems import Problem
from bot.channels.web.session import address

SAFE = {
    **HEADERS,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}
LONGEST = 60
"""Characters of a number that are looked at, and shown again."""
NO_TAIL = "请填手机号的后四位数字。"
NO_NUMBER = "请填案件编号，编号在回执上。"


class NotFound(Exception):
    """No case for this number and these digits; the message says so in words."""


class TooMany(Exception):
    """Tried too often; `wait` in seconds, and words."""

    def __init__(self, words: str, wait: int) -> None:
        self.wait = wait
        super().__init__(words)


@dataclass(frozen=True)
class Progress:
    """A case without anything that tells who it is about. `events`: when and what, in order;
    `waits`: what is due, and until when in words."""

    number: str
    kind: str
    state: str
    means: str
    next: str
    events: Sequence[tuple[datetime, str]] = field(default_factory=tuple)
    waits: Sequence[tuple[str, str]] = field(default_factory=tuple)


class LookUp(Protocol):
    """Finds a case."""

    def __call__(self, number: str, tail: str, address: str) -> Progress:
        """Raises `NotFound` and `TooMany`."""
        ...


def router(look_up: LookUp, folder: Path) -> APIRouter:
    """The pages, made of the templates in a folder."""
    routes = APIRouter(include_in_schema=False)
    pages = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)
    pages.filters["minute"] = _minute

    def ask(number: str, wrong: Mapping[str, str], status: int = 200) -> HTMLResponse:
        html = pages.get_template("ask.html").render(number=number, wrong=wrong)
        return HTMLResponse(html, status, SAFE)

    @routes.get("/case/case.css")
    async def style() -> FileResponse:
        return FileResponse(folder / "case.css", headers=HEADERS)

    @routes.get("/case")
    @routes.get("/case/{number}")
    async def form(number: str = "") -> HTMLResponse:
        return ask(number[:LONGEST], {})

    @routes.post("/case")
    @routes.post("/case/{number}")
    async def look(request: Request, number: str = "") -> HTMLResponse:
        _comes_from_here(request)
        given = await _fields(request)
        number, tail = given.get("number", number).strip()[:LONGEST], given.get("tail", "").strip()
        if wrong := _missing(number, tail):
            return ask(number, wrong, 400)
        try:
            found = await asyncio.to_thread(look_up, number, tail, address(request))
        except NotFound as error:
            return ask(number, {"form": str(error)}, 404)
        except TooMany as error:
            page = ask(number, {"form": str(error)}, 429)
            page.headers["Retry-After"] = str(error.wait)
            return page
        return HTMLResponse(pages.get_template("case.html").render(case=found), headers=SAFE)

    return routes


def _missing(number: str, tail: str) -> dict[str, str]:
    """What is not filled in as it must be: the field, and what to do."""
    wrong = {} if number else {"number": NO_NUMBER}
    fits = len(tail) == 4 and all(character.isdecimal() for character in tail)
    return wrong if fits else {**wrong, "tail": NO_TAIL}


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form that a browser sent."""
    try:
        fields = parse_qs((await request.body()).decode(), max_num_fields=10)
    except ValueError as error:
        raise Problem(400) from error
    return {name: values[-1] for name, values in fields.items()}


def _comes_from_here(request: Request) -> None:
    """Raises `Problem` 403 for a form that another site made a browser send.

    Our own pages send `Origin: null`, since they name no referrer; newer browsers say beside it
    that the request is of this site, and the page asks older ones to name it all the same.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    foreign = site not in (None, "same-origin", "none")
    if origin == "null":
        foreign |= site is None
    elif origin is not None:
        foreign |= urlsplit(origin).netloc != request.headers.get("host")
    if foreign:
        raise Problem(403, "这个请求不是从本站的页面发来的。")


def _minute(at: datetime) -> Any:
    local = at.astimezone(clock.CHINA)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
