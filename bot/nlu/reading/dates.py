"""Days written with numbers, and festivals: 2026年3月8日 · 3/8 · 上月20号 · 正月十五 · 双十一."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from bot.nlu.reading.festivals import FESTIVAL, festival_of, lunar, lunar_year, solar
from bot.nlu.reading.numerals import parse_numeral

Absolute = tuple[date | None, bool, int, int]
"""Day (None: it does not exist), whether approximate, start, end."""
Future = Callable[[int, int], bool]

_N = r"(?:[0-9]{1,2}(?![0-9])|[一二三四五六七八九十廿]{1,3})"
_Y = (
    r"(?:(?<![0-9])(?P<year>(?:19|20)[0-9]{2}|[0-3][0-9]|二[零〇][零〇一二三四五六七八九]{2})年"
    r"|(?P<word>今年|去年|大前年|前年|明年|上年|本年|当年))?的?\s?"
)
_MONTH_DAY = re.compile(
    rf"{_Y}(?<![0-9.第每个/])(?<![0-9]-)(?<![一二三四五六七八九"
    rf"十](?=[一二三四五六七八九十]))(?P<month>{_N})月"
    r"(?![卡饼租费供])(?:(?P<part>份|初(?![一二三四五六七八九十])|底|末|中旬?|上旬|下旬)"
    rf"|\s?(?P<day>{_N})(?:[日号]|(?![个块元次天.%0-9万千百件])))?"
)
_LUNAR = re.compile(
    rf"{_Y}(?P<mark>农历|阴历|旧历)?(?P<leap>闰)?(?:(?P<na"
    rf"med>正月|腊月|冬月|大年|年(?=初))|(?P<month>{_N})月)"
    r"(?P<day>初[一二三四五六七八九十]|[一二三四五六七八九十廿]{1,3}|[0-9]{1,2}(?=[日号]?))?[日号]?"
)
_ISO = re.compile(
    r"(?<![0-9A-Za-z./-])(?P<year>(?:19"
    r"|20)[0-9]{2}|2[0-9])(?P<sep>[-/.])(?P<month>"
    r"[0-9]{1,2})(?P=sep)"
    r"(?P<day>[0-9]{1,2})(?![0-9A-Za-z]|[-/.][0-9])"
)
_COMPACT = re.compile(
    r"(?<![0-9A-Za-z-])(?P<year>20[0-9]{2})(?P<mon"
    r"th>[01][0-9])(?P<day>[0-3][0-9])(?![0-9A-Za-"
    r"z元块-])"
)
_SLASH = re.compile(
    r"(?<![0-9./-])(?<![退还付扣剩只约打近])(?P<month>[0-9]"
    r"{1,2})(?:/(?P<day>[0-9]{1,2})(?![0-9/.%])"
    r"(?!的[钱费款货量价]|以上|左右|小时|多|全天|[个元块年月])"
    r"|\.(?P<day2>[0-9]{1,2})(?=[日号]|那天|当天))[日号]?"
)
_DAY = re.compile(
    rf"(?:(?P<month>上上个?月|上个?月|这个?月|本月|当月"
    rf"|下个?月)的?)?(?<![0-9第.一二三四五六七八九十])(?P<day>{_N}"
    rf")"
    r"(?:号(?![楼店线柜码床技桌厅窗院门球车位令仓字胶]|机(?![票场])"
    r"|的[衣裤鞋])|(?P<ri>日)(?![内无游以用后期租]))"
)
_PARTS = {"份": 1, "初": 1, "上旬": 1, "中": 15, "中旬": 11, "下旬": 21, "底": 31, "末": 31}
_BACK = {"上上": 2, "上": 1, "这": 0, "本": 0, "当": 0, "下": -1}
YEARS = {
    "大前年": -3,
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "明年": 1,
    "今年": 0,
    "本年": 0,
    "当年": 0,
}


def absolute_days(text: str, on: date, future: Future) -> Iterator[Absolute]:
    """Days written with numbers and named days; `future(start, end)` says to look ahead."""
    written = [*_month_days(text, on, future), *_numeric(text, on, future)]
    yield from written
    yield from _days_of_month(text, on, written, future)
    yield from _lunar_days(text, on, future)
    yield from _festivals(text, on, future)


def date_extents(text: str) -> list[tuple[int, int]]:
    """Where dates in numbers stand, whatever they mean: no money is read there."""
    written = [m.span() for pattern in (_ISO, _COMPACT, _SLASH) for m in pattern.finditer(text)]
    return written + [match.span() for match in _festival_matches(text)]


@lru_cache(maxsize=1)  # the readers of sums and of days ask for the same message
def _festival_matches(text: str) -> tuple[re.Match[str], ...]:
    return tuple(FESTIVAL.finditer(text))


def month_before(on: date, back: int, day: int) -> date | None:
    """Day `day`, or the month's last, of the month `back` months before that of `on`."""
    year, month = divmod(on.year * 12 + on.month - 1 - back, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))


