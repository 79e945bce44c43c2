"""The draft in the conversation: shown for reading, edited field by field."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import words
from actions.filing_form import Filing
from actions.talk import Talk
from complaints.competence import competent
from complaints.drafting import Draft, draft
from complaints.precheck import precheck

_TO = re.compile(r"(?:改成|改为|换成|写成|应该是|应当是|应为|是)[:：]?\s*(.+)$", re.S)
_ABOUT = re.compile(r"^(?:把|将)?(.{1,12}?)(?:改成|改为|换成|写成|错了|不对|应该是|应当是|应为)")
MAX_EDIT = 3000


def drafts_of(talk: Talk, filing: Filing) -> list[Draft]:
    """The draft of each kind as it now stands."""
    names = [item.name for item in talk.services.evidence.items(talk.turn.conversation)]
    return [
        draft(filing.case(kind, talk.matter), talk.base, talk.turn.day, names)
        for kind in filing.kinds
    ]


def show_draft(talk: Talk, lead: str = words.DRAFT) -> None:
    """Show the draft, what would come back refused, and where it goes."""
    filing = talk.dialogue.filing
    assert filing is not None
    talk.formed = True
    for made in drafts_of(talk, filing):
        case = filing.case(made.kind, talk.matter)
        found = precheck(case, talk.base, talk.turn.day)
        places = competent(case, talk.base, talk.turn.day)
        checks = [words.FINDING[f.level].format(text=f.text, cure=f.cure) for f in found]
        where = [words.PLACE.format(who=p.who, where=p.where, why=p.why) for p in places.places]
        parts = [lead, made.to_text(show_private=True)]
        parts += ["\n".join([words.PRECHECK, *checks]) if checks else words.PRECHECK_CLEAR]
        parts += ["\n".join([words.WHERE, *where])] if where else []
        record = {
            **made.to_dict(),
            "findings": [
                {
                    "ground": f.ground,
                    "level": f.level,
                    "text": f.text,
                    "cure": f.cure,
                    "field": f.field,
                }
                for f in found
            ],
            "places": [{"who": p.who, "where": p.where, "why": p.why} for p in places.places],
            "actions": words.DRAFT_ACTIONS,
        }
        talk.say("\n\n".join([*parts, words.DRAFT_NEXT]), record)


def asked_edit(talk: Talk, filing: Filing) -> tuple[str, str] | None:
    """The field and new value that a sentence asks for: 电话改成13900000000."""
    about, to = _ABOUT.search(talk.turn.text), _TO.search(talk.turn.text)
    if not about:
        return None
    name = about[1].strip("的，, ")
    made = drafts_of(talk, filing)[0]
    for entry in made.fields:
        if entry.editable and (name == entry.name or (len(name) > 1 and name in entry.name)):
            return entry.id, to[1].strip().rstrip("。") if to else ""
    return None


def apply_edit(talk: Talk, filing: Filing, name: str, value: str) -> None:
    """Put a new value into the draft; an empty one asks for it."""
    talk.formed = True
    made = drafts_of(talk, filing)[0]
    entry = next((e for e in made.fields if e.id == name and e.editable), None)
    if entry is None:
        talk.say(words.NO_SUCH_FIELD)
        return
    if not value.strip():
        talk.update(filing=replace(filing, editing=name))
        talk.say(words.NEW_VALUE.format(name=entry.name))
        return
    edited = {**filing.edited, name: value.strip()[:MAX_EDIT]}
    talk.update(filing=replace(filing, edited=edited, editing=None))
    show_draft(talk, words.EDITED.format(name=entry.name))
