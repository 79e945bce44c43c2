"""What a person sees of their own words: the same as in the browser, and never too much."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.web.masking import shown, whole

ROWS: list[dict[str, str]] = json.loads((Path(__file__).parent / "masked.json").read_text("utf-8"))
"""The browser's masking is tested against the same rows."""


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] or "empty" for row in ROWS])
def test_an_answer_is_masked_whole(row: dict[str, str]) -> None:
    assert whole(row["text"]) == row["shown"]


def question(kind: str, private: bool = True) -> dict[str, Any]:
    return {"type": "form_question", "field": "x", "kind": kind, "private": private}


NAME, PHONE, DAY = question("name"), question("phone"), question("date", private=False)
DRAFT = {
    "type": "draft",
    "fields": [
        {"id": "person_name", "private": True},
        {"id": "amount", "private": False},
    ],
}
CHOICE = {"choice": {"fact": "x", "value": "y"}}


def edit(field: str, value: str) -> dict[str, Any]:
    return {"edit": {"field": field, "value": value}}


CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any] | None, dict[str, Any] | None, str]] = {
    "words of a story": ("手机是假的", {}, None, None, "手机是假的"),
    "a number in a story": ("打13812345678", {}, None, None, "打138******78"),
    "an answer in private": ("张三", {}, NAME, None, "张*"),
    "a number in private": ("13812345678", {}, PHONE, None, "138******78"),
    "full width": ("１３８１２３４５６７８", {}, PHONE, None, "１３８******７８"),
    "no number where one is asked": ("先不说这个", {}, PHONE, None, "先不说这个"),
    "a question in return": ("为什么要名字？", {}, NAME, None, "为什么要名字？"),
    "a question without its mark": ("一定要写吗", {}, NAME, None, "一定要写吗"),
    "an answer that is nobody's secret": ("昨天", {}, DAY, None, "昨天"),
    "a button": ("居民身份证", CHOICE, NAME, None, "居民身份证"),
    "a file": ("（上传了一个文件）", {"upload": {}}, NAME, None, "（上传了一个文件）"),
    "after another card": ("张三", {}, {"type": "answer", "private": True}, None, "张三"),
    "a private line": ("姓名改成张三", edit("person_name", "张三"), None, DRAFT, "姓名改成张*"),
    "a line for all": ("金额改成3999元", edit("amount", "3999元"), NAME, DRAFT, "金额改成3999元"),
    "a line nobody knows": ("改成张三丰", edit("other", "张三丰"), None, DRAFT, "改成张**"),
    "no draft at hand": ("改成张三丰", edit("person_name", "张三丰"), None, None, "改成张**"),
    "a value put differently": ("改成 张 三", edit("person_name", "张三"), None, DRAFT, "改*****"),
    "an emptied line": ("姓名空着", edit("person_name", ""), None, DRAFT, "姓名空着"),
}


@pytest.mark.parametrize(("text", "details", "asked", "draft", "says"), CASES.values(), ids=CASES)
def test_what_is_shown(
    text: str,
    details: dict[str, Any],
    asked: dict[str, Any] | None,
    draft: dict[str, Any] | None,
    says: str,
) -> None:
    assert shown(text, details, asked, lambda: draft) == says
