"""The numbers of the law: those of the day that counts, or none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge.lines import read_yaml
from knowledge.rules import figure_on
from knowledge.schema import Parameter

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "figures.yml").read_text())[0]


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['name']}-{r['act']}-{r['on']}" for r in ROWS])
def test_a_figure_on_a_day(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    rules = base.rules(knowledge.Days(row["act"], row["on"]))
    if "raises" in row:
        with pytest.raises(getattr(knowledge, row["raises"]), match=row.get("says", ".")):
            rules[row["name"]]
        assert rules.used == {}
        return
    figure = rules[row["name"]]
    assert str(figure) == row["shown"]
    assert rules.used == {row["name"]: figure}
    if "cites" in row:
        assert figure.cites == (row["cites"],)
    if "before" in row:
        before = rules.before(row["name"])
        assert (str(before) if before else None) == row["before"]


def parameter(**values: Any) -> Parameter:
    first = {"value": "7", "since": "2020-01-01", "until": "2020-12-31", "cites": ["甲法第一条"]}
    return Parameter.model_validate({"what": "期限", "unit": "日", "values": [{**first, **values}]})


def test_an_unsure_figure_counts_as_not_in_the_base() -> None:
    with pytest.raises(knowledge.NotInBase, match="未核实"):
        figure_on("a.b", parameter(confidence="low"), date(2020, 6, 1))


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (date(2019, 12, 31), knowledge.NotYetInForce),
        (date(2020, 1, 1), Decimal(7)),
        (date(2020, 12, 31), Decimal(7)),
        (date(2021, 1, 1), knowledge.NotInBase),
    ],
)
def test_outside_its_days_a_figure_is_not_given(day: date, outcome: Any) -> None:
    if isinstance(outcome, Decimal):
        assert figure_on("a.b", parameter(), day).value == outcome
    else:
        with pytest.raises(outcome):
            figure_on("a.b", parameter(), day)
