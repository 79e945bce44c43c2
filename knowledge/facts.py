"""JSON ⇄ `Facts`, checked against the catalogue of facts in the base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.models import Facts, FactValue
from knowledge.schema import Fact, Option

MAX_TEXT = 300
MAX_COUNT = 10**9
DAYS = (date(1900, 1, 1), date(2100, 12, 31))
"""Days outside are slips of the pen, and periods counted from them would leave the calendar."""


def read_facts(base: KnowledgeBase, record: Mapping[str, Any]) -> Facts:
    """Facts from JSON. Raises `UnknownName` for an unknown fact, `ValueError` for an unfit value,
    both in Chinese."""
    return Facts({name: read_fact(base.fact(name), value) for name, value in record.items()})


def read_fact(fact: Fact, value: Any) -> FactValue:
    """One value as its kind of fact wants it. Raises `ValueError` when it does not fit."""
    try:
        if fact.kind == "money":
            return _money(value)
        if fact.kind == "day":
            return read_day(value)
        if fact.kind == "count":
            return _count(value)
        if fact.kind == "choices":
            return _options(fact, value)
        if fact.kind == "choice":
            return _option(fact, value)
        return _text(value)
    except (ValueError, TypeError, OverflowError, InvalidOperation) as error:
        raise ValueError(f"“{fact.name}”的值不合适：{value}") from error


def match_option(fact: Fact, text: str) -> str | None:
    """The option of a fact a person means by a short answer."""
    return match_choice(fact.options, text)


def match_choice(options: Sequence[Option], text: str) -> str | None:
    """The option a person means by a short answer: its label, or one of its other phrasings."""
    said = text.strip().strip("。.！!，, ")
    for option in options:
        if said == option.label or said in option.phrases:
            return option.id
    hits = {
        option.id
        for option in options
        for phrase in (option.label, *option.phrases)
        if phrase in said
    }
    return hits.pop() if len(hits) == 1 else None


def _money(value: Any) -> Decimal:
    amount = Decimal(str(value))
    if not 0 <= amount < Decimal("1e12"):
        raise ValueError(value)
    return amount


def read_day(value: Any) -> date:
    """A day, or its ISO form. Raises `ValueError` for anything else and for days out of `DAYS`."""
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    if not DAYS[0] <= day <= DAYS[1]:
        raise ValueError(value)
    return day


def _count(value: Any) -> int:
    count = int(value)
    if isinstance(value, bool) or not 0 <= count <= MAX_COUNT or count != float(value):
        raise ValueError(value)
    return count


def _options(fact: Fact, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return tuple(_option(fact, item) for item in value)


def _text(value: Any) -> str:
    if value is None or isinstance(value, list | tuple | dict):
        raise TypeError(value)
    return str(value)[:MAX_TEXT]


def _option(fact: Fact, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    if fact.options and value not in {option.id for option in fact.options}:
        raise ValueError(value)
    return str(value)
