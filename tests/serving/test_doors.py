"""What bad input gets over HTTP: a problem document in Chinese, quickly (design section 12)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI

from bot.channels import problems, rest
from bot.channels.port import MAX_BODY, Incoming, Reply

HOOK = "/webhooks/rest/webhook"


class Echo:
    def __init__(self) -> None:
        self.taken: list[Incoming] = []

    async def take(self, message: Incoming) -> list[Reply]:
        self.taken.append(message)
        return [Reply(message.text, {"type": "notice"})]


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
async def client(echo: Echo) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    problems.install(app)
    app.include_router(rest.router(echo))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_a_message_is_taken_and_the_reply_has_rasas_form(
    client: httpx.AsyncClient, echo: Echo
) -> None:
    body = {
        "sender": "u1",
        "message": " 手机是假的 ",
        "metadata": {"id": "k1", "day": "2026-04-14"},
    }
    reply = await client.post(HOOK, json=body)
    assert reply.status_code == 200
    assert reply.json() == [
        {"recipient_id": "u1", "text": "手机是假的", "custom": {"type": "notice"}}
    ]
    assert echo.taken == [Incoming("rest", "u1", "u1/k1", "手机是假的", {"day": "2026-04-14"})]


BAD: dict[str, tuple[bytes, int, str]] = {
    "no JSON": (b"{", 400, "JSON"),
    "a list": (b"[]", 400, "JSON 对象"),
    "nested too deep": (b"[" * 10_000, 400, "JSON"),
    "no sender": (json.dumps({"message": "x"}).encode(), 400, "sender"),
    "sender of 300 characters": (
        json.dumps({"sender": "a" * 300, "message": "x"}).encode(),
        400,
        "sender",
    ),
    "sender with a path": (json.dumps({"sender": "../x", "message": "x"}).encode(), 400, "sender"),
    "message a number": (json.dumps({"sender": "a", "message": 5}).encode(), 400, "message"),
    "message an object": (json.dumps({"sender": "a", "message": {}}).encode(), 400, "message"),
    "message empty": (json.dumps({"sender": "a", "message": "  "}).encode(), 400, "空"),
    "message only a slash": (json.dumps({"sender": "a", "message": "／"}).encode(), 400, "空"),
    "metadata a string": (
        json.dumps({"sender": "a", "message": "x", "metadata": "y"}).encode(),
        400,
        "metadata",
    ),
    "day that does not exist": (
        json.dumps({"sender": "a", "message": "x", "metadata": {"day": "2026-02-30"}}).encode(),
        400,
        "日期",
    ),
    "choice without a value": (
        json.dumps({"sender": "a", "message": "x", "metadata": {"choice": {"fact": "a"}}}).encode(),
        400,
        "choice",
    ),
    "2,001 characters": (
        json.dumps({"sender": "a", "message": "字" * 2001}, ensure_ascii=False).encode(),
        413,
        "太长",
    ),
    "200,000 characters": (
        json.dumps({"sender": "a", "message": "字" * 200_000}, ensure_ascii=False).encode(),
        413,
        "太长",
    ),
}


@pytest.mark.parametrize(("body", "status", "says"), BAD.values(), ids=list(BAD))
async def test_bad_input_gets_a_problem_document(
    client: httpx.AsyncClient, echo: Echo, body: bytes, status: int, says: str
) -> None:
    reply = await client.post(HOOK, content=body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    assert says in reply.json()["detail"]
    assert reply.json()["status"] == status
    assert echo.taken == []


async def test_a_body_without_a_length_is_cut_at_the_limit(client: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * MAX_BODY:
            sent += 4096
            yield b"x" * 4096

    reply = await client.post(HOOK, content=endless())
    assert reply.status_code == 413


@pytest.mark.parametrize("text", ["/restart", '/greet{"x":"y"}', "／session_start", "//restart"])
async def test_a_command_is_plain_text(client: httpx.AsyncClient, echo: Echo, text: str) -> None:
    await client.post(HOOK, json={"sender": "a", "message": text})
    assert not echo.taken[0].text.startswith(("/", "／"))


@pytest.mark.parametrize(
    "text", ["a\x00b", "龘𠮷䶮", "\u202e反向", "👨‍👩‍👧‍👦", "{{7*7}} ${x} <script>"]
)
async def test_odd_characters_arrive(client: httpx.AsyncClient, echo: Echo, text: str) -> None:
    reply = await client.post(HOOK, json={"sender": "a", "message": text})
    assert reply.status_code == 200
    assert echo.taken[0].text == text.replace("\x00", "")


async def test_an_unpaired_surrogate_is_dropped(client: httpx.AsyncClient, echo: Echo) -> None:
    reply = await client.post(HOOK, content=b'{"sender": "a", "message": "x\\ud800y"}')
    assert reply.status_code == 200
    assert echo.taken[0].text == "xy"


@pytest.mark.parametrize("path", ["/nowhere", "/model", "/conversations/a/tracker"])
async def test_what_is_not_there_is_a_problem_document(
    client: httpx.AsyncClient, path: str
) -> None:
    reply = await client.get(path)
    assert reply.status_code == 404
    assert reply.json()["detail"] == "没有这个地址。"
