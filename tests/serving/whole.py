"""The whole service but for its doors: trained assistant, stores and desk on a real database."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from argon2 import PasswordHasher
from sqlalchemy import LargeBinary, String, Table, delete, func, select

from bot import clock
from bot.channels.port import Incoming, Reply
from bot.settings import Settings
from complaints import Cipher
from complaints.database import metadata
from complaints.staff import Account, Staff

TODAY = "2026-11-24"
NOON = datetime(2026, 11, 24, 12, tzinfo=clock.CHINA)
"""A Tuesday: the desk is open."""


class Whole:
    """The service on one database; `folder` takes the files that people send."""

    def __init__(self, settings: Settings, url: str, folder: Path) -> None:
        from bot.rasa_runtime import prepare

        prepare()
        from bot.serving.assistant import Assistant
        from bot.serving.backing import apology, stand_up
        from bot.serving.storage import open_database
        from bot.serving.tracker_store import ConversationStore
        from bot.serving.turns import Turns
        from bot.training import ensure_model, open_knowledge

        def quiet(text: str) -> None: ...

        self.cipher = Cipher([Cipher.new_key()])
        self.base = open_knowledge(settings, quiet)
        self.engine = open_database(url)
        self.evidence = folder / "evidence"
        # The model is where it was trained; everything written goes to the test's folder.
        own = settings.model_copy(update={"work": folder})
        self.backing = stand_up(own, self.base, self.engine, self.cipher, lambda: NOON)
        self.services, self.mailbox = self.backing.services, self.backing.mailbox
        model = ensure_model(settings, quiet)
        self._tracked = ConversationStore(None, self.engine, self.cipher)
        self.assistant = Assistant(model, self._tracked)
        self.apology = apology(self.base)
        self.turns = Turns(
            self.engine, self.mailbox, self, lambda: self.apology, 30, self.services.desk
        )
        self.breaks = False
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.staff = Staff(self.engine, self.cipher, lambda: NOON, self.backing.audit, quick)
        self._runner = asyncio.Runner()

    async def answer(self, message: Incoming) -> list[Reply]:
        """The assistant; with `breaks` the turn fails once all its work is done."""
        replies = await self.assistant.answer(message)
        if self.breaks:
            raise RuntimeError("planned")
        return replies

    def take(self, *messages: Incoming) -> list[list[Reply]]:
        """Run turns, all at once when there are several."""

        async def together() -> list[list[Reply]]:
            return await asyncio.gather(*(self.turns.take(message) for message in messages))

        return self._runner.run(together())

    def say(self, conversation: str, text: str, **details: Any) -> list[Reply]:
        """One message, answered."""
        return self.take(message(conversation, text, **details))[0]

    def agent(self, name: str) -> Account:
        return self.staff.add(name, "agent", "correct horse 7", "cli")

    def slot(self, conversation: str, name: str) -> Any:
        """What the dialogue remembers."""

        async def load() -> Any:
            tracker = await self._tracked.retrieve(conversation)
            return tracker and tracker.get_slot(name)

        return self._runner.run(load())

    def empty(self) -> None:
        """Nothing in any table, as on the first day; the audit lets nothing be taken away."""
        with self.engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                if not table.name.startswith("audit"):
                    connection.execute(delete(table))
        shutil.rmtree(self.evidence, ignore_errors=True)

    def count(self, table: Table) -> int:
        with self.engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    def counts(self) -> dict[str, int]:
        return {table.name: self.count(table) for table in metadata.sorted_tables}

    def written(self) -> Iterator[tuple[str, str]]:
        """Every text of every table, what is sealed as well: where it stands, and the text."""
        with self.engine.connect() as connection:
            for table in metadata.sorted_tables:
                for row in connection.execute(select(table)):
                    for column in table.columns:
                        value = row._mapping[column]
                        if value is None:
                            continue
                        if isinstance(column.type, LargeBinary):
                            yield f"{table.name}.{column.name}", self.cipher.open(value)
                        elif isinstance(column.type, String):
                            yield f"{table.name}.{column.name}", str(value)

    def close(self) -> None:
        self._runner.close()
        self.backing.close()


def message(conversation: str, text: str, **details: Any) -> Incoming:
    """Something said on the day of the tests, with a key of its own."""
    return Incoming("web", conversation, uuid4().hex, text, {"day": TODAY, **details})
