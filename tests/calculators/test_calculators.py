"""Every rule of the law against sums worked by hand (the tables beside this file)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import calculators
from tests.conftest import TODAY, yaml_rows

ROWS = yaml_rows(Path(__file__).parent)
FIELDS = {
    "why",
    "act_day",
    "on",
    "facts",
    "outcome",
    "amount",
    "least",
    "most",
    "working",
    "missing",
}


@pytest.mark.parametrize(
    ("name", "row"), [(n, r) for n, _, r in ROWS], ids=[f"{n}-{i}" for n, i, _ in ROWS]
)
def test_worked_example(base: knowledge.KnowledgeBase, name: str, row: dict[str, Any]) -> None:
    assert set(row) <= FIELDS, set(row) - FIELDS
    today = row.get("on", TODAY)
    rules = base.rules(knowledge.Days(row.get("act_day", today), today))
    facts = knowledge.read_facts(base, row.get("facts", {}))
    outcome = calculators.get(name).calculate(facts, rules)
    assert outcome.key == row["outcome"], (row["why"], outcome.working, outcome.missing)
    for field in ("amount", "least", "most"):
        if field in row:
            assert getattr(outcome, field) == Decimal(str(row[field])), outcome.working
    if "amount" not in row:
        assert outcome.amount is None, outcome.working
    if "missing" in row:
        assert list(outcome.missing) == row["missing"]
    for line in row.get("working", []):
        assert any(line in shown for shown in outcome.working), outcome.working


@pytest.mark.parametrize("name", calculators.names())
def test_every_outcome_is_reached_by_an_example(name: str) -> None:
    reached = {row["outcome"] for n, _, row in ROWS if n == name}
    assert reached == set(calculators.get(name).OUTCOMES)


@pytest.mark.parametrize("name", calculators.names())
def test_a_calculator_reads_only_facts_it_names(base: knowledge.KnowledgeBase, name: str) -> None:
    assert set(calculators.get(name).READS) <= set(base.ids("facts"))
