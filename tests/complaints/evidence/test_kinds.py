"""What a picture seems to be and offers is a guess from its words."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.reading import read_days, read_money
from complaints.evidence import guess
from complaints.evidence.kinds import _FACTS, NAMES
from knowledge import Content
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("guesses.yml").read_text())[0]


@pytest.mark.parametrize("row", ROWS, ids=[row["title"] for row in ROWS])
def test_it_is_guessed(row: dict[str, Any]) -> None:
    guessed = guess(row["lines"])
    assert guessed.kind == row["kind"]
    assert guessed.name == NAMES[guessed.kind]
    assert {found.fact_id: found.text for found in guessed.found} == row["found"]
    assert all(found.line in row["lines"] for found in guessed.found)


def test_the_readers_of_messages_read_what_is_offered() -> None:
    for row in ROWS:
        for found in guess(row["lines"]).found:
            if found.fact_id == "amount":
                assert len(read_money(found.text)) == 1, found
            elif found.fact_id.endswith("_day"):
                assert len(read_days(found.text, date(2026, 11, 24))) == 1, found


def test_only_facts_that_exist_are_offered(content: Content) -> None:
    assert {fact for fact, *_ in _FACTS} <= set(content.ids("facts"))


@given(st.lists(st.text(max_size=60), max_size=30))
def test_no_text_breaks_it(lines: list[str]) -> None:
    assert guess(lines).kind in NAMES


@pytest.mark.parametrize(
    "text", ["实付款" * 3000, "9," * 5000, "合计（" * 3000, "店" * 9000, "2026-" * 2000]
)
def test_long_lines_take_no_time(text: str) -> None:
    began = time.process_time()
    guess(["订单详情", "实付款", text, "订单编号", text])
    assert time.process_time() - began < 1
