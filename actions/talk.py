"""One turn under way: what came in, where the conversation stands, what is said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from actions.dialogue import Dialogue
from actions.matter import Matter
from actions.turn import Turn
from complaints import Services
from knowledge import KnowledgeBase


@dataclass(frozen=True)
class Said:
    """One reply: text with the form a door may show instead of it, or a response of domain.yml."""

    text: str = ""
    custom: dict[str, Any] | None = None
    response: str | None = None


def choice_of(field: str, question: str, options: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """A question with buttons; pressing one is the choice {fact: field, value: the option's id}."""
    return {
        "type": "form_question",
        "field": field,
        "question": question,
        "kind": "choice",
        "required": True,
        "options": [{"id": key, "label": label} for key, label in options],
    }


class Talk:
    """Skills read `turn`, replace `dialogue`, and `say`. `undoable`: whether 撤回 takes back what
    this turn changes; `formed`: whether the form has spoken; `forgotten`: whether nothing said so
    far may be kept."""

    def __init__(self, turn: Turn, dialogue: Dialogue, services: Services) -> None:
        self.turn, self.dialogue, self.services = turn, dialogue, services
        self.base: KnowledgeBase = services.knowledge
        self.replies: list[Said] = []
        self.undoable = True
        self.formed = False
        self.forgotten = False

    @property
    def matter(self) -> Matter:
        """The matter spoken of."""
        return self.dialogue.matter

    @property
    def has_file(self) -> bool:
        """Whether the matter is a dispute that the base knows."""
        return self.matter.dispute in self.base.ids("disputes")

    def set_matter(self, matter: Matter) -> None:
        self.dialogue = self.dialogue.with_matter(matter)

    def update(self, **changes: Any) -> None:
        """Replace fields of the dialogue."""
        self.dialogue = replace(self.dialogue, **changes)

    def say(self, text: str, custom: dict[str, Any] | None = None) -> None:
        self.replies.append(Said(text, custom))

    def use(self, response: str) -> None:
        """Say one of the fixed responses of domain.yml."""
        self.replies.append(Said(response=response))
