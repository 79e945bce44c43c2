"""The timeline over inbox and outbox: order, pages without loss or double, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from bot.channels.port import Incoming, Reply
from bot.channels.web.history import Reader
from bot.channels.web.parts import Cursor
from bot.channels.web.reading import history
from bot.serving.storage import Mailbox
from bot.serving.timeline import Timeline
from complaints import Cipher

PHONE = {"type": "form_question", "field": "person_phone", "kind": "phone", "private": True}
DRAFT = {"type": "draft", "fields": [{"id": "person_name", "private": True}]}


class House:
    def __init__(self, engine: Engine) -> None:
        cipher = Cipher([Cipher.new_key()])
        self.mailbox = Mailbox(engine, cipher)
        self.timeline = Timeline(engine, cipher, self.mailbox.bell)

    def say(self, text: str, *replies: Reply, to: str = "a", **details: Any) -> None:
        kept = self.mailbox.keep(Incoming("web", to, f"{to}/{text}", text, details))
        self.mailbox.finish(kept, list(replies))

    def read(self, cursor: Cursor = Cursor(), limit: int = 100) -> list[str]:  # noqa: B008
        return [one.text for one in self.timeline.after("a", cursor, limit)]


@pytest.fixture
def house(engine: Engine) -> House:
    return House(engine)


def test_both_sides_are_told_in_order_and_only_of_one_conversation(house: House) -> None:
    house.say("一", Reply("答一"), Reply("再答一"))
    house.say("别人的", Reply("答别人"), to="b")
    house.mailbox.post("a", Reply("我是小王"), "staff")
    house.say("二", Reply("答二", {"type": "notice"}))
    told = house.timeline.after("a", Cursor(), 100)
    assert [(one.who, one.text, one.turn) for one in told] == [
        ("person", "一", "一"),
        ("bot", "答一", "一"),
        ("bot", "再答一", "一"),
        ("staff", "我是小王", None),
        ("person", "二", "二"),
        ("bot", "答二", "二"),
    ]
    assert told[-1].custom == {"type": "notice"}
    assert told[-1].upto == house.timeline.last("a")
    assert all(one.at.tzinfo for one in told)
    assert [one.number is None for one in told] == [one.who == "person" for one in told]


def test_pages_of_any_size_lose_and_double_nothing(house: House) -> None:
    for number in range(5):
        house.say(f"问{number}", Reply(f"答{number}"), Reply(f"又答{number}"))
        house.mailbox.post("a", Reply(f"插话{number}"), "system")
    whole = house.read()
    assert len(whole) == 20
    for size in (1, 2, 3, 7, 20):
        cursor, read = Cursor(), []
        while page := house.timeline.after("a", cursor, size):
            assert len(page) <= size
            read += [one.text for one in page]
            cursor = Cursor.read(str(page[-1].upto))
        assert read == whole


def test_the_newest_page_ends_where_the_next_one_begins(house: House) -> None:
    for number in range(4):
        house.say(f"问{number}", Reply(f"答{number}"))
    page = house.timeline.newest("a", 3)
    assert [one.text for one in page] == ["答2", "问3", "答3"]
    assert page[-1].upto == house.timeline.last("a")
    assert house.read(page[0].upto) == ["问3", "答3"]


def test_a_clock_that_was_set_back_loses_nothing(house: House, engine: Engine) -> None:
    from datetime import UTC, datetime

    from sqlalchemy import update

    from bot.serving.storage import outbox

    house.say("一", Reply("答一"), Reply("再答一"))
    with engine.begin() as connection:
        early = datetime(2020, 1, 1, tzinfo=UTC)
        second = outbox.c.id == house.timeline.last("a").others
        connection.execute(update(outbox).where(second).values(at=early))
    cursor, read = Cursor(), []
    while page := house.timeline.after("a", cursor, 1):
        read.append(page[0].text)
        cursor = page[0].upto
    assert sorted(read) == sorted(["一", "答一", "再答一"])


def test_after_everything_was_forgotten_nothing_new_is_taken_for_known(house: House) -> None:
    for number in range(5):
        house.say(f"问{number}", Reply("答"))
    seen = house.timeline.last("a")
    house.mailbox.forget("a")
    assert house.timeline.last("a") == Cursor()
    assert house.read(seen) == []
    house.say("从头来", Reply("好"))
    assert house.read(seen) == ["从头来", "好"]


def test_a_message_is_there_before_it_is_answered(house: House) -> None:
    house.mailbox.keep(Incoming("web", "a", "a/k", "在吗"))
    assert house.read() == ["在吗"]


def test_nothing_said_is_nothing_told(house: House) -> None:
    assert house.read() == []
    assert house.timeline.last("a") == Cursor()
    assert history(house.timeline, "a", None) == {"messages": [], "last": "0.0"}


def test_answers_are_those_of_one_message(house: House) -> None:
    house.say("一", Reply("答一"))
    house.say("二", Reply("答二"), Reply("再答二"))
    assert [one.text for one in house.timeline.answers("a", "a/二")] == ["答二", "再答二"]
    assert house.timeline.answers("b", "a/二") == []


def test_what_was_asked_last_decides_what_is_shown_on_any_page(house: House) -> None:
    house.say("要投诉", Reply("草稿", DRAFT), Reply("手机号？", PHONE))
    house.say("尾号不说，全号是13812345678", Reply("好"))
    house.say("姓名改成张三丰", Reply("改好了"), edit={"field": "person_name", "value": "张三丰"})
    told = [message["text"] for message in history(house.timeline, "a", Cursor())["messages"]]
    assert told[3] == "尾号不**************78"
    assert told[5] == "姓名改成张**"
    cursor = Cursor()
    for text in told:
        page = house.timeline.after("a", cursor, 1)
        (message,) = Reader(house.timeline, "a").read(page)
        assert message["text"] == text
        cursor = page[0].upto


def test_the_earlier_draft_is_looked_up_once_however_often_it_is_edited(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.say("草稿", Reply("草稿", DRAFT))
    cursor = house.timeline.last("a")
    for number in range(5):
        value = f"张三{number}号"
        house.say(f"改成{value}", Reply("好"), edit={"field": "person_name", "value": value})
    asked: list[int] = []
    cards = house.timeline.cards

    def counted(conversation: str, upto: int, limit: int) -> list[dict[str, Any] | None]:
        asked.append(limit)
        return cards(conversation, upto, limit)

    monkeypatch.setattr(house.timeline, "cards", counted)
    told = history(house.timeline, "a", cursor)["messages"]
    assert {one["text"] for one in told if one["who"] == "person"} == {"改成张***"}
    assert asked == [1, 200]


def test_a_history_says_whether_there_is_more(house: House) -> None:
    for number in range(101):
        house.say(f"问{number}", Reply(f"答{number}"))
    newest = history(house.timeline, "a", None)
    assert newest["earlier"] is True
    assert "more" not in newest
    assert len(newest["messages"]) == 200
    first = history(house.timeline, "a", Cursor())
    assert (len(first["messages"]), first["more"]) == (200, True)
    rest = history(house.timeline, "a", Cursor.read(first["last"]))
    assert [one["text"] for one in rest["messages"]] == ["问100", "答100"]
    assert "more" not in rest
    assert rest["last"] == newest["last"]


@pytest.mark.parametrize(
    "text", ["", "1", "1.", ".1", "1.2.3", "-1.2", "1.x", "²." + "1", "1." + "9" * 19, " 1.2"]
)
def test_what_is_no_cursor_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="cursor"):
        Cursor.read(text)
