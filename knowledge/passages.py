"""A short question on one side of a matter (那运费呢) → what the dispute's file, else a question of
content/questions, else the law, says.

The words that matter are those rare in the law's digests; a passage answers when it holds enough of
their weight. Nothing found is an honest answer too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge import citations, schema
from knowledge.articles import rank_articles
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.models import Answer
from knowledge.questions import side_question
from knowledge.wording import fill

ENOUGH = 0.5
"""The share of a question's weight that a passage must hold."""
SHOWN = 2
LIKE_LAW = 0.6
"""The same for an article of the law that the dispute does not cite: it must be about the thing."""
WHOLE, TITLED = 0.95, 0.4
"""The shares that a rule of the dispute and its title must hold to come before an entry of
content/questions."""
SHORT = 60
"""Up to this length a first message may hold a question of its own."""


@dataclass(frozen=True)
class Passage:
    """`cites`: the law behind it, as citations in words; empty for advice."""

    title: str
    text: str
    cites: tuple[str, ...] = ()


def passages_about(base: KnowledgeBase, answer: Answer, question: str) -> tuple[Passage, ...]:
    """At most `SHOWN` passages on what a question names, best first; empty when none is.

    An entry of content/questions goes before all but the dispute's own rules that hold the question's
    words whole.
    """
    weights = _weights(base, question)
    side = _side(base, answer, question)
    if side:
        own = (p for p in _rules(answer) if _held(base, weights, p.title) >= TITLED)
        return _best(base, weights, own, WHOLE) or (side,)
    return _best(base, weights, _of_file(base, answer), ENOUGH) or _best(
        base, weights, _of_law(base, answer, question), LIKE_LAW
    )


def _best(
    base: KnowledgeBase, weights: dict[str, float], passages: Iterator[Passage], enough: float
) -> tuple[Passage, ...]:
    """Those that hold enough of the weight, best first."""
    scored = [(_held(base, weights, p.title + p.text), p) for p in passages] if weights else []
    good = sorted((s for s in scored if s[0] >= enough), key=lambda s: -s[0])
    return tuple(p for score, p in good if score >= 0.8 * good[0][0])[:SHOWN]


def _side(base: KnowledgeBase, answer: Answer, question: str) -> Passage | None:
    """The entry of content/questions that is asked for."""
    found = side_question(base, answer.dispute, question, Days(answer.law_day, answer.as_of))
    if found is None:
        return None
    return Passage(found.entry.name, found.entry.answer, tuple(found.entry.cites))


def _weights(
    base: KnowledgeBase, question: str, leave_out: Collection[str] = ()
) -> dict[str, float]:
    """The telling words of a question, each as telling as it is rare."""
    often, many = _often(base)
    empty = _everyday(base)[1].union(leave_out)
    words = {w for w in base.words.of(question) if len(w) > 1 and w not in empty}
    return {word: math.log((1 + many) / (1 + often[word])) for word in words}


def _held(base: KnowledgeBase, weights: dict[str, float], text: str) -> float:
    """The share of the weight that a text holds."""
    same = _everyday(base)[0]
    held = sum(
        weight
        for word, weight in weights.items()
        if any(said in text for said in (word, *same.get(word, ())))
    )
    return held / (sum(weights.values()) or 1)


def _of_file(base: KnowledgeBase, answer: Answer) -> Iterator[Passage]:
    """What the dispute's own file says, the rules before the advice."""
    yield from _rules(answer)
    for excuse in answer.excuses:
        text = f"{excuse.why}可以这样回：“{excuse.reply}”"
        yield Passage(f"对方说“{excuse.said}”", text, tuple(c.text for c in excuse.cites))
    for step in answer.steps:
        yield Passage(step.title, step.detail)
    for proof in answer.evidence:
        yield Passage(proof.item, f"{proof.why}。{proof.how}")
    yield from _of_remedies(base, answer)


def _rules(answer: Answer) -> Iterator[Passage]:
    """What the dispute's own file says of the law, at its heart first."""
    for claim in answer.claims:
        yield Passage(claim.name, claim.words, tuple(c.text for c in claim.cites))
    for point in answer.points:
        yield Passage(point.title, point.words, tuple(c.text for c in point.cites))
    for due in answer.deadlines:
        yield Passage(due.what, due.rule, tuple(c.text for c in due.cites))


def _of_remedies(base: KnowledgeBase, answer: Answer) -> Iterator[Passage]:
    """How each way of the dispute's steps works, what it costs and where it ends."""
    rules = base.rules(Days(answer.law_day, answer.as_of))

    def value(blank: str) -> str | None:
        try:
            return str(rules[blank])
        except (NotInBase, NotYetInForce):
            return None

    for key in dict.fromkeys(step.remedy for step in answer.steps if step.remedy):
        remedy = base.get("remedies", key, schema.Remedy)
        for text in (*remedy.how, f"费用：{remedy.cost}", remedy.limits):
            filled = fill(text, value)
            if filled:
                yield Passage(remedy.name, filled)


def _of_law(base: KnowledgeBase, answer: Answer, question: str) -> Iterator[Passage]:
    """The articles likest the question, as in force on the day that counts."""
    days = Days(answer.law_day, answer.as_of)
    ranked = rank_articles(
        base, {answer.dispute: 0.3}, answer.facts, answer.as_of, text=f"{answer.name}，{question}"
    )
    for law, article in ranked:
        reference = citations.parse(f"{law}{article}")
        if reference is None:
            continue
        try:
            cite = base.cite(reference, days)
        except (NotInBase, NotYetInForce):
            continue
        yield Passage(f"《{law}》{article}", cite.gist, (cite.text,))


@lru_cache(maxsize=2)
def _often(base: KnowledgeBase) -> tuple[Counter[str], int]:
    """In how many digests each word stands, and how many digests there are."""
    digests = base.digest_words
    return Counter(word for _, _, words, _ in digests for word in set(words)), len(digests)


@lru_cache(maxsize=2)
def _everyday(base: KnowledgeBase) -> tuple[dict[str, list[str]], frozenset[str]]:
    """What the files call a thing of everyday speech, and the words that name nothing."""
    held = [base.get("everyday", key, schema.Everyday) for key in base.ids("everyday")]
    same = {word: others for words in held for word, others in words.same.items()}
    return same, frozenset(word for words in held for word in words.empty)
