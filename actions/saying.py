"""The words of an answer in a conversation: whole at first, then what is asked or what is new."""

from __future__ import annotations

from typing import Any

import knowledge
from actions import words
from actions.matter import Matter
from actions.turn import Turn
from knowledge import Answer, Facts, KnowledgeBase

ALWAYS = frozenset(
    {
        "amount",
        "purchase_day",
        "received_day",
        "platform",
        "merchant",
        "product",
        "order_no",
        "demand",
    }
)
"""Facts of any matter, worth naming whatever its dispute turns on."""
NO_QUESTION = frozenset(
    {"give_fact", "correct_fact", "affirm", "deny", "wish", "unknown_fact", "skip"}
)


def say(
    answer: Answer,
    earlier: Answer | None,
    turn: Turn,
    new: dict[str, Any],
    base: KnowledgeBase,
    closing: str = words.COMPLETE,
) -> str:
    """The plain text. `earlier` is the answer given before to the same matter, `new` the facts
    this turn told; what was said before is not said again. `closing` ends it when nothing is
    asked."""
    if earlier is None:
        return knowledge.to_text(answer, asked=turn.ask)
    focus = knowledge.FOCUS.get(turn.intent)
    if not focus and turn.intent not in NO_QUESTION and not new:
        # The story was told before: it is the question in it that counts.
        focus = knowledge.FOCUS.get(f"ask_{turn.ask}")
    if focus:
        return knowledge.to_text(answer, focus)
    lead = _lead(answer, earlier, turn, new, base)
    changes = knowledge.changes_to_text(answer, earlier)
    question = knowledge.question_to_text(answer) or closing
    parts = [lead, changes, question] if changes else [lead + _still(new), question]
    return "\n\n".join(filter(None, parts))


def telling(dispute: str, base: KnowledgeBase) -> frozenset[str]:
    """The facts that this dispute turns on and those of any matter; others are read in passing."""
    return ALWAYS | {want.fact for want in base.dispute(dispute).facts}


def known_in_words(answer: Answer, base: KnowledgeBase) -> str:
    """What is known of the matter, as far as it matters; empty when nothing is."""
    kept = telling(answer.dispute, base)
    labels = (label for key, label in answer.fact_labels.items() if key in kept)
    return "；".join(f"{label.label}：{label.value}" for label in labels)


def earlier_answer(matter: Matter, turn: Turn, base: KnowledgeBase) -> Answer | None:
    """The answer given before to the matter as it stood; None when none was."""
    if not matter.headline:
        return None
    return knowledge.answer(base, str(matter.dispute), matter.book.facts(base), turn.day)


def _still(new: dict[str, Any]) -> str:
    return words.UNCHANGED if new else ""


def _lead(
    answer: Answer, earlier: Answer, turn: Turn, new: dict[str, Any], base: KnowledgeBase
) -> str:
    """What became of what the person just said: taken down, known already, or not understood."""
    if new:
        return _noted(answer, earlier, new, base)
    if turn.intent in ("unknown_fact", "skip") or turn.text == words.NONE_OF_THESE:
        return words.NOT_KNOWN
    told = knowledge.read_facts(base, {k: v for k, v in turn.facts.items() if k in answer.facts})
    if any(told[key] == answer.facts[key] for key in told):
        return words.KNOWN
    if turn.intent == "wish":
        return words.WISH
    return words.GO_ON if turn.intent in ("affirm", "deny") else words.UNCLEAR


def _noted(answer: Answer, earlier: Answer, new: dict[str, Any], base: KnowledgeBase) -> str:
    """The new facts that this dispute turns on; others were taken from the same words in passing.

    What replaces an earlier value names both, so that a misreading is seen.
    """
    shown = changes_in_words(new, earlier.facts, telling(answer.dispute, base), base)
    return words.NOTED.format(facts=shown) if shown else words.NOTED_BRIEFLY


def changes_in_words(
    new: dict[str, Any], earlier: Facts, worth: frozenset[str], base: KnowledgeBase
) -> str:
    """New facts with the values they replace, as far as they are worth naming."""
    told, shown = knowledge.read_facts(base, new), []
    for key in (key for key in new if key in worth):
        name, now = base.fact(key).name, knowledge.fact_in_words(base, key, told)
        before = knowledge.fact_in_words(base, key, earlier)
        changed = words.CHANGED.format(name=name, before=before, now=now)
        shown.append(changed if before else f"{name}：{now}")
    return "，".join(shown)
