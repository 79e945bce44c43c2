"""Numbers with their units in legal Chinese, brought to one form so that they can be compared:
百分之三十 = 30%, 万分之五 = 0.05%, 两千元 = 2000元, 半年 = 6月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import cn2an

_DIGITS = r"\d[\d,，]*(?:\.\d+)?"
_HAN = r"[零〇一二三四五六七八九十百千万亿两]+"
_NUMBER = rf"(?:{_DIGITS}|{_HAN})"
_SHARE = re.compile(rf"(百|千|万)分之({_HAN}|{_DIGITS})")
_PERCENT = re.compile(rf"({_DIGITS})\s*([%％‰])")
_COUNTED = re.compile(
    rf"(?<![第\d])({_NUMBER}|半)(万)?\s*"
    r"(个?工作日|个?自然日|个?小时|个?月|周岁|平方米|公里|千米|[元日天年倍岁次折])"
)
_SAME = {
    "天": "日",
    "自然日": "日",
    "岁": "周岁",
    "千米": "公里",
}
_SAID = {"双倍": (Decimal(2), "倍"), "减半": (Decimal(50), "%"), "一半": (Decimal(50), "%")}
_ADVERB = (Decimal(1), "次")
"""一次性, 一次退清: at once, not a count."""
_DIVISOR = {"百": 1, "千": 10, "万": 100}


def figures(text: str) -> Iterator[tuple[Decimal, str]]:
    """Every number with a unit in a text, as (value, unit); calendar years and ordinals are not
    numbers of this kind."""
    for share in _SHARE.finditer(text):
        yield normal(_value(share[2]) / _DIVISOR[share[1]]), "%"
    yield from (number for word, number in _SAID.items() if word in text)
    for percent in _PERCENT.finditer(text):
        yield normal(_value(percent[1]) / (10 if percent[2] == "‰" else 1)), "%"
    for found in _COUNTED.finditer(_SHARE.sub(" ", text)):
        unit = _SAME.get(found[3].lstrip("个"), found[3].lstrip("个"))
        if found[1] == "半":
            value, unit = {"年": (Decimal(6), "月"), "月": (Decimal(15), "日")}.get(
                unit, (Decimal("0.5"), unit)
            )
        else:
            value = _value(found[1]) * (10_000 if found[2] else 1)
        if unit == "年" and value >= 1900:
            continue
        if (value, unit) != _ADVERB:
            yield normal(value), unit


def normal(value: Decimal) -> Decimal:
    """Without trailing zeros, so that 0.50 and 0.5 are one."""
    return value.normalize() + 0


def _value(numeral: str) -> Decimal:
    if numeral[0].isdigit():
        return Decimal(numeral.replace(",", "").replace("，", ""))
    return Decimal(str(cn2an.cn2an(numeral.replace("〇", "零"), "smart")))
