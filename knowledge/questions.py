"""Side questions that hold for many disputes (要不要请律师), found by the words that stand in them."""

from __future__ import annotations

import re

from knowledge import schema
from knowledge.base import Days, KnowledgeBase
from knowledge.standing import as_it_stands

_SAID = re.compile(r"[\w一-鿿]+")


def side_question(
    base: KnowledgeBase, dispute: str, question: str, days: Days
) -> schema.SideQuestion | None:
    """The entry of content/questions that a question asks for, its numbers filled in; None when none
    is asked for.

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
            met.append((-_length(phrase), not entry.disputes, key, entry))
    ranked = (_filled(base, entry, days) for *_, entry in sorted(met, key=lambda m: m[:3]))
    return next(filter(None, ranked), None)


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
    answer = as_it_stands(base, entry.answer, entry.cites, days)
    return None if answer is None else entry.model_copy(update={"answer": answer})
