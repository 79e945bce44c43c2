"""Sums of money in yuan: 三百块五 · 99块9 · ¥3,999.00 · 1.2w元 · 花了3999 · 3999的手机."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.nlu.reading.dates import date_extents
from bot.nlu.reading.identifiers import read_identifiers
from bot.nlu.reading.money_cues import (
    BOUGHT_AFTER,
    COUNTED,
    DEAL,
    DOLLAR,
    ENDS,
    FOREIGN,
    HOTLINE,
    MONEY_NOUN,
    NOT_SMALL,
    NOUN_AFTER,
    PER,
    PER_BEFORE,
    SIZED,
    SMALL,
    STRONG,
    SYMBOL,
    THING,
    THREEFOLD,
    UNIT,
    WEAK,
)
from bot.nlu.reading.money_roles import role_of, weight_of
from bot.nlu.reading.numerals import Numeral, find_numerals
from bot.nlu.reading.spans import Span, fold


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in yuan, `high` the end of a range (amount is then its low end).

    `per`: year, month, day … of 3999元/年, as written in Chinese; `role`: see `money_roles`.
    """

    amount: Decimal
    high: Decimal | None = None
    approximate: bool = False
    per: str | None = None
    role: str = "unknown"


_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")}


def read_money(text: str) -> list[Span]:
    """Every sum, as Spans of `Money` with the fact `amount`, in order.

    A number is money by its unit, its currency sign, a verb or noun of money before it, or by
    N的手机 after it. Dates, telephone and order numbers, counts, percentages, ages, other
    currencies and hotlines are not.
    """
    folded = fold(text)
    taken = _taken(folded)
    spans: list[Span] = []
    done = 0
    for numeral in find_numerals(folded):
        if numeral.start < done or any(taken[numeral.start : numeral.end]):
            continue
        read = _with_unit(numeral, folded) or _bare(numeral, folded)
        if read:
            money, start, done = read
            spans.append(Span("amount", money, start, done, text[start:done]))
    return _with_roles(_ranges(spans, text), folded)


def amount_at_issue(spans: Sequence[Span], text: str) -> Money | None:
    """The one sum the dispute is most about; None when only a merchant's offer is named.

    By role, in this order, because: what the person wants back is what they said the quarrel is
    about; a deposit that is kept is the quarrel even if a whole price is named; then a total,
    the price paid, a deduction, a price. The larger of two alike, then the first.
    """
    sums = [s for s in spans if isinstance(s.value, Money)]
    weighed = [(weight_of(s.value.role), s.value) for s in sums if isinstance(s.value, Money)]
    best = max(weighed, key=lambda w: (w[0], w[1].amount), default=None)
    return best[1] if best and best[0] > 0 else None


def _taken(text: str) -> bytearray:
    used = bytearray(len(text))
    extents = date_extents(text) + [(s.start, s.end) for s in read_identifiers(text)]
    for start, end in extents:
        used[start:end] = b"\x01" * (end - start)
    return used


_Read = tuple[Money, int, int] | None


def _with_unit(numeral: Numeral, text: str) -> _Read:
    """A sum by its unit or sign."""
    if FOREIGN.match(text, numeral.end):
        return None
    before = text[max(numeral.start - 6, 0) : numeral.start]
    if DOLLAR.search(before) or before.endswith("第"):
        return None
    unit, sign = UNIT.match(text, numeral.end), SYMBOL.search(before)
    if not unit and (not sign or text[numeral.end : numeral.end + 1] == "%"):
        return None
    start = numeral.start - len(sign[0]) if sign else numeral.start
    if not unit:
        return _money(numeral, text, start, numeral.end, False)
    if _is_together(numeral, unit, text):
        return None
    return _in_unit(numeral, unit, text, start)


def _is_together(numeral: Numeral, unit: re.Match[str], text: str) -> bool:
    """一块 alone is "together" or "one piece"; 一块钱, 一块五 are money."""
    if unit["unit"] != "块" or not numeral.han or numeral.value != 1 or numeral.unit:
        return False
    return not SMALL.match(text, unit.end())


def _in_unit(numeral: Numeral, unit: re.Match[str], text: str, start: int) -> _Read:
    name, end = unit["unit"], unit.end()
    vague = bool(unit["vague"] or unit["vague2"])
    scale = {"毛": Decimal("0.1"), "角": Decimal("0.1"), "分": Decimal("0.01")}.get(
        name[0], Decimal(1)
    )
    value = numeral.value * scale
    if name[0] in "块元圆毛角" and not name.endswith(("钱", "洋")) and not vague:
        value, end = _small_change(value, scale, text, end, name)
    high = None if numeral.high is None else numeral.high * scale
    return _money(replace(numeral, value=value, high=high), text, start, end, vague)


