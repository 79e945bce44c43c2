"""Search over everything the base knows: disputes, articles, excuses, remedies, bodies.

BM25 (Robertson and Zaragoza 2009) over jieba's search-mode words, through the bm25s library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from knowledge.segmentation import tokenizer
from knowledge.wording import BLANK

if TYPE_CHECKING:
    import bm25s

    from knowledge.loader import Content

MAX_QUERY = 2000
_WORD = re.compile(r"[\w\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Passage:
    """One thing that can be found: `kind` (dispute, article, excuse, remedy, authority), `ref` its
    id, the words shown, and the words searched."""

    kind: str
    ref: str
    title: str
    text: str
    tokens: str

    def row(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Hit:
    kind: str
    ref: str
    title: str
    text: str
    score: float


class Words:
    """Cuts texts into search-mode words (overlapping: 消费者协会 → 消费, 消费者, 消费者协会)."""

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._segmenter = tokenizer(frequencies)

    def of(self, text: str) -> list[str]:
        found = self._segmenter.cut_for_search(text[:MAX_QUERY].lower())
        return [word for word in found if _WORD.fullmatch(word)]


class Index:
    """A BM25 index over passages; built from rows once, then read-only."""

    def __init__(self, passages: Iterable[Passage], words: Words) -> None:
        import bm25s

        self._words = words
        self._passages = list(passages)
        self._bm25: bm25s.BM25 = bm25s.BM25()
        self._bm25.index([p.tokens.split() for p in self._passages], show_progress=False)

    def find(self, query: str, kinds: tuple[str, ...] = (), top: int = 5) -> list[Hit]:
        """The best passages for a query, best first; `kinds` empty means all of them.

        Returns fewer than `top`, or none, when nothing shares a word with the query.
        """
        words = self._words.of(query)
        if not words or not self._passages:
            return []
        scores = self._bm25.get_scores(words)
        order = sorted(range(len(scores)), key=lambda n: -scores[n])
        hits: list[Hit] = []
        for n in order:
            passage = self._passages[n]
            if scores[n] <= 0 or len(hits) == top:
                break
            if not kinds or passage.kind in kinds:
                hits.append(
                    Hit(passage.kind, passage.ref, passage.title, passage.text, float(scores[n]))
                )
        return hits


def passages(content: Content, words: Words) -> Iterator[Passage]:
    """Everything of a content set that can be found, one passage a thing."""
    for file in content.all("disputes"):
        d = file.data
        if d.confidence == "low":
            continue
        searched = [d.name, d.plain, d.choice, *d.questions, *(c.name for c in d.claims)]
        yield _passage(words, "dispute", file.id, d.name, d.plain, searched)
    for file in content.all("laws"):
        law = file.data
        for article, body in law.articles.items():
            yield _passage(
                words,
                "article",
                f"{file.id}#{article}",
                f"{law.name}{article}",
                body.gist,
                [law.name, article, body.gist, *law.aliases],
            )
    for file in content.all("excuses"):
        e = file.data
        yield _passage(
            words, "excuse", file.id, e.said, e.why, [e.said, *e.phrases, e.why, e.reply]
        )
    for file in content.all("remedies"):
        r = file.data
        yield _passage(words, "remedy", file.id, r.name, r.what, [r.name, r.what, *r.how])
    for file in content.all("authorities"):
        a = file.data
        yield _passage(
            words, "authority", file.id, a.name, a.handles, [a.name, a.phone or "", a.handles]
        )


def _passage(
    words: Words, kind: str, ref: str, title: str, text: str, searched: list[str]
) -> Passage:
    tokens = words.of(BLANK.sub(" ", " ".join(searched)))
    return Passage(kind, ref, title, text, " ".join(tokens))
