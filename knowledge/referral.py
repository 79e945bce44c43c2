"""Naming who helps: what to say, and the bodies with their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from knowledge.base import KnowledgeBase
from knowledge.models import Body, to_json
from knowledge.schema import Authority


@dataclass(frozen=True)
class Referral:
    """A short reply that sends a person to those who can help."""

    say: str
    bodies: tuple[Body, ...]

    def to_text(self) -> str:
        lines = [f"· {b.name}{' ' + b.phone if b.phone else ''}：{b.why}" for b in self.bodies]
        return "\n".join([self.say, *lines])

    def to_dict(self, kind: str) -> dict[str, Any]:
        """The structured form; `kind` is its type (danger, notice, handoff)."""
        return {"type": kind, "text": self.say, "bodies": to_json(self.bodies)}


def refer(base: KnowledgeBase, say: str, bodies: Iterable[str]) -> Referral:
    """A referral to bodies by id; those not yet confirmed are left out."""
    found = ((key, base.get("authorities", key, Authority)) for key in bodies)
    return Referral(
        say,
        tuple(
            Body(key, a.name, a.phone, a.url, a.handles)
            for key, a in found
            if a.confidence != "low"
        ),
    )
