"""Which fact a correction is about."""

from __future__ import annotations

from typing import Any

import pytest

import knowledge
from actions.correcting import corrected
from actions.turn import Turn
from tests.actions.test_matter import matter_of
from tests.conftest import TODAY

KNOWN = {"amount": 36, "medical_cost": 320, "received_day": "2026-11-20"}


@pytest.mark.parametrize(
    ("text", "read", "wanted"),
    [
        ("不是320，是230", {"at_issue": 230, "amount": 230}, {"medical_cost": 230}),
        ("不是36，是63", {"at_issue": 63, "amount": 63}, {"amount": 63}),
        (
            "不是上周五，是上上周五",
            {"days": ["2026-11-20", "2026-11-13"]},
            {"received_day": "2026-11-13"},
        ),
        ("看病花费错了，是300", {"number": 300}, {"medical_cost": 300}),
        ("不对，是63元", {"amount": 63, "amounts": [63]}, {"amount": 63}),
        ("记错了，是11月18号", {"days": ["2026-11-18"]}, {"received_day": "2026-11-18"}),
    ],
)
def test_the_fact_meant_gets_the_value(
    base: knowledge.KnowledgeBase, text: str, read: dict[str, Any], wanted: dict[str, Any]
) -> None:
    turn = Turn(text, "correct_fact", TODAY, facts=read)
    facts = corrected(turn, matter_of({"dispute": "food_poisoning", "facts": KNOWN}), base).facts
    assert {key: facts[key] for key in facts if key in base.ids("facts")} == wanted


def test_a_remark_that_corrects_nothing_is_left_alone(base: knowledge.KnowledgeBase) -> None:
    turn = Turn("花了63元", "give_fact", TODAY, facts={"amount": 63})
    assert corrected(turn, matter_of({"facts": KNOWN}), base) == turn
