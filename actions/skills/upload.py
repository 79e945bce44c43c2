"""A file kept as evidence: what was read from it is offered, never taken silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from actions import words
from actions.found import AWAITING
from actions.skill import Skill
from actions.talk import Talk, choice_of
from knowledge import Facts, fact_in_words, read_fact


class ActionUpload(Skill):
    """The door has stored the file and looked into it; here the person hears of it."""

    ACTION = "action_upload"
    GUARDED = False

    def respond(self, talk: Talk) -> None:
        """Name the file and what was read from it, and ask whether that is right."""
        upload = talk.turn.upload or {}
        seen: list[dict[str, Any]] = list(upload.get("found") or [])
        kind = next((one["kind"] for one in seen if one.get("kind")), None)
        name = str(upload.get("name", ""))
        talk.say(
            words.UPLOADED_AS.format(name=name, kind=kind)
            if kind
            else words.UPLOADED.format(name=name)
        )
        for proof in (one["proof"] for one in seen if one.get("proof")):
            _hold(talk, proof)
        found = dict(_readable(talk, seen))
        if not found:
            return
        lines = [
            words.FOUND_ONE.format(
                name=talk.base.fact(fact).name,
                value=fact_in_words(
                    talk.base, fact, Facts({fact: read_fact(talk.base.fact(fact), value)})
                ),
            )
            for fact, value in found.items()
        ]
        talk.update(awaiting={"what": AWAITING, "facts": found})
        question = "\n".join([words.FOUND, *lines, words.FOUND_RIGHT])
        talk.say(question, choice_of(AWAITING, question, words.TAKE_OR_NOT))


def _hold(talk: Talk, proof: str) -> None:
    """The person has this kind of proof now, if it is one the base knows."""
    held = talk.matter.facts.get("proof", [])
    if proof not in held and proof in {option.id for option in talk.base.fact("proof").options}:
        book = talk.matter.book.with_value("proof", [*held, proof], "document", talk.turn.at)
        talk.set_matter(replace(talk.matter, book=book))


def _readable(talk: Talk, seen: Iterable[dict[str, Any]]) -> list[tuple[str, Any]]:
    """What was read that is a fact of the base and differs from what is known."""
    kept = []
    for fact, value in ((one.get("fact"), one.get("value")) for one in seen):
        if fact in talk.base.ids("facts") and talk.matter.facts.get(str(fact)) != value:
            try:
                read_fact(talk.base.fact(str(fact)), value)
            except ValueError:
                continue
            kept.append((str(fact), value))
    return kept
