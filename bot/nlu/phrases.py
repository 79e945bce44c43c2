"""Facts recognised by set phrases: what was tried, what proof is held, what the merchant said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.nlu.reading import Span

_NOT = re.compile(r"(?:没有?|无|未|不是|别|不用|还没|也没)[^，。,.!?！？]{0,3}$")
_WISH = re.compile(
    r"(?:想|要|准备|打算|怎么|如何|可以|可不可以|能不能|能否|是否|需要|应该|会)[^，。,.!?！？]{0,5}$"
)
WISHES_MATTER = frozenset({"steps_taken"})
"""Facts about what is done: a wish to do it is not it."""


def find_phrases(
    text: str, phrases: dict[str, dict[str, list[str]]], several: Iterable[str]
) -> Iterator[Span]:
    """A span for each option said: of a fact with one answer only the option named longest.

    A phrase behind a negation does not count; nor, for finished steps, one behind a wish.
    """
    many = set(several)
    for fact, options in phrases.items():
        found = [
            Span(fact, option, at, at + len(phrase), phrase)
            for option, ways in options.items()
            for phrase in ways
            for at in _places(text, phrase, fact in WISHES_MATTER)
        ]
        if fact not in many and found:
            longest = max(found, key=lambda span: len(span.text))
            rivals = {span.value for span in found if len(span.text) == len(longest.text)}
            found = [longest] if len(rivals) == 1 else []
        yield from {span.value: span for span in found}.values()


def find_names(text: str, names: dict[str, str], fact: str) -> list[Span]:
    """Every name of a list that stands in the text, longest first at each place, in order."""
    found = [
        Span(fact, shown, at, at + len(name), name)
        for name, shown in names.items()
        for at in _places(text, name, False, negation=False)
    ]
    taken: list[Span] = []
    for span in sorted(found, key=lambda s: s.start - s.end):
        if all(span.end <= other.start or span.start >= other.end for other in taken):
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)


def _places(text: str, phrase: str, wishes: bool, negation: bool = True) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        before = text[max(0, at - 8) : at]
        denied = negation and _NOT.search(before)
        if not denied and not (wishes and _WISH.search(before)):
            yield at
        at = text.find(phrase, at + len(phrase))
