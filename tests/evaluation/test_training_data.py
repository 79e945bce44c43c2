"""The report on training data finds what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import training_data
from evaluation.run import OWN
from evaluation.training_data import coverage, near_duplicates, read_sentences

DATA = """\
version: "3.1"
nlu:
- intent: tell_dispute/courier
  examples:
  - text: 快递把我的箱子弄丢了不肯赔
    metadata: {ask: none}
- intent: greet
  examples: |
    - 你好
    - 在吗
"""


def test_sentences_are_read_in_both_forms_of_rasa(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(DATA, "utf-8")
    found = read_sentences(tmp_path)
    assert [(one.label, one.text) for one in found] == [
        ("tell_dispute/courier", "快递把我的箱子弄丢了不肯赔"), ("greet", "你好"), ("greet", "在吗"),
    ]  # fmt: skip
    assert found[0].about == {"ask": "none"}


def test_nearly_the_same_sentences_are_told() -> None:
    texts = ["快递把我的箱子弄丢了不肯赔", "健身房关门了", "快递把我的箱子弄丢了不愿赔"]
    assert [pair[:2] for pair in near_duplicates(texts, alike=0.7)] == [(0, 2)]


def test_a_sentence_that_stands_in_the_questions_is_told() -> None:
    assert [pair[:2] for pair in near_duplicates(["甲乙丙丁戊"], ["无关的话", "甲乙丙丁戊"])] == [
        (0, 1)
    ]


def test_a_word_in_three_sentences_is_covered() -> None:
    share, missing = coverage(["快递丢了"] * 3 + ["羊驼"], ["快递丢了", "羊驼丢了"])
    assert missing == {"羊驼": 1}
    assert 0 < share < 1


def test_a_sentence_under_two_labels_fails_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = DATA.replace("    - 在吗", "    - 快递把我的箱子弄丢了不肯赔")
    (tmp_path / "a.yml").write_text(same, "utf-8")
    monkeypatch.setattr(training_data, "DATA", tmp_path)
    monkeypatch.setattr(training_data, "read_sentences", lambda: read_sentences(tmp_path))
    assert training_data.report(OWN) == 1


def test_our_sentences_are_told_apart_from_the_questions() -> None:
    """No sentence stands under two labels; none is a question of the evaluation; each dispute has
    enough of them."""
    assert training_data.report(OWN) == 0
    counts: dict[str, int] = {}
    for sentence in read_sentences():
        counts[sentence.label] = counts.get(sentence.label, 0) + 1
    disputes = {label: n for label, n in counts.items() if label.startswith("tell_dispute/")}
    assert len(disputes) == 65
    assert min(disputes.values()) >= training_data.FEW