def nearest(day_in: Callable[[int], date | None], on: date, year: int, ahead: bool) -> date | None:
    """The last such day up to `on`, with `ahead` the first from `on`; only two years are tried."""
    years = (year, year + 1) if ahead else (year, year - 1)
    for candidate in years:
        day = day_in(candidate)
        if day and (day >= on if ahead else day <= on):
            return day
    return None


@lru_cache(maxsize=512)
def _number(text: str) -> int:
    numeral = parse_numeral(text)
    return int(numeral.value) if numeral and numeral.high is None else 0


def _year(match: re.Match[str], on: date) -> int | None:
    if match["word"]:
        return on.year + YEARS[match["word"]]
    if not match["year"]:
        return None
    year = _number(match["year"])
    return year + 2000 if len(match["year"]) == 2 else year


def _in_year(
    day_in: Callable[[int], date | None], on: date, year: int | None, ahead: bool
) -> date | None:
    return day_in(year) if year is not None else nearest(day_in, on, on.year, ahead)


def _month_days(text: str, on: date, future: Future) -> Iterator[Absolute]:
    said: tuple[date, int] | None = None
    for match in _MONTH_DAY.finditer(text):
        month, part, day = _number(match["month"]), match["part"], match["day"]
        if text[match.start("month") - 2 : match.start("month")] in ("农历", "阴历", "旧历"):
            continue
        if match["month"] + "月" + (day or "") == "八月十五" and match[0].endswith("十五"):
            yield _festival(_mid_autumn, match, on, future)
            continue
        wanted = _number(day) if day else _PARTS.get(part or "", 1)
        last = bool(part) and wanted == 31

        def day_in(year: int, m: int = month, d: int = wanted, last: bool = last) -> date | None:
            return solar(year, m, monthrange(year, m)[1] if last and 1 <= m <= 12 else d)

        year = _year(match, on)
        if year is None and said and match.start() - said[1] <= 24:
            year = _year_carried(day_in, said[0], on)
        found = _in_year(day_in, on, year, future(*match.span()))
        said = (found, match.end()) if found and year is not None else None
        yield found, not day, match.start(), match.end()


def _year_carried(day_in: Callable[[int], date | None], said: date, on: date) -> int | None:
    """The year of 10月8日 in 2025年10月3日到10月8日: the first such day after, if it has come."""
    for year in (said.year, said.year + 1):
        day = day_in(year)
        if day and said <= day <= on:
            return year
    return None


def _mid_autumn(year: int) -> date | None:
    return lunar(year, 8, 15)


def _festival(
    day_in: Callable[[int], date | None], match: re.Match[str], on: date, future: Future
) -> Absolute:
    day = _in_year(day_in, on, _year(match, on), future(*match.span()))
    return day, False, match.start(), match.end()


