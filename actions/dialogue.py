"""Where a conversation stands: its matters, the form being filled, what awaits an answer.

Kept as JSON in the slot `dialogue`. Values are never changed, only replaced, so that an earlier
state can be taken back (撤回).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from actions.filing_form import Filing
from actions.matter import Matter

MATTERS = 5
"""Matters of one conversation that are kept; the oldest goes first."""
STEPS_BACK = 3
REMEMBERED = 40
"""Replies remembered, so that none is given again as if it were new."""


@dataclass(frozen=True)
class Dialogue:
    """`at`: which of `matters` is spoken of. `awaiting`: what the assistant asked besides facts,
    as {"what": …} with what is needed to act on the answer. `came_from`: the place of the matter
    spoken of before this one. `said`: digests of replies."""

    matters: tuple[Matter, ...] = ()
    at: int = 0
    came_from: int | None = None
    filing: Filing | None = None
    awaiting: dict[str, Any] | None = None
    said: tuple[str, ...] = ()
    earlier: tuple[dict[str, Any], ...] = field(default=(), compare=False)

    @property
    def matter(self) -> Matter:
        """The matter spoken of; an empty one before any is told."""
        return self.matters[self.at] if self.matters else Matter()

    def with_matter(self, matter: Matter) -> Dialogue:
        """The present matter as it now stands."""
        if not self.matters:
            return replace(self, matters=(matter,), at=0)
        matters = (*self.matters[: self.at], matter, *self.matters[self.at + 1 :])
        return replace(self, matters=matters)

    def with_new(self, matter: Matter) -> Dialogue:
        """Another matter besides; an empty one gives way to it."""
        places = [n for n, m in enumerate(self.matters) if not m.empty][-(MATTERS - 1) :]
        kept = tuple(self.matters[n] for n in places)
        came_from = places.index(self.at) if self.at in places else None
        return replace(
            self, matters=(*kept, matter), at=len(kept), came_from=came_from, filing=None
        )

    def beside(self, matter: Matter) -> Dialogue:
        """One more matter kept for later; the present one, and its form, stay."""
        room = [n for n, m in enumerate(self.matters) if n != self.at and not m.empty]
        places = sorted({self.at, *room[-(MATTERS - 2) :]})
        kept = tuple(self.matters[n] for n in places)
        at = places.index(self.at)
        return replace(self, matters=(*kept, matter), at=at, came_from=len(kept))

    def going_to(self, place: int) -> Dialogue:
        """The matter at another place; what was under way stops."""
        return replace(self, at=place, came_from=self.at, filing=None, awaiting=None)

    def others(self) -> list[int]:
        """The places of the matters told and not spoken of now, the one spoken of last first."""
        places = [n for n, m in enumerate(self.matters) if n != self.at and not m.empty]
        return sorted(places, key=lambda n: (n != self.came_from, -n))

    def times_said(self, text: str) -> int:
        """How often a reply was given of late."""
        return self.said.count(_digest(text))

    def said_last(self, text: str) -> bool:
        """Whether this was the last thing said."""
        return self.said[-1:] == (_digest(text),)

    def having_said(self, text: str) -> Dialogue:
        """This state with one more reply remembered."""
        return replace(self, said=(*self.said, _digest(text))[-REMEMBERED:])

    def remembering(self, before: Dialogue) -> Dialogue:
        """This state, with `before` to go back to."""
        record = before.to_slot()
        earlier = (*before.earlier, {k: v for k, v in record.items() if k not in _NOT_UNDONE})
        return replace(self, earlier=earlier[-STEPS_BACK:])

    def back(self) -> Dialogue | None:
        """The state before the last step; None when there is none to go back to."""
        if not self.earlier:
            return None
        before = Dialogue.from_slot(self.earlier[-1])
        return replace(before, said=self.said, earlier=self.earlier[:-1])

    def to_slot(self) -> dict[str, Any]:
        """This state as JSON."""
        return {
            "matters": [matter.to_slot() for matter in self.matters],
            "at": self.at,
            "came_from": self.came_from,
            "filing": self.filing.to_slot() if self.filing else None,
            "awaiting": self.awaiting,
            "said": list(self.said),
            "earlier": list(self.earlier),
        }

    @classmethod
    def from_slot(cls, value: Any) -> Dialogue:
        """A state from its JSON; anything else is the beginning."""
        if not isinstance(value, dict):
            return cls()
        filing = value.get("filing")
        return cls(
            matters=tuple(Matter.from_slot(matter) for matter in value.get("matters", ())),
            at=value.get("at", 0),
            came_from=value.get("came_from"),
            filing=Filing.from_slot(filing) if filing else None,
            awaiting=value.get("awaiting"),
            said=tuple(value.get("said", ())),
            earlier=tuple(value.get("earlier", ())),
        )


_NOT_UNDONE = ("said", "earlier")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
