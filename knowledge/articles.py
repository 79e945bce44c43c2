"""Which articles bear on a story: those its likely disputes cite, those near them, and those whose
digest, or a question that they answer, is like its words.

Words alone find them badly (a person says 店跑了, the law says 终止营业), the disputes alone know only
what their files cite. The weights are those of a conditional logit fitted on the questions that the
articles answer, each left out of its article in turn; docs/decisions/0005 has the comparison.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge import citations
from knowledge.answer import answer
from knowledge.base import KnowledgeBase
from knowledge.likeness import Likeness, Text
from knowledge.models import Facts

Article = tuple[str, str]
"""(law, 第…条)"""
Scores = NDArray[np.float64]
CITED, LIKE, NAMED, NEAR, SHARE, OFTEN = 14.0, 30.0, 8.0, 4.0, 2.0, 0.5
"""What it weighs that a likely dispute cites an article (by place in its list), that its words, or the
name of its law, are like the story's, that it stands near a cited one, that a likely dispute cites its
law often, that many disputes cite it."""
_EMPTY = re.compile("最高人民法院关于|审理|适用法律|若干问题的|规定|解释|案件|民事|纠纷|办法|条例")
"""What says nothing of the matter in the name of a law."""
DAMPING, REACH = 3, 8
"""How fast a place in a list, and a distance in a law, lose worth."""


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
    what was told, `text` the story in the person's words.
    """
    held = _shelf(base)
    likely = {key: weight for key, weight in matters.items() if key in base.ids("disputes")}
    cited = {
        key: [(cite.law, cite.article) for cite in answer(base, key, facts, on).cites]
        for key in likely
    }
    scores = held.scores(cited, likely, text)
    scores[~held.in_force(on, str(facts.get("place", "")))] = -np.inf
    best = np.argsort(-scores, kind="stable")[:top]
    return [held.articles[n] for n in best if scores[n] > 0]


class _Shelf:
    """Every digest of a base, in order, with what scores need."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._versions = [version for version, *_ in base.digest_words]
        self.articles: list[Article] = [
            (version.name, article) for version, article, *_ in base.digest_words
        ]
        self._places: dict[Article, list[int]] = {}
        for place, article in enumerate(self.articles):
            self._places.setdefault(article, []).append(place)
        laws = {name: number for number, name in enumerate(sorted({a[0] for a in self.articles}))}
        self._laws = laws
        self._law = np.array([laws[law] for law, _ in self.articles], int)
        numbers = [citations.article_number(article) for _, article in self.articles]
        self._number = np.array(numbers, float)

    @cached_property
    def _likeness(self) -> Likeness:
        held = self._base.digest_words
        return Likeness([Text(words, questions) for _, _, words, questions in held])

    @cached_property
    def _names(self) -> Likeness:
        cut = self._base.words.with_characters
        return Likeness([Text(cut(_EMPTY.sub("", law))) for law in self._laws])

    @cached_property
    def _often(self) -> Scores:
        """How many disputes cite each article."""
        often = np.zeros(len(self.articles))
        for key in self._base.ids("disputes"):
            dispute = self._base.dispute(key)
            cites = {c for claim in dispute.claims for c in claim.cites}
            cites |= {c for point in dispute.points for c in point.cites}
            for reference in filter(None, map(citations.parse, cites)):
                often[self._places.get((reference.law, reference.article), [])] += 1
        return often

    def scores(
        self, cited: Mapping[str, list[Article]], likely: Mapping[str, float], text: str
    ) -> Scores:
        """What speaks for each article; `cited` are the lists of the disputes of `likely`."""
        scores = np.zeros(len(self.articles))
        for key, articles in cited.items():
            for place, article in enumerate(dict.fromkeys(articles)):
                held = self._places.get(article, [])
                scores[held] += CITED * likely[key] / (place + DAMPING)
            scores += NEAR * likely[key] * self._near(articles)
            for law, share in _shares(articles):
                scores[self._law == self._laws.get(law, -1)] += SHARE * likely[key] * share
        if text:
            words = self._base.words.with_characters(text)
            scores += LIKE * np.sqrt(self._likeness.to(words)) + OFTEN * np.log1p(self._often)
            scores += NAMED * self._names.to(words)[self._law]
        return scores

    def _near(self, articles: list[Article]) -> Scores:
        """1 for a cited article, less the farther off in the same law, 0 in others."""
        near = np.zeros(len(self.articles))
        for law in {law for law, _ in articles} & self._laws.keys():
            own = self._law == self._laws[law]
            numbers = [citations.article_number(a) for name, a in articles if name == law]
            apart = np.abs(self._number[own][:, None] - np.array(numbers, float)).min(axis=1)
            near[own] = np.exp(-apart / REACH)
        return near

    def in_force(self, on: date, place: str) -> NDArray[np.bool_]:
        """Which digests are of a version in force on a day, and rule where the person is."""
        return np.array(
            [
                v.in_force_from <= on
                and (v.in_force_to is None or on <= v.in_force_to)
                and (v.place is None or place.startswith(v.place[:2]))
                for v in self._versions
            ],
            bool,
        )


def _shares(articles: list[Article]) -> list[tuple[str, float]]:
    laws = Counter(law for law, _ in articles)
    return [(law, times / len(articles)) for law, times in laws.items()]


@lru_cache(maxsize=2)
def _shelf(base: KnowledgeBase) -> _Shelf:
    """The shelf of a base, made when first asked for."""
    return _Shelf(base)
