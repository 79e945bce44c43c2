"""Side questions that hold for many disputes (要不要请律师), found by the words that stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import citations, schema
from knowledge.base import Days, KnowledgeBase
from knowledge.errors import NotInBase, NotYetInForce
from knowledge.wording import blanks, fill

_SAID = re.compile(r"[\w一-鿿]+")


@dataclass(frozen=True)
class Found:
    """An entry whose phrase stands in a question: its id, the phrase, the entry with its numbers."""

    key: str
    phrase: str
    entry: schema.SideQuestion


def side_question(base: KnowledgeBase, dispute: str, question: str, days: Days) -> Found | None:
    """The entry of content/questions that a question asks for; None when none does.

    Of several the one with the longest phrase, and of equal ones that made for the dispute. An entry
    whose law does not stand on those days is passed over.
    """
    said = bare(question)
    met = []
    for key in base.ids("questions"):
        entry = base.get("questions", key, schema.SideQuestion)
        if dispute in entry.not_for or (entry.disputes and dispute not in entry.disputes):
            continue
        phrase = max((p for p in entry.phrases if _stands(p, said)), key=_length, default="")
        if phrase:
            met.append((_length(phrase), bool(entry.disputes), key, phrase, entry))
    for *_, key, phrase, entry in sorted(met, key=lambda m: (-m[0], not m[1], m[2])):
        if filled := _filled(base, entry, days):
            return Found(key, phrase, filled)
    return None


def bare(text: str) -> str:
    """The letters, digits and characters of a text alone."""
    return "".join(_SAID.findall(text.lower()))


def _stands(phrase: str, said: str) -> bool:
    return all(part in said for part in phrase.lower().split())


def _length(phrase: str) -> int:
    return len(phrase.replace(" ", ""))


def _filled(
    base: KnowledgeBase, entry: schema.SideQuestion, days: Days
) -> schema.SideQuestion | None:
    """The entry as it reads on those days; None when its law did not stand then."""
    rules = base.rules(days)
    try:
        values = {name: str(rules[name]) for name in blanks(entry.answer)}
        for text in entry.cites:
            reference = citations.parse(text)
            assert reference is not None, text
            base.cite(reference, days)
    except (NotInBase, NotYetInForce):
        return None
    return entry.model_copy(update={"answer": fill(entry.answer, values.get)})
