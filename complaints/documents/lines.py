"""Chinese text into lines: no line begins with a closing mark or ends with an opening one, words
and numbers in Latin letters stay whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

NEVER_FIRST = frozenset("，。、；：？！）》」』】〉〕”’％…—～·,.;:?!)]}%")
NEVER_LAST = frozenset("（《「『【〈〔“‘([{")
_UNIT = re.compile(r"[A-Za-z0-9@._/+*:#=&?%-]+|.", re.DOTALL)
MOVED = 3
"""At most so many characters go to the next line for the sake of a mark."""


def break_lines(
    text: str, width: float, measure: Callable[[str], float], indent: float = 0.0
) -> list[str]:
    """The lines of a text, each at most `width` wide by `measure`; the first of each paragraph is
    narrower by `indent`."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, width, measure, indent)
    return lines


def _paragraph(
    text: str, width: float, measure: Callable[[str], float], indent: float
) -> Iterator[str]:
    line: list[str] = []
    used = indent
    for unit in _units(text, width - indent, measure):
        wide = measure(unit)
        if line and used + wide > width:
            rest = _carried(line, unit)
            yield "".join(line).rstrip(" ")
            line, used = rest, sum(map(measure, rest))
            if unit == " " and not line:
                continue
        line.append(unit)
        used += wide
    yield "".join(line)


def _units(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """What is not parted; what is wider than a line is parted all the same."""
    for found in _UNIT.finditer(text):
        unit = found[0]
        if len(unit) > 1 and measure(unit) > width:
            yield from unit
        else:
            yield unit


def _carried(line: list[str], unit: str) -> list[str]:
    """Takes from the end of a line what must stand with `unit` on the next."""
    rest: list[str] = []
    first = unit
    while len(line) > 1 and len(rest) < MOVED and (first in NEVER_FIRST or line[-1] in NEVER_LAST):
        first = line.pop()
        rest.insert(0, first)
    return rest
