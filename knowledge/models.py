"""Values that pass between the parts: what a person told, what a calculator found, the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from knowledge.schema import Status

FactValue = Decimal | date | int | str | tuple[str, ...]


@dataclass(frozen=True)
class Facts(Mapping[str, FactValue]):
    """What is known of a matter, by fact id (see content/facts/).

    Money is a `Decimal` in yuan, a day a `date`, a count an `int`, a choice the id of its option,
    choices a tuple of such ids, the rest text. A fact that is absent is not known.
    """

    known: Mapping[str, FactValue] = field(default_factory=dict)

    def __getitem__(self, name: str) -> FactValue:
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def money(self, name: str) -> Decimal | None:
        """A sum in yuan, or None when it is not known."""
        value = self.known.get(name)
        return value if isinstance(value, Decimal) else None

    def day(self, name: str) -> date | None:
        value = self.known.get(name)
        return value if isinstance(value, date) else None

    def count(self, name: str) -> int | None:
        value = self.known.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def choice(self, name: str) -> str | None:
        value = self.known.get(name)
        return value if isinstance(value, str) else None

    def choices(self, name: str) -> tuple[str, ...]:
        value = self.known.get(name)
        return value if isinstance(value, tuple) else ()

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: days in ISO form, money as numbers."""
        return {name: to_json(value) for name, value in self.known.items()}


@dataclass(frozen=True)
class Outcome:
    """What a calculator found.

    `key` is one of its module's `OUTCOMES`, which also says whether the claim holds; the words
    for each key stand in the dispute. `amount` in yuan; `least` and `most` when only a range can
    be named. `working` are lines of arithmetic. `missing` are the facts that would settle it.
    """

    key: str
    amount: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    working: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cite:
    law: str
    article: str
    text: str
    gist: str
    in_force_from: date
    in_force_to: date | None
    url: str
    full_text: str | None = None


@dataclass(frozen=True)
class ClaimFound:
    """One claim in an answer: `words` says what it means here, `status` whether it holds."""

    id: str
    name: str
    status: Status
    words: str
    amount: Decimal | None
    range: tuple[Decimal, Decimal] | None
    working: tuple[str, ...]
    applies_if: tuple[str, ...]
    missing_facts: tuple[str, ...]
    cites: tuple[Cite, ...]
    adds: bool


@dataclass(frozen=True)
class PointMade:
    """A rule worth knowing; `asks` are the questions it answers."""

    title: str
    words: str
    asks: tuple[str, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class StepToTake:
    title: str
    detail: str
    remedy: str | None
    done: bool


@dataclass(frozen=True)
class Proof:
    item: str
    why: str
    how: str
    have: bool


@dataclass(frozen=True)
class Due:
    """A deadline: `last_day` and `days_left` are None while its start is not known. `note` says
    what is special about the day (it falls on a day off, it is an estimate), or is empty."""

    what: str
    whose: str
    last_day: date | None
    days_left: int | None
    rule: str
    note: str
    estimated: bool
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Body:
    id: str
    name: str
    phone: str | None
    url: str | None
    why: str


@dataclass(frozen=True)
class ExcuseMet:
    """A merchant's excuse; `heard` when the person said that this merchant used it."""

    said: str
    reply: str
    why: str
    screenshot: str
    heard: bool
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Question:
    """The one thing to ask next; `options` is empty for free input (`kind` says of what)."""

    fact: str
    kind: str
    question: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Notice:
    """`kind`: changed_law, not_in_base, not_yet_law, estimated, disclaimer."""

    kind: str
    text: str


@dataclass(frozen=True)
class FactLabel:
    """A fact as people read it."""

    label: str
    value: str


@dataclass(frozen=True)
class Answer:
    """The one contract between knowledge and everyone (design section 5).

    `verdict`: supported, depends, unsupported; guidance where a dispute has no claims; unknown
    where no law of that day is held.
    """

    dispute: str
    name: str
    confidence: float | None
    also: tuple[tuple[str, str], ...]
    as_of: date
    law_day: date
    headline: str
    verdict: str
    claims: tuple[ClaimFound, ...]
    total: Decimal | None
    points: tuple[PointMade, ...]
    steps: tuple[StepToTake, ...]
    evidence: tuple[Proof, ...]
    deadlines: tuple[Due, ...]
    bodies: tuple[Body, ...]
    excuses: tuple[ExcuseMet, ...]
    cites: tuple[Cite, ...]
    ask: Question | None
    offers: tuple[tuple[str, str], ...]
    facts: Facts
    fact_labels: Mapping[str, FactLabel]
    notices: tuple[Notice, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form sent as the `custom` part of a reply."""
        record = {f.name: to_json(getattr(self, f.name)) for f in fields(self)}
        record["type"] = "answer"
        record["dispute"] = {
            "id": self.dispute,
            "name": record.pop("name"),
            "confidence": record.pop("confidence"),
        }
        record["also"] = [{"id": key, "name": name} for key, name in self.also]
        record["offers"] = [{"id": key, "label": label} for key, label in self.offers]
        if self.ask:
            record["ask"]["options"] = [
                {"id": key, "label": label} for key, label in self.ask.options
            ]
        return record


def to_json(value: Any) -> Any:
    """Any value of this module as plain JSON types."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Facts):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value
