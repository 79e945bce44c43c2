"""A long message that tells of two matters → where each is told. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

SHORTEST = 24
"""A part with fewer characters tells no story."""
_ANOTHER = re.compile(
    r"(?:另外|此外|还有)(?:还有|还|的)?一?[件桩](?:小|别的|其他|烦心)?(?:事|是|[，,。:：])"
    r"|(?:另外|还)(?:还|的)?有?一?个(?:小|别的|其他|烦心)?事|(?:第二|另一)[件桩](?:小|别的)?(?:事|是)"
)
_BACK = re.compile(
    r"(?:不过|但是?|还是)?(?:这个|那个)?(?:先放一放|先不管|先不说)"
    r"|先(?:说|讲|问|把|帮|办|处理|解决)(?!是|明|清楚)"
)
_FIRST = re.compile(r"先(?:说|讲|问|把|帮|办|处理|解决)(?P<what>[^，。,！!？?\n]{1,14})")

Extent = tuple[int, int]


def told_apart(text: str) -> tuple[list[Extent], Extent]:
    """Where the matters of a text are told, the one to be dealt with first at the head, and the rest
    that goes on with that one (先说手机的事，…). One extent where no other matter is announced."""
    cuts = [0]
    for match in _ANOTHER.finditer(text):
        if match.start() - cuts[-1] >= SHORTEST and len(text) - match.start() >= SHORTEST:
            cuts.append(match.start())
    extents = list(pairwise([*cuts, len(text)]))
    if len(extents) == 1:
        return extents, (len(text), len(text))
    start, end = extents[-1]
    back = _BACK.search(text, start + SHORTEST)
    tail = (back.start() if back else end, end)
    extents[-1] = (start, tail[0])
    first = _wanted_first(text, extents, tail)
    return [extents[first], *(e for n, e in enumerate(extents) if n != first)], tail


def _wanted_first(text: str, extents: list[Extent], tail: Extent) -> int:
    """Which of the matters is to be dealt with first: the one that what stands behind 先说 speaks of,
    else the first told."""
    for match in _FIRST.finditer(text, tail[0]):
        for pair in _pairs(match["what"]):
            speak = [n for n, (start, end) in enumerate(extents) if pair in text[start:end]]
            if len(speak) == 1:
                return speak[0]
    return 0


def _pairs(words: str) -> Iterator[str]:
    return (a + b for a, b in pairwise(words))
