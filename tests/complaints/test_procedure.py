"""Where a matter belongs, which way suits it, and what comes back from the authority."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from complaints.competence import competent
from complaints.consents import Operator, consent_words
from complaints.models import CaseFile, FactBook
from complaints.notices import due, notice_in
from complaints.splitting import kinds_for
from knowledge import KnowledgeBase, read_facts
from knowledge.lines import read_yaml
from knowledge.schema import Procedure
from knowledge.wording import blanks

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)
AT = "2026-11-24T10:00:00+08:00"


def rows(name: str) -> list[Any]:
    held: list[dict[str, Any]] = read_yaml((HERE / f"{name}.yml").read_text())[0]
    return [pytest.param(row, id=row.get("why") or row["said"]) for row in held]


@pytest.mark.parametrize("row", rows("places"))
def test_a_matter_belongs_to(base: KnowledgeBase, row: dict[str, Any]) -> None:
    book = FactBook()
    for name, value in row["facts"].items():
        book = book.with_value(name, value, "said", AT)
    case = CaseFile(
        row.get("kind", "complaint"),
        row.get("dispute", "quality_defect"),
        book,
        row.get("fields", {}),
    )
    found = competent(case, base, row.get("today", TODAY))
    told = [f"{place.who}：{place.where}" for place in found.places]
    assert len(told) == len(row["places"]), told
    assert all(words.startswith(start) for words, start in zip(told, row["places"], strict=True)), (
        told
    )
    if "cites" in row:
        assert list(found.cites) == row["cites"]
    assert not blanks(" ".join(place.where + place.why for place in found.places))
    assert found.to_dict()["places"]


@pytest.mark.parametrize("row", rows("wishes"))
def test_the_ways_that_suit(base: KnowledgeBase, row: dict[str, Any]) -> None:
    facts = read_facts(base, row.get("facts", {}))
    assert list(kinds_for(base, row["dispute"], facts, row.get("told", ""))) == row["kinds"]


@pytest.mark.parametrize("row", rows("notices"))
def test_a_notice_is_understood(base: KnowledgeBase, row: dict[str, Any]) -> None:
    notice = notice_in(base.procedure(row["kind"], TODAY), row["said"])
    assert (notice.id if notice else None) == row["notice"]
    if notice:
        periods = due(base, notice.periods, date(2026, 6, 1), TODAY)
        assert [period.last_day for period in periods] == row["last_days"]


def test_every_phrase_leads_to_its_own_notice(base: KnowledgeBase) -> None:
    for key in base.ids("procedures"):
        procedure = base.get("procedures", key, Procedure)
        for notice in procedure.notices:
            for phrase in notice.phrases:
                found = notice_in(procedure, f"我收到{phrase}")
                assert found
                assert found.id == notice.id, (key, phrase)


def test_the_wait_begins_when_it_was_received(base: KnowledgeBase) -> None:
    waiting = base.procedure("complaint", TODAY).waiting
    (answer,) = due(base, waiting, date(2026, 11, 24), TODAY)
    assert (answer.whose, answer.last_day, answer.estimated) == (
        "authority",
        date(2026, 12, 3),
        False,
    )


def test_mediation_ran_for_working_days_under_the_old_rule(base: KnowledgeBase) -> None:
    day = date(2026, 4, 14)
    notice = notice_in(base.procedure("complaint", day), "已受理")
    assert notice
    (old,) = due(base, notice.periods, date(2026, 3, 2), day)
    (new,) = due(base, notice.periods, date(2026, 3, 2), date(2026, 4, 15))
    assert old.last_day == date(2026, 5, 8)
    assert new.last_day == date(2026, 5, 6)


def test_the_consent_names_who_what_how_long_and_how_to_take_it_back(base: KnowledgeBase) -> None:
    """个人信息保护法第十七条, for sensitive data 第三十条: each element, in every rule."""
    operator = Operator("某某中心", "010-12345678", "办结后保存若干天")
    for key in base.ids("procedures"):
        procedure = base.get("procedures", key, Procedure)
        told = consent_words(base, procedure.consents[0], operator, TODAY)
        for part in (
            operator.name,
            operator.contact,
            operator.kept,
            "撤回",
            "敏感",
            "部门",
            "地址",
        ):
            assert part in told, (key, part)
        assert not blanks(told)


def test_what_ended_the_mediation_is_not_promised_a_review(base: KnowledgeBase) -> None:
    """行政复议法第十二条第四项: the mediation of a civil dispute is not open to review."""
    for day in (date(2026, 4, 14), TODAY):
        ending = next(
            e for e in base.procedure("complaint", day).endings if e.id == "not_acceptable"
        )
        said = {step.remedy: step.words for step in ending.next}
        assert "调解本身不能申请行政复议" in said["review"]
        assert "small_claims" in said
