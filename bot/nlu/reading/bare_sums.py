"""Sums without a unit or a word of money: 羽绒服899 · 店铺清空了，1180呢."""

from __future__ import annotations

from collections.abc import Sequence

from bot.nlu.reading.money import Money
from bot.nlu.reading.money_cues import COUNTED, DOLLAR, ENDS, FOREIGN, HOTLINES, SIZED
from bot.nlu.reading.numerals import Numeral, find_numerals
from bot.nlu.reading.spans import Span, fold

PRICED = 50
"""The least bare number behind a thing that is taken as its price: 鞋42 is a size."""
LONE = (100, 10**7)
"""Between these a number that counts nothing may be the only sum of a story."""


def read_prices(text: str, ends: Sequence[int], found: Sequence[Span]) -> list[Span]:
    """Bare numbers that stand right behind a thing and end the clause: 羽绒服899.

    `ends` is where the names of things end; `found` are the sums already read there.
    """
    folded, taken = fold(text), {span.start for span in found}
    spans = []
    for numeral in find_numerals(folded):
        bare = numeral.start in ends and numeral.start not in taken and not numeral.han
        if bare and PRICED <= numeral.value < 10**7 and ENDS.match(folded, numeral.end):
            money = Money(numeral.value, role="price")
            spans.append(
                Span("amount", money, numeral.start, numeral.end, text[numeral.start : numeral.end])
            )
    return spans


def read_lone_sum(text: str, found: Sequence[Span]) -> list[Span]:
    """In a story without any sum, the one number that counts nothing: 店铺清空了，1180呢.

    `found` is everything read so far. Two such numbers, or a small, huge or year-like one, are
    left alone.
    """
    if any(span.fact == "amount" for span in found):
        return []
    folded = fold(text)
    taken = {place for span in found for place in range(span.start, span.end)}
    lone = [
        numeral
        for numeral in find_numerals(folded)
        if numeral.start not in taken and _may_be_a_sum(numeral, folded)
    ]
    if len(lone) != 1:
        return []
    [only] = lone
    money = Money(only.value, only.high, only.approximate)
    return [Span("amount", money, only.start, only.end, text[only.start : only.end])]


def _may_be_a_sum(numeral: Numeral, text: str) -> bool:
    start, end = numeral.start, numeral.end
    before = text[max(start - 2, 0) : start]
    if not LONE[0] <= numeral.value < LONE[1] or text[start:end] in HOTLINES:
        return False
    if numeral.han and text[start] in "百千万":
        return False  # 千万别, 百分之百
    if not numeral.han and 1900 <= numeral.value <= 2100:
        return False
    if before.endswith(("第", "之", ".")) or (before[-1:].isascii() and before[-1:].isalnum()):
        return False
    follows = (COUNTED, FOREIGN, SIZED)
    return not DOLLAR.search(before) and not any(f.match(text, end) for f in follows)
