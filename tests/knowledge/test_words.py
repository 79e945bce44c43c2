"""Citations and wordings: read, filled, and kept free of the law's numbers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge import citations
from knowledge.lines import read_yaml
from knowledge.wording import blanks, fill, plain, quantity, stray_numbers, yuan

HERE = Path(__file__).parent
CITATIONS: list[dict[str, Any]] = read_yaml((HERE / "citations.yml").read_text())[0]
NUMBERS: list[dict[str, Any]] = read_yaml((HERE / "stray_numbers.yml").read_text())[0]


@pytest.mark.parametrize("row", CITATIONS, ids=[row["text"] for row in CITATIONS])
def test_a_citation_is_read(row: dict[str, Any]) -> None:
    reference = citations.parse(row["text"])
    if row["law"] is None:
        assert reference is None
        return
    assert reference
    assert (reference.law, reference.article) == (row["law"], row["article"])
    assert reference.paragraph == row["paragraph"]
    assert citations.article_number(reference.article) == row["number"]


@pytest.mark.parametrize("row", NUMBERS, ids=[row["text"] for row in NUMBERS])
def test_numbers_of_the_law_are_found_in_words(row: dict[str, Any]) -> None:
    assert stray_numbers(row["text"], ["七日无理由退货", "12315"]) == row["found"]


def test_a_wording_is_filled() -> None:
    assert blanks("要{a.b}，退{total}") == ["a.b", "total"]
    assert fill("要{a}退{b}再{a}", {"a": "1元", "b": "2元"}.get) == "要1元退2元再1元"
    assert fill("没有空白", {}.get) == "没有空白"


def test_a_wording_with_a_blank_that_has_no_value_is_not_used() -> None:
    assert fill("要{a}退{b}", {"a": "1元"}.get) is None


def test_a_value_with_braces_is_not_filled_again() -> None:
    assert fill("买了{a}", {"a": "{b}", "b": "x"}.get) == "买了{b}"


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("3999", "3999元"), ("29.90", "29.9元"), ("0.005", "0.01元"), ("0.004", "0元"),
     ("1E+4", "10000元"), ("100", "100元"), ("0.1", "0.1元"), ("2.675", "2.68元")],
)  # fmt: skip
def test_yuan_for_reading(amount: str, shown: str) -> None:
    assert yuan(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [("45", "工作日", "45个工作日"), ("6", "月", "6个月"), ("3", "倍", "3倍"), ("20", "%", "20%"),
     ("24", "小时", "24小时"), ("7", "日", "7日"), ("0.0500", "%", "0.05%"), ("2", "年", "2年")],
)  # fmt: skip
def test_a_number_of_the_law_for_reading(value: str, unit: str, shown: str) -> None:
    assert quantity(Decimal(value), unit) == shown


def test_plain_numbers_have_neither_exponent_nor_trailing_zeros() -> None:
    assert [plain(Decimal(n)) for n in ("1E+2", "1E-2", "10.00", "0")] == ["100", "0.01", "10", "0"]


def test_every_citation_of_the_content_reads_back(content: knowledge.Content) -> None:
    for file in content.all("excuses"):
        for text in file.data.cites:
            reference = citations.parse(text)
            assert reference
            assert text.startswith(f"{reference.law}{reference.article}")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("99999", "99999元"), ("30000", "30000元"), ("100000", "10万元"), ("100001", "100001元"),
     ("500000", "50万元"), ("50000000", "5000万元")],
)  # fmt: skip
def test_a_large_sum_of_the_law_is_said_in_tens_of_thousands(amount: str, shown: str) -> None:
    assert quantity(Decimal(amount), "元") == shown
    assert stray_numbers(f"在{shown}以下定") == [shown]