def _small_change(
    value: Decimal, scale: Decimal, text: str, end: int, name: str
) -> tuple[Decimal, int]:
    """The 五 of 三百块五, the 3毛5 of 2块3毛5; not the 五 of 三百块五个."""
    match = SMALL.match(text, end)
    if not match:
        return value, end
    bare = not match["mao"]
    if bare and (name[0] in "元圆" or NOT_SMALL.match(text, match.end())):
        return value, end  # 2310元一直没到账
    if bare and match[0] == "一" and not ENDS.match(text, match.end()):
        return value, end
    tenths = _decimal(match["n"]) * scale / 10
    if bare and len(match["n"]) == 2:
        tenths /= 10  # 3块50
    if match["fen"]:
        tenths += _decimal(match["fen"]) * scale / 100
    rest = match.end()
    spare = re.compile("钱").match(text, rest)
    return value + tenths, spare.end() if spare else rest


def _decimal(digits: str) -> Decimal:
    return Decimal(_HAN[digits]) if digits in _HAN else Decimal(digits)


def _money(numeral: Numeral, text: str, start: int, end: int, vague: bool) -> _Read:
    per = PER.match(text, end) or PER_BEFORE.search(text[max(start - 8, 0) : start])
    if numeral.value <= 0 or numeral.value >= Decimal(10) ** 12:
        return None
    approximate = numeral.approximate or vague
    money = Money(
        numeral.value, numeral.high, approximate, per["per"].removesuffix("课") if per else None
    )
    return money, start, end


def _bare(numeral: Numeral, text: str) -> _Read:
    """A sum without unit, by the words around it."""
    start, end = numeral.start, numeral.end
    written = text[start:end]
    if HOTLINE.fullmatch(written) or not _sizeable(numeral, written):
        return None
    before = text[max(start - 16, 0) : start]
    if THREEFOLD.search(before) or text[start - 1 : start] in ("第", "-", "/", ".", "#", "@", "_"):
        return None
    if not PER.match(text, end) and (COUNTED.match(text, end) or FOREIGN.match(text, end)):
        return None
    year = not numeral.han and numeral.unit is None and 2010 <= numeral.value <= 2035
    if _said_before(numeral, before, text) or (not year and _said_after(numeral, before, text)):
        return _money(numeral, text, start, end, False)
    return None


def _said_before(numeral: Numeral, before: str, text: str) -> bool:
    """花了3999, 里面值800, 一节课180, 一晚; 2,180 with its comma is a price by itself."""
    if STRONG.search(before) or (WEAK.search(before) and numeral.value >= 50):
        return True
    rate = PER.match(text, numeral.end)
    if rate and (not numeral.han or (numeral.unit or 0) >= 100):
        return True
    each = PER_BEFORE.search(before) and DEAL.search(text)
    return bool(each or "," in text[numeral.start : numeral.end])


def _said_after(numeral: Numeral, before: str, text: str) -> bool:
    """3999的手机, 2999买的, 两千定金; and 1280 alone between commas, or ending 买了件大衣1680."""
    end, value = numeral.end, numeral.value
    if MONEY_NOUN.match(text, end):
        return True
    if value >= 50 and (NOUN_AFTER.match(text, end) or BOUGHT_AFTER.match(text, end)):
        return numeral.han or value > 200 or not SIZED.match(text, end)
    if not ENDS.match(text, end) or not DEAL.search(text):
        return False
    alone = not before.strip() or before[-1] in "，。,;!！？?"
    return (alone and value >= 100) or (bool(THING.search(before)) and value >= 200)


def _sizeable(numeral: Numeral, written: str) -> bool:
    """Without a unit, single figures are counts (退一赔三, 押一付三); 9.9 is a price."""
    if numeral.han:
        return numeral.value >= 20
    if len(written) > 9 or (written.startswith("0") and "." not in written):
        return False
    return numeral.value >= 10 or "." in written


def _ranges(spans: list[Span], text: str) -> list[Span]:
    """300块到500块 made one span."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if last and text[last.end : span.start] in ("到", "至", "-", "~"):
            low, high = last.value, span.value
            assert isinstance(low, Money) and isinstance(high, Money)
            if low.high is None and high.high is None and low.amount < high.amount:
                value = replace(high, amount=low.amount, high=high.amount, approximate=True)
                out[-1] = Span("amount", value, last.start, span.end, text[last.start : span.end])
                continue
        out.append(span)
    return out


def _with_roles(spans: list[Span], text: str) -> list[Span]:
    out: list[Span] = []
    for index, span in enumerate(spans):
        floor = spans[index - 1].end if index else 0
        limit = spans[index + 1].start if index + 1 < len(spans) else len(text)
        role = role_of(
            text[max(floor, span.start - 20) : span.start],
            text[span.end : min(limit, span.end + 14)],
        )
        assert isinstance(span.value, Money)
        out.append(replace(span, value=replace(span.value, role=role)))
    return out
