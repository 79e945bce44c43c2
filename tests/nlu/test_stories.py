"""What a person tells becomes facts: the stories of stories.yml, read by the fact reader."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu.reading import normalise, plain
from bot.nlu.told import read_facts, sums_told, undenied
from bot.nlu.vocabulary import Vocabulary

ON = date(2026, 11, 24)
Row = dict[str, Any]
ROWS: list[Row] = yaml.safe_load((Path(__file__).parent / "stories.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.from_content()


def read(text: str, on: date, vocabulary: Vocabulary) -> dict[str, Any]:
    return read_facts(normalise(text).text, on, vocabulary)[0]


def plain_all(value: Any) -> Any:
    return value if isinstance(value, list) else plain(value)


def shared(told: Any, wanted: Any) -> Any:
    """Of a list what was expected of it: more may be told."""
    return [item for item in wanted if item in (told or [])] if isinstance(wanted, list) else told


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['of']}-{row['text']:.20}" for row in ROWS])
def test_story_gives_its_facts(row: Row, vocabulary: Vocabulary) -> None:
    facts = read(row["text"], row.get("on", ON), vocabulary)
    wanted: dict[str, Any] = {key: plain_all(value) for key, value in row.get("facts", {}).items()}
    assert {key: shared(facts.get(key), value) for key, value in wanted.items()} == wanted
    assert [key for key in row.get("not", []) if key in facts] == []


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("不是淘宝是京东", "platform", "京东"),
        ("不是淘宝，是京东", "platform", "京东"),
        ("淘宝不对，是京东", "platform", "京东"),
        ("不是12岁是10岁", "age", 10),
        ("不对，是30", "number", 30),
        ("哦不对，应该是三千二", "number", 3200),
        ("不是在淘宝买的", "platform", "淘宝"),
        ("淘宝买的，不是我付的钱", "platform", "淘宝"),
    ],
)
def test_what_is_denied_gives_way_to_what_is_told_instead(
    text: str, fact: str, value: Any, vocabulary: Vocabulary
) -> None:
    assert read(text, ON, vocabulary).get(fact) == value


@pytest.mark.parametrize("text", ["不是上周五，是上上周五", "不是320元，是230元"])
def test_of_sums_and_days_both_are_read(text: str, vocabulary: Vocabulary) -> None:
    facts = read(text, ON, vocabulary)
    assert len(facts.get("days", facts.get("amounts"))) == 2


@pytest.mark.parametrize("text", ["不是320，是230", "不是320是230", "320不对，是230"])
def test_a_denied_sum_is_not_the_one_at_issue(text: str, vocabulary: Vocabulary) -> None:
    sums = undenied(text, sums_told(text, ON, vocabulary))
    assert [int(one.money.amount) for one in sums] == [230]


def test_there_are_ten_stories_or_more_of_each_dispute() -> None:
    counts = Counter(row["of"] for row in ROWS)
    assert len(ROWS) >= 150
    disputes = {
        of: count for of, count in counts.items() if of not in ("lone_sum", "price", "aside")
    }
    assert len(disputes) == 12 and min(disputes.values()) >= 10


@pytest.mark.parametrize(
    "piece",
    [
        "健身房年卡3600，办了才5天还没去过，卡里还有1800没用，退货寄回去10天了一直不退款。",
        "没有没有没有",
        "卡里还有1 ",
        "3月8号",
        "买了买了5天",
        "检测出来是聚酯纤维发动机坏了",
    ],
)
def test_a_long_message_costs_in_proportion(piece: str, vocabulary: Vocabulary) -> None:
    """Four times the text: a square would cost sixteen times, not eight."""
    text = (piece * 2000)[:2000]
    assert cost(text, vocabulary) < 8 * cost(text[:500], vocabulary) + 0.03


def cost(text: str, vocabulary: Vocabulary) -> float:
    """Processor seconds of the best of three readings."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read(text, ON, vocabulary)
        times.append(time.process_time() - start)
    return min(times)
