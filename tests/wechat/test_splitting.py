"""Long texts cut for WeChat."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
import regex  # type: ignore[import-untyped]
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.channels.wechat.splitting import LIMIT, split
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml(
    (Path(__file__).parent / "splitting.yml").read_text("utf-8")
)[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_a_text_is_cut(row: dict[str, Any]) -> None:
    assert split(row["text"], row["limit"]) == row["parts"]


def bare(text: str) -> str:
    return "".join(text.split())


PIECES = st.sampled_from(
    ["货可以退。", "《消费者权益保护法》第五十五条第一款、第二款", "第三条和", "15996元", "十五个工作日",
     "https://www.12315.cn/x?y=1", "👨‍👩‍👧‍👦", "🇨🇳", "e\u0301", "\n", "\n\n", "：\n", " ", "、", "（", "“", "”", "1"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=20), max_size=40).map("".join), st.integers(4, 120))
@example("\u0301" * 50, 4)
@example("第一条、" * 50, 10)
def test_nothing_is_lost_and_every_part_fits(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert bare("".join(parts)) == bare(text)
    assert all(part.strip() == part and 0 < len(part.encode()) <= limit for part in parts)


WHOLE = ["《消费者权益保护法》第五十五条第一款、第二款", "15996元", "十五个工作日", "2026年11月24日", "👨‍👩‍👧‍👦",
         "https://www.12315.cn/x?y=1", "WQ-APF3-0JGK-E3EB", "民法典第五百六十三条和第五百六十六条"]  # fmt: skip


@given(st.lists(st.sampled_from(WHOLE), min_size=2, max_size=30), st.integers(90, 400))
def test_what_belongs_together_is_never_cut(things: list[str], limit: int) -> None:
    for part in split("，".join(things), limit):
        assert all(thing in WHOLE for thing in part.strip("，").split("，"))


@given(st.text(max_size=200), st.integers(60, 200))
def test_no_character_is_cut(text: str, limit: int) -> None:
    """Characters as Unicode has them: what `regex` calls \\X."""
    characters = regex.findall(r"\X", bare(text))
    assume(all(len(one.encode()) <= limit for one in characters))
    ends = set(accumulate(map(len, characters)))
    assert ends >= set(accumulate(len(bare(part)) for part in split(text, limit)))


def test_a_draft_of_many_pages_is_cut_in_no_time() -> None:
    text = (
        "我在网上买了一台电脑，第三天就坏了，商家说是我弄坏的，依据《消费者权益保护法》第二十四条。"
        * 200
    )
    parts = split(text)
    assert len(parts) > 10
    assert all(len(part.encode()) > LIMIT / 2 for part in parts[:-1])
