"""Finding the article: through the dispute against plain BM25 over the imported texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.understanding import Reader
from evaluation.questions import Share
from knowledge import KnowledgeBase, citations

DEPTH = 50
HIT = 5


@dataclass
class Ranking:
    """hit@5, hit@50 and the mean reciprocal rank (over the first 50) of one way of finding."""

    near: Share
    far: Share
    reciprocal: float = 0.0

    def add(self, ranked: list[tuple[str, str]], wanted: set[tuple[str, str]]) -> None:
        """Count one question: the articles found, best first, and those that are right."""
        place = next((n for n, found in enumerate(ranked[:DEPTH], 1) if found in wanted), None)
        self.near.add(place is not None and place <= HIT)
        self.far.add(place is not None)
        self.reciprocal += 1 / place if place else 0

    def __str__(self) -> str:
        mean = self.reciprocal / self.near.counted if self.near.counted else 0.0
        return f"hit@{HIT} {self.near}   hit@{DEPTH} {self.far}   MRR {mean:.3f}"


def compare(questions: Iterable[dict[str, Any]], reader: Reader) -> dict[str, Ranking]:
    """Both ways over the questions that name gold articles, in the same run."""
    ways = {"through the dispute": _empty(), "plain BM25": _empty()}
    for question in questions:
        gold = question.get("gold_articles") or []
        if not gold:
            continue
        wanted = {(article["law"], article["article"]) for article in gold}
        ways["through the dispute"].add(reader.articles(question, DEPTH), wanted)
        ways["plain BM25"].add(plain(reader.base, question["text"]), wanted)
    return ways


def plain(base: KnowledgeBase, text: str) -> list[tuple[str, str]]:
    """The articles of the imported texts that share most words with a text."""
    found = (citations.parse(hit.ref) for hit in base.index.find(text, ("text",), DEPTH))
    return [(reference.law, reference.article) for reference in found if reference]


def _empty() -> Ranking:
    return Ranking(Share(), Share())
