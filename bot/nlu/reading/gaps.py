"""Set phrases with gaps: 发动机…坏 · 会员……扣了. What content files may write, found in linear time."""

from __future__ import annotations

from collections.abc import Iterator

GAP, EARLIER = "…", "……"
LONGEST_GAP = 6
CLAUSE_ENDS = frozenset("，。,;；!！?？\n")


def find_pattern(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """Start and end of every place where `pattern` stands.

    `…` is up to six characters of the same clause. What stands before `……` only has to have been
    said earlier in the text, and is no part of the place.
    """
    earlier, _, phrase = pattern.rpartition(EARLIER)
    since = text.find(earlier) if earlier else 0
    if since < 0:
        return
    first, *rest = phrase.split(GAP)
    if not first:
        raise ValueError(f"a phrase begins with its first word, not with a gap: {pattern}")
    at = text.find(first, since + len(earlier))
    while at >= 0:
        end = end_of(text, at + len(first), rest)
        if end is not None:
            yield at, end
        at = text.find(first, at + len(first))


def end_of(text: str, at: int, parts: list[str]) -> int | None:
    """Where the last of `parts` ends when each stands within a gap after `at`; else None."""
    for part in parts:
        window = text[at : at + LONGEST_GAP + len(part)]
        gap = window.find(part)
        if gap < 0 or not CLAUSE_ENDS.isdisjoint(window[:gap]):
            return None
        at += gap + len(part)
    return at
