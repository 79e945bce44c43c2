"""Export, being forgotten, and the purge: what goes, what stays, and what is recorded of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text, update

from bot.channels.port import Incoming, Reply
from bot.serving.backing import stand_up
from bot.serving.holdings import all_held
from bot.serving.storage import DONE, conversation, inbox
from bot.settings import Settings
from complaints import Cipher
from complaints.cases import NoSuchCase
from complaints.models import CaseFile
from complaints.retention import Forget, Holding
from complaints.states import State
from knowledge import KnowledgeBase
from tests.complaints.evidence.made import paper
from tests.complaints.store import KEY, PHONE, START, Clock, case_file, submitted

WAYS: dict[State, tuple[State, ...]] = {
    "submitted": (),
    "returned": ("with_staff", "returned"),
    "mediating": ("with_staff", "accepted", "mediating"),
    "ended": ("with_staff", "accepted", "ended"),
    "closed": ("with_staff", "accepted", "settled", "closed"),
}

NOTHING = dict.fromkeys(("cases", "messages", "tickets", "ratings", "wechat", "evidence"), 0)


class House:
    """All stores over one database, with something in each."""

    def __init__(self, engine: Engine, base: KnowledgeBase, folder: Path) -> None:
        self.engine, self.clock, self.cipher = engine, Clock(), Cipher([KEY])
        self.backing = stand_up(Settings(work=folder), base, engine, self.cipher, self.clock)
        services = self.backing.services
        self.cases, self.evidence, self.desk = services.cases, services.evidence, services.desk
        self.mailbox, self.audit = self.backing.mailbox, self.backing.audit
        self.retention = services.personal_data

    def say(self, name: str, words: str, at: datetime | None = None) -> None:
        kept = self.mailbox.keep(Incoming("rest", name, words, words))
        self.mailbox.finish(kept, [Reply(f"答：{words}")], DONE)
        with self.engine.begin() as connection:
            where = inbox.c.id == kept.id
            connection.execute(update(inbox).where(where).values(received=at or self.clock()))

    def case(self, name: str, state: State) -> str:
        number = submitted(self.cases, name)
        for step in WAYS[state]:
            self.cases.move(number, step, "staff-1", f"给{PHONE}打过电话")
        return number

    def dump(self) -> str:
        with self.engine.connect() as connection:
            names = ("cases", "case_events", "inbox", "outbox", "conversation", "turn_events")
            rows = [str(connection.execute(text(f"SELECT * FROM {n}")).all()) for n in names]
        return "\n".join(rows)


@pytest.fixture
def house(engine: Engine, base: KnowledgeBase, tmp_path: Path) -> Iterator[House]:
    made = House(engine, base, tmp_path)
    yield made
    made.backing.reader.close()


def test_who_is_forgotten_leaves_only_a_stub(house: House) -> None:
    house.say("c", "健身房不退钱")
    house.say("d", "快递丢了")
    number = house.case("c", "closed")
    house.cases.save_draft("c", case_file("report"))
    ledger = house.retention.forget("c")
    assert ledger.removed == {**NOTHING, "cases": 2, "messages": 1}
    stub = house.cases.by_number(number)
    assert (stub.state, stub.conversation, stub.submitted_at) == ("closed", "", START)
    assert stub.file == CaseFile("complaint", "")
    assert [event.state for event in stub.events][-1] == "closed"
    assert {event.detail for event in stub.events} == {""}
    assert house.cases.of_conversation("c") == house.cases.of_conversation("") == ()
    assert house.cases.draft("c", "report") is None
    assert house.retention.export("c") == {name: [] for name in NOTHING}
    assert [row["said"] for row in house.retention.export("d")["messages"]] == ["快递丢了"]


@pytest.mark.parametrize("state", ["submitted", "returned", "mediating"])
def test_an_open_case_of_one_who_is_forgotten_is_withdrawn(house: House, state: State) -> None:
    number = house.case("c", state)
    house.retention.forget("c")
    stub = house.cases.by_number(number)
    assert (stub.state, stub.events[-1].state) == ("withdrawn", "withdrawn")


def test_a_forgotten_case_cannot_be_looked_up(house: House) -> None:
    number = house.case("c", "closed")
    house.retention.forget("c")
    with pytest.raises(NoSuchCase):
        house.cases.look_up(number, PHONE[-4:], "1.2.3.4")


def test_no_sealed_bytes_of_the_forgotten_stay(house: House) -> None:
    house.say("c", "健身房不退钱")
    house.case("c", "mediating")
    with house.engine.connect() as connection:
        sealed = connection.execute(select(inbox.c.payload)).scalar_one()
    house.retention.forget("c")
    assert str(bytes(sealed)) not in house.dump()
    assert "gAAAA" not in house.dump()


def test_the_audit_says_that_somebody_was_forgotten_and_not_who(house: House) -> None:
    house.case("conversation-of-wang", "submitted")
    house.retention.forget("conversation-of-wang")
    row = house.audit.entries()[-1]
    assert (row.who, row.act) == ("citizen", "forget")
    assert row.what == house.cipher.digest("conversation-of-wang")
    assert json.loads(row.detail) == {**NOTHING, "cases": 1}
    assert house.audit.verify() is None


def test_a_store_that_fails_keeps_everything(house: House) -> None:
    def fail(name: str) -> int:
        raise RuntimeError("planned")

    number = house.case("c", "submitted")
    held = all_held(house.engine, house.cipher, house.clock, house.evidence, house.desk)
    broken = Holding("evidence", fail, lambda name: [])
    retention = Forget(house.engine, house.cipher, house.audit, [*held, broken])
    with pytest.raises(RuntimeError, match="planned"):
        retention.forget("c")
    assert house.cases.by_number(number).file == case_file()
    assert house.audit.count() == 0


def test_other_stores_plug_in(house: House) -> None:
    files = {"c": ["收据.jpg"]}
    evidence = Holding(
        "evidence", lambda name: len(files.pop(name, [])), lambda name: files.get(name, [])
    )
    retention = Forget(house.engine, house.cipher, house.audit, [evidence])
    assert retention.export("c") == {"evidence": ["收据.jpg"]}
    assert retention.forget("c").removed == {"evidence": 1}
    assert files == {}


def test_a_person_gets_all_that_is_held_as_readable_json(house: House) -> None:
    house.say("c", "健身房不退钱")
    number = house.case("c", "returned")
    house.cases.save_draft("c", case_file("report"))
    told = json.loads(json.dumps(house.retention.export("c")))
    draft, case = told["cases"]
    assert draft["file"]["kind"] == "report"
    assert (case["number"], case["state"]) == (number, "returned")
    assert case["file"]["fields"]["person_name"] == "王小明"
    assert case["events"][-1]["detail"] == f"给{PHONE}打过电话"
    assert told["messages"] == [
        {"at": START.isoformat(), "said": "健身房不退钱", "answered": ["答：健身房不退钱"]}
    ]
    assert house.audit.entries()[-1].act == "export"


def test_the_purge_takes_what_has_been_silent_long_enough(house: House) -> None:
    house.say("old", "甲")
    house.case("old", "ended")
    house.clock.wait(days=180)
    house.say("new", "乙")
    assert house.retention.purge(house.clock(), 180).conversations == 0
    house.clock.wait(seconds=1)
    ledger = house.retention.purge(house.clock(), 180)
    assert (ledger.conversations, ledger.finished) == (1, 1)
    assert json.loads(house.audit.entries()[-1].detail)["conversations"] == 1
    assert house.retention.export("old")["messages"] == []
    assert house.retention.export("new")["messages"] != []


def test_the_purge_leaves_conversations_with_an_open_case(house: House) -> None:
    house.say("c", "甲")
    number = house.case("c", "mediating")
    house.clock.wait(days=400)
    assert house.retention.purge(house.clock(), 180).conversations == 0
    assert house.cases.by_number(number).file == case_file()


def test_a_finished_case_of_a_lively_conversation_becomes_a_stub(house: House) -> None:
    number = house.case("c", "closed")
    house.cases.save_draft("c", case_file())
    house.clock.wait(days=181)
    house.say("c", "还是我")
    ledger = house.retention.purge(house.clock(), 180)
    assert (ledger.conversations, ledger.finished) == (0, 1)
    assert house.cases.by_number(number).conversation == ""
    assert house.cases.draft("c", "complaint") == case_file()


def test_files_go_with_their_case_and_what_was_never_handed_in_after_the_same_time(
    house: House,
) -> None:
    house.evidence.take("c", "收据.pdf", paper("Invoice 1"))
    house.evidence.attach("c", house.case("c", "closed"))
    house.evidence.take("c", "别的.pdf", paper("Invoice 2"))
    house.clock.wait(days=181)
    house.evidence.take("c", "新的.pdf", paper("Invoice 3"))
    house.say("c", "还是我")
    assert house.retention.purge(house.clock(), 180).finished == 3
    assert [item.name for item in house.evidence.items("c")] == ["新的.pdf"]


def test_what_staff_said_goes_too(house: House) -> None:
    house.say("c", "甲")
    house.mailbox.post("c", Reply("我是人工客服。"), "staff")
    house.retention.forget("c")
    assert house.mailbox.since("c", 0, 10) == []


def test_a_message_being_answered_is_not_pulled_away(house: House) -> None:
    kept = house.mailbox.keep(Incoming("rest", "c", "k", "忘了我"))
    house.retention.forget("c")
    house.mailbox.finish(kept, [Reply("好的，都删掉了。")])
    assert [reply.text for reply in house.mailbox.replies(kept)] == ["好的，都删掉了。"]


def test_the_memory_of_the_dialogue_goes_too(house: House) -> None:
    with house.engine.begin() as connection:
        connection.execute(
            conversation.insert().values(id="c", state=b"x", changed=START - timedelta(days=1))
        )
    house.retention.forget("c")
    with house.engine.connect() as connection:
        assert connection.execute(select(conversation)).all() == []
