"""Tickets: one open for a conversation, one holder for a ticket, and always a way out."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from complaints.database import unit_of_work, writing
from complaints.desk import ABSENT, NotHolder, Taken, Unfit
from complaints.hours import CHINA
from complaints.tickets import DeskError, NoTicket, Ticket, ticket
from tests.desk.office import Office


def ask(office: Office, conversation: str = "c", key: str = "k") -> Ticket:
    return office.desk.ask(conversation, "想退健身卡，门店关门了", "asked", key)


def test_asking_twice_with_one_key_is_one_ticket(office: Office) -> None:
    assert ask(office) == ask(office)


def test_a_conversation_has_one_open_ticket_with_the_newest_summary(office: Office) -> None:
    first = ask(office)
    second = office.desk.ask("c", "还有押金", "asked", "k2")
    assert (second.id, second.summary) == (first.id, "还有押金")
    assert office.desk.waiting() == [second]


def test_the_database_refuses_a_second_open_ticket(office: Office) -> None:
    first = ask(office)
    values = {"conversation": "c", "key": "x", "state": "waiting", "reason": "asked"}
    with pytest.raises(IntegrityError), writing(office.engine) as connection:
        connection.execute(
            ticket.insert().values(**values, summary=b"", out_of_hours=False, asked=first.asked)
        )


def test_after_the_end_one_may_ask_again(office: Office) -> None:
    first = ask(office)
    office.desk.withdraw("c")
    assert ask(office, key="k2").id != first.id
    assert ask(office, key="k").id == first.id


def test_places_move_up(office: Office) -> None:
    agent = office.account("小王")
    numbers = [ask(office, c).id for c in "abc"]
    assert [office.desk.place(n) for n in numbers] == [1, 2, 3]
    office.desk.claim(numbers[0], agent)
    assert [office.desk.place(n) for n in numbers] == [0, 1, 2]


def test_out_of_hours_there_is_a_ticket_all_the_same(office: Office) -> None:
    assert not ask(office).out_of_hours
    office.time = datetime(2026, 11, 28, 10, 0, tzinfo=CHINA)
    found = ask(office, "d")
    assert found.out_of_hours and found in office.desk.waiting()


def test_a_claim_is_told_and_written_down(office: Office) -> None:
    agent = office.account("小王")
    found = office.desk.claim(ask(office).id, agent)
    assert (found.state, found.holder) == ("claimed", "小王")
    assert office.desk.holder("c") == "小王"
    assert office.told() == [("system", "人工已接入，小王在为您服务，请直接说。")]
    assert ("小王", "desk.claim", f"ticket/{found.id}", "") in office.audit.rows
    assert office.desk.claim(found.id, agent) == found
    assert len(office.told()) == 1


def test_of_two_who_claim_at_once_one_wins(office: Office) -> None:
    people = [office.account(f"客服{n}") for n in range(4)]
    for round_ in range(5):
        number = ask(office, f"c{round_}").id
        start = threading.Barrier(len(people))

        def claim(who: int, number: int = number, start: threading.Barrier = start) -> bool:
            start.wait()
            try:
                office.desk.claim(number, people[who])
            except Taken:
                return False
            return True

        with ThreadPoolExecutor(len(people)) as pool:
            won = list(pool.map(claim, range(len(people))))
        assert sum(won) == 1
        assert office.desk.ticket(number).holder == people[won.index(True)].name


def test_all_who_take_the_next_at_once_get_different_ones(office: Office) -> None:
    people = [office.account(f"客服{n}") for n in range(4)]
    numbers = {ask(office, f"c{n}").id for n in range(3)}
    with ThreadPoolExecutor(len(people)) as pool:
        found = list(pool.map(office.desk.claim_next, people))
    assert {t.id for t in found if t} == numbers
    assert found.count(None) == 1


def test_what_staff_say_reaches_the_outbox_once(office: Office) -> None:
    agent = office.account("小王")
    number = office.desk.claim(ask(office).id, agent).id
    for _ in range(2):
        office.desk.say(number, agent, " 你好，我看一下 ", "m1")
    office.desk.say(number, agent, "请稍等")
    assert office.told()[1:] == [("staff", "你好，我看一下"), ("staff", "请稍等")]
    assert [line.text for line in office.desk.transcript(number) if line.who == "staff"] == [
        "你好，我看一下",
        "请稍等",
    ]


def test_words_go_to_the_ticket_only_while_it_is_claimed(office: Office) -> None:
    agent = office.account("小王")
    number = ask(office).id
    assert not office.desk.hear("c", "有人吗")
    office.desk.claim(number, agent)
    assert office.desk.hear("c", "我的卡退不了", {"id": "e1", "name": "合同.jpg"})
    assert not office.desk.hear("d", "别人的话")
    heard = [line for line in office.desk.transcript(number) if line.who == "person"]
    assert [(line.text, line.upload) for line in heard] == [
        ("我的卡退不了", {"id": "e1", "name": "合同.jpg"})
    ]
    office.desk.hand_back(number, agent)
    assert not office.desk.hear("c", "谢谢")
    assert office.told()[-1] == ("system", "人工客服已把对话交回给我，接下来由我继续回答您。")


def test_only_the_holder_or_a_supervisor_may_act(office: Office) -> None:
    agent, other = office.account("小王"), office.account("小李")
    chief = office.account("老张", "supervisor")
    number = office.desk.claim(ask(office).id, agent).id
    for act in (
        lambda: office.desk.say(number, other, "x"),
        lambda: office.desk.hand_back(number, other),
        lambda: office.desk.close(number, other, "solved"),
    ):
        with pytest.raises(NotHolder):
            act()
    with pytest.raises(Taken):
        office.desk.claim(number, other)
    assert office.desk.close(number, chief, "solved").outcome == "solved"
    with pytest.raises(NotHolder):
        office.desk.say(number, agent, "x")


@pytest.mark.parametrize("text", ["", "  ", "字" * 2001, "\x00"])
def test_words_that_cannot_be_sent(office: Office, text: str) -> None:
    agent = office.account("小王")
    number = office.desk.claim(ask(office).id, agent).id
    with pytest.raises(Unfit):
        office.desk.say(number, agent, text)


def test_an_outcome_must_exist_and_the_persons_own_is_not_for_staff(office: Office) -> None:
    agent = office.account("小王")
    number = office.desk.claim(ask(office).id, agent).id
    for outcome in ("", "great", "withdrawn"):
        with pytest.raises(Unfit):
            office.desk.close(number, agent, outcome)


def test_there_is_no_ticket_of_that_number(office: Office) -> None:
    agent = office.account("小王")
    for act in (office.desk.ticket, lambda n: office.desk.claim(n, agent)):
        with pytest.raises(NoTicket):
            act(99)


def test_the_person_may_leave_at_any_time(office: Office) -> None:
    agent = office.account("小王")
    assert office.desk.withdraw("c") is None
    ask(office)
    ended = office.desk.withdraw("c")
    assert ended and ended.outcome == "withdrawn"
    assert office.told() == []
    number = office.desk.claim(ask(office, key="k2").id, agent).id
    office.desk.withdraw("c")
    assert office.told()[-1][0] == "system"
    with pytest.raises(DeskError):
        office.desk.say(number, agent, "还在吗")


def test_whoever_is_away_for_long_loses_the_ticket_to_the_front_of_the_queue(
    office: Office,
) -> None:
    agent = office.account("小王")
    number = office.desk.claim(ask(office).id, agent).id
    ask(office, "d")
    office.later(seconds=ABSENT.total_seconds())
    assert office.desk.hear("c", "还在吗")
    office.later(minutes=1)
    assert not office.desk.hear("c", "还在吗")
    assert office.desk.holder("c") is None
    assert office.desk.place(number) == 1
    assert "暂时离开" in office.told()[-1][1]
    assert office.audit.acts()[-1] == "desk.requeue"


def test_a_holder_who_speaks_is_not_away(office: Office) -> None:
    agent = office.account("小王")
    number = office.desk.claim(ask(office).id, agent).id
    office.later(minutes=20)
    office.desk.say(number, agent, "我在查")
    office.later(minutes=20)
    assert office.desk.hear("c", "好的")


def test_what_a_disabled_account_held_waits_again(office: Office) -> None:
    agent = office.account("小王")
    numbers = [office.desk.claim(ask(office, c).id, agent).id for c in "cd"]
    assert office.desk.release(agent) == 2
    assert [t.id for t in office.desk.waiting()] == numbers


def test_asking_belongs_to_the_turn_around_it(office: Office) -> None:
    with pytest.raises(RuntimeError), unit_of_work(office.engine):
        ask(office)
        raise RuntimeError
    assert office.desk.waiting() == []


def test_what_is_said_at_the_desk_cannot_be_read_from_the_file(
    office: Office, tmp_path: Path
) -> None:
    if office.engine.dialect.name != "sqlite":
        pytest.skip("a file is what a thief takes")
    agent = office.account("小王")
    number = office.desk.claim(ask(office).id, agent).id
    office.desk.hear("c", "电话13812345678")
    office.desk.say(number, agent, "您的地址是解放路")
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for words in ("健身卡", "13812345678", "解放路"):
        assert words.encode() not in stored


def test_a_person_may_see_and_have_removed_what_the_desk_holds(office: Office) -> None:
    agent = office.account("小王")
    office.desk.claim(ask(office).id, agent)
    ask(office, "d")
    office.desk.hear("c", "我的话")
    held = office.desk.export("c")
    assert held[0]["summary"] == "想退健身卡，门店关门了"
    assert held[0]["said"][-1]["text"] == "我的话"
    assert office.desk.forget("c") == 1
    assert office.desk.export("c") == []
    assert len(office.desk.export("d")) == 1
