"""What a person can choose next, and which of it their words choose.

The buttons of the widget, told as a list: by number, by words, by a part of the words that fits
one of them alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.port import Reply
from bot.channels.wechat.numbers import told_numbers

Card = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """One thing to choose. An empty `fact`: nothing is chosen, `label` is said as words.

    `number` is what it is shown under; 0: only words choose it, because a number would rather
    answer something else. `several`: others may be chosen with it.
    """

    label: str
    fact: str
    value: str
    number: int = 0
    several: bool = False

    @property
    def details(self) -> dict[str, Any]:
        """What stands beside the label in `Incoming.details`, as if a button were pressed."""
        return {"choice": {"fact": self.fact, "value": self.value}} if self.fact else {}


def choices_of(replies: Sequence[Reply]) -> tuple[Choice, ...]:
    """What the newest reply that asks for something lets choose; when none asks, what the newest
    answer leads on to."""
    at = asks_at(replies)
    if at is not None:
        card = replies[at].custom or {}
        asked = _numbered(_OF[str(card["type"])](card))
        return asked + (_beside(card) if is_new(replies[at]) else ())
    answer = next((reply.custom for reply in reversed(replies) if is_new(reply)), None)
    return _onward(answer) if answer else ()


def asks_at(replies: Sequence[Reply]) -> int | None:
    """The place of the newest reply that asks for something."""
    found = (at for at in range(len(replies) - 1, -1, -1) if _asks(replies[at]))
    return next(found, None)


def pick(choices: Sequence[Choice], text: str) -> Choice | None:
    """The choice that a text makes; None when it goes on as words. Several of those that may hold
    together become their labels, as words."""
    said = _bare(text)
    exact = [c for c in choices if said == _bare(c.label)]
    if exact:
        return exact[0]
    if numbers := told_numbers(text):
        return _by_numbers(choices, numbers)
    short = _END.sub("", said)
    for told in (said, short, _LEAD.sub("", short)):
        for fits in (_names_a_part, _holds):
            found = [c for c in choices if told and fits(told, _bare(c.label))]
            if len(found) == 1:
                return found[0]
    return None


def _by_numbers(choices: Sequence[Choice], numbers: Sequence[int]) -> Choice | None:
    shown = {c.number: c for c in choices if c.number}
    if any(number not in shown for number in numbers):
        return None
    found = [shown[number] for number in numbers]
    if len(found) == 1:
        return found[0]
    if not all(c.several for c in found):
        return None
    return Choice("、".join(c.label for c in found), "", "")


_LEAD = re.compile("^(?:我?(?:选择?|挑)|就?是|属于)")
_END = re.compile("(?:吧|了|啊|呀|哦|的)+$")
_BREAKS = re.compile(r"[,、;:()/或\s]+")


def _names_a_part(said: str, label: str) -> bool:
    return said in _BREAKS.split(label)


def _holds(said: str, label: str) -> bool:
    """At least half of a label, and no single character."""
    return len(said) > 1 and said in label and len(said) * 2 >= len(label)


def _bare(text: str) -> str:
    """Words without what typing them may change."""
    words = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[“”\"'‘’]|^[\s,。.!?]+|[\s,。.!?~]+$", "", words)


def _asks(reply: Reply) -> bool:
    """Whether a reply ends in something to answer. An answer of which only a part was told asks
    nothing, whatever its card holds."""
    card = reply.custom or {}
    if card.get("type") == "answer":
        return str((card.get("ask") or {}).get("question") or "\0") in reply.text
    return card.get("type") in _OF and card.get("state", "offered") in _HANDOFF


def is_new(reply: Reply) -> bool:
    """Whether a reply tells a whole answer, not only what changed in it."""
    card = reply.custom or {}
    return card.get("type") == "answer" and str(card.get("headline") or "\0") in reply.text


def _numbered(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Numbers for a list. What stands alone beside a question gets none: a number answers that."""
    if len(choices) < 2:
        return tuple(choices)
    return tuple(replace(one, number=number) for number, one in enumerate(choices, 1))


def _options(card: Card, fact: str) -> list[Choice]:
    several = card.get("kind") == "choices"
    return [
        Choice(str(one["label"]), fact, str(one["id"]), several=several)
        for one in card.get("options") or ()
    ]


def _of_answer(card: Card) -> list[Choice]:
    ask = card["ask"]
    options = _options(ask, str(ask["fact"]))
    none = [Choice(NONE, "", "")] if options and ask.get("kind") == "choices" else []
    return options + none


def _of_form(card: Card) -> list[Choice]:
    field = str(card["field"])
    options = _options(card, field)
    if card.get("kind") == "yes_no" and not options:
        options = [Choice("是", field, "yes"), Choice("否", field, "no")]
    return options + ([] if card.get("required") else [Choice(SKIP, field, "skip")])


def _of_consent(card: Card) -> list[Choice]:
    fact, version = f"consent.{card['id']}", card["version"]
    return [Choice("同意", fact, f"yes:{version}"), Choice("不同意", fact, f"no:{version}")]


def _of_draft(card: Card) -> list[Choice]:
    return [Choice(str(one["label"]), "draft", str(one["id"])) for one in card["actions"]]


def _of_rating(card: Card) -> list[Choice]:
    return [Choice(f"{stars}分", "rating", str(stars)) for stars in range(1, card["scale"] + 1)]


def _of_handoff(card: Card) -> list[Choice]:
    return [Choice(label, "handoff", value) for label, value in _HANDOFF[card["state"]]]


def _of_dispute(card: Card) -> list[Choice]:
    return _options(card, "dispute")


NONE, SKIP = "都没有", "跳过"
_HANDOFF: dict[str, tuple[tuple[str, str], ...]] = {
    "offered": (("转给人工", "yes"), ("先不用", "no")),
    "waiting": (("不等了", "withdraw"),),
    "ticket": (("撤回这张单", "withdraw"),),
}
_OF: dict[str, Callable[[Card], list[Choice]]] = {
    "answer": _of_answer,
    "choose_dispute": _of_dispute,
    "consent": _of_consent,
    "draft": _of_draft,
    "form_question": _of_form,
    "handoff": _of_handoff,
    "rating": _of_rating,
}


def _beside(card: Card) -> tuple[Choice, ...]:
    """Other matters that the words may mean, by name."""
    return tuple(
        Choice(str(one["name"]), "dispute", str(one["id"])) for one in card.get("also") or ()
    )


def _onward(card: Card) -> tuple[Choice, ...]:
    """What can be done next, then other matters that the words may mean."""
    offers = [Choice(str(one["label"]), "", "") for one in card.get("offers") or ()]
    return _numbered([*offers, *_beside(card)])
