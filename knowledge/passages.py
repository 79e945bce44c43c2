"""A short question on one side of a matter (那运费呢) → what the dispute's file, else the law, says.

The words that matter are those rare in the law's digests; a passage answers when it holds enough of
their weight. Nothing found is an honest answer too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge import citations, schema
from knowledge.articles import rank_articles
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.models import Answer
from knowledge.wording import fill

ENOUGH = 0.5
"""The share of a question's weight that a passage must hold."""
SHOWN = 2
LIKE_LAW = 0.6
"""The same for an article of the law that the dispute does not cite: it must be about the thing."""


@dataclass(frozen=True)
class Passage:
    """`cites`: the law behind it, as citations in words; empty for advice."""

    title: str
    text: str
    cites: tuple[str, ...] = ()


def passages_about(base: KnowledgeBase, answer: Answer, question: str) -> tuple[Passage, ...]:
    """At most `SHOWN` passages on what a question names, best first; empty when none is."""
    weights = _weights(base, question)
    if not weights:
        return ()
    for passages, enough in (
        (_of_file(base, answer), ENOUGH),
        (_of_law(base, answer, question), LIKE_LAW),
    ):
        scored = [(_held(weights, p.title + p.text), p) for p in passages]
        good = sorted((s for s in scored if s[0] >= enough), key=lambda s: -s[0])
        if good:
            best = good[0][0]
            return tuple(p for score, p in good if score >= 0.8 * best)[:SHOWN]
    return ()


def _weights(base: KnowledgeBase, question: str) -> dict[str, float]:
    """The telling words of a question, each as telling as it is rare."""
    often, many = _often(base)
    words = {w for w in base.words.of(question) if len(w) > 1 and w not in _EMPTY}
    return {word: math.log((1 + many) / (1 + often[word])) for word in words}


def _held(weights: dict[str, float], text: str) -> float:
    held = sum(weight for word, weight in weights.items() if _stands_in(word, text))
    return held / (sum(weights.values()) or 1)


def _stands_in(word: str, text: str) -> bool:
    return word in text or any(other in text for other in _SAME.get(word, ()))


def _of_file(base: KnowledgeBase, answer: Answer) -> Iterator[Passage]:
    """What the dispute's own file says, the rules before the advice."""
    for claim in answer.claims:
        yield Passage(claim.name, claim.words, tuple(c.text for c in claim.cites))
    for point in answer.points:
        yield Passage(point.title, point.words, tuple(c.text for c in point.cites))
    for excuse in answer.excuses:
        text = f"{excuse.why}可以这样回：“{excuse.reply}”"
        yield Passage(f"对方说“{excuse.said}”", text, tuple(c.text for c in excuse.cites))
    for step in answer.steps:
        yield Passage(step.title, step.detail)
    for proof in answer.evidence:
        yield Passage(proof.item, f"{proof.why}。{proof.how}")
    for due in answer.deadlines:
        yield Passage(due.what, due.rule, tuple(c.text for c in due.cites))
    yield from _of_remedies(base, answer)


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


_EMPTY = frozenset(
    "怎么 怎么办 怎样 如何 可以 能不能 是不是 有没有 要不要 应该 这个 那个 那么 他们 我们 商家 是否 什么 多少 "
    "哪里 为什么 需要 还要 还能 的话 如果 要是 万一 一下 请问 那要 算不算 会不会 行不行 已经 现在 自己 别人".split()
)
_SAME = {
    "运费": ("邮费", "快递费", "运输费"),
    "邮费": ("运费", "快递费", "运输费"),
    "快递费": ("运费", "运输费"),
    "小票": ("购物凭证", "发票", "付款记录"),
    "拆封": ("拆开", "查验", "打开包装"),
    "律师": ("律师费",),
    "诉讼费": ("受理费",),
    "收费": ("费用", "免费"),
    "花钱": ("费用", "免费"),
    "实名": ("真实身份", "身份"),
    "匿名": ("不留姓名",),
    "赠品": ("赠送", "奖品"),
    "误工费": ("误工", "误工收入"),
    "异地": ("外地", "网上"),
}
"""Words of everyday speech and what the files call the thing."""
