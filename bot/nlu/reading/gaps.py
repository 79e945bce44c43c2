"""Set phrases with gaps: 发动机…坏 · 会员……扣了. What content files may write, found in linear time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

GAP, EARLIER = "…", "……"
LONGEST_GAP = 6
BREAKS = frozenset("，。,;；!！?？\n没不未")
"""No gap goes over the end of a clause or a negation: 发动机没坏 is not 发动机…坏."""


def find_pattern(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """Start and end of every place where `pattern` stands.

    `…` is up to six characters of the same clause, without a negation. What stands before `……` only has to have been
    said earlier in the text, and is no part of the place.
    """
    earlier, first, rest = _parts(pattern)
    since = text.find(earlier) if earlier else 0
    if since < 0 or any(part not in text for part in rest):
        return
    at = text.find(first, since + len(earlier))
    while at >= 0:
        end = end_of(text, at + len(first), rest)
        if end is not None:
            yield at, end
        at = text.find(first, at + len(first))


@lru_cache(maxsize=8192)
def _parts(pattern: str) -> tuple[str, str, tuple[str, ...]]:
    """What was said earlier, the first word, and those behind gaps."""
    earlier, _, phrase = pattern.rpartition(EARLIER)
    first, *rest = phrase.split(GAP)
    if not first:
        raise ValueError(f"a phrase begins with its first word, not with a gap: {pattern}")
    return earlier, first, tuple(rest)


def end_of(text: str, at: int, parts: Iterable[str]) -> int | None:
    """Where the last of `parts` ends when each stands within a gap after `at`; else None."""
    for part in parts:
        window = text[at : at + LONGEST_GAP + len(part)]
        gap = window.find(part)
        if gap < 0 or not BREAKS.isdisjoint(window[:gap]):
            return None
        at += gap + len(part)
    return at
