"""Scores: what counts as right, and for which questions it is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.understanding import BadQuestions, read_questions
from evaluation.questions import Share, check_labels, score

GOLD: dict[str, Any] = {
    "id": 1, "text": "快递丢了", "in_scope": True, "dispute": "courier", "dispute_alternatives": ["non_delivery"],
    "ask": "compensation", "facts": {"amount": "3999元"},
    "gold_articles": [{"law": "民法典", "article": "第五百八十四条"}],
}  # fmt: skip
GOT: dict[str, Any] = {
    "in_scope": True, "disputes": [{"id": "courier", "confidence": 0.9}], "ask": "compensation",
    "facts": {"amount": 3999}, "articles": [{"law": "民法典", "article": "第五百八十四条"}],
    "danger": None,
}  # fmt: skip


def right(gold: dict[str, Any], got: dict[str, Any]) -> dict[str, tuple[int, int]]:
    scores = score([({**GOLD, **gold}, {**GOT, **got})], {"courier"})
    return {name: (share.right, share.counted) for name, share in scores.measures.items()}


def test_everything_right_counts_everywhere() -> None:
    assert set(right({}, {}).values()) == {(1, 1)}


@pytest.mark.parametrize(
    ("measure", "gold", "got", "wanted"),
    [
        ("in scope", {"in_scope": False}, {}, (0, 1)),
        ("dispute top-1", {}, {"disputes": [{"id": "non_delivery", "confidence": 0.5}]}, (1, 1)),
        ("dispute top-1", {}, {"disputes": []}, (0, 1)),
        (
            "dispute top-3",
            {},
            {"disputes": [{"id": c, "confidence": 0.5} for c in ("a", "b", "courier")]},
            (1, 1),
        ),
        (
            "dispute top-3",
            {},
            {"disputes": [{"id": c, "confidence": 0.5} for c in ("a", "b", "c", "courier")]},
            (0, 1),
        ),
        ("ask (grouped)", {"ask": "deadline"}, {"ask": "evidence"}, (1, 1)),
        ("ask (grouped)", {"ask": "deadline"}, {"ask": "authority"}, (0, 1)),
        ("ask (grouped)", {"ask": "progress"}, {"ask": "authority"}, (1, 1)),
        ("amount exact", {"facts": {"amount": 3999.0}}, {}, (1, 1)),
        ("amount exact", {"facts": {"amount": "3999"}}, {"facts": {"amount": 3998}}, (0, 1)),
        ("amount exact", {"facts": {"amount": "三千九百九十九块"}}, {}, (1, 1)),
        ("amount exact", {}, {"facts": {}}, (0, 1)),
        ("a gold article among five", {}, {"articles": []}, (0, 1)),
        ("danger", {"danger": "health"}, {"danger": "health"}, (1, 1)),
        ("danger", {"danger": "health"}, {}, (0, 1)),
    ],
)
def test_a_measure(measure: str, gold: dict[str, Any], got: dict[str, Any], wanted: Any) -> None:
    assert right(gold, got)[measure] == wanted


@pytest.mark.parametrize(
    ("measure", "gold"),
    [
        ("dispute top-1", {"in_scope": False}),
        ("ask (grouped)", {"ask": "none"}),
        ("amount exact", {"facts": {}}),
        ("amount exact", {"facts": {"amount": "一些"}}),
        ("a gold article among five", {"gold_articles": []}),
        ("danger", {}),
    ],
)
def test_a_measure_without_a_label_is_not_counted(measure: str, gold: dict[str, Any]) -> None:
    assert measure not in right(gold, {})


def test_confusions_are_kept() -> None:
    scores = score(
        [(GOLD, {**GOT, "disputes": [{"id": "flight", "confidence": 0.5}]})] * 2, {"courier"}
    )
    assert scores.confusions == {("courier", "flight"): 2}
    assert str(scores.by_label["courier"].found) == "0.000  (0/2)"


def test_a_share_of_nothing_is_zero() -> None:
    assert str(Share()) == "0.000  (0/0)"


@pytest.mark.parametrize(
    ("question", "missing"), [({"id": 1}, "in_scope"), ({"id": 1, "in_scope": True}, "dispute")]
)
def test_a_question_without_labels_is_told(question: dict[str, Any], missing: str) -> None:
    with pytest.raises(BadQuestions, match=f"q.jsonl：题目 1 缺少标准答案“{missing}”"):
        check_labels(Path("q.jsonl"), [question])


def test_a_question_out_of_scope_needs_no_dispute() -> None:
    check_labels(Path("q.jsonl"), [{"id": 1, "in_scope": False}, GOLD])


def test_blank_lines_of_a_file_are_skipped(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": 1, "text": "甲"}\n\n  \n{"text": "乙", "day": "2026-01-01"}\n')
    assert [question["text"] for question in read_questions(path)] == ["甲", "乙"]
