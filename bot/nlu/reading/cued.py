"""Sums, counts and days that cues make a fact: 卡里还有1800 · 修了三次 · 寄回去10天了 · 次日申请退货."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.nlu.reading.cues import Cue, Place, Said, cue_words, day_fact, facts_of
from bot.nlu.reading.day_roles import is_promised, verb_place
from bot.nlu.reading.days import Day
from bot.nlu.reading.durations import Duration
from bot.nlu.reading.money import Money
from bot.nlu.reading.money_cues import COUNTED
from bot.nlu.reading.numerals import find_numerals
from bot.nlu.reading.spans import Span, fold

BOUGHT, RECEIVED = "purchase_day", "received_day"
_MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a cue made a fact: yuan, a whole number, or a day."""

    value: Decimal | int | date


# 买了三个月的会员 is a length bought: after a bare verb the length must end its phrase.
_ENDS = re.compile(
    r"了?(?:$|[，。,;；!！?？\s还都也才没就便仍不又却刚坏老]|一直|至今|到现在|发现|开始|商家|店|东西|出[现了]|屏|想|突然)"
)
_BARE = re.compile(r"(?:(?<!下)[买办充报订签交拍团])[了过]?$")
_NO_LENGTH = re.compile(
    r"[以之]?内|[以之]?后(?!悔)|[以之]?前|无理由|[的起]|[月年季次体]?卡|会员|课|套餐|保|质保|期|免|游|到账|发货|送达"
    r"|以上|龄|[一两三四五六七八九十0-9]"
)
_USE = re.compile(r"[用穿戴开骑]了?(?:才|不到|快|刚)?$")
_LONG = ("month", "year")
_AFTER_AN_ACT = re.compile(r"(?P<none>当天|当晚|同一?天)|(?P<one>次日|第二天|隔天|转天)")
_WISH_NOW = re.compile(r"想退|要退|能退|能不能|可以退|不想要|后悔|退货吗|退吗|退不退|能否")
_LONG_AGO = re.compile(r"一直|至今|拖|已经?申请|过去|了[半好][个几]|到现在|月|年")


def read_cued(
    text: str, on: date, spans: Sequence[Span], cues: Mapping[str, Iterable[Cue]]
) -> list[Span]:
    """The facts that cues make of what was read in `text`, and of bare numbers, as Spans of `Told`.

    `spans` are those of the other readers; `cues`: money, count and day → cues. Sums left to the
    fact `amount` give nothing here.
    """
    folded = fold(text)
    sums = [span for span in spans if isinstance(span.value, Money)]
    days = [span for span in spans if isinstance(span.value, Day)]
    taken = [span for span in (*sums, *days) if span.fact in ("amount", "day")]
    found = [
        *_sums(folded, _with_bare(folded, sums, spans), list(cues.get("money", ()))),
        *_counts(folded, taken, cues.get("count", ())),
        *_days(folded, on, spans, days, list(cues.get("day", ()))),
    ]
    return [Span(fact, value, start, end, text[start:end]) for fact, value, start, end in found]


_Found = tuple[str, Told, int, int]


def _with_bare(text: str, sums: Sequence[Span], spans: Iterable[Span]) -> list[Span]:
    """The sums, and every number that is nothing else and may be a sum if a cue says so: 送2000."""
    used = _used(text, spans)
    bare = [
        Span("bare", Money(n.value, n.high), n.start, n.end, text[n.start : n.end])
        for n in find_numerals(text)
        if n.value >= 10 and not any(used[n.start : n.end]) and not COUNTED.match(text, n.end)
    ]
    return sorted([*sums, *bare], key=lambda span: span.start)


def _used(text: str, spans: Iterable[Span]) -> bytearray:
    used = bytearray(len(text))
    for span in spans:
        used[span.start : span.end] = b"\x01" * (span.end - span.start)
    return used


def _sums(text: str, sums: Sequence[Span], cues: Sequence[Cue]) -> Iterator[_Found]:
    for index, fact in facts_of(text, [(s.start, s.end) for s in sums], cues).items():
        value = sums[index].value
        if fact != "amount" and isinstance(value, Money):
            yield fact, Told(value.amount), sums[index].start, sums[index].end


def _counts(text: str, taken: Iterable[Span], cues: Iterable[Cue]) -> Iterator[_Found]:
    used = _used(text, taken)
    numbers = [n for n in find_numerals(text) if not any(used[n.start : n.end])]
    for index, fact in facts_of(text, [(n.start, n.end) for n in numbers], cues).items():
        number = numbers[index]
        if number.high is None and number.value == int(number.value) < _MOST:
            yield fact, Told(int(number.value)), number.start, number.end


