"""Which articles bear on a story: those its likely disputes cite, then what a search finds.

Words alone find them badly (a person says 店跑了, the law says 终止营业); the dispute is the way from
one to the other. Lists are merged by reciprocal rank (Cormack, Clarke and Büttcher 2009), each
weighted by how likely its dispute is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from knowledge import citations
from knowledge.answer import answer
from knowledge.base import KnowledgeBase
from knowledge.models import Facts

Article = tuple[str, str]
"""(law, 第…条)"""
DAMPING = 3
SEARCH_WEIGHT = 0.02
"""What a search hit weighs beside a dispute that is certain."""


def rank_articles(
    base: KnowledgeBase,
    matters: Mapping[str, float],
    facts: Facts,
    on: date,
    *,
    text: str = "",
    top: int = 5,
) -> list[Article]:
    """The articles that bear on a story, best first.

    `matters` maps disputes to how likely each is (those without a file are passed over), `facts` is
    what was told. With `text` imported articles found by its words follow.
    """
    scores: dict[Article, float] = {}
    for dispute, weight in matters.items():
        if dispute in base.ids("disputes"):
            cites = answer(base, dispute, facts, on).cites
            _add(scores, ((cite.law, cite.article) for cite in cites), weight)
    if text:
        _add(scores, _found(base, text, top), SEARCH_WEIGHT)
    return sorted(scores, key=lambda article: -scores[article])[:top]


def _found(base: KnowledgeBase, text: str, top: int) -> Iterable[Article]:
    for hit in base.index.find(text, ("text",), top):
        reference = citations.parse(hit.ref)
        if reference:
            yield reference.law, reference.article


def _add(scores: dict[Article, float], ranked: Iterable[Article], weight: float) -> None:
    for place, article in enumerate(dict.fromkeys(ranked)):
        scores[article] = scores.get(article, 0.0) + weight / (place + DAMPING)
