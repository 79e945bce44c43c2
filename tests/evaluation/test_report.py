"""What an evaluation leaves to look at."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evaluation import report
from evaluation.questions import score

GOLD: dict[str, Any] = {
    "id": "1", "text": "快递丢了", "in_scope": True, "dispute": "courier", "ask": "none",
}  # fmt: skip
GOT: dict[str, Any] = {
    "in_scope": True, "ask": "none", "facts": {}, "articles": [], "danger": None, "body": None,
    "disputes": [{"id": "flight", "confidence": 0.8}],
}  # fmt: skip


def test_confidence_that_keeps_its_word_has_no_error() -> None:
    assert report.calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert report.calibration_error([(0.9, False)] * 4) == pytest.approx(0.9)
    assert report.calibration_error([]) == 0


def test_every_miss_and_confusion_is_kept(tmp_path: Path) -> None:
    report.write(score([(GOLD, GOT)], {"courier", "flight"}), tmp_path)
    misses = [
        json.loads(line) for line in (tmp_path / "misses.jsonl").read_text("utf-8").splitlines()
    ]
    assert {(miss["what"], miss["wanted"], miss["text"]) for miss in misses} == {
        ("dispute top-1", "courier", "快递丢了"), ("dispute top-3", "courier", "快递丢了"),
    }  # fmt: skip
    rows = list(csv.reader((tmp_path / "confusions.csv").read_text("utf-8").splitlines()))
    assert rows == [["wanted", "got", "times"], ["courier", "flight", "1"]]
    assert (tmp_path / "calibration.png").read_bytes().startswith(b"\x89PNG")


def test_a_label_is_told_by_what_was_found_and_what_was_true() -> None:
    labels = score([(GOLD, GOT)], {"courier", "flight"}).by_label
    assert (labels["courier"].found.value, labels["flight"].true.value) == (0, 0)
    assert labels["flight"].true.counted == 1


def test_a_question_that_names_no_dispute_is_right_when_none_is_named() -> None:
    gold, got = {**GOLD, "dispute": "none"}, {**GOT, "disputes": []}
    assert score([(gold, got)], set()).measures["dispute top-1"].value == 1
    assert score([(gold, GOT)], set()).measures["dispute top-1"].value == 0


def test_history_has_one_line_for_a_model_and_a_set(tmp_path: Path) -> None:
    history, scores = tmp_path / "history.csv", score([(GOLD, GOT)], {"courier"})
    for model in ("a", "b", "b"):
        report.remember("dev", scores, model, date(2026, 11, 24), history)
    rows = list(csv.DictReader(history.read_text("utf-8").splitlines()))
    assert [row["model"] for row in rows] == ["a", "b"]
    assert rows[0]["dispute top-1"] == "0.000"
