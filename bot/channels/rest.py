"""Rasa's REST door: POST /webhooks/rest/webhook with sender, message and optional metadata.

For development, tests and replays; closed in production unless a setting opens it.
"""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request

import knowledge
from bot.channels.port import MAX_TEXT, Conversations, Incoming, Reply, plain_words
from bot.channels.problems import Problem

CHANNEL = "rest"
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


def router(conversations: Conversations) -> APIRouter:
    """The door, opening on the given conversations."""
    routes = APIRouter()

    @routes.post("/webhooks/rest/webhook")
    async def webhook(request: Request) -> list[dict[str, Any]]:
        message = read(await request.body())
        replies = await conversations.take(message)
        return [_shown(message.conversation, reply) for reply in replies]

    return routes


def read(body: bytes) -> Incoming:
    """A request body as a message. Raises `Problem` 400 or 413 with what is wrong."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "请求不是合法的 JSON。") from error
    if not isinstance(record, dict):
        raise Problem(400, "请求应当是一个 JSON 对象，含 sender 和 message。")
    sender = _named(record.get("sender"), "sender")
    text = record.get("message")
    if not isinstance(text, str):
        raise Problem(400, "“message”应当是文字。")
    if len(text) > MAX_TEXT:
        raise Problem(413)
    words = plain_words(text)
    if not words:
        raise Problem(400, "消息是空的，请写点什么。")
    details, key = _details(record.get("metadata"))
    # A key counts within its conversation: nobody gets another's replies by guessing one.
    return Incoming(CHANNEL, sender, f"{sender}/{key or uuid4().hex}", words, details)


def _details(metadata: Any) -> tuple[dict[str, Any], str | None]:
    if metadata is None:
        return {}, None
    if not isinstance(metadata, dict):
        raise Problem(400, "“metadata”应当是一个 JSON 对象。")
    details: dict[str, Any] = {}
    if (day := metadata.get("day")) is not None:
        try:
            details["day"] = knowledge.read_day(day).isoformat()
        except (TypeError, ValueError) as error:
            raise Problem(400, "“metadata.day”应当是 2026-04-15 这样的日期。") from error
    if (choice := metadata.get("choice")) is not None:
        if not isinstance(choice, dict):
            raise Problem(400, "“metadata.choice”应当有 fact 和 value。")
        details["choice"] = {
            name: _named(choice.get(name), f"metadata.choice.{name}") for name in ("fact", "value")
        }
    key = metadata.get("id")
    return details, None if key is None else _named(key, "metadata.id")


def _named(value: Any, field: str) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Problem(400, f"“{field}”应当是1到64个字母、数字或 _ . : - 。")
    return value


def _shown(conversation: str, reply: Reply) -> dict[str, Any]:
    shown: dict[str, Any] = {"recipient_id": conversation, "text": reply.text}
    return {**shown, "custom": reply.custom} if reply.custom else shown