def _days(
    text: str, on: date, spans: Sequence[Span], days: list[Span], cues: list[Cue]
) -> list[_Found]:
    """Days by the verb beside them, lengths of time since an act, and the day after an act."""
    said = cue_words(text, cues)
    days = sorted(days, key=lambda span: span.start)
    roles = {s.start: value.role for s in days if isinstance(value := s.value, Day)}
    lengths = [s for s in spans if isinstance(s.value, Duration)]
    lengths.sort(key=lambda span: span.start)
    since = [
        (item, use)
        for item, use in _since(text, on, lengths, cues)
        if item[0] not in (BOUGHT, RECEIVED) or roles.get(item[2], "other") == "other"
    ]
    starts = {start for (_, _, start, _), _ in since}
    found = [item for item in _dated(text, days, said) if item[2] not in starts]
    found += [item for item, use in since if not use]
    found += _next_days(text, on, days, bool(lengths), said)
    settled = {"purchase", "received"} & set(roles.values()) or any(
        fact in (BOUGHT, RECEIVED) for fact, *_ in found
    )
    return found if settled else [*found, *(item for item, use in since if use)]


def _dated(text: str, days: Sequence[Span], said: Sequence[Said]) -> Iterator[_Found]:
    for index, span in enumerate(days):
        floor = days[index - 1].end if index else 0
        limit = days[index + 1].start if index + 1 < len(days) else len(text)
        fact = _fact_at(text, (span.start, span.end), (floor, limit), said)
        # 去年被扣: a year is too vague for a day that starts a period.
        if fact and isinstance(span.value, Day) and not span.text.endswith("年"):
            yield fact, Told(span.value.day), span.start, span.end


def _fact_at(text: str, day: Place, room: Place, said: Sequence[Said]) -> str | None:
    if is_promised(text[max(0, day[0] - 6) : day[0]]):
        ahead = [s for s in said if s.fact not in (BOUGHT, RECEIVED)]
        return day_fact(text, day, room, None, ahead)
    return day_fact(text, day, room, verb_place(text, *day, room), said)


def _since(
    text: str, on: date, lengths: Sequence[Span], cues: Iterable[Cue]
) -> Iterator[tuple[_Found, bool]]:
    """办了才5天, 提车一周, 寄回去10天: the day so long ago, and whether only a use is told.

    Not for 办了两年的卡, 收货7天内, 签收3天后; days of use (用了3天) do not date the receipt.
    """
    places = [(span.start, span.end) for span in lengths]
    for index, fact in facts_of(text, places, [cue for cue in cues if cue.before]).items():
        span, value = lengths[index], lengths[index].value
        before = text[max(0, span.start - 10) : span.start].rstrip(
            "才刚不到快大概有都已经仅好约就这又将近"
        )
        ends = _ENDS.match(text, span.end)
        if _NO_LENGTH.match(text, span.end) or (_BARE.search(before) and not ends):
            continue
        use = bool(_USE.search(before))
        if not isinstance(value, Duration) or (use and value.unit not in _LONG):
            continue
        day = value.before(on) if value.unit not in ("minute", "hour", "workday") else None
        if day:
            yield (fact, Told(day), span.start, span.end), use


def _next_days(
    text: str, on: date, days: Sequence[Span], lengths: bool, said: Sequence[Said]
) -> Iterator[_Found]:
    """11月20号签收，次日申请退货; 签收次日就想退, where nothing else tells a time, means today."""
    for match in _AFTER_AN_ACT.finditer(text):
        later = 1 if match["one"] else 0
        place = match.span()
        known = [span for span in days if span.end <= place[0]]
        limit = next((span.start for span in days if span.start >= place[1]), len(text))
        act = next((s for s in said if s.end == place[0] and s.side == "before"), None)
        base = known[-1].value if known else None
        if isinstance(base, Day) and not base.approximate:
            fact = _fact_at(text, place, (place[0], limit), said)
            if fact and fact not in (BOUGHT, RECEIVED):
                yield fact, Told(base.day + timedelta(later)), *place
            continue
        now = _WISH_NOW.search(text, place[1]) and not _LONG_AGO.search(text)
        if act and act.fact in (BOUGHT, RECEIVED) and now and not (days or lengths):
            yield act.fact, Told(on - timedelta(later)), *place
