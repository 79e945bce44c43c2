"""The account of a matter (经过), told from its facts in the order of time.

The sentences stand in content/telling; here they are only chosen, filled and put in order. Facts
that no sentence there mentions are told as “name：value”.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge import schema
from knowledge.base import KnowledgeBase
from knowledge.matter import fact_in_words
from knowledge.models import Answer, Facts
from knowledge.wording import blanks, chinese_day, fill

WRONG = "trouble"
"""The part of content/telling in whose place stands what has no sentence of its own."""


@dataclass(frozen=True)
class Told:
    """One sentence; `part` is the file of content/telling it comes from, `wrong` whether it says
    what went wrong."""

    part: str
    order: int
    wrong: bool
    day: date | None
    text: str


def tell(
    base: KnowledgeBase, answer: Answer, voices: Mapping[str, str], leave_out: Collection[str] = ()
) -> list[Told]:
    """The account of the facts of an answer, sentence by sentence.

    `voices` says how `me` and `other` are called (我, 商家); `leave_out` names facts that must not
    be told. Dated sentences stand in the order of their days; one without a day follows the last
    that has a day and belongs to its part of the account or an earlier one.
    """
    facts = Facts(
        {key: value for key, value in answer.facts.items() if key not in leave_out and value != ()}
    )
    parts = sorted(
        ((key, base.get("telling", key, schema.Telling)) for key in base.ids("telling")),
        key=lambda part: part[1].order,
    )
    told = [
        Told(key, part.order, part.wrong, (sentence.day and facts.day(sentence.day)) or None, text)
        for key, part in parts
        for sentence in part.sentences
        if (text := _say(base, sentence, facts, voices))
    ]
    return _in_time([*told, *_others(base, answer, facts, parts)])


def _say(
    base: KnowledgeBase, sentence: schema.Sentence, facts: Facts, voices: Mapping[str, str]
) -> str | None:
    """One sentence filled, or None when nothing known stands in it or it does not fit."""
    if not all(_met(facts, *need) for need in sentence.needs.items()):
        return None
    if any(_met(facts, *bar) for bar in sentence.unless.items()):
        return None
    used: set[str] = {sentence.day} & set(facts) if sentence.day else set()
    needed = set(sentence.needs)

    def value(blank: str) -> str | None:
        kind, _, name = blank.partition(".")
        return fact_in_words(base, name, facts) if kind == "facts" else voices[blank]

    clauses = []
    for variants in sentence.say:
        found = next((v for v in variants if fill(v, value) is not None), None)
        if found:
            used |= {name.partition(".")[2] for name in blanks(found) if "." in name}
            clauses.append(fill(found, value) or "")
    if not clauses or not used | needed:
        return None
    day = facts.day(sentence.day) if sentence.day else None
    return _ended("，".join([*([chinese_day(day)] if day else []), *clauses]))


def _met(facts: Facts, name: str, options: list[str]) -> bool:
    return name in facts and (not options or facts[name] in options)


def _others(
    base: KnowledgeBase, answer: Answer, facts: Facts, parts: list[tuple[str, schema.Telling]]
) -> Iterator[Told]:
    """What no part of the telling mentions."""
    covered = set(_mentioned(parts))
    order = base.get("telling", WRONG, schema.Telling).order
    for name in facts:
        if name not in covered:
            label = answer.fact_labels[name]
            day = facts.day(name)
            yield Told(WRONG, order, False, day, _ended(f"{label.label}：{label.value}"))


def _mentioned(parts: list[tuple[str, schema.Telling]]) -> Iterator[str]:
    for _, part in parts:
        yield from part.silent
        for sentence in part.sentences:
            if sentence.day:
                yield sentence.day
            for variants in sentence.say:
                for variant in variants:
                    yield from (name.removeprefix("facts.") for name in blanks(variant))


def _in_time(told: list[Told]) -> list[Told]:
    """The sentences in the order in which things happened."""
    dated = sorted((t for t in told if t.day), key=lambda t: (t.day, t.order))
    placed: list[list[Told]] = [[] for _ in range(len(dated) + 1)]
    for sentence in (t for t in told if not t.day):
        before = [n for n, other in enumerate(dated, 1) if other.order <= sentence.order]
        placed[before[-1] if before else 0].append(sentence)
    for group in placed:
        group.sort(key=lambda t: t.order)
    rows = [placed[0]]
    for sentence, after in zip(dated, placed[1:], strict=True):
        rows.append([sentence, *after])
    return [sentence for row in rows for sentence in row]


def _ended(text: str) -> str:
    """A sentence with its full stop, whatever mark its last value brought."""
    return re.sub(r"[。；，、\s]+$", "", text) + ("" if text.endswith(("？", "！")) else "。")
