"""Conversations in our store: what a turn needs is there, what it does not need is not loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rasa_runtime import prepare

prepare()

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    BotUttered,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from sqlalchemy import select  # noqa: E402
from sqlalchemy.exc import OperationalError  # noqa: E402

from bot.serving.storage import conversation, open_database, turn_events  # noqa: E402
from bot.serving.tracker_store import TURNS_LOADED, ConversationStore  # noqa: E402
from complaints import Cipher, KeyMissing  # noqa: E402
from complaints.database import unit_of_work  # noqa: E402

DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [tell]
slots:
  matter: {type: any, mappings: [{type: custom}]}
""")


class Store(ConversationStore):
    def __init__(self, path: Path, cipher: Cipher) -> None:
        self.engine = open_database(f"sqlite:///{path}")
        super().__init__(DOMAIN, self.engine, cipher)

    async def turn(self, number: int, sender: str = "c") -> None:
        """One turn as Rasa's processor makes it: load, a message and its answer, save."""
        tracker = await self.retrieve(sender)
        if tracker is None:
            tracker = DialogueStateTracker(sender, DOMAIN.slots)
            tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(f"第{number}句", {"name": "tell", "confidence": 1.0}))
        tracker.update(ActionExecuted("action_answer"))
        tracker.update(SlotSet("matter", {"turn": number}))
        tracker.update(BotUttered(f"答{number}", {"custom": {"big": "x" * 5000}}))
        tracker.update(ActionExecuted("action_listen"))
        await self.save(tracker)

    def row_size(self) -> int:
        with self.engine.connect() as connection:
            return len(connection.execute(select(conversation.c.state)).scalar_one())


@pytest.fixture
def cipher() -> Cipher:
    return Cipher([Cipher.new_key()])


@pytest.fixture
def store(tmp_path: Path, cipher: Cipher) -> Store:
    return Store(tmp_path / "db.sqlite", cipher)


async def test_a_conversation_that_is_not_there_is_none(store: Store) -> None:
    assert await store.retrieve("nobody") is None


async def test_slots_and_latest_turns_come_back(store: Store) -> None:
    for number in range(1, 31):
        await store.turn(number)
    tracker = await store.retrieve("c")
    assert tracker is not None
    assert tracker.get_slot("matter") == {"turn": 30}
    said = [e.text for e in tracker.events if isinstance(e, UserUttered)]
    assert said == [f"第{n}句" for n in range(31 - TURNS_LOADED, 31)]
    assert tracker.latest_action_name == "action_listen"


async def test_the_hundredth_turn_loads_no_more_than_the_tenth(store: Store) -> None:
    for number in range(10):
        await store.turn(number)
    tenth = store.row_size()
    for number in range(10, 100):
        await store.turn(number)
    assert store.row_size() <= 1.2 * tenth


async def test_the_whole_conversation_can_still_be_read(store: Store) -> None:
    for number in range(1, 31):
        await store.turn(number)
    tracker = await store.retrieve_full_tracker("c")
    assert tracker is not None
    said = [e.text for e in tracker.events if isinstance(e, UserUttered)]
    assert said == [f"第{n}句" for n in range(1, 31)]


async def test_a_deleted_conversation_leaves_nothing(store: Store) -> None:
    await store.turn(1)
    await store.delete("c")
    assert await store.retrieve("c") is None
    assert await store.retrieve_full_tracker("c") is None
    assert list(await store.keys()) == []


async def test_a_turn_that_fails_leaves_the_conversation_as_it_was(store: Store) -> None:
    await store.turn(1)
    with pytest.raises(RuntimeError), unit_of_work(store.engine):
        await store.turn(2)
        raise RuntimeError
    tracker = await store.retrieve("c")
    assert tracker is not None
    assert tracker.get_slot("matter") == {"turn": 1}


async def test_a_broken_database_is_an_error_and_not_an_empty_conversation(store: Store) -> None:
    await store.turn(1)
    conversation.drop(store.engine)
    with pytest.raises(OperationalError):
        await store.retrieve("c")


async def test_a_lost_key_is_said_in_plain_words(store: Store, tmp_path: Path) -> None:
    await store.turn(1)
    stranger = Store(tmp_path / "db.sqlite", Cipher([Cipher.new_key()]))
    with pytest.raises(KeyMissing, match="密钥"):
        await stranger.retrieve("c")


async def test_a_new_key_reads_what_the_old_one_wrote(tmp_path: Path) -> None:
    old, new = Cipher.new_key(), Cipher.new_key()
    await Store(tmp_path / "db.sqlite", Cipher([old])).turn(1)
    tracker = await Store(tmp_path / "db.sqlite", Cipher([new, old])).retrieve("c")
    assert tracker is not None


async def test_nothing_said_before_a_restart_is_written_again(store: Store, cipher: Cipher) -> None:
    await store.turn(1)
    tracker = await store.retrieve("c")
    assert tracker is not None
    await store.delete("c")
    tracker.update(UserUttered("确认删除", {"name": "tell", "confidence": 1.0}))
    tracker.update(BotUttered("已经全部删掉了"))
    tracker.update(Restarted())
    tracker.update(SlotSet("matter", None))
    tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    with store.engine.connect() as connection:
        rows = connection.execute(select(conversation.c.state)).scalars().all()
        rows = [*rows, *connection.execute(select(turn_events.c.payload)).scalars().all()]
    stored = [cipher.open(row) for row in rows]
    assert stored
    for text in ("第1句", "答1", "确认删除", '"turn": 1'):
        assert not any(text in row for row in stored), text
    await store.turn(2)
    again = await store.retrieve("c")
    assert again is not None
    assert [e.text for e in again.events if isinstance(e, UserUttered)] == ["第2句"]
