"""Lengths of time: 7天 · 三个月 · 半年 · 一年多 · 两个半月 · 24小时 · 七个工作日."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.nlu.reading.numerals import Numeral, find_numerals
from bot.nlu.reading.spans import Span, fold

_NAMES = {
    "分钟": "minute", "小时": "hour", "钟头": "hour", "h": "hour", "H": "hour", "工作日": "workday",
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week",
    "月": "month", "年": "year",
}  # fmt: skip
_UNIT = re.compile(
    r"\s?(?P<vague>[多来余])?(?P<ge>个)?(?P<half>半)?(?"
    r"P<vague2>[多来])?(?P<unit>分钟|小时|钟头|工作日"
    r"|天(?![猫津然花气生下])|日(?=内|之内|以内|无理由|后|退|游|免费)|周(?![年岁转])|星期|礼拜"
    r"|月(?![卡饼租费])|年(?![级代份糕货初底中末费卡]"
    r"|[0-9一二三四五六七八九十]{1,2}月)|[hH](?![A-Za-z0-9]))"
    r"(?P<rest>半)?(?P<vague3>多|左右|上下|出头|不到)?"
)
_ABOUT_ONE = re.compile(r"个把(?P<unit>月|星期|小时|钟头)")
_AGO = re.compile(r"\s?[以之]?前")
# 第三天, 有一天, 那一年 name a day, not a length.
_ORDINAL = re.compile(r"第$")
_SOME_ONE = re.compile(r"[第每某哪那同这有]$")
_YEAR_SAID = re.compile(r"(?:年)(?:买|购|入手|下单|办的|的时候|[春夏秋冬]天)")


@dataclass(frozen=True, slots=True)
class Duration:
    """`value` of `unit` (minute, hour, day, workday, week, month, year); `high` ends a range."""

    value: Decimal
    unit: str
    high: Decimal | None = None
    approximate: bool = False

    def before(self, on: date) -> date | None:
        """The day this long before `on`; None where the calendar ends.

        A month before 31 March is the last of February; half a month is 15 days.
        """
        try:
            if self.unit in ("month", "year"):
                return self._months_before(on)
            days = {"minute": Decimal(0), "hour": Decimal(1) / 24, "week": Decimal(7)}
            return on - timedelta(days=int(self.value * days.get(self.unit, Decimal(1))))
        except (OverflowError, ValueError):
            return None

    def _months_before(self, on: date) -> date:
        months = self.value * 12 if self.unit == "year" else self.value
        whole = int(months)
        index = on.year * 12 + on.month - 1 - whole
        year, month = divmod(index, 12)
        day = date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))
        return day - timedelta(days=int((months - whole) * 30))


def read_durations(text: str) -> list[Span]:
    """Every length of time, as Spans of `Duration` with the fact `duration`.

    三天前 is a day, not a length, and is left to `read_days` (提前三天 is a length).
    """
    folded = fold(text)
    return [
        Span("duration", value, start, end, text[start:end])
        for value, start, end in find_durations(folded)
        if not _AGO.match(folded, end) or folded[max(start - 2, 0) : start] == "提前"
    ]


def find_durations(text: str) -> list[tuple[Duration, int, int]]:
    """Value, start and end of every length of time, 三天前 too; `text` is folded."""
    found = [
        (Duration(Decimal(1), _NAMES[m["unit"]], None, True), m.start(), m.end())
        for m in _ABOUT_ONE.finditer(text)
    ]
    done = 0
    for numeral in find_numerals(text):
        match = _UNIT.match(text, numeral.end)
        if match and numeral.start >= done and _is_length(numeral, match, text):
            done = match.end()  # 两个半月: its 半月 is no second length
            found.append((_duration(numeral, match, text), numeral.start, done))
    return sorted(found, key=lambda f: f[1])


def _is_length(numeral: Numeral, match: re.Match[str], text: str) -> bool:
    before, unit = text[max(numeral.start - 2, 0) : numeral.start], match["unit"]
    if _ORDINAL.search(before) or (numeral.value == 1 and _SOME_ONE.search(before)):
        return False
    if unit == "月" and not match["ge"]:
        return numeral.value == Decimal("0.5")  # 三月 is March, 半月 half a month
    if unit == "年" and not numeral.han:
        bare = text[numeral.end] == "年"
        year = 1900 <= numeral.value < 2100 or 18 <= numeral.value < 40
        if bare and year and (numeral.value > 100 or _YEAR_SAID.match(text, numeral.end)):
            return False
    if unit == "年" and numeral.han and numeral.value >= 1900:
        return False  # 二零二三年
    return not (unit == "日" and before.endswith("月"))


def _duration(numeral: Numeral, match: re.Match[str], text: str) -> Duration:
    vague = bool(match["vague"] or match["vague2"] or match["vague3"])
    vague = vague or text[max(numeral.start - 1, 0) : numeral.start + 1] in ("大半", "小半")
    half = Decimal("0.5") if match["half"] or match["rest"] else Decimal(0)
    return Duration(
        numeral.value + half,
        _NAMES[match["unit"]],
        numeral.high,
        numeral.approximate or vague,
    )
