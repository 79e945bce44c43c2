"""Rasa's REST door: POST /webhooks/rest/webhook with sender, message and optional metadata.

For development, tests and replays; closed in production unless a setting opens it.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Request

import knowledge
from bot.channels import inputs
from bot.channels.port import Conversations, Incoming, Reply
from bot.channels.problems import Problem

CHANNEL = "rest"


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
    record = inputs.json_object(body, "请求应当是一个 JSON 对象，含 sender 和 message。")
    sender = inputs.name(record.get("sender"), "sender")
    words = inputs.words(record.get("message"), "message")
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
    details |= inputs.pressed(metadata, "metadata.")
    key = metadata.get("id")
    return details, None if key is None else inputs.name(key, "metadata.id")


def _shown(conversation: str, reply: Reply) -> dict[str, Any]:
    shown: dict[str, Any] = {"recipient_id": conversation, "text": reply.text}
    return {**shown, "custom": reply.custom} if reply.custom else shown
