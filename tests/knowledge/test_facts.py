"""Facts: what is told becomes a value of its kind, or is refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge.lines import read_yaml

HERE = Path(__file__).parent
VALUES: list[dict[str, Any]] = read_yaml((HERE / "told_values.yml").read_text())[0]
ANSWERS: list[dict[str, Any]] = read_yaml((HERE / "short_answers.yml").read_text())[0]
KINDS = {"money": Decimal, "day": date, "count": int, "choice": str, "choices": tuple, "text": str}


@pytest.mark.parametrize("row", VALUES, ids=[f"{r['fact']}-{r['value']}" for r in VALUES])
def test_a_value_told(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    fact = base.fact(row["fact"])
    if row.get("unfit"):
        with pytest.raises(ValueError, match=f"“{fact.name}”的值不合适"):
            knowledge.read_fact(fact, row["value"])
        return
    value = knowledge.read_fact(fact, row["value"])
    assert str(value) == row["kept"]
    assert isinstance(value, KINDS[fact.kind])


def test_text_is_cut(base: knowledge.KnowledgeBase) -> None:
    assert len(str(knowledge.read_fact(base.fact("platform"), "长" * 1000))) == 300


def test_an_unknown_fact_is_told_with_the_nearest(base: knowledge.KnowledgeBase) -> None:
    with pytest.raises(knowledge.UnknownName, match="是不是“amount”"):
        knowledge.read_facts(base, {"amont": 3})


def test_facts_read_by_kind_give_nothing_of_another_kind(base: knowledge.KnowledgeBase) -> None:
    facts = knowledge.read_facts(base, {"amount": 3, "courier_trouble": "lost", "proof": ["photo"]})
    assert facts.money("amount") == 3
    assert facts.count("amount") is None
    assert facts.day("amount") is None
    assert facts.choice("courier_trouble") == "lost"
    assert facts.choices("courier_trouble") == ()
    assert facts.to_dict() == {"amount": 3, "courier_trouble": "lost", "proof": ["photo"]}


def test_facts_survive_their_json_form(base: knowledge.KnowledgeBase) -> None:
    facts = knowledge.read_facts(base, {
        "amount": "29.9", "purchase_day": "2026-03-08", "sessions_total": 3, "proof": ["photo"],
    })  # fmt: skip
    assert knowledge.read_facts(base, facts.to_dict()) == facts


@pytest.mark.parametrize("row", ANSWERS, ids=[f"{r['fact']}-{r['said']}" for r in ANSWERS])
def test_a_short_answer(base: knowledge.KnowledgeBase, row: dict[str, Any]) -> None:
    assert knowledge.match_option(base.fact(row["fact"]), row["said"]) == row["option"]


def test_the_label_of_every_option_means_it(
    base: knowledge.KnowledgeBase, content: knowledge.Content
) -> None:
    for file in content.all("facts"):
        for option in file.data.options:
            assert knowledge.match_option(file.data, option.label) == option.id, (file.id, option)


@pytest.mark.parametrize(
    ("fact", "value", "shown"),
    [("amount", Decimal("29.90"), "29.9元"), ("purchase_day", date(2026, 3, 8), "2026年3月8日"),
     ("purchase_day", datetime(2026, 3, 8), "2026年3月8日"),  # noqa: DTZ001
     ("courier_trouble", "damaged", "东西坏了"), ("proof", ("photo", "order"), "照片或视频、订单截图"),
     ("excuses", ("uninsured_no_pay",), "没保价，最多赔几倍运费"), ("sessions_total", 36, "36")],
)  # fmt: skip
def test_a_fact_as_people_read_it(
    base: knowledge.KnowledgeBase, fact: str, value: Any, shown: str
) -> None:
    assert knowledge.fact_in_words(base, fact, knowledge.Facts({fact: value})) == shown


def test_a_fact_not_known_has_no_words(base: knowledge.KnowledgeBase) -> None:
    assert knowledge.fact_in_words(base, "amount", knowledge.Facts()) is None
