"""Promises of a turn: kept first, answered in order, once, and never silently lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.channels.port import Incoming, Reply
from bot.serving.storage import DONE, FAILED, WAITING, Mailbox, open_database
from bot.serving.turns import TRIES, Turns
from complaints import Cipher
from complaints.database import unit_of_work

APOLOGY = Reply("没答上来")


def message(key: str, text: str = "你好", conversation: str = "c") -> Incoming:
    return Incoming("rest", conversation, key, text)


class Scripted:
    """An assistant that records what it is asked and does as told by the text."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def answer(self, said: Incoming) -> list[Reply]:
        if said.text == "慢":
            await asyncio.sleep(0.05)
        if said.text == "卡住":
            await asyncio.sleep(60)
        self.heard.append(said.text)
        if said.text == "出错":
            raise RuntimeError("planned")
        return [Reply(f"答：{said.text}")]


class House:
    """A mailbox on a database file, and turns over it, as after a start of the process."""

    def __init__(self, path: Path, cipher: Cipher) -> None:
        self.engine = open_database(f"sqlite:///{path}")
        self.mailbox = Mailbox(self.engine, cipher)
        self.assistant = Scripted()
        self.turns = Turns(self.engine, self.mailbox, self.assistant, lambda: APOLOGY, 0.5)


@pytest.fixture
def cipher() -> Cipher:
    return Cipher([Cipher.new_key()])


@pytest.fixture
def house(tmp_path: Path, cipher: Cipher) -> House:
    return House(tmp_path / "db.sqlite", cipher)


async def test_a_message_is_answered(house: House) -> None:
    assert await house.turns.take(message("1")) == [Reply("答：你好")]
    assert house.mailbox.waiting() == []


async def test_the_same_key_is_answered_once_with_the_same_words(house: House) -> None:
    first = await house.turns.take(message("1"))
    assert await house.turns.take(message("1", "别的话")) == first
    assert house.assistant.heard == ["你好"]


async def test_two_processes_that_hear_the_same_key_at_once_give_one_answer(
    tmp_path: Path, cipher: Cipher
) -> None:
    first, second = (House(tmp_path / "db.sqlite", cipher) for _ in range(2))
    asked = (one.turns.take(message("1", "慢")) for one in (first, second))
    assert await asyncio.gather(*asked) == [[Reply("答：慢")]] * 2
    assert (first.assistant.heard, second.assistant.heard) == (["慢"], ["慢"])
    assert len(first.mailbox.history("c")) == 2


async def test_an_apology_does_not_follow_an_answer_of_another_process(
    tmp_path: Path, cipher: Cipher
) -> None:
    first, second = (House(tmp_path / "db.sqlite", cipher) for _ in range(2))
    slow = asyncio.create_task(second.turns.take(message("1", "卡住")))
    await asyncio.sleep(0.1)
    (kept,) = first.mailbox.waiting()
    first.mailbox.finish(kept, [Reply("答：卡住")])
    assert await slow == [Reply("答：卡住")]
    assert first.mailbox.state(kept) == DONE


async def test_the_same_key_three_times_at_once_is_one_turn(house: House) -> None:
    answers = await asyncio.gather(*(house.turns.take(message("1", "慢")) for _ in range(3)))
    assert answers == [[Reply("答：慢")]] * 3
    assert house.assistant.heard == ["慢"]


async def test_messages_of_one_conversation_are_answered_in_order(house: House) -> None:
    texts = ["慢", "一", "二", "慢", "三"]
    await asyncio.gather(*(house.turns.take(message(str(n), t)) for n, t in enumerate(texts)))
    assert house.assistant.heard == texts


async def test_a_slow_conversation_does_not_hold_up_another(house: House) -> None:
    slow = asyncio.create_task(house.turns.take(message("1", "慢", "a")))
    await asyncio.sleep(0)
    await house.turns.take(message("2", "快", "b"))
    assert house.assistant.heard == ["快"]
    await slow


@pytest.mark.parametrize("text", ["出错", "卡住"])
async def test_a_failed_turn_is_told_to_the_person(house: House, text: str) -> None:
    assert await house.turns.take(message("1", text)) == [APOLOGY]
    kept = house.mailbox.keep(message("1", text))
    assert kept.state == FAILED
    assert await house.turns.take(message("2")) == [Reply("答：你好")]


async def test_a_message_kept_by_a_process_that_died_is_answered_by_the_next(
    house: House, tmp_path: Path, cipher: Cipher
) -> None:
    house.mailbox.keep(message("1", "一"))
    house.mailbox.keep(message("2", "二"))
    after = House(tmp_path / "db.sqlite", cipher)
    await asyncio.gather(*after.turns.resume())
    assert after.assistant.heard == ["一", "二"]
    assert await after.turns.take(message("1", "一")) == [Reply("答：一")]
    assert after.assistant.heard == ["一", "二"]


async def test_a_message_that_ends_every_process_is_given_up(house: House) -> None:
    kept = house.mailbox.keep(message("1"))
    for _ in range(TRIES):
        house.mailbox.try_again(kept)
    await asyncio.gather(*house.turns.resume())
    assert house.assistant.heard == []
    assert house.mailbox.replies(kept) == [APOLOGY]


async def test_someone_who_hangs_up_is_answered_all_the_same(house: House) -> None:
    call = asyncio.create_task(house.turns.take(message("1", "慢")))
    await asyncio.sleep(0.01)
    call.cancel()
    await asyncio.sleep(0.1)
    assert house.mailbox.keep(message("1")).state == DONE


def test_what_is_stored_cannot_be_read_without_the_key(house: House, tmp_path: Path) -> None:
    house.mailbox.keep(message("1", "我的电话13812345678"))
    stored = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"13812345678" not in stored


def test_a_unit_of_work_writes_all_or_nothing(house: House) -> None:
    kept = house.mailbox.keep(message("1"))
    with pytest.raises(RuntimeError), unit_of_work(house.engine):
        house.mailbox.finish(kept, [Reply("一")])
        raise RuntimeError
    assert house.mailbox.replies(kept) == []
    assert house.mailbox.state(kept) == WAITING