def _numeric(text: str, on: date, future: Future) -> Iterator[Absolute]:
    for pattern in (_ISO, _COMPACT):
        for match in pattern.finditer(text):
            year = int(match["year"])
            day = solar(year + 2000 if year < 100 else year, int(match["month"]), int(match["day"]))
            if day or pattern is _ISO:
                yield day, False, match.start(), match.end()
    for match in _SLASH.finditer(text):
        month, number = int(match["month"]), int(match["day"] or match["day2"])

        def day_in(year: int, m: int = month, d: int = number) -> date | None:
            return solar(year, m, d)

        day = nearest(day_in, on, on.year, future(*match.span()))
        yield day, False, match.start(), match.end()


def _days_of_month(
    text: str, on: date, written: list[Absolute], future: Future
) -> Iterator[Absolute]:
    ends = {end: day for day, _, _, end in written if day}
    for match in _DAY.finditer(text):
        number = _number(match["day"])
        listed = _month_said(ends, match.start(), number)
        joined = listed and text[match.start() - 1] in "到至-~"
        if not 1 <= number <= 31 or (match["ri"] and not match["month"] and not joined):
            continue
        if listed and not match["month"]:  # 3月8号到10号, 3月8号买的10号收到
            day = solar(listed.year, listed.month, number)
        elif match["month"]:
            day = _in_month(on, _BACK[match["month"].rstrip("月").rstrip("个")], number)
        else:
            day = _last_with(number, on, future(*match.span()))
        yield day, False, match.start(), match.end()


def _month_said(ends: dict[int, date], start: int, number: int) -> date | None:
    """The last date written within 24 characters before, if `number` can follow it."""
    day = next((ends[at] for at in range(start, start - 25, -1) if at in ends), None)
    return day if day and number > day.day else None


def _in_month(on: date, back: int, number: int) -> date | None:
    day = month_before(on, back, number)
    return day if day and day.day == number else None


def _last_with(number: int, on: date, ahead: bool) -> date | None:
    """This month's day of that number if it has come, else last month's; with `ahead` the next."""
    for back in (0, -1) if ahead else (0, 1):
        day = _in_month(on, back, number)
        if day and (day >= on if ahead else day <= on):
            return day
    return None


def _lunar_days(text: str, on: date, future: Future) -> Iterator[Absolute]:
    for match in _LUNAR.finditer(text):
        named, day = match["named"], match["day"]
        if not (named or match["mark"] or match["leap"] or (day or "").startswith("初")):
            continue
        if named in ("大年", "年") and not (day or "").startswith("初"):
            continue
        month = {"冬月": 11, "腊月": 12}.get(named, 1) if named else _number(match["month"])
        number = _number(day.lstrip("初")) if day else 1
        leap = bool(match["leap"])

        def day_in(year: int, m: int = month, d: int = number, leap: bool = leap) -> date | None:
            return lunar(year, m, d, leap)

        year = _year(match, on)
        # The twelfth month falls in the next solar year: 去年腊月 counts in lunar years.
        if year is not None and match["word"] and month == 12:
            year += lunar_year(on) - on.year
        found = (
            day_in(year) if year is not None else _nearest_lunar(day_in, on, future(*match.span()))
        )
        yield found, not day, match.start(), match.end()


def _nearest_lunar(day_in: Callable[[int], date | None], on: date, ahead: bool) -> date | None:
    return nearest(day_in, on, lunar_year(on), ahead)


def _festivals(text: str, on: date, future: Future) -> Iterator[Absolute]:
    for match in _festival_matches(text):
        day_in, vague = festival_of(match)
        said = match["year"]
        if said:
            digits = said.rstrip("年")
            year = on.year + YEARS[said] if said in YEARS else int(digits) % 2000 + 2000
            day = day_in(year)
        else:
            day = nearest(day_in, on, on.year, future(*match.span()))
        yield day, vague, match.start(), match.end()
