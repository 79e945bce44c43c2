"""Filing: case, evidence and delivery together or not at all; papers of what was filed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import Engine

from bot.serving.backing import Backing, stand_up
from bot.settings import Settings
from complaints import Cipher
from complaints.cases import ConsentMissing
from complaints.database import unit_of_work
from complaints.models import Consent
from knowledge import KnowledgeBase
from knowledge.wording import chinese_day
from tests.complaints.evidence.made import paper
from tests.complaints.store import AGREED, KEY, Clock, case_file

STORY = ("办卡三千元，第二天想退，店里不退",)


@pytest.fixture
def house(engine: Engine, base: KnowledgeBase, tmp_path: Path) -> Iterator[Backing]:
    made = stand_up(Settings(work=tmp_path), base, engine, Cipher([KEY]), Clock())
    yield made
    made.reader.close()


def test_what_is_filed_has_its_evidence_and_goes_to_the_staff(house: Backing) -> None:
    services = house.services
    item = services.evidence.take("c", "收据.pdf", paper())
    case = services.submissions.submit("c", case_file(), "k")
    assert [held.id for held in services.evidence.of_case(case.number)] == [item.id]
    assert services.cases.draft("c", "complaint") is None
    assert house.dispatch.run() == 1
    assert services.cases.by_number(case.number).state == "with_staff"


def test_the_same_yes_twice_is_one_case(house: Backing) -> None:
    services = house.services
    first = services.submissions.submit("c", case_file(), "k")
    again = services.submissions.submit("c", case_file(), "k")
    assert again.number == first.number
    assert services.cases.draft("c", "complaint") is None
    assert [case.number for case in services.cases.of_conversation("c")] == [first.number]


def test_a_turn_undone_files_nothing(house: Backing) -> None:
    services = house.services
    services.evidence.take("c", "收据.pdf", paper())
    with suppress(ZeroDivisionError), unit_of_work(house.engine):
        services.submissions.submit("c", case_file(), "k")
        raise ZeroDivisionError
    assert services.cases.of_conversation("c") == ()
    assert [item.case for item in services.evidence.items("c")] == [None]
    assert house.dispatch.run() == 0


def test_without_consent_nothing_is_kept(house: Backing) -> None:
    no = Consent(AGREED.what, AGREED.version, False, AGREED.at)
    with pytest.raises(ConsentMissing):
        house.services.submissions.submit("c", case_file(consents=(no,)), "k")
    assert house.services.cases.draft("c", "complaint") is None


def test_complaint_and_report_of_one_story_show_the_same_evidence(house: Backing) -> None:
    services = house.services
    services.evidence.take("c", "收据.pdf", paper())
    for kind in ("complaint", "report"):
        case = services.submissions.submit("c", case_file(kind, story=STORY), f"k/{kind}")
        pack = services.papers.one("c", f"{case.number}-粘贴稿.txt")
        assert pack and "附件1份：收据.pdf" in pack.data.decode()


def test_the_calendar_of_a_case_holds_the_day_by_which_the_authority_answers(
    house: Backing,
) -> None:
    services = house.services
    case = services.submissions.submit("c", case_file(), "k")
    ((what, day),) = services.papers.waits(case)
    calendar = services.papers.one("c", f"{case.number}-期限.ics")
    assert calendar
    events = Calendar.from_ical(calendar.data).walk("VEVENT")
    told = {str(event["SUMMARY"]): event.decoded("DTSTART") for event in events}
    assert chinese_day(told[f"该有消息了：{what}"]) == day


def test_a_document_is_found_by_the_name_it_is_listed_under(house: Backing) -> None:
    services = house.services
    case = services.submissions.submit("c", case_file(), "k")
    services.submissions.submit("c", case_file("report"), "k")
    listed = services.papers.listed("c", case.number)
    name, url = listed[-1]
    assert (name, url.rpartition("/")[2]) == ("期限.ics", f"{case.number}-期限.ics")
    found = services.papers.one("c", f"{case.number}-期限.ics")
    assert found and found.data.startswith(b"BEGIN:VCALENDAR")
    for wrong in (f"{case.number}-", f"{case.number}-x.pdf", "期限.ics", ""):
        assert services.papers.one("c", wrong) is None
    assert services.papers.one("d", f"{case.number}-期限.ics") is None
