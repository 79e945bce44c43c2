"""Numbers without a unit or a word of money that may be sums: 羽绒服899 · 店铺清空了，1180呢 · 一次收二十."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.nlu.reading.money import Money
from bot.nlu.reading.money_cues import COUNTED, DOLLAR, ENDS, FOREIGN, HOTLINE, SIZED
from bot.nlu.reading.numerals import Numeral, find_numerals
from bot.nlu.reading.spans import Span, fold

PRICED = 50
"""The least bare number behind a thing that is taken as its price: 鞋42 is a size."""
LONE = (100, 10**7)
"""Between these a number that counts nothing may be the only sum of a story."""
LEAST, LEAST_HAN, MOST_DIGITS = 10, 20, 8
"""A bare number below, or with more digits, is no sum that anybody may mean."""


def read_prices(text: str, ends: Sequence[int], found: Sequence[Span]) -> list[Span]:
    """Bare numbers that stand right behind a thing and end the clause: 羽绒服899.

    `ends` is where the names of things end; `found` are the sums already read there.
    """
    folded, taken = fold(text), {span.start for span in found}
    spans = []
    for numeral in find_numerals(folded):
        bare = numeral.start in ends and numeral.start not in taken and not numeral.han
        if bare and PRICED <= numeral.value < 10**7 and ENDS.match(folded, numeral.end):
            spans.append(_span(numeral, text, "price"))
    return spans


def read_lone_sum(text: str, found: Sequence[Span]) -> list[Span]:
    """In a story without any sum, the one number that counts nothing: 店铺清空了，1180呢.

    `found` is everything read so far. Two such numbers, or a small, huge or year-like one, are
    left alone.
    """
    if any(span.fact == "amount" for span in found):
        return []
    lone = [n for n in _uncounted(text, found) if _may_stand_alone(n)]
    return [_span(lone[0], text)] if len(lone) == 1 else []


def find_bare_sums(text: str, found: Sequence[Span]) -> list[Span]:
    """Every number of a text that counts nothing and is nothing else: it may be a sum, or not."""
    folded = fold(text)
    least = [
        numeral
        for numeral in _uncounted(text, found)
        if numeral.value >= (LEAST_HAN if numeral.han else LEAST)
        or "." in folded[numeral.start : numeral.end]
    ]
    return [_span(n, text) for n in least if n.han or n.end - n.start <= MOST_DIGITS]


def _span(numeral: Numeral, text: str, role: str = "unknown") -> Span:
    money = Money(numeral.value, numeral.high, numeral.approximate, role=role)
    return Span("amount", money, numeral.start, numeral.end, text[numeral.start : numeral.end])


def _uncounted(text: str, found: Iterable[Span]) -> Iterator[Numeral]:
    folded = fold(text)
    taken = {place for span in found for place in range(span.start, span.end)}
    for numeral in find_numerals(folded):
        free = not any(place in taken for place in range(numeral.start, numeral.end))
        if free and _counts_nothing(numeral, folded):
            yield numeral


def _counts_nothing(numeral: Numeral, text: str) -> bool:
    start, end = numeral.start, numeral.end
    before = text[max(start - 2, 0) : start]
    if HOTLINE.fullmatch(text, start, end):
        return False
    if numeral.han and text[start] in "百千万":
        return False  # 千万别, 百分之百
    if before.endswith(("第", "之", ".")) or (before[-1:].isascii() and before[-1:].isalnum()):
        return False
    follows = (COUNTED, FOREIGN, SIZED)
    return not DOLLAR.search(before) and not any(f.match(text, end) for f in follows)


def _may_stand_alone(numeral: Numeral) -> bool:
    year = not numeral.han and 1900 <= numeral.value <= 2100
    return LONE[0] <= numeral.value < LONE[1] and not year
