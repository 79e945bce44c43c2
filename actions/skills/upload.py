"""A file kept as evidence: what was read from it is offered, never taken silently."""

from __future__ import annotations

from dataclasses import replace

from actions import words
from actions.skill import Skill
from actions.talk import Talk
from knowledge import fact_in_words, read_fact


class ActionUpload(Skill):
    """The file itself is stored by the door; here the person hears of it."""

    ACTION = "action_upload"
    GUARDED = False

    def respond(self, talk: Talk) -> None:
        upload = talk.turn.upload or {}
        found = dict(_readable(talk, upload.get("found") or {}))
        lines = [words.UPLOADED.format(name=upload.get("name", ""))]
        shown = []
        for fact, value in found.items():
            name = talk.base.fact(fact).name
            told = fact_in_words(talk.base, fact, {fact: read_fact(talk.base.fact(fact), value)})  # type: ignore[arg-type]
            shown.append(words.FOUND_ONE.format(name=name, value=told))
        if shown:
            lines += [words.FOUND, *shown]
            talk.update(awaiting={"what": "found", "facts": found})
        proof = upload.get("proof")
        if proof:
            held = talk.matter.facts.get("proof", [])
            if proof not in held:
                book = talk.matter.book.with_value("proof", [*held, proof], "document", talk.turn.at)
                talk.set_matter(replace(talk.matter, book=book))
        options = [{"fact": "do", "id": "take_found", "label": words.TAKE_ALL}] if shown else []
        talk.say("\n".join(lines), {"type": "upload", **upload, "options": options})


def _readable(talk: Talk, found: dict[str, object]) -> list[tuple[str, object]]:
    """What was read that is a fact of the base and differs from what is known."""
    kept = []
    for fact, value in found.items():
        if fact in talk.base.ids("facts") and talk.matter.facts.get(fact) != value:
            try:
                read_fact(talk.base.fact(fact), value)
            except ValueError:
                continue
            kept.append((fact, value))
    return kept
