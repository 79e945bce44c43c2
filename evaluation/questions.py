"""Scores of understanding on labelled questions.

A question is a JSON line: `id`, `text`, `in_scope`, `dispute`, `dispute_alternatives`, `ask`,
`facts.amount` (text or number), `gold_articles`, optionally `day`, `danger`, `body`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.understanding import BadQuestions

GROUPS = {
    **dict.fromkeys(("rights", "compensation", "deadline", "evidence", "definition"), "law"),
    **dict.fromkeys(("how_to_complain", "authority", "progress"), "way"),
}


@dataclass
class Share:
    """Right ones among those counted."""

    right: int = 0
    counted: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.counted += 1

    def __str__(self) -> str:
        value = self.right / self.counted if self.counted else 0.0
        return f"{value:.3f}  ({self.right}/{self.counted})"


@dataclass
class Scores:
    """All measures of one run, and what is needed to see where they come from."""

    measures: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    by_label: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)


def check_labels(path: Path, questions: Iterable[dict[str, Any]]) -> None:
    """Raises `BadQuestions` for a question without the labels that scoring needs."""
    for question in questions:
        needed = ("in_scope", "dispute") if question.get("in_scope") else ("in_scope",)
        for label in needed:
            if label not in question:
                raise BadQuestions(f"{path}：题目 {question.get('id')} 缺少标准答案“{label}”")


def score(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]], known: set[str]) -> Scores:
    """Score (question with its labels, what was understood) pairs.

    `known` are the disputes that the assistant has files for; those alone are also counted apart,
    since the others cannot be named by it.
    """
    scores = Scores()
    for gold, got in pairs:
        scores.measures["in scope"].add(got["in_scope"] == gold["in_scope"])
        if gold["in_scope"]:
            _score_matter(scores, gold, got, known)
        if gold.get("danger") is not None:
            scores.measures["danger"].add(got["danger"] == gold["danger"])
    return scores


def _score_matter(
    scores: Scores, gold: dict[str, Any], got: dict[str, Any], known: set[str]
) -> None:
    right = {gold["dispute"], *gold.get("dispute_alternatives", [])}
    named = [d["id"] for d in got["disputes"]]
    first = named[0] if named else "-"
    scores.measures["dispute top-1"].add(first in right)
    scores.measures["dispute top-3"].add(bool(right & set(named[:3])))
    if gold["dispute"] in known:
        scores.measures["dispute top-1, disputes with a file"].add(first in right)
        scores.measures["dispute top-3, disputes with a file"].add(bool(right & set(named[:3])))
        scores.by_label[gold["dispute"]].add(first in right)
    if first not in right:
        scores.confusions[gold["dispute"], first] += 1
    if gold.get("ask", "none") != "none":
        same = _group(got["ask"]) == _group(gold["ask"])
        scores.measures["ask (grouped)"].add(same)
    amount = _yuan(gold.get("facts", {}).get("amount"))
    if amount:
        low, high = amount
        read = got["facts"].get("amount")
        exact = read is not None and Decimal(str(read)) in (low, high)
        scores.measures["amount exact"].add(exact)
    if gold.get("gold_articles"):
        cited = {(a["law"], a["article"]) for a in got["articles"]}
        wanted = {(a["law"], a["article"]) for a in gold["gold_articles"]}
        scores.measures["a gold article among five"].add(bool(cited & wanted))


def _group(ask: str) -> str:
    return GROUPS.get(ask, ask)


def _yuan(shown: Any) -> tuple[Decimal, Decimal] | None:
    """The yuan of a labelled amount; a range gives both ends, an unreadable one None."""
    if shown is None:
        return None
    if isinstance(shown, int | float):
        return Decimal(str(shown)), Decimal(str(shown))
    from bot.nlu.reading import normalise, read_money

    text = normalise(str(shown)).text
    spans = read_money(text if re.search("[元块]", text) else f"{text}元")
    if not spans:
        return None
    value: Any = spans[0].value
    return value.amount, value.high or value.amount
