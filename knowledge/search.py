"""Search over everything the base knows: disputes, articles, excuses, remedies, bodies.

BM25 (Robertson and Zaragoza 2009) over jieba's search-mode words, through the bm25s library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from knowledge.schema import Dispute
from knowledge.segmentation import tokenizer
from knowledge.wording import BLANK

if TYPE_CHECKING:
    import bm25s

    from knowledge.loader import Content

DISPUTE = "dispute"
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
        found = self._segmenter.cut_for_search(text.lower())
        return [word for word in found if _WORD.fullmatch(word)]

    def with_pairs(self, text: str) -> list[str]:
        """Words and pairs of characters: a short question shares pairs with another where it
        shares no word (被误封, 误封号)."""
        run = "".join(_WORD.findall(text.lower()))
        return self.of(text) + [run[at : at + 2] for at in range(len(run) - 1)]

    def with_characters(self, text: str) -> list[str]:
        """Words, pairs of characters, and the characters themselves."""
        return [*"".join(_WORD.findall(text.lower())), *self.with_pairs(text)]


class Index:
    """BM25 over passages; built from rows once, then read-only.

    Disputes have an index of their own, so that a word is as telling as it is rare among disputes,
    not among thousands of articles.
    """

    def __init__(self, passages: Iterable[Passage], words: Words) -> None:
        everything = list(passages)
        self._disputes = _Part([p for p in everything if p.kind == DISPUTE], words.with_pairs)
        self._rest = _Part([p for p in everything if p.kind != DISPUTE], words.of)

    def find(self, query: str, kinds: tuple[str, ...] = (), top: int = 5) -> list[Hit]:
        """The best passages for a query, best first; `kinds` empty means all of them. Of a query
        only the first `MAX_QUERY` characters are read.

        Returns fewer than `top`, or none, when nothing shares a word with the query.
        """
        query, hits = query[:MAX_QUERY], []
        if not kinds or DISPUTE in kinds:
            hits += self._disputes.find(query, (DISPUTE,), top)
        if set(kinds) != {DISPUTE}:
            hits += self._rest.find(query, kinds, top)
        return sorted(hits, key=lambda hit: -hit.score)[:top]


class _Part:
    """One BM25 index, made when first searched."""

    def __init__(self, passages: list[Passage], cut: Callable[[str], list[str]]) -> None:
        self._passages, self._cut = passages, cut

    @cached_property
    def _bm25(self) -> bm25s.BM25:
        import bm25s

        made = bm25s.BM25()
        made.index([p.tokens.split() for p in self._passages], show_progress=False)
        return made

    def find(self, query: str, kinds: tuple[str, ...], top: int) -> list[Hit]:
        cut = self._cut(query)
        if not cut or not self._passages:
            return []
        scores = self._bm25.get_scores(cut)
        hits: list[Hit] = []
        for n in (-scores).argsort(kind="stable"):
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
        if file.data.confidence != "low":
            yield dispute_passage(file.id, file.data, words)
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


def dispute_passage(key: str, dispute: Dispute, words: Words) -> Passage:
    """What a dispute is found by: its name and examples, its claims and rules in short."""
    shown = [dispute.name, dispute.plain, dispute.choice]
    searched = [*shown, *shown, *dispute.questions, *(point.title for point in dispute.points)]
    searched += [text for claim in dispute.claims for text in (claim.name, *claim.when)]
    tokens = words.with_pairs(_bare(searched))
    return Passage(DISPUTE, key, dispute.name, dispute.plain, " ".join(tokens))


def _passage(
    words: Words, kind: str, ref: str, title: str, text: str, searched: list[str]
) -> Passage:
    return Passage(kind, ref, title, text, " ".join(words.of(_bare(searched))))


def _bare(searched: Iterable[str]) -> str:
    return BLANK.sub(" ", " ".join(searched))
