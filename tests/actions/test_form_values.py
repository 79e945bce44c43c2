"""What one message gives to a form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from actions.form_values import given
from actions.progress import number_in
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "given.yml").read_text())[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["said"])
def test_a_message_gives(row: dict[str, Any]) -> None:
    found = given(row["said"])
    wanted = {key: row.get(key, "") for key in ("name", "phone", "address", "firm")}
    assert {key: getattr(found, key) for key in wanted} == wanted


def test_a_case_number_is_found_among_words_with_the_rest_apart() -> None:
    from random import Random

    from complaints.numbers import new

    number = new(Random(7))
    found, rest = number_in(f"我的编号是{number.lower()} 5678，帮我看看")
    assert found == number
    assert "5678" in rest
    assert number_in("电话13900001234")[0] is None
