"""JSON ⇄ `Facts`, checked against the catalogue of facts in the base."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.models import Facts, FactValue
from knowledge.schema import Fact

MAX_TEXT = 300


def read_facts(base: KnowledgeBase, record: Mapping[str, Any]) -> Facts:
    """Facts from JSON. Raises `ValueError` in Chinese for an unknown fact or an unfit value."""
    return Facts({name: read_fact(base.fact(name), value) for name, value in record.items()})


def read_fact(fact: Fact, value: Any) -> FactValue:
    """One value as its kind of fact wants it. Raises `ValueError` when it does not fit."""
    try:
        if fact.kind == "money":
            return _money(value)
        if fact.kind == "day":
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        if fact.kind == "count":
            return int(value)
        if fact.kind == "choices":
            return tuple(_option(fact, item) for item in value)
        if fact.kind == "choice":
            return _option(fact, value)
        return str(value)[:MAX_TEXT]
    except (ValueError, TypeError, InvalidOperation) as error:
        raise ValueError(f"“{fact.name}”的值不合适：{value}") from error


def match_option(fact: Fact, text: str) -> str | None:
    """The option a person means by a short answer: its label, or one of its other phrasings."""
    said = text.strip().strip("。.！!，, ")
    for option in fact.options:
        if said == option.label or said in option.phrases:
            return option.id
    hits = {
        option.id
        for option in fact.options
        for phrase in (option.label, *option.phrases)
        if phrase in said
    }
    return hits.pop() if len(hits) == 1 else None


def _money(value: Any) -> Decimal:
    amount = Decimal(str(value))
    if not 0 <= amount < Decimal("1e12"):
        raise ValueError(value)
    return amount


def _option(fact: Fact, value: Any) -> str:
    if fact.options and value not in {option.id for option in fact.options}:
        raise ValueError(value)
    return str(value)
