"""One question without a server: for the command line and for evaluation."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from uuid import uuid4

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from bot.channels.port import Incoming, Reply, plain_words
from bot.rasa_runtime import prepare
from bot.settings import Settings
from complaints import Cipher
from complaints.database import metadata


def memory_database() -> Engine:
    """A database that lives as long as the process; nothing is written to disk."""
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    metadata.create_all(engine)
    return engine


def conversation_player(
    settings: Settings, say: Callable[[str], object]
) -> Callable[[Incoming], Awaitable[list[Reply]]]:
    """The assistant as a function from message to replies, conversations kept in memory."""
    prepare()
    from bot.serving.assistant import Assistant
    from bot.serving.tracker_store import ConversationStore
    from bot.training import ensure_model, open_knowledge

    open_knowledge(settings, say)
    model = ensure_model(settings, say)
    store = ConversationStore(None, memory_database(), Cipher([Cipher.new_key()]))
    return Assistant(model, store).answer


def ask_once(
    settings: Settings, question: str, day: date, say: Callable[[str], object]
) -> list[Reply]:
    """What the assistant replies to one message written on `day`, in a conversation of its own."""
    message = Incoming(
        "cli", uuid4().hex, uuid4().hex, plain_words(question), {"day": day.isoformat()}
    )

    async def ask() -> list[Reply]:
        return await conversation_player(settings, say)(message)

    return asyncio.run(ask())
