"""One question without a server: for the command line and for evaluation."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from bot import clock
from bot.channels.port import Incoming, Reply, plain_words
from bot.rasa_runtime import prepare
from bot.settings import Settings
from complaints import Cipher, configure
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
    """The service without its doors, as a function from message to replies: inbox, turn, outbox and
    every store as in the server, in a database in memory.

    The clock of its stores stands at noon of the day that the latest message names.
    """
    prepare()
    from bot.serving.assistant import Assistant
    from bot.serving.backing import apology, stand_up
    from bot.serving.tracker_store import ConversationStore
    from bot.serving.turns import Turns
    from bot.training import ensure_model, open_knowledge

    base, engine, cipher = (
        open_knowledge(settings, say),
        memory_database(),
        Cipher([Cipher.new_key()]),
    )
    watch = ReplayClock()
    backing = stand_up(settings, base, engine, cipher, watch.now)
    assistant = Assistant(ensure_model(settings, say), ConversationStore(None, engine, cipher))
    turns = Turns(
        engine,
        backing.mailbox,
        assistant,
        lambda: apology(base),
        settings.turn_seconds,
        backing.services.desk,
    )

    async def answer(message: Incoming) -> list[Reply]:
        watch.set(message.details.get("day"))
        # Another may have been stood up in this process since.
        configure(backing.services)
        return await turns.take(message)

    return answer


class ReplayClock:
    """A clock that shows noon in China of a given day, the real time until one is given."""

    def __init__(self) -> None:
        self._day: date | None = None

    def set(self, day: str | None) -> None:
        """Stand at a day in ISO form; None: run with the real time."""
        self._day = date.fromisoformat(day) if day else None

    def now(self) -> datetime:
        if self._day is None:
            return clock.now()
        return datetime.combine(self._day, time(12), clock.CHINA)


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
