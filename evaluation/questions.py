"""Scores of understanding on labelled questions.

A question is a JSON line: `id`, `text`, `in_scope`, `dispute`, `dispute_alternatives`, `ask`,
`facts.amount` (text or number), `gold_articles`, optionally `day`, `danger`, `body` (one or several).
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

NONE = "none"
"""The label of a question that names no dispute, or asks for nothing."""
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

    @property
    def value(self) -> float:
        return self.right / self.counted if self.counted else 0.0

    def __str__(self) -> str:
        return f"{self.value:.3f}  ({self.right}/{self.counted})"


@dataclass
class Label:
    """How one label fares: of its questions how many were named so (`found`), and of those named so
    how many are its own or may be called so as well (`true`)."""

    found: Share = field(default_factory=Share)
    true: Share = field(default_factory=Share)


@dataclass
class Miss:
    """One thing that one question got wrong."""

    what: str
    id: str
    wanted: str
    got: str
    text: str


@dataclass
class Scores:
    """All measures of one run, and what is needed to see where they come from. `sureness` are the
    confidence of each dispute named first and whether it was right."""

    measures: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    by_label: dict[str, Label] = field(default_factory=lambda: defaultdict(Label))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    sureness: list[tuple[float, bool]] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    def add(self, what: str, right: bool, gold: dict[str, Any], wanted: Any, got: Any) -> None:
        """Count one answer of one question, and keep it if it is wrong."""
        self.measures[what].add(right)
        if not right:
            self.misses.append(Miss(what, str(gold.get("id")), str(wanted), str(got), gold["text"]))


def check_labels(path: Path, questions: Iterable[dict[str, Any]]) -> None:
    """Raises `BadQuestions` for a question without the labels that scoring needs."""
    for question in questions:
        needed = ("in_scope", "dispute") if question.get("in_scope") else ("in_scope",)
        for label in needed:
            if label not in question:
                raise BadQuestions(f"{path}：题目 {question.get('id')} 缺少标准答案“{label}”")


def score(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]], known: set[str]) -> Scores:
    """Score (question with its labels, what was understood) pairs.

    `known` are the disputes that the assistant has files for: the labels of the table. A question
    whose dispute is `none` (转人工) is right when no dispute is named.
    """
    scores = Scores()
    for gold, got in pairs:
        scores.add(
            "in scope", got["in_scope"] == gold["in_scope"], gold, gold["in_scope"], got["in_scope"]
        )
        if gold["in_scope"]:
            _score_matter(scores, gold, got, known)
        if gold.get("danger") is not None:
            scores.add(
                "danger", got["danger"] == gold["danger"], gold, gold["danger"], got["danger"]
            )
        if gold.get("body") is not None:
            bodies = gold["body"] if isinstance(gold["body"], list) else [gold["body"]]
            scores.add("body", got["body"] in bodies, gold, bodies, got["body"])
    return scores


def _score_matter(
    scores: Scores, gold: dict[str, Any], got: dict[str, Any], known: set[str]
) -> None:
    _score_dispute(scores, gold, got, known)
    if gold.get("ask", NONE) != NONE:
        same = _group(got["ask"]) == _group(gold["ask"])
        scores.add("ask (grouped)", same, gold, gold["ask"], got["ask"])
    amount = _yuan(gold.get("facts", {}).get("amount"))
    if amount:
        read = got["facts"].get("amount")
        exact = read is not None and Decimal(str(read)) in amount
        scores.add("amount exact", exact, gold, amount[0], read)
    if gold.get("gold_articles"):
        cited = {(a["law"], a["article"]) for a in got["articles"]}
        wanted = {(a["law"], a["article"]) for a in gold["gold_articles"]}
        scores.add("a gold article among five", bool(cited & wanted), gold, wanted, cited)


def _score_dispute(
    scores: Scores, gold: dict[str, Any], got: dict[str, Any], known: set[str]
) -> None:
    right = {gold["dispute"], *gold.get("dispute_alternatives", [])}
    named = [d["id"] for d in got["disputes"]] or [NONE]
    hit, near = named[0] in right, bool(right & set(named[:3]))
    scores.add("dispute top-1", hit, gold, gold["dispute"], named[0])
    scores.add("dispute top-3", near, gold, gold["dispute"], named[:3])
    if gold["dispute"] in known:
        scores.by_label[gold["dispute"]].found.add(hit)
    if named[0] in known:
        scores.by_label[named[0]].true.add(hit)
    if got["disputes"]:
        scores.sureness.append((got["disputes"][0]["confidence"], hit))
    if not hit:
        scores.confusions[gold["dispute"], named[0]] += 1


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
