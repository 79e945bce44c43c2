"""Which of some ten thousand set phrases may stand in a text, so that only those are looked for.

Each phrase is kept under one pair of characters that it cannot stand without; a text has a few dozen
pairs. (A small relative of the inverted index; looking for every phrase takes thirty milliseconds.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from bot.nlu.reading import Cue
from bot.nlu.reading.gaps import GAP

T = TypeVar("T")


def pairs_of(text: str) -> set[str]:
    """Every character of a text and every two that follow one another."""
    return {*text, *map("".join, pairwise(text))}


def key_of(pattern: str) -> str:
    """The first pair of the longest word of a phrase with gaps; a lone character for a short one."""
    longest = max((part for part in pattern.split(GAP) if part), key=len, default="")
    return longest[:2]


class Shelf(Generic[T]):
    """Things kept under the phrases they are recognised by."""

    def __init__(self, things: Iterable[tuple[str, T]]) -> None:
        self._by_key: dict[str, list[T]] = defaultdict(list)
        for pattern, thing in things:
            self._by_key[key_of(pattern)].append(thing)

    def likely(self, pairs: set[str]) -> list[T]:
        """What may stand in a text of these pairs, in the order it was put on the shelf by key."""
        return [thing for key in self._by_key.keys() & pairs for thing in self._by_key[key]]


@dataclass(frozen=True)
class Likely:
    """The part of a vocabulary that may stand in one text (fields as in `Vocabulary`)."""

    platforms: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    excuses: dict[str, list[str]] = field(default_factory=dict)
    said: dict[str, dict[str, int]] = field(default_factory=dict)
    cues: dict[str, list[Cue]] = field(default_factory=dict)


class Shelves:
    """A vocabulary put on shelves."""

    def __init__(
        self,
        platforms: Mapping[str, str],
        products: Mapping[str, str],
        phrases: Mapping[str, Mapping[str, Iterable[str]]],
        excuses: Mapping[str, Iterable[str]],
        said: Mapping[str, Mapping[str, int]],
        cues: Mapping[str, Iterable[Cue]],
    ) -> None:
        self._platforms = Shelf((name, (name, shown)) for name, shown in platforms.items())
        self._products = Shelf((name, (name, shown)) for name, shown in products.items())
        self._phrases = Shelf(
            (way, (fact, option, way))
            for fact, options in phrases.items()
            for option, ways in options.items()
            for way in ways
        )
        self._excuses = Shelf((way, (key, way)) for key, ways in excuses.items() for way in ways)
        self._said = Shelf(
            (word, (fact, word, value))
            for fact, words in said.items()
            for word, value in words.items()
        )
        self._cues = {
            kind: Shelf((cue.before + GAP + cue.after, cue) for cue in known)
            for kind, known in cues.items()
        }

    def likely(self, text: str) -> Likely:
        """What may stand in a text."""
        pairs = pairs_of(text)
        phrases: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for fact, option, way in self._phrases.likely(pairs):
            phrases[fact][option].append(way)
        excuses: dict[str, list[str]] = defaultdict(list)
        for key, way in self._excuses.likely(pairs):
            excuses[key].append(way)
        said: dict[str, dict[str, int]] = defaultdict(dict)
        for fact, word, value in self._said.likely(pairs):
            said[fact][word] = value
        return Likely(
            dict(self._platforms.likely(pairs)),
            dict(self._products.likely(pairs)),
            {fact: phrases[fact] for fact in sorted(phrases)},
            dict(sorted(excuses.items())),
            dict(sorted(said.items())),
            {kind: shelf.likely(pairs) for kind, shelf in self._cues.items()},
        )
