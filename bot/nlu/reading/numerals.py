"""Numbers as people write them: 3,999.00 · 三千九百九十九 · 两千三 · 1.2万 · 3k9 · 两百来 · 三五百.

cn2an reads well-formed numerals and is the tests' second opinion. It does not know 半, 几百,
两百来, 两三百, 3k9 or 百八十, nor where in a sentence a numeral begins and ends, so one reader
here does all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from bot.nlu.reading.spans import fold

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_SAME = str.maketrans(
    "〇壹贰叁肆伍陆柒捌玖拾佰仟两俩仨wWkK", "零一二三四五六七八九十百千二二三万万千千"
)
_D, _U = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖俩仨", "十百千万亿拾佰仟"
_LETTER = r"[wWkK](?![A-Za-z屏显分电快充功的灯清画投超高]|\s?[屏充功])"
_ARABIC = r"(?<![0-9])(?<![0-9][.,])(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
_MIXED = rf"(?:(?:[多来余](?=[万亿]))?(?:[{_U}]|{_LETTER})(?:[0-9]++(?:\.[0-9]++)?|[{_D}]++)?)*+"
_HAN = (
    rf"(?:[{_D}廿卅]|[十拾]|[几数](?=[十百千万亿])"
    rf"|上(?=[百千万][个块元次斤条])|[百千万](?=[来把八十])"
    rf"|半(?=[个年天月日]|小时|块))(?:[{_D}{_U}]|几"
    rf"|点(?=[{_D}](?![十点分]))|[多来余把](?=[万亿]))*+"
)
_NUMERAL = re.compile(
    rf"(?:(?<![A-Za-z])|(?<=RMB|rmb|Rmb"
    rf"|CNY))(?:{_ARABIC}{_MIXED}"
    rf"|{_HAN})(?P<fuzz>[多来余]|[把几](?![{_D}])|出头"
    rf"|\+(?![0-9]))?"
)
_BEFORE = re.compile(
    r"(?:大概|大约|约|差不多|将近|接近|快|近|不到|不足|超过|至少|起码|小|好|估计)[要有是花了]?\s?$"
)
_AFTER = re.compile(r"(?:左右|上下|出头|不到|以上|多)")
# 二百五 一个月: after a hundred or more, 一 belongs to the measure word that follows.
_ONE_OF = re.compile(r"[个年月天次节套平台件斤晚位人张只双份盒瓶期小周桌间条辆部]")
_TOKEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|.")
_TWO_DIGITS = re.compile(r"([一二三四五六七八])([二三四五六七八九])(?![零一二三四五六七八九])")
_LARGEST = Decimal(10) ** 16


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number standing at `start:end`.

    `value` is the lower figure where a range or a vague word is written (两三百 200, 几百 100),
    `high` the upper one if said. `unit` is None for 3999 or 三, else the last magnitude (万 in
    1.2万) as a number. `han` says that it is written in characters.
    """

    value: Decimal
    start: int
    end: int
    high: Decimal | None = None
    approximate: bool = False
    han: bool = False
    unit: int | None = None


def parse_numeral(text: str) -> Numeral | None:
    """`text`, all of it, as a number; None when it is not one."""
    text = text.strip()
    if text == "半":
        return Numeral(Decimal("0.5"), 0, 1, han=True)
    found = find_numerals(text)
    whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
    return found[0] if whole else None


def find_numerals(text: str) -> list[Numeral]:
    """Every number in `text`, in order; 300到500 and 3-5 are one number with a `high`."""
    return list(_numerals(fold(text)))


@lru_cache(maxsize=1)  # five readers ask for the same message in turn
def _numerals(folded: str) -> tuple[Numeral, ...]:
    read = (_read(match, folded) for match in _NUMERAL.finditer(folded))
    return tuple(_joined([numeral for numeral in read if numeral], folded))


def _read(match: re.Match[str], text: str) -> Numeral | None:
    fuzz = match["fuzz"] or ""
    start, end = match.span()
    body = match[0][: len(match[0]) - len(fuzz)]
    if fuzz in ("来", "把", "几") and body[-1] not in _U + "kKwW0":
        fuzz, end = "", end - len(fuzz)  # 三来 is no numeral: 3来 the verb, 把 the preposition
    if not fuzz and _takes_one(body, text[end : end + 1]):
        body, end = body[:-1], end - 1
    read = _value(body)
    if read is None:
        return None
    low, high, vague = read
    unit = next((_UNITS[c] for c in reversed(body.translate(_SAME)) if c in _UNITS), None)
    near = bool(_BEFORE.search(text[max(start - 6, 0) : start]) or _AFTER.match(text, end))
    return Numeral(
        low, start, end, high, vague or bool(fuzz) or near, body[0] not in "0123456789", unit
    )


