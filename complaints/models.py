"""The case file: what is known with its source, what is asked for, who asks, against whom.

Plain values, as JSON through `to_dict` and `from_dict`; no database and no words of the law.
`knowledge.Facts` stays the one type for facts a rule reads: `FactBook.facts` gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import knowledge
from knowledge import Facts, KnowledgeBase

Source = Literal["said", "chosen", "document", "staff"]
Kind = Literal["complaint", "report"]
"""投诉 (a dispute of one's own, mediation) or 举报 (a breach of the law, enforcement)."""


@dataclass(frozen=True)
class Known:
    """One value as JSON, where it came from, when (ISO, with time zone), and what it replaced."""

    value: Any
    source: Source
    at: str
    before: tuple[dict[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "before": list(self.before)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Known:
        return cls(**{**record, "before": tuple(record.get("before", ()))})


@dataclass(frozen=True)
class FactBook:
    """All facts of one matter by fact id; never changed, only replaced."""

    known: Mapping[str, Known] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.known

    def values(self) -> dict[str, Any]:
        """The present values as JSON, as `knowledge.read_facts` takes them."""
        return {name: known.value for name, known in self.known.items()}

    def facts(self, base: KnowledgeBase) -> Facts:
        return knowledge.read_facts(base, self.values())

    def with_value(self, name: str, value: Any, source: Source, at: str) -> FactBook:
        """The book with a value set; the earlier value goes into the history."""
        old = self.known.get(name)
        if old and old.value == value:
            return self
        before = (
            (*old.before, {"value": old.value, "source": old.source, "at": old.at}) if old else ()
        )
        return FactBook({**self.known, name: Known(value, source, at, before[-MAX_HISTORY:])})

    def without(self, name: str) -> FactBook:
        return FactBook({key: known for key, known in self.known.items() if key != name})

    def to_dict(self) -> dict[str, Any]:
        return {name: known.to_dict() for name, known in self.known.items()}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> FactBook:
        return cls({name: Known.from_dict(known) for name, known in record.items()})


MAX_HISTORY = 10


@dataclass(frozen=True)
class Consent:
    """`what`: the id of a text of consent; `version`: the text's version the person saw."""

    what: str
    version: str
    given: bool
    at: str


@dataclass(frozen=True)
class CaseFile:
    """What one complaint or report is made of.

    `fields` are the answers to the form (ids of the procedure's fields, see
    `knowledge/content/procedures`), personal ones among them; `story` the person's own words in
    the order they came; `edited` the parts of the draft the person rewrote, by field id.
    """

    kind: Kind
    dispute: str
    facts: FactBook = field(default_factory=FactBook)
    fields: Mapping[str, str] = field(default_factory=dict)
    story: tuple[str, ...] = ()
    edited: Mapping[str, str] = field(default_factory=dict)
    consents: tuple[Consent, ...] = ()

    def with_field(self, name: str, value: str) -> CaseFile:
        return replace(self, fields={**self.fields, name: value})

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "dispute": self.dispute,
            "facts": self.facts.to_dict(),
            "fields": dict(self.fields),
            "story": list(self.story),
            "edited": dict(self.edited),
            "consents": [asdict(consent) for consent in self.consents],
        }

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> CaseFile:
        return cls(
            kind=record["kind"],
            dispute=record["dispute"],
            facts=FactBook.from_dict(record.get("facts", {})),
            fields=dict(record.get("fields", {})),
            story=tuple(record.get("story", ())),
            edited=dict(record.get("edited", {})),
            consents=tuple(Consent(**consent) for consent in record.get("consents", ())),
        )
