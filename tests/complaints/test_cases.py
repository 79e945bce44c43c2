"""The case store, on SQLite and on PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from complaints import Cipher
from complaints.case_tables import case_events
from complaints.case_tables import cases as table
from complaints.cases import (
    MAX_DETAIL,
    MAX_FILE,
    Case,
    Cases,
    ConsentMissing,
    NoSuchCase,
    NothingToSubmit,
    TooLarge,
)
from complaints.database import unit_of_work
from complaints.models import Consent
from complaints.numbers import NotANumber
from complaints.states import CITIZEN, SYSTEM, NotAllowed
from complaints.tries import LIMIT, TooManyTries
from tests.complaints.store import AGREED, KEY, PHONE, START, Clock, case_file, new_cases, submitted

TAIL = PHONE[-4:]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cases(engine: Engine, clock: Clock) -> Cases:
    return new_cases(engine, clock)


# --- drafts -----------------------------------------------------------------------------------


def test_a_draft_comes_back_as_it_was(cases: Cases) -> None:
    cases.save_draft("c", case_file())
    assert cases.draft("c", "complaint") == case_file()
    assert cases.draft("c", "report") is None
    assert cases.draft("other", "complaint") is None


def test_a_new_draft_takes_the_place_of_the_old_one(cases: Cases) -> None:
    first = cases.save_draft("c", case_file())
    second = cases.save_draft("c", case_file(fields={"amount": "2999"}))
    assert first == second
    draft = cases.draft("c", "complaint")
    assert draft is not None
    assert draft.fields["amount"] == "2999"


def test_a_complaint_and_a_report_are_drafted_side_by_side(cases: Cases) -> None:
    cases.save_draft("c", case_file())
    cases.save_draft("c", case_file("report"))
    assert cases.drop_draft("c", "report")
    assert not cases.drop_draft("c", "report")
    assert cases.draft("c", "complaint")


def test_a_draft_is_no_case(cases: Cases) -> None:
    cases.save_draft("c", case_file())
    assert cases.of_conversation("c") == ()
    assert cases.list(["draft"]) == ()


def test_a_file_that_is_too_large_is_refused(cases: Cases) -> None:
    with pytest.raises(TooLarge, match="太长"):
        cases.save_draft("c", case_file(story=("长" * MAX_FILE,)))


# --- submitting -------------------------------------------------------------------------------


def test_a_submitted_draft_is_a_case_with_a_number(cases: Cases) -> None:
    number = submitted(cases)
    case = cases.by_number(number.lower())
    assert (case.number, case.conversation, case.state) == (number, "c", "submitted")
    assert (case.file, case.submitted_at) == (case_file(), START)
    assert [(e.who, e.what, e.state, e.at) for e in case.events] == [
        (CITIZEN, "moved", "submitted", START)
    ]
    assert cases.draft("c", "complaint") is None
    assert cases.of_conversation("c") == (case,)


def test_the_same_key_gives_the_same_case(cases: Cases) -> None:
    number = submitted(cases)
    assert cases.submit("c", "complaint", "k").number == number
    assert len(cases.of_conversation("c")) == 1


def test_the_same_key_gives_the_same_case_though_a_new_draft_is_begun(cases: Cases) -> None:
    number = submitted(cases)
    cases.save_draft("c", case_file(fields={"merchant_name": "另一家"}))
    assert cases.submit("c", "complaint", "k").number == number
    assert cases.draft("c", "complaint")


def test_one_key_submits_the_complaint_and_the_report_of_one_turn(cases: Cases) -> None:
    cases.save_draft("c", case_file())
    cases.save_draft("c", case_file("report"))
    made = {cases.submit("c", kind, "k").number for kind in ("complaint", "report")}
    assert len(made) == 2


def test_the_same_key_in_another_conversation_is_another_case(cases: Cases) -> None:
    assert submitted(cases, "c") != submitted(cases, "d")


def test_without_a_draft_nothing_is_submitted(cases: Cases) -> None:
    with pytest.raises(NothingToSubmit, match="草稿"):
        cases.submit("c", "complaint", "k")


CONSENTS: dict[str, tuple[Consent, ...]] = {
    "never asked": (),
    "refused": (replace(AGREED, given=False),),
    "taken back": (AGREED, replace(AGREED, given=False)),
    "for something else": (replace(AGREED, what="publication"),),
}


@pytest.mark.parametrize("consents", CONSENTS.values(), ids=CONSENTS)
def test_without_consent_nothing_is_submitted(cases: Cases, consents: tuple[Consent, ...]) -> None:
    cases.save_draft("c", case_file(consents=consents))
    with pytest.raises(ConsentMissing, match="同意"):
        cases.submit("c", "complaint", "k")
    assert cases.draft("c", "complaint")
    assert cases.of_conversation("c") == ()


def test_many_submissions_at_once_make_one_case(cases: Cases) -> None:
    cases.save_draft("c", case_file())

    def submit(_: int) -> str:
        try:
            return cases.submit("c", "complaint", "k").number
        except NotAllowed:
            return "told to look again"

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(submit, range(16))) - {"told to look again"}
    assert [case.number for case in cases.of_conversation("c")] == list(answers)


def test_a_turn_that_fails_leaves_no_half_case(engine: Engine, cases: Cases) -> None:
    cases.save_draft("c", case_file())
    with pytest.raises(RuntimeError, match="planned"), unit_of_work(engine):
        cases.submit("c", "complaint", "k")
        raise RuntimeError("planned")
    assert cases.of_conversation("c") == ()
    assert cases.draft("c", "complaint") == case_file()


# --- moving -----------------------------------------------------------------------------------


def test_every_move_is_an_event_with_who_and_why(cases: Cases, clock: Clock) -> None:
    number = submitted(cases)
    clock.wait(hours=1)
    cases.move(number, "with_staff", SYSTEM)
    clock.wait(hours=1)
    case = cases.move(number, "returned", "staff-1", "缺少商家地址")
    told = [(e.who, e.state, e.detail, (e.at - START).seconds // 3600) for e in case.events]
    assert told == [
        (CITIZEN, "submitted", "", 0),
        (SYSTEM, "with_staff", "", 1),
        ("staff-1", "returned", "缺少商家地址", 2),
    ]
    assert cases.events(number) == case.events


def test_a_move_outside_the_table_is_refused_and_leaves_no_trace(cases: Cases) -> None:
    number = submitted(cases)
    with pytest.raises(NotAllowed, match=r"已提交.*已解决"):
        cases.move(number, "settled", "staff-1")
    assert cases.by_number(number).state == "submitted"
    assert len(cases.events(number)) == 1


def test_two_who_move_the_same_case_do_not_both_succeed(cases: Cases) -> None:
    number = submitted(cases)
    cases.move(number, "with_staff", SYSTEM)

    def decide(way: int) -> bool:
        try:
            cases.move(number, "accepted" if way % 2 else "returned", f"staff-{way}", "原因")
        except NotAllowed:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(decide, range(8))) == 1
    assert len(cases.events(number)) == 3


def test_a_returned_case_is_mended_and_submitted_again(cases: Cases) -> None:
    number = submitted(cases)
    cases.move(number, "with_staff", SYSTEM)
    with pytest.raises(NotAllowed):
        cases.resubmit(number, case_file())
    cases.move(number, "returned", "staff-1", "缺少商家地址")
    mended = case_file(fields={"merchant_address": "人民路1号"})
    with pytest.raises(ConsentMissing):
        cases.resubmit(number, replace(mended, consents=()))
    case = cases.resubmit(number, mended)
    assert (case.state, case.file, case.events[-1].what) == ("submitted", mended, "revised")


def test_a_rating_closes_with_stars_and_words(engine: Engine, cases: Cases) -> None:
    number = submitted(cases)
    with pytest.raises(NotAllowed):
        cases.rate(number, 5, "还没有结果")
    for state in ("with_staff", "accepted", "mediating", "settled"):
        cases.move(number, state, "staff-1")
    for stars in (0, 6):
        with pytest.raises(NotAllowed, match="1到5"):
            cases.rate(number, stars)
    assert cases.rate(number, 4, "退了两千八").events[-1].detail == "退了两千八"
    with pytest.raises(NotAllowed):
        cases.rate(number, 5)
    with engine.connect() as connection:
        assert connection.execute(select(table.c.stars)).scalar_one() == 4
    assert cases.move(number, "closed", "staff-1").state == "closed"


def test_a_note_leaves_the_state(cases: Cases) -> None:
    number = submitted(cases)
    cases.note(number, "staff-1", "noted", "打过电话")
    event = cases.events(number)[-1]
    assert (event.state, event.what, event.detail) == ("submitted", "noted", "打过电话")
    with pytest.raises(TooLarge):
        cases.note(number, "staff-1", "noted", "长" * (MAX_DETAIL + 1))


@pytest.mark.parametrize(
    "values", [{"state": "lost"}, {"kind": "wish"}, {"stars": 6}, {"number": None}], ids=str
)
def test_the_database_itself_refuses_what_is_no_case(
    engine: Engine, cases: Cases, values: dict[str, object]
) -> None:
    submitted(cases)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(update(table).values(values))


def test_the_database_itself_refuses_a_second_draft(engine: Engine, cases: Cases) -> None:
    cases.save_draft("c", case_file())
    with engine.connect() as connection:
        row = connection.execute(select(table)).one()._asdict() | {"id": 99}
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(insert(table).values(row))


# --- looking up -------------------------------------------------------------------------------


def test_the_number_and_the_end_of_the_phone_open_the_case(cases: Cases) -> None:
    number = submitted(cases)
    assert cases.look_up(number.replace("-", " ").lower(), TAIL, "1.2.3.4").number == number
    assert cases.look_up(number, "５６７８", "1.2.3.4").number == number


def test_a_phone_written_with_spaces_is_the_same_phone(cases: Cases) -> None:
    number = submitted(cases, fields={"person_phone": "+86 138-1234 5678"})
    assert cases.look_up(number, TAIL, "1.2.3.4")


def fails(cases: Cases, number: str, tail: str, address: str = "1.2.3.4") -> str:
    with pytest.raises(NoSuchCase) as raised:
        cases.look_up(number, tail, address)
    return str(raised.value)


NOBODYS = "WQ-0000-0000-0001"


@pytest.mark.parametrize("tail", ["0000", "", "678", "345678", PHONE, "****"])
def test_a_miss_says_the_same_whether_or_not_there_is_such_a_case(cases: Cases, tail: str) -> None:
    number = submitted(cases)
    assert fails(cases, number, tail) == fails(cases, NOBODYS, tail)


def test_a_case_without_a_phone_cannot_be_opened_by_an_empty_one(cases: Cases) -> None:
    number = submitted(cases, kind="report", fields={"person_phone": ""})
    fails(cases, number, "")
    fails(cases, number, "0000")


def test_what_is_no_number_is_told_and_costs_no_try(cases: Cases) -> None:
    for _ in range(2 * LIMIT):
        with pytest.raises(NotANumber):
            cases.look_up("12345", TAIL, "1.2.3.4")
    assert cases.look_up(submitted(cases), TAIL, "1.2.3.4")


def test_after_five_misses_on_a_case_nobody_may_try_until_the_first_is_old(
    cases: Cases, clock: Clock
) -> None:
    number = submitted(cases)
    for n in range(LIMIT):
        fails(cases, number, "0000", f"address {n}")
        clock.wait(minutes=1)
    with pytest.raises(TooManyTries, match="10分钟"):
        cases.look_up(number, TAIL, "a new address")
    clock.wait(minutes=9, seconds=59)
    with pytest.raises(TooManyTries, match="1分钟"):
        cases.look_up(number, TAIL, "a new address")
    clock.wait(seconds=1)
    assert cases.look_up(number, TAIL, "a new address")


def test_after_five_misses_an_address_may_try_no_other_case(cases: Cases) -> None:
    number = submitted(cases)
    for _ in range(LIMIT):
        fails(cases, NOBODYS, "0000")
    with pytest.raises(TooManyTries):
        cases.look_up(number, TAIL, "1.2.3.4")
    assert cases.look_up(number, TAIL, "5.6.7.8")


def test_a_success_costs_no_try_and_forgives_none(cases: Cases) -> None:
    number = submitted(cases)
    for _ in range(2 * LIMIT):
        cases.look_up(number, TAIL, "1.2.3.4")
    for _ in range(LIMIT - 1):
        fails(cases, number, "0000")
        cases.look_up(number, TAIL, "1.2.3.4")
    fails(cases, number, "0000")
    with pytest.raises(TooManyTries):
        cases.look_up(number, TAIL, "1.2.3.4")


def test_many_tries_at_once_are_no_way_around(cases: Cases) -> None:
    number = submitted(cases)

    def guess(n: int) -> bool:
        try:
            cases.look_up(number, f"{n:04}", f"address {n}")
        except TooManyTries:
            return False
        except NoSuchCase:
            return True
        raise AssertionError("guessed")

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(24))) <= LIMIT


def test_tries_outlive_the_process_and_name_nobody(engine: Engine, cases: Cases) -> None:
    number = submitted(cases)
    for _ in range(LIMIT):
        fails(cases, number, "0000", "203.0.113.9")
    with pytest.raises(TooManyTries):
        new_cases(engine, Clock()).look_up(number, TAIL, "another")
    kept = dump(engine, "tries")
    assert number not in kept
    assert "203.0.113.9" not in kept


# --- lists and what can be read ---------------------------------------------------------------


def test_the_staff_sees_a_list_without_names(cases: Cases) -> None:
    number = submitted(cases, fields={"merchant_name": "飞跃健身（店长 13987654321）"})
    line = cases.list(["submitted"])[0]
    assert (line.number, line.state, line.dispute) == (number, "submitted", "gym_fitness")
    assert (line.person, line.phone) == ("王**", "*********78")
    assert line.merchant == "飞跃健身（店长 139******21）"
    assert cases.list(["accepted", "closed"]) == ()


def test_a_list_is_read_page_by_page(cases: Cases) -> None:
    made = [submitted(cases, f"c{n}") for n in range(5)]
    first = cases.list(["submitted"], limit=2)
    rest = cases.list(["submitted"], limit=9, after=first[-1].id)
    assert [line.number for line in (*first, *rest)] == made


def test_cases_since_a_moment(cases: Cases, clock: Clock) -> None:
    old = submitted(cases, "c")
    clock.wait(days=1)
    new = submitted(cases, "d")
    assert cases.since() == (old, new)
    assert cases.since(clock()) == (new,)


def test_numbers_that_nobody_has_are_told(cases: Cases) -> None:
    with pytest.raises(NoSuchCase):
        cases.by_number(NOBODYS)
    with pytest.raises(NotANumber):
        cases.move("x", "closed", "staff-1")


def dump(engine: Engine, name: str) -> str:
    with engine.connect() as connection:
        return str(connection.execute(text(f"SELECT * FROM {name}")).all())


def test_nothing_personal_can_be_read_in_the_tables(engine: Engine, cases: Cases) -> None:
    cases.save_draft("d", case_file("report"))
    number = submitted(cases)
    cases.note(number, "staff-1", "noted", f"打了{PHONE}")
    kept = dump(engine, "cases") + dump(engine, "case_events")
    for private in ("王小明", PHONE, "飞跃", "三千", "\\u738b"):
        assert private not in kept
    with engine.connect() as connection:
        sealed = connection.execute(select(case_events.c.detail)).scalars().all()
    assert Cipher([KEY]).open(next(filter(None, sealed))) == f"打了{PHONE}"


def test_times_come_back_with_their_zone(cases: Cases) -> None:
    case: Case = cases.by_number(submitted(cases))
    assert case.submitted_at.utcoffset() is not None
