"""The matter under discussion: what one turn makes of it (the table beside this file)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import knowledge
from actions.matter import TRIES, Matter, choices_to_offer, given_up, settle_dispute, take_facts
from actions.turn import Turn
from knowledge.lines import read_yaml
from tests.conftest import TODAY

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "turns.yml").read_text())[0]
FIELDS = {"why", "matter", "turn", "new", "choices", *Matter().to_slot()}


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_turn(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    assert set(row) <= FIELDS
    before = Matter.from_slot(row["matter"])
    kept = before.to_slot()
    turn = Turn(day=TODAY, **row["turn"])
    after, new = take_facts(settle_dispute(before, turn, base), turn, base)
    for field in set(row) & set(Matter().to_slot()):
        assert getattr(after, field) == row[field], field
    if "new" in row:
        assert new == row["new"]
    if "choices" in row:
        assert choices_to_offer(turn, base) == row["choices"]
    assert before.to_slot() == kept


def test_a_matter_survives_its_slot() -> None:
    matter = Matter("courier", 0.9, ["non_delivery"], {"amount": 3}, {"amount": 1}, "amount", "话")
    assert Matter.from_slot(matter.to_slot()) == matter


@pytest.mark.parametrize("slot", [None, "", 0, [], "courier"])
def test_a_slot_that_holds_nothing_is_an_empty_matter(slot: Any) -> None:
    assert Matter.from_slot(slot) == Matter()


def test_a_fact_asked_often_enough_is_given_up() -> None:
    matter = Matter(asked={"amount": TRIES - 1, "freight": TRIES, "platform": 99})
    assert given_up(matter) == ["freight", "platform"]
