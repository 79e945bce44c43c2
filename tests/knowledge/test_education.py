"""Tips: every dispute has some, those in season come first, none states a law not in force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import knowledge
from knowledge import education, schema
from tests.conftest import TODAY

LONGEST_TITLE = 16


def all_tips(base: knowledge.KnowledgeBase) -> dict[str, schema.Tip]:
    return {key: base.get("tips", key, schema.Tip) for key in base.ids("tips")}


def tip(since: str, until: str) -> schema.Tip:
    return schema.Tip(
        title="年底",
        text="年底。",
        kind="campaign",
        season=schema.Season(since=since, until=until),
        checked_on=TODAY,
        checked_by="甲",
        confidence="high",
    )


def test_there_are_enough_tips_of_every_kind(base: knowledge.KnowledgeBase) -> None:
    tips = all_tips(base)
    assert len(tips) >= 70
    assert {tip.kind for tip in tips.values()} == {"warning", "howto", "campaign"}
    assert max(len(tip.title) for tip in tips.values()) <= LONGEST_TITLE
    assert len({tip.title for tip in tips.values()}) == len(tips)


def test_every_dispute_has_a_tip(base: knowledge.KnowledgeBase) -> None:
    for dispute in base.ids("disputes"):
        own = [t for _, t in education.tips(base, TODAY, dispute) if dispute in t.disputes]
        assert own, f"no file of knowledge/content/tips/ names {dispute} in `disputes`"


@pytest.mark.parametrize("words", [("老人", "爸妈"), ("孩子",), ("学生", "新生", "毕业", "高考")])
def test_the_old_children_and_students_have_tips_of_their_own(
    base: knowledge.KnowledgeBase, words: tuple[str, ...]
) -> None:
    tips = all_tips(base).values()
    assert sum(any(word in t.title + t.text for word in words) for t in tips) >= 4


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        ("2026-11-30", False),
        ("2026-12-01", True),
        ("2026-12-31", True),
        ("2027-01-01", True),
        ("2027-01-31", True),
        ("2027-02-01", False),
    ],
)
def test_a_season_may_run_over_the_new_year(day: str, inside: bool) -> None:
    assert education.in_season(tip("12-01", "01-31"), date.fromisoformat(day)) is inside


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2026-03-07", False), ("2026-03-08", True), ("2026-03-22", True), ("2026-03-23", False)],
)
def test_both_days_of_a_season_belong_to_it(day: str, inside: bool) -> None:
    assert education.in_season(tip("03-08", "03-22"), date.fromisoformat(day)) is inside


def test_a_tip_without_a_season_is_never_out_of_season(base: knowledge.KnowledgeBase) -> None:
    assert education.in_season(base.get("tips", "courier_insure", schema.Tip), TODAY) is None


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2027-01-25", "spring_elder_home"),
        ("2026-03-15", "march_15"),
        ("2026-05-01", "may_travel"),
        ("2026-06-18", "june_618"),
        ("2026-07-15", "summer_camp"),
        ("2026-09-01", "school_start"),
        ("2026-09-20", "mooncake"),
        ("2026-10-01", "national_day"),
        ("2026-11-11", "double_11"),
        ("2026-12-12", "double_12"),
        ("2027-01-15", "year_end_cards"),
        ("2027-01-15", "heating"),
    ],
)
def test_the_days_everyone_knows_have_their_tip(
    base: knowledge.KnowledgeBase, day: str, key: str
) -> None:
    assert key in dict(education.tips(base, date.fromisoformat(day)))
    assert key not in dict(education.tips(base, date.fromisoformat(day) + timedelta(days=150)))


def test_tips_in_season_come_first_then_those_of_the_dispute(
    base: knowledge.KnowledgeBase,
) -> None:
    found = [t for _, t in education.tips(base, date(2026, 3, 15), "prepaid_refund")]
    ranks = [(t.season is None, not t.disputes) for t in found]
    assert ranks == sorted(ranks)
    assert found[0].season is not None
    assert all("prepaid_refund" in t.disputes or not t.disputes for t in found)
    assert any(not t.disputes for t in found)


def test_numbers_are_filled_in_for_the_day(base: knowledge.KnowledgeBase) -> None:
    today = dict(education.tips(base, TODAY, "complaint_procedure"))
    assert "7个工作日内" in today["complain_well"].text
    assert "60日" in today["complain_well"].text
    for _, tip in education.tips(base, TODAY):
        assert "{" not in tip.text
        assert "None" not in tip.text


@pytest.mark.parametrize(("day", "stands"), [("2025-04-30", False), ("2025-05-01", True)])
def test_a_tip_whose_law_does_not_stand_yet_is_left_out(
    base: knowledge.KnowledgeBase, day: str, stands: bool
) -> None:
    found = dict(education.tips(base, date.fromisoformat(day), "gym_fitness"))
    assert ("gym_card" in found) is stands


def test_today_no_tip_rests_on_a_law_that_does_not_stand(base: knowledge.KnowledgeBase) -> None:
    shown = {
        key for month in range(1, 13) for key, _ in education.tips(base, date(2027, month, 15))
    }
    brief = {key for key, t in all_tips(base).items() if t.season and key not in shown}
    for key in brief:
        season = all_tips(base)[key].season
        assert season
        assert key in dict(education.tips(base, date.fromisoformat(f"2027-{season.since}")))
    assert shown | brief == set(base.ids("tips"))


def test_an_unknown_dispute_is_told(base: knowledge.KnowledgeBase) -> None:
    with pytest.raises(knowledge.UnknownName, match="是不是“courier”"):
        education.tips(base, TODAY, "couriers")
