"""Which fact a sum, a count or a day is, by the words of the content that stand beside it.

A cue is written in content/facts as the words just before or just after the number: 卡里还有.
`N` fixes the number's place: N没用 · 修了N次. Gaps are those of `gaps.find_pattern`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.nlu.reading.gaps import EARLIER, GAP, end_of, find_pattern

PLACE = "N"
_WIDEST = 8
# What may stand between a cue and its number without changing what is said.
_BEFORE = re.compile(
    r"(?:[了过的是为有在给我您他她它才就只也都还已共约掉到:近快足整仅刚这那又被要\s¥￥]"
    r"|大概|大约|差不多|将近|不到|至少|人民币|一共|总共|[好快]像|现在|目前|可能|应该)*"
)
_AFTER = re.compile(r"(?:[的了多来余几都还全就也是在钱整\s]|左右|上下|块钱?|元)*")
_NOT = ("不", "没", "未")
_APART = frozenset("，。,;；!！?？\n")


@dataclass(frozen=True, slots=True)
class Cue:
    """`before` and `after` the number; both when the cue names both sides."""

    fact: str
    before: str = ""
    after: str = ""

    @property
    def length(self) -> int:
        return len(self.before) + len(self.after)


Place = tuple[int, int]


def read_cues(written: Mapping[str, Iterable[str]]) -> list[Cue]:
    """Fact id → cues as written. A cue without `N` holds on either side."""
    cues = []
    for fact, words in written.items():
        for word in words:
            before, place, after = word.partition(PLACE)
            if place:
                cues.append(Cue(fact, before, after.lstrip(GAP)))
            else:
                cues += [Cue(fact, before=word), Cue(fact, after=word)]
    return cues


def facts_of(text: str, numbers: Sequence[Place], cues: Iterable[Cue]) -> dict[int, str]:
    """Index of a number → its fact, for `numbers` in order of place.

    Between cue and number only such words may stand as change nothing (了, 大概), and no end of a
    clause. The nearest cue wins, of two as near the longer; two facts still alike give none.
    """
    best: dict[int, tuple[int, int, str | None]] = {}
    for cue in cues:
        for index, distance in _uses(text, numbers, cue):
            rank = (distance, -cue.length)
            known = best.get(index)
            if known is None or rank < known[:2]:
                best[index] = (*rank, cue.fact)
            elif rank == known[:2] and known[2] != cue.fact:
                best[index] = (*rank, None)
    return {index: fact for index, (_, _, fact) in best.items() if fact}


def _uses(text: str, numbers: Sequence[Place], cue: Cue) -> Iterator[tuple[int, int]]:
    """Every number the cue stands at, with the distance."""
    if not cue.before.removesuffix(EARLIER):
        yield from _uses_after(text, numbers, cue)
        return
    for _, end in find_pattern(text, cue.before):
        index = bisect_left(numbers, (end, 0))
        if index == len(numbers) or not _fills(_BEFORE, text, end, numbers[index][0]):
            continue
        if cue.after and not _follows(text, numbers[index][1], cue.after):
            continue
        yield index, numbers[index][0] - end


def _uses_after(text: str, numbers: Sequence[Place], cue: Cue) -> Iterator[tuple[int, int]]:
    ends = [end for _, end in numbers]
    for start, _ in find_pattern(text, cue.before + cue.after):
        index = bisect_right(ends, start) - 1
        if index >= 0 and _fills(_AFTER, text, ends[index], start):
            yield index, start - ends[index]


def _fills(filler: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return end - start <= _WIDEST and bool(filler.fullmatch(text, start, end))


def _follows(text: str, at: int, after: str) -> bool:
    """Whether `after` follows a number that ends at `at`."""
    first, *rest = after.split(GAP)
    filled = _AFTER.match(text, at, at + _WIDEST)
    latest = filled.end() if filled else at
    found = text.find(first, at, latest + len(first))
    return found >= 0 and end_of(text, found + len(first), rest) is not None


@dataclass(frozen=True, slots=True)
class Said:
    """A cue's words standing somewhere, to be put beside days."""

    start: int
    end: int
    fact: str
    side: str = ""


def cue_words(text: str, cues: Iterable[Cue]) -> list[Said]:
    """Every place of the cues' words that is not denied (不退款), in order; `side` tells on which
    side of the number. Cues with words on both sides are for `facts_of` only."""
    found = {
        Said(start, end, cue.fact, "before" if cue.before else "after")
        for cue in cues
        if not (cue.before and cue.after)
        for start, end in find_pattern(text, cue.before or cue.after)
        if text[start - 1 : start] not in _NOT
    }
    return sorted(found, key=lambda said: (said.start, -said.end, said.fact, said.side))


def day_fact(
    text: str, day: Place, room: Place, verb: tuple[int, int] | None, said: Sequence[Said]
) -> str | None:
    """The fact of a day between two other days (`room`), None when no cue is nearer than `verb`.

    As in speech the first words after the day decide, else the last before it, within the clause.
    `verb`: where the verb stands that decides without cues (see `day_roles`).
    """
    start, end = day
    after = [
        s for s in _between(said, end, min(room[1], end + 16)) if s.side == "after"
        and _APART.isdisjoint(text[end : s.start])
    ]  # fmt: skip
    if after or (verb and verb[0] >= end):
        first = min((s.start, -s.end) for s in after) if after else (len(text), 0)
        if verb and end <= verb[0] < first[0]:
            return None
        return _one({s.fact for s in after if (s.start, -s.end) == first})
    before = [
        s for s in _between(said, max(room[0], start - 14), start) if s.side == "before"
        and _APART.isdisjoint(text[s.end : start])
    ]  # fmt: skip
    if not before:
        return None
    last = max((s.end, -s.start) for s in before)
    if verb and verb[1] > last[0]:
        return None
    return _one({s.fact for s in before if (s.end, -s.start) == last})


def _between(said: Sequence[Said], start: int, end: int) -> list[Said]:
    low = bisect_left(said, start, key=lambda s: s.start)
    high = bisect_left(said, end, key=lambda s: s.start)
    return [s for s in said[low:high] if s.end <= end]


def _one(facts: set[str]) -> str | None:
    return facts.pop() if len(facts) == 1 else None
