"""Days, as people say them: 3月8号 · 上周五 · 两个多月了 · 国庆那会儿 · 去年腊月二十三."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.nlu.reading.dates import YEARS, absolute_days, month_before
from bot.nlu.reading.day_roles import FAR, role_of
from bot.nlu.reading.durations import find_durations
from bot.nlu.reading.spans import Span, fold, without_overlaps


@dataclass(frozen=True, slots=True)
class Day:
    """`day`; `approximate` when the words name a period or are vague, and then `day` is the
    period's first day (上周 its Monday, 去年 1 January), or its last for 月底.

    `role`: purchase, received or other.
    """

    day: date
    approximate: bool = False
    role: str = "other"


_NO_DAY = date.max
"""Holds the place of a written day that does not exist, until `read_days` drops it."""

_WORDS = {
    "大前天": -3, "前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2, "大后天": 3,
    "前日": -2, "昨日": -1, "今日": 0, "明日": 1, "昨晚": -1, "昨夜": -1, "今早": 0, "今晚": 0,
    "今晨": 0,
    "昨儿": -1, "前儿": -2, "今儿": 0, "明儿": 1, "刚才": 0, "刚刚": 0,
    "前晚": -2, "明早": 1, "大前儿": -3,
}  # fmt: skip
_VAGUE = {
    "前几天": -3,
    "前两天": -2,
    "这几天": -3,
    "这两天": -2,
    "前些天": -7,
    "前些日子": -7,
    "几天前": -3,
}
_WORD = re.compile("|".join(sorted([*_WORDS, *_VAGUE], key=len, reverse=True)))
_WEEKDAY = re.compile(
    r"(?<![每-])(?<![一二三四五六日天末][到至])(?<![0-9一二两三四五六"
    r"七八九十几半])(?P<week>上上|上|这|本|下下|下)?个?"
    r"(?:(?:周|星期|礼拜)(?P<day>[一二三四五六日天末1-7](?!直|般"
    r"|样|起|共|定|些|次|[到至-](?:周|星期|礼拜)|年|[0-9]))|"
    r"(?P<bare>周|星期|礼拜)(?![一二三四五六日末](?!直|般|样|起|共"
    r"|定|些|次)|年|岁|边|围|期|转|五|黑))"
)
_MONTH = re.compile(
    r"(?P<month>上上个?|上个?|这个?|本"
    r"|下个?)月(?![0-9一二三四五六七八九十]{1,3}[号日]"
    r"|的[0-9]{1,2}号)"
    r"(?P<part>份|初|底|末|中旬?|上旬|下旬)?"
    r"|(?<![每个这本上下到0-9一二三四五六七八九十半])月(?P<bare>初|底"
    r"|末|中(?!国))"
)
_YEAR = re.compile(
    r"(?P<year>(?<![0-9])(?:19|20)[0-9]{2}年"
    r"|(?<![0-9])[12][0-9]年(?=买|购|入手|下单|办|的时候"
    r"|[底初末春夏秋冬])"
    r"|大前年|前年|去年|今年|本年)(?!级|款|版|型|度|费|龄)(?:的)?"
    r"(?:(?P<part>年?[初底末中](?!旬|秋|国))|(?P<season>春天|夏天|秋天|冬天|春季|夏季|秋季|冬季))?"
    r"|(?<![每今去前明0-9])年(?P<bare>初(?![一二三四五六七八九十])|底|中(?!奖))"
)
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_PARTS = {"初": 1, "上旬": 1, "中": 15, "中旬": 11, "下旬": 21, "底": 31, "末": 31, "份": 1}
_AGO = re.compile(r"\s?[以之]?前(?!往|台)")
# 两个多月了, 都三天了: the time since something, not the length of something.
_SINCE = re.compile(r"了?了(?=$|[，。,;!？?\s还都也才一没就仍]|吧|呢|啊)")
_SINCE_BOUGHT = re.compile(
    r"(?:买|购|下单|付款|付钱|到手|收到|收到货|收货|签收|拿到)(?:手|货"
    r"|回来|来|了)?[，]?(?:才|刚|还|有|都|已经|大概|差不多|没|到|不到"
    r"|过|用){0,3}$"
)
_BOUNDARY = re.compile(r"(?=$|[，。,;!？?\s还都也才没就又便])")
_USE = re.compile(r"(?:[用等修骑穿开住戴拖吃][了过着]?(?:大概|差不多|快|都|才|有)?|岁|[大])$")
_FUTURE = re.compile(
    r"到期(?!了|之?后|已)|截止|截至|明年|有效期|前必须|前要|即将|马上要?到|预计"
    r"|等到|下个月"
)


def read_days(text: str, on: date) -> list[Span]:
    """Every day, as Spans of `Day` with the fact `day`; `on` is the message's day.

    What has no year lies in the past unless a word like 到期 stands near. A day that does not
    exist (2月30日) gives nothing, and so does 2月29日 when neither this nor last year had one.
    """
    folded = fold(text)
    found = [
        Span("day", day, start, end, text[start:end])
        for reader in (_written, _words, _weeks, _months, _years, _lengths)
        for day, start, end in reader(folded, on)
    ]
    spans = without_overlaps(found)
    known = [s for s in spans if isinstance(s.value, Day) and s.value.day != _NO_DAY]
    return [_with_role(span, i, known, folded) for i, span in enumerate(known)]


_Found = tuple[Day, int, int]


def _written(text: str, on: date) -> Iterator[_Found]:
    for day, approximate, start, end in absolute_days(text, on, lambda s, e: is_future(text, s, e)):
        # A day that does not exist still takes its place: 2月30日 is not "2月".
        yield Day(day or _NO_DAY, approximate), start, end


def is_future(text: str, start: int, end: int) -> bool:
    """Whether a word that looks ahead stands within eight characters of `text[start:end]`."""
    return bool(
        _FUTURE.search(text[max(start - 8, 0) : start]) or _FUTURE.search(text[end : end + 8])
    )


def _shift(on: date, days: int) -> date | None:
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return None


def _words(text: str, on: date) -> Iterator[_Found]:
    for match in _WORD.finditer(text):
        vague = match[0] in _VAGUE
        day = _shift(on, _VAGUE[match[0]] if vague else _WORDS[match[0]])
        if day and not (
            match[0].startswith("几") and text[match.start() - 1 : match.start()] == "十"
        ):
            yield Day(day, vague), match.start(), match.end()


_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}


def _weeks(text: str, on: date) -> Iterator[_Found]:
    for match in _WEEKDAY.finditer(text):
        if match["week"] is None and match["bare"]:
            continue
        named = match["day"]
        index = "一二三四五六日".find({"天": "日", "末": "六"}.get(named, named)) if named else 0
        index = int(named) - 1 if named and named.isdecimal() else index
        days = index - on.weekday() + 7 * _WEEKS.get(match["week"] or "", 0)
        if match["week"] is None and days > 0:
            days -= 7  # a bare 周五 is the last one
        day = _shift(on, days)
        if day:
            yield Day(day, named in (None, "末")), match.start(), match.end()


def _months(text: str, on: date) -> Iterator[_Found]:
    steps: dict[str, int] = {"上上": 2, "上": 1, "这": 0, "本": 0, "下": -1}
    for match in _MONTH.finditer(text):
        if match["month"] and match["part"] is None and match["month"][0] in "这本":
            continue
        part = match["part"] or match["bare"]
        back = steps[match["month"].rstrip("个")] if match["month"] else 0
        day = month_before(on, back, _PARTS.get(part or "", 1))
        if day and match["bare"] and day > on and not is_future(text, *match.span()):
            day = month_before(on, 1, _PARTS[part])
        if day:
            yield Day(day, True), match.start(), match.end()


def _years(text: str, on: date) -> Iterator[_Found]:
    for match in _YEAR.finditer(text):
        said, part = match["year"], (match["part"] or match["bare"] or "").lstrip("年")
        if said in ("今年", "本年") and not part and not match["season"]:
            continue
        year = year_of(said, on) if said else on.year
        month = {"": 1, "初": 1, "中": 7, "底": 12, "末": 12}[part]
        month = _SEASONS[match["season"][0]] if match["season"] else month
        if not 1 < year < 9999:
            continue
        day = date(year, month, 31 if month == 12 and part else 1)
        if match["bare"] and day > on:
            day = day.replace(year=year - 1)
        yield Day(day, True), match.start(), match.end()


def year_of(said: str, on: date) -> int:
    """The year that 去年, 2026年, 26年 name."""
    if said in YEARS:
        return on.year + YEARS[said]
    digits = said.rstrip("年")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _lengths(text: str, on: date) -> Iterator[_Found]:
    """三天前, 买了两个多月了, 收到才三天."""
    for length, start, end in find_durations(text):
        before = text[max(start - 12, 0) : start]
        ago, since = _AGO.match(text, end), _SINCE.match(text, end)
        bought = _SINCE_BOUGHT.search(before) if since or _BOUNDARY.match(text, end) else None
        if (ago and before.endswith("提")) or text[start] == "零":
            continue  # 提前; 一年零两个月前 is not two months ago
        if not ago and not bought and (not since or _USE.search(before)):
            continue
        day = length.before(on)
        role = "other"
        if bought:
            role = "received" if re.match("收|签|拿|到", bought[0]) else "purchase"
        exact = ago and length.unit in ("day", "hour", "minute") and not length.approximate
        if day:
            tail = ago or since
            yield Day(day, not exact, role), start, tail.end() if tail else end


def _with_role(span: Span, index: int, spans: list[Span], text: str) -> Span:
    day = span.value
    if not isinstance(day, Day) or day.role != "other":
        return span
    limit = spans[index + 1].start if index + 1 < len(spans) else len(text)
    floor = spans[index - 1].end if index else 0
    left = text[max(floor, span.start - 12) : span.start]
    role = role_of(left, text[span.end : min(limit, span.end + FAR)])
    return replace(span, value=replace(day, role=role))
