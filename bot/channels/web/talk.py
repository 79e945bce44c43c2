"""Talking: a session, what the person says, what they are answered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request, Response

from bot.channels import inputs
from bot.channels.port import Incoming, plain_words
from bot.channels.problems import Problem
from bot.channels.web.codes import Codes
from bot.channels.web.door import CHANNEL, PREFIX, Door
from bot.channels.web.history import told
from bot.channels.web.parts import Parts


MOST_STARS, RATING_WORDS = 5, 500


def router(door: Door, parts: Parts, codes: Codes | None = None) -> APIRouter:
    """`session`, `send` and `rating`."""
    routes = APIRouter(prefix=PREFIX)

    @routes.post("/session")
    async def session(request: Request, response: Response) -> dict[str, Any]:
        door.arrive(request)
        code = _code(await request.body())
        conversation = codes.redeem(code) if codes and code is not None else None
        token, begun = door.begin(request, conversation)
        response.headers["Cache-Control"] = "no-store"
        expires = datetime.fromtimestamp(begun.expires, UTC).isoformat()
        return {"token": token, "conversation": begun.conversation, "expires": expires}

    @routes.post("/send")
    async def send(request: Request, response: Response) -> dict[str, Any]:
        conversation = door.act(request)
        message = read(await request.body(), conversation)
        response.headers["Cache-Control"] = "no-store"
        return await answered(parts, message)

    @routes.post("/rating")
    async def rating(request: Request, response: Response) -> dict[str, Any]:
        conversation = door.act(request)
        message = rated(await request.body(), conversation)
        response.headers["Cache-Control"] = "no-store"
        return await answered(parts, message)

    return routes


def _code(body: bytes) -> Any:
    """The code of a request for a session, if it brings one."""
    if not body.strip():
        return None
    return inputs.json_object(body, "请求可以是空的，或者是一个含 code 的 JSON 对象。").get("code")


def read(body: bytes, conversation: str) -> Incoming:
    """A request body as a message. Raises `Problem` 400 or 413 with what is wrong."""
    record = inputs.json_object(body, "请求应当是一个 JSON 对象，含 text 和 id。")
    words = inputs.words(record.get("text"), "text")
    key = inputs.name(record.get("id"), "id")
    return Incoming(CHANNEL, conversation, f"{conversation}/{key}", words, inputs.pressed(record))


def rated(body: bytes, conversation: str) -> Incoming:
    """A rating as the message that the card for it makes, the words behind the stars."""
    record = inputs.json_object(body, "请求应当是一个 JSON 对象，含 id 和 stars。")
    key = inputs.name(record.get("id"), "id")
    stars, words = record.get("stars"), record.get("words", "")
    if type(stars) is not int or not 1 <= stars <= MOST_STARS:
        raise Problem(400, f"“stars”应当是1到{MOST_STARS}的整数。")
    if not isinstance(words, str):
        raise Problem(400, "“words”应当是文字。")
    if len(words) > RATING_WORDS:
        raise Problem(413, f"评价最多写{RATING_WORDS}个字。")
    said = plain_words(words)
    text = f"{stars}分：{said}" if said else f"{stars}分"
    pressed = {"choice": {"fact": "rating", "value": str(stars)}}
    return Incoming(CHANNEL, conversation, f"{conversation}/{key}", text, pressed)


async def answered(parts: Parts, message: Incoming) -> dict[str, Any]:
    """Run a message's turn. `last` is where everything in the conversation has been read; what
    others said in the meantime is had from `messages` or the stream."""
    await parts.conversations.take(message)
    replies = parts.mailbox.answers(message.conversation, message.key)
    last = parts.mailbox.last(message.conversation)
    return {"replies": [told(reply) for reply in replies], "last": str(last)}


def uploaded(conversation: str, key: str | None, details: dict[str, Any]) -> Incoming:
    """The message that a file makes: the turn it begins can offer what was read in it."""
    return Incoming(
        CHANNEL,
        conversation,
        f"{conversation}/{key or uuid4().hex}",
        "（上传了一个文件）",
        {"upload": details},
    )
