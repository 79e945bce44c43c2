"""The web channel in memory, and somebody who talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from bot.channels import problems, web
from bot.channels.port import Incoming, Reply
from bot.channels.web import Limits, Sessions
from complaints import Cipher
from tests.fakes.web_parts import Files, People, Printer, Talk, parts

SHOP = "https://shop.example"
WEB = "/webhooks/web"
PNG = ("订单.png", b"\x89PNG 3999", "image/png")


@dataclass
class House:
    """The app, what stands behind it, and its clock."""

    client: httpx.AsyncClient
    talk: Talk
    files: Files
    people: People
    printer: Printer
    cipher: Cipher
    time: list[float]

    async def begin(self, **headers: str) -> dict[str, str]:
        """The headers of somebody new."""
        reply = await self.client.post(f"{WEB}/session", headers=headers)
        assert reply.status_code == 200, reply.text
        return {**headers, "Authorization": f"Bearer {reply.json()['token']}"}

    async def say(self, who: dict[str, str], text: str = "手机是假的", **more: Any) -> Any:
        body = {"text": text, "id": "k1", **more}
        return await self.client.post(f"{WEB}/send", headers=who, json=body)

    async def upload(self, who: dict[str, str], file: Any = PNG, **fields: str) -> httpx.Response:
        return await self.client.post(
            f"{WEB}/upload", headers=who, files={"file": file}, data=fields
        )

    async def conversation(self, who: dict[str, str]) -> str:
        reply = await self.client.post(f"{WEB}/session", headers=who)
        return str(reply.json()["conversation"])


def echo(message: Incoming) -> list[Reply]:
    return [Reply(f"答：{message.text}", {"type": "notice"})]


async def made(limits: Limits) -> AsyncIterator[House]:
    app, cipher, clock = FastAPI(), Cipher([Cipher.new_key()]), [1_700_000_000.0]
    whole, talk, files = parts(echo)
    problems.install(app, web.LARGER)
    web.allow(app, [SHOP])
    app.include_router(web.router(whole, Sessions(cipher, [SHOP], lambda: clock[0]), limits))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert isinstance(whole.desk, People)
        assert isinstance(whole.printer, Printer)
        yield House(client, talk, files, whole.desk, whole.printer, cipher, clock)


def assert_problem(reply: httpx.Response, status: int, says: str = "") -> None:
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"] == "application/problem+json"
    assert says in reply.json()["detail"]
    assert reply.json()["status"] == status