def _takes_one(body: str, following: str) -> bool:
    if len(body) < 2 or body[-1] != "一" or not _ONE_OF.match(following):
        return False
    return body[-2] in "百千万佰仟kKwW" or (
        len(body) > 2 and body[-2] in _D and body[-3] in "百千万"
    )


def _value(body: str) -> tuple[Decimal, Decimal | None, bool] | None:
    """Low, high and whether vague."""
    if body == "半":
        return Decimal("0.5"), None, False
    if body.isascii() and body.isdecimal():
        return (Decimal(body), None, False) if len(body) <= 16 else None
    if len(body) > 30:
        return None
    text = body.translate(_SAME).replace("廿", "二十").replace("卅", "三十")
    vague = any(c in text for c in "几数上多来余把")
    text = re.sub("[多来余把]", "", text)
    text = re.sub("^[数上几]", "一", text).replace("几", "")
    idiom = re.fullmatch("([百千万])(?:([八])([十百千])|十)", text)
    if idiom:  # 百八十: eighty to a hundred; 百十: a hundred or so
        top = Decimal(_UNITS[idiom[1]])
        return (top * 8 / 10, top, True) if idiom[2] else (top, None, True)
    pair = _TWO_DIGITS.search(text)
    if pair and _neighbours(pair) and (pair.start() == 0 or text[pair.start() - 1] in _UNITS):
        return _pair(text, pair)
    low = _plain(text)
    return None if low is None else (low, None, vague)


def _neighbours(pair: re.Match[str]) -> bool:
    """两三, 七八, and the set phrase 三五; 三八 is a number or a day."""
    return _DIGITS[pair[2]] - _DIGITS[pair[1]] == 1 or pair[0] == "三五"


def _pair(text: str, pair: re.Match[str]) -> tuple[Decimal, Decimal | None, bool] | None:
    before, after = text[: pair.start()], text[pair.end() :]
    low, high = _plain(before + pair[1] + after), _plain(before + pair[2] + after)
    return None if low is None or high is None else (low, high, True)


def _plain(text: str) -> Decimal | None:
    """The value of a numeral without vague words; None when it is ill formed."""
    if "点" in text:
        return _with_point(text)
    if len(text) > 1 and all(c in _DIGITS for c in text):  # 二零二六, digit by digit
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total = section = Decimal(0)
    current: Decimal | None = None
    last, zero = 1, False
    for token in _TOKEN.findall(text):
        if token == "零":
            zero = True
        elif token in _DIGITS or token[0].isdecimal():
            if current is not None:
                return None
            current = (
                Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(token.replace(",", ""))
            )
        else:
            unit = _UNITS[token]
            if unit >= 10_000:
                whole = section + (current or 0)
                nested = unit > 10_000 or not whole  # 一万亿, but 一亿两千万
                total = ((total + whole) or Decimal(1)) * unit if nested else total + whole * unit
                section = Decimal(0)
            else:
                section += (1 if current is None else current) * unit
            current, last, zero = None, unit, False
    if current is None:
        return total + section if total + section or zero else None
    digit = current < 10 and current == current.to_integral_value()
    tail = current * last / 10 if last >= 100 and digit and not zero else current
    total += section + tail
    return total if total < _LARGEST else None


def _with_point(text: str) -> Decimal | None:
    whole, _, rest = text.partition("点")
    digits = re.match("[零一二三四五六七八九]+", rest)
    left = _plain(whole)
    if digits is None or left is None:
        return None
    value = Decimal(f"{left}.{''.join(str(_DIGITS[c]) for c in digits[0])}")
    for unit in rest[digits.end() :]:
        if unit not in _UNITS:
            return None
        value *= _UNITS[unit]
    return value if value < _LARGEST else None


def _joined(numerals: list[Numeral], text: str) -> list[Numeral]:
    """Numerals with `low 到 high` written as two made one."""
    ranges = {a.start: _range(a, b, text) for a, b in pairwise(numerals)}
    out: list[Numeral] = []
    skip = False
    for numeral in numerals:
        joined = None if skip else ranges.get(numeral.start)
        if not skip:
            out.append(joined or numeral)
        skip = joined is not None
    return out


def _range(low: Numeral, high: Numeral, text: str) -> Numeral | None:
    between = text[low.end : high.start].strip()
    if between not in ("到", "至", "-", "~", "--") or low.high or high.high:
        return None
    value = low.value
    if low.unit is None and high.unit and value < high.value / high.unit:
        value *= high.unit  # 3到5千
    if not value < high.value:
        return None
    return replace(
        low, value=value, end=high.end, high=high.value, approximate=True, unit=high.unit
    )
