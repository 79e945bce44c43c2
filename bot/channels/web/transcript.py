"""The talk as a file to keep or to hand in: who said what and when, the person's words masked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime

from fastapi import APIRouter, Request, Response

from bot import clock
from bot.channels.problems import Problem
from bot.channels.web.door import PREFIX, Door
from bot.channels.web.files import attached
from bot.channels.web.history import Reader, whole_talk
from bot.channels.web.parts import Mailbox, NoFont, Parts, Style

NAME, TITLE = "维权助手-对话", "维权助手对话记录"
_WHO = {"person": "您", "bot": "维权助手", "staff": "人工", "system": "通知"}
_WHAT = (
    "您在网页上和维权助手的对话，时间是北京时间。电话、证件号、银行卡号、邮箱和不公开的"
    "回答已经遮住。维权助手是程序，说的话供参考，不是法律意见书。"
)
_AT_ONCE = 1
"""PDF files made at the same time in one process."""


def router(door: Door, parts: Parts) -> APIRouter:
    """`transcript`."""
    routes = APIRouter(prefix=PREFIX)
    printing = asyncio.Semaphore(_AT_ONCE)

    @routes.get("/transcript")
    async def transcript(request: Request) -> Response:
        conversation = door.act(request)
        kind = request.query_params.get("format", "txt")
        if kind not in ("txt", "pdf"):
            raise Problem(400, "“format”可以是 txt 或 pdf。")
        lines = list(_lines(parts.mailbox, conversation, clock.now()))
        if kind == "txt":
            text = "\n".join([TITLE, *(_spaced(style, line) for style, line in lines)])
            return attached(f"{NAME}.txt", "text/plain; charset=utf-8", f"{text}\n".encode())
        try:
            async with printing:
                data = await asyncio.to_thread(parts.printer.pdf, TITLE, lines)
        except NoFont as error:
            raise Problem(
                503, "这台服务器没有中文字体，做不出 PDF。请改存文字版（format=txt）。"
            ) from error
        return attached(f"{NAME}.pdf", "application/pdf", data)

    return routes


def _lines(mailbox: Mailbox, conversation: str, now: datetime) -> Iterator[tuple[Style, str]]:
    """What the file says, from its head on."""
    yield "plain", f"保存于{_minute(now)}"
    yield "note", _WHAT
    entries = list(whole_talk(mailbox, conversation))
    for entry, message in zip(entries, Reader(mailbox, conversation).read(entries), strict=True):
        yield "head", f"{_minute(entry.at)} {_WHO.get(entry.who, entry.who)}"
        yield "plain", message["text"]


def _spaced(style: Style, line: str) -> str:
    """A line of the text file; what is a heading has a blank line before it."""
    return f"\n{line}" if style == "head" else line


def _minute(at: datetime) -> str:
    return f"{at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"
