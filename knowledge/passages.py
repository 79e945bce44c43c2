"""A short question on one side of a matter (那运费呢) → what the dispute's file, else a question of
content/questions, else the law, says.

The words that matter are those rare in the law's digests; a passage answers when it holds enough of
their weight. Nothing found is an honest answer too.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge import citations, schema
from knowledge.articles import rank_articles
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.models import Answer
from knowledge.questions import bare, side_question
from knowledge.wording import fill

ENOUGH = 0.5
"""The share of a question's weight that a passage must hold."""
SHOWN = 2
LIKE_LAW = 0.6
"""The same for an article of the law that the dispute does not cite: it must be about the thing."""
WHOLE, TITLED = 0.95, 0.4
"""The shares that a rule of the dispute and its title must hold to come before an entry of
content/questions."""
RELATED = 0.34
"""The share that such an entry must hold to be about the question, unless one of its phrases stands
in it in one piece."""
FRESH = 0.45
"""The share of a first question that the headline must not have answered for an aside."""
SHORT = 60
"""Up to this length a first message may hold a question of its own."""
_ASKS = re.compile(
    r"[吗么啥？?呢谁哪]|什么|怎[么样]|如何|多[少久]|[要能会是有算行]不|可不可|有没有|有权|合法"
)


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
    if side and (side.named or _held(base, weights, side.text) >= RELATED):
        return _best(base, weights, _titled(base, weights, answer), WHOLE) or (side.passage,)
    return _best(base, weights, _of_file(base, answer), ENOUGH) or _best(
        base, weights, _of_law(base, answer, question), LIKE_LAW
    )


def named_question(base: KnowledgeBase, answer: Answer, question: str) -> Passage | None:
    """The entry of content/questions one of whose phrases stands in the question in one piece."""
    side = _side(base, answer, question)
    return side.passage if side and side.named else None


def aside(base: KnowledgeBase, answer: Answer, question: str, said: str = "") -> Passage | None:
    """What clearly answers a question in a short first message, to be told after the headline.

    Most of what a clause asks about must be new against the headline and the name of the dispute, and
    the passage must hold all of that. `said` is what is told anyway; None when the answer stands
    there, or when nothing is surely about it.
    """
    if len(question) > SHORT:
        return None
    known = set(base.words.of(answer.headline + answer.name))
    for clause in _asking(question):
        weights = _weights(base, clause)
        fresh = {word: weight for word, weight in weights.items() if word not in known}
        if sum(fresh.values()) < FRESH * sum(weights.values()):
            continue
        side = _side(base, answer, clause)
        found = list(_best(base, fresh, _titled(base, fresh, answer), WHOLE))
        if side and _held(base, fresh, side.text) >= WHOLE:
            found.append(side.passage)
        if found:
            return None if found[0].text in said else found[0]
    return None


def _asking(message: str) -> list[str]:
    """The clauses of a message that ask something."""
    clauses = (c for c in re.split(r"(?<=[，。！？；,!?;\s])", message) if c.strip())
    return [clause for clause in clauses if _ASKS.search(clause)]


def _best(
    base: KnowledgeBase, weights: dict[str, float], passages: Iterator[Passage], enough: float
) -> tuple[Passage, ...]:
    """Those that hold enough of the weight, best first."""
    scored = [(_held(base, weights, p.title + p.text), p) for p in passages] if weights else []
    good = sorted((s for s in scored if s[0] >= enough), key=lambda s: -s[0])
    return tuple(p for score, p in good if score >= 0.8 * good[0][0])[:SHOWN]


@dataclass(frozen=True)
class _Side:
    """An entry of content/questions as a passage; `text`: that and all the ways to ask for it;
    `named`: one of them stands in the question as it is, not in parts."""

    passage: Passage
    text: str
    named: bool


def _side(base: KnowledgeBase, answer: Answer, question: str) -> _Side | None:
    """The entry of content/questions that is asked for."""
    entry = side_question(base, answer.dispute, question, Days(answer.law_day, answer.as_of))
    if entry is None:
        return None
    said = bare(question)
    return _Side(
        Passage(entry.name, entry.answer, tuple(entry.cites)),
        " ".join((entry.name, *entry.phrases, entry.answer)),
        any(phrase in said for phrase in entry.phrases),
    )


def _titled(base: KnowledgeBase, weights: dict[str, float], answer: Answer) -> Iterator[Passage]:
    """The dispute's rules that are about what is asked by their title."""
    return (p for p in _rules(answer) if _held(base, weights, p.title) >= TITLED)


def _weights(base: KnowledgeBase, question: str) -> dict[str, float]:
    """The telling words of a question, each as telling as it is rare."""
    often, many = _often(base)
    empty = _everyday(base)[1]
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
