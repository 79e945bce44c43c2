"""A fact read from a message, with the place where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

LONGEST = 4_000
"""Characters read. A longer text is a pasted document: what stands after is left unread, so that
no message, however long, can hold up the conversation."""

# One character to one character, so that positions hold. "，" stays: "399，200块" is two numbers.
_FOLD = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F) if c != 0xFF0C}
_FOLD |= {0xFFE5: 0xA5, 0x3000: 0x20}
_FOLD |= {
    ord(a): ord(b) for a, b in zip("萬億兩幾塊錢點號時間個", "万亿两几块钱点号时间个", strict=True)
}


@dataclass(frozen=True, slots=True)
class Span:
    """One fact: `text` is the message's `[start:end]`, `value` what it was read as."""

    fact: str
    value: object
    start: int
    end: int
    text: str

    def as_json(self) -> dict[str, object]:
        """The span as plain JSON values; see `plain`."""
        return {
            "fact": self.fact,
            "value": plain(self.value),
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }


def plain(value: object) -> object:
    """`value` in JSON's own types: days as ISO text, whole decimals as int, others as float.

    Raises TypeError for a type that no reader produces.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}")


@lru_cache(maxsize=16)  # every reader folds the same message
def fold(text: str) -> str:
    """The first `LONGEST` characters of `text`, full width → half width, same positions.

    Readers expect normalised text (`text.normalise`) and fold again only so that a reader
    called on raw text still finds ３９９９元.
    """
    return text[:LONGEST].translate(_FOLD)


def without_overlaps(spans: Sequence[Span]) -> list[Span]:
    """In order of position; of two that overlap the longer stays, of two as long the first."""
    taken: list[Span] = []
    by_length = sorted(spans, key=lambda s: (s.start - s.end, s.start))
    used = bytearray(max((s.end for s in spans), default=0))
    for span in by_length:
        if not any(used[span.start : span.end]):
            used[span.start : span.end] = b"\x01" * (span.end - span.start)
            taken.append(span)
    return sorted(taken, key=lambda s: s.start)
