"""The base: the text in force on the day that counts, never a neighbour's."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import citations
from knowledge.lines import read_yaml
from knowledge.schema import LawVersion

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "law_versions.yml").read_text())[0]
FAR = date(2001, 1, 1)


def days_of(row: dict[str, Any]) -> knowledge.Days:
    """The row's day as the one that counts; the other day is far off and must not matter."""
    if row.get("of") == "today":
        return knowledge.Days(act=FAR, today=row["day"])
    return knowledge.Days(act=row["day"], today=FAR)


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['law']}-{r['day']}" for r in ROWS])
def test_the_version_of_a_day(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    if row.get("in_base", True):
        assert base.version(row["law"], days_of(row)).in_force_from == row["from"]
        return
    with pytest.raises(knowledge.NotInBase) as raised:
        base.version(row["law"], days_of(row))
    assert row["hint"] in str(raised.value)
    assert row["day"].isoformat() in str(raised.value)


def test_a_law_without_a_forerunner_was_not_yet_in_force(base: knowledge.KnowledgeBase) -> None:
    without = [
        version
        for key in base.ids("laws")
        if (version := base.get("laws", key, LawVersion)).before is None
    ]
    assert without
    for version in without:
        day = version.in_force_from - timedelta(days=1)
        with pytest.raises(knowledge.NotYetInForce, match="还没有这部规定"):
            base.version(version.name, knowledge.Days(day, day))


def test_no_day_has_two_versions_and_every_version_has_its_days(
    base: knowledge.KnowledgeBase,
) -> None:
    for key in base.ids("laws"):
        version = base.get("laws", key, LawVersion)
        for day in (version.in_force_from, version.in_force_to or date(2090, 1, 1)):
            assert base.version(version.name, knowledge.Days(day, day)) == version


def test_an_unknown_law_is_told_with_the_nearest(base: knowledge.KnowledgeBase) -> None:
    with pytest.raises(knowledge.UnknownName, match="是不是“食品安全法”"):
        base.version("食品安全法律", knowledge.Days(FAR, FAR))


def test_an_unknown_entry_is_told_with_the_nearest(base: knowledge.KnowledgeBase) -> None:
    with pytest.raises(knowledge.UnknownName, match=r"没有叫“currier”的纠纷，是不是“courier”？"):
        base.dispute("currier")


def test_an_article_without_a_digest_is_not_cited(base: knowledge.KnowledgeBase) -> None:
    reference = citations.parse("民法典第一千二百六十条")
    assert reference
    with pytest.raises(knowledge.NotInBase):
        base.cite(reference, knowledge.Days(date(2026, 1, 1), date(2026, 1, 1)))


def test_an_unsure_text_is_never_cited(
    base: knowledge.KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = citations.parse("民法典第五百七十七条")
    days = knowledge.Days(date(2026, 1, 1), date(2026, 1, 1))
    assert reference
    assert base.cite(reference, days).gist
    unsure = base.version("民法典", days).model_copy(update={"confidence": "low"})
    monkeypatch.setitem(base._laws, "民法典", [unsure])
    with pytest.raises(knowledge.NotInBase):
        base.cite(reference, days)


def test_the_digest_of_a_repealed_text_is_filled_with_its_own_figures(
    base: knowledge.KnowledgeBase,
) -> None:
    """The top prize of a raffle stands in article 10, later in article 11, each of its time."""
    for text, day in [
        ("反不正当竞争法第十条", date(2025, 10, 14)),
        ("反不正当竞争法第十一条", date(2025, 10, 15)),
    ]:
        reference = citations.parse(text)
        assert reference
        assert "50000元" in base.cite(reference, knowledge.Days(day, day)).gist
        other = day + timedelta(days=1 if day.day == 14 else -1)
        with pytest.raises(knowledge.NotInBase):
            base.cite(reference, knowledge.Days(other, other))


def test_bodies_not_confirmed_are_left_out_of_referrals(
    base: knowledge.KnowledgeBase, content: knowledge.Content
) -> None:
    unsure = [file.id for file in content.all("authorities") if file.data.confidence == "low"]
    referral = knowledge.refer(base, "说明", [*unsure, "samr_12315"])
    assert [body.id for body in referral.bodies] == ["samr_12315"]
    assert referral.to_text().startswith("说明\n· ")
    assert referral.to_dict("notice")["type"] == "notice"


@pytest.mark.parametrize(("act", "yet"), [(date(2020, 12, 31), False), (date(2021, 1, 1), True)])
def test_an_interpretation_of_the_code_rules_on_acts_since_the_code(
    base: knowledge.KnowledgeBase, act: date, yet: bool
) -> None:
    """法释〔2023〕13号 第六十九条: acts since the Civil Code, in every case not yet final."""
    law, days = (
        "最高人民法院关于适用民法典合同编通则若干问题的解释",
        knowledge.Days(act, date(2026, 11, 24)),
    )
    if yet:
        assert base.version(law, days).acts_from == date(2021, 1, 1)
        return
    with pytest.raises(knowledge.NotYetInForce):
        base.version(law, days)
