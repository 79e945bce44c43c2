"""Festivals, shopping days and the lunar calendar, as days of a given year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from lunardate import LunarDate


def lunar(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """The solar day of a lunar one; None when that month has no such day or the year is unknown.

    `year` is the lunar year (1900 to 2099), named like the solar year in which it begins.
    """
    try:
        found: date = LunarDate(year, month, day, leap).to_solar_date()
    except ValueError:
        return None
    return found


def lunar_year(on: date) -> int:
    """The lunar year in which `on` lies; the solar year outside the known ones."""
    try:
        return int(LunarDate.from_solar_date(on.year, on.month, on.day).year)
    except ValueError:
        return on.year


def solar(year: int, month: int, day: int) -> date | None:
    """That day, or None when it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(year: int, month: int, nth: int, weekday: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _eve(year: int) -> date | None:
    new_year = lunar(year, 1, 1)
    return new_year and new_year - timedelta(days=1)


def _after_new_year(year: int) -> date | None:
    return lunar(year, 1, 8)


def _qingming(year: int) -> date:
    """The solar term, right for 2000 to 2099."""
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)


def _black_friday(year: int) -> date:
    return _weekday(year, 11, 4, 3) + timedelta(days=1)


def _fixed(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: solar(year, month, day)


def _lunar(month: int, day: int) -> Callable[[int], date | None]:
    return lambda year: lunar(year, month, day)


# name pattern, the day in a year, whether people mean a season rather than the day
_FESTIVALS: tuple[tuple[str, Callable[[int], date | None], bool], ...] = (
    (r"双(?:十一|11)|11\.11(?![0-9元块.])|光棍节", _fixed(11, 11), False),
    (r"双(?:十二|12)|12\.12(?![0-9元块.])", _fixed(12, 12), False),
    (r"6[.·]18(?![0-9元块.])|618(?![0-9元块折%.,年]|个)|六一八", _fixed(6, 18), False),
    (
        r"3·15|3\.15(?![0-9元块.])|315(?=晚会|那|当天|期间|前|后"
        r"|活动|的时候|消费者|买)",
        _fixed(3, 15),
        False,
    ),
    (r"消费者权益日", _fixed(3, 15), False),
    (r"国庆节?|十一(?=期间|假期|长假|黄金周|那|的时候|放假|出|买|前|后)", _fixed(10, 1), True),
    (r"劳动节|五一节?(?![百千万十个次年天块元节课只件斤%0-9])", _fixed(5, 1), False),
    (r"儿童节|六一节?(?![百千万十个次年天块元节课只件斤%0-9八])", _fixed(6, 1), False),
    (r"妇女节|女神节|三八(?:妇女|女神)?节|三八(?=那|活动|期间)", _fixed(3, 8), False),
    (r"520(?=那|当天|期间|活动|前|后|买|的时候)", _fixed(5, 20), False),
    (r"元旦节?", _fixed(1, 1), False),
    (r"(?<!七夕)情人节", _fixed(2, 14), False),
    (r"圣诞节?", _fixed(12, 25), False),
    (r"平安夜", _fixed(12, 24), False),
    (r"教师节", _fixed(9, 10), False),
    (r"母亲节", lambda year: _weekday(year, 5, 2, 6), False),
    (r"父亲节", lambda year: _weekday(year, 6, 3, 6), False),
    (r"黑五|黑色星期五", _black_friday, False),
    (r"过年|过春节|春节", _lunar(1, 1), True),
    (r"大年三十|年三十|除夕夜?", _eve, False),
    (r"(?<![0-9零一二三四五六七八九十几多半两个今去明前当每])年前", _eve, True),
    (
        r"(?<![0-9零一二三四五六七八九十几多半两个今去明前当每])年后(?!悔)|过完年",
        _after_new_year,
        True,
    ),
    (r"腊八节?", _lunar(12, 8), False),
    (r"小年(?![轻糕])", _lunar(12, 23), False),
    (r"元宵节?", _lunar(1, 15), False),
    (r"端午节?", _lunar(5, 5), False),
    (r"七夕(?:情人)?节?", _lunar(7, 7), False),
    (r"中元节", _lunar(7, 15), False),
    (r"中秋节?", _lunar(8, 15), False),
    (r"重阳节?", _lunar(9, 9), False),
    (r"清明节?", _qingming, False),
)
# 花了618 is money; 第五一… and 三五一 are numerals.
_GUARD = r"(?<![0-9.零二三四六七八九百千第花付了价¥充退赔转])"
FESTIVAL = re.compile(
    r"(?P<year>(?:20[0-9]{2}|2[0-9])年|大?前年|去年|今年|明年)?(?:的)?(?:"
    + "|".join(f"(?P<f{i}>{_GUARD}(?:{name}))" for i, (name, _, _) in enumerate(_FESTIVALS))
    + r")(?P<vague>期间|那会儿?|前后|假期|长假|黄金周|的?时候|左右|那几天"
    r"|那阵子?|放假|大促|前|后(?!来|悔))?"
)


def festival_of(match: re.Match[str]) -> tuple[Callable[[int], date | None], bool]:
    """For a match of `FESTIVAL`: the day as a function of the year, and whether it is vague."""
    index = next(i for i in range(len(_FESTIVALS)) if match[f"f{i}"])
    _, day, season = _FESTIVALS[index]
    return day, season or bool(match["vague"])
