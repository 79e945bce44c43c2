"""The matter under discussion: what one turn makes of it (the table beside this file)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import knowledge
from actions.matter import TRIES, Matter, choices_to_offer, given_up, settle_dispute, take_facts
from actions.turn import Turn
from complaints.models import FactBook
from knowledge.lines import read_yaml
from tests.conftest import TODAY

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "turns.yml").read_text())[0]
HELD = {"facts", *Matter().to_slot()} - {"book"}
FIELDS = {"why", "matter", "turn", "new", "choices", *HELD}


def told(values: dict[str, Any]) -> FactBook:
    book = FactBook()
    for name, value in values.items():
        book = book.with_value(name, value, "said", "2026-11-23")
    return book


def matter_of(record: dict[str, Any]) -> Matter:
    """A matter as the table writes it: `facts` by their values alone."""
    plain = {name: value for name, value in record.items() if name != "facts"}
    return replace(Matter.from_slot(plain), book=told(record.get("facts", {})))


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_turn(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    assert set(row) <= FIELDS
    before = matter_of(row["matter"])
    kept = before.to_slot()
    turn = Turn(day=TODAY, **row["turn"])
    after, new = take_facts(settle_dispute(before, turn, base), turn, base)
    for field in set(row) & HELD:
        assert getattr(after, field) == row[field], field
    if "new" in row:
        assert new == row["new"]
    if "choices" in row:
        assert choices_to_offer(turn, base) == row["choices"]
    assert before.to_slot() == kept


def test_a_matter_survives_its_slot() -> None:
    matter = Matter(
        "courier",
        0.9,
        ["non_delivery"],
        told({"amount": 3}),
        {"amount": 1},
        "amount",
        "话",
        story=("快递丢了",),
        done=("negotiate",),
    )
    assert Matter.from_slot(matter.to_slot()) == matter


@pytest.mark.parametrize("slot", [None, "", 0, [], "courier"])
def test_a_slot_that_holds_nothing_is_an_empty_matter(slot: Any) -> None:
    assert Matter.from_slot(slot) == Matter()


def test_a_fact_asked_often_enough_is_given_up() -> None:
    matter = Matter(asked={"amount": TRIES - 1, "freight": TRIES, "platform": 99})
    assert given_up(matter) == ["freight", "platform"]


def test_a_value_keeps_what_it_replaced() -> None:
    book = told({"amount": 1999}).with_value("amount", 2999, "said", "2026-11-24")
    assert [earlier["value"] for earlier in book.known["amount"].before] == [1999]
