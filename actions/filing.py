"""From a matter to a filed complaint: consent, the form, the draft, the case.

An interruption is answered by its own skill; `go_on` then takes the form up where it was.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import knowledge
from actions import filing_form, words
from actions.answering import respond
from actions.drafts import apply_edit, asked_edit, show_draft
from actions.filing_form import Filing, Read
from actions.talk import Talk
from complaints.consents import consent_words
from complaints.models import Consent, Kind
from complaints.splitting import kinds_for
from knowledge.schema import ConsentText, FormField, Procedure

PERSONAL_DATA = "personal_data"
REPORT_WORDS = ("举报", "查处", "处罚")


def start(talk: Talk, kinds: tuple[Kind, ...] | None = None) -> None:
    """Begin a complaint, a report or both for the present matter. Without a matter, ask for it."""
    if not talk.has_file:
        respond(talk) if talk.turn.disputes and len(talk.turn.text) > 15 else talk.use(
            "utter_tell_first"
        )
        return
    matter = talk.matter
    suited = kinds_for(
        talk.base, str(matter.dispute), matter.book.facts(talk.base), " ".join(matter.story)
    )
    wanted = kinds or _kinds_said(talk.turn.text)
    chosen = tuple(kind for kind in wanted if kind in suited) or suited[:1]
    if not chosen:
        _not_for_12315(talk)
        return
    talk.update(filing=Filing(chosen), awaiting=None)
    lead = words.FILING[chosen[0]] if len(chosen) == 1 else words.FILING_BOTH
    if len(chosen) == 1 and len(suited) > 1:
        lead += words.ALSO[chosen[0]]
    talk.say(lead)
    _advance(talk)


def _kinds_said(text: str) -> tuple[Kind, ...]:
    report = any(word in text for word in REPORT_WORDS)
    complain = "投诉" in text
    if report and complain:
        return ("complaint", "report")
    return ("report",) if report else ("complaint",)


def _not_for_12315(talk: Talk) -> None:
    """Neither suits: name who is competent, and what can be written instead."""
    answer = knowledge.answer(
        talk.base, str(talk.matter.dispute), talk.matter.book.facts(talk.base), talk.turn.day
    )
    talk.say(
        "\n".join([words.NOT_FOR_12315, knowledge.to_text(answer, "bodies")]), answer.to_dict()
    )


def take(talk: Talk) -> bool:
    """Take the turn when it answers what the form asked."""
    filing = talk.dialogue.filing
    if filing is None or not talk.has_file:
        return False
    pressed = talk.turn.pressed("draft")
    if pressed in _PRESSED:
        _PRESSED[pressed](talk)
        return True
    if filing.stage == "consent":
        return _take_consent(talk, filing)
    if filing.stage == "draft":
        return _take_draft(talk, filing)
    return _take_field(talk, filing)


def go_on(talk: Talk) -> None:
    """After an interruption: back to where the form was."""
    filing = talk.dialogue.filing
    if filing is None or talk.formed or not talk.has_file:
        return
    if filing.stage == "draft":
        talk.say(words.DRAFT_WAITS)
    else:
        _ask(talk, filing, words.BACK_TO_FORM)


def _take_consent(talk: Talk, filing: Filing) -> bool:
    turn = talk.turn
    answer = turn.pressed(f"consent.{PERSONAL_DATA}")
    yes = answer is not None and answer.startswith("yes")
    no = answer is not None and not yes
    if answer is None and turn.intent in ("affirm", "deny"):
        yes, no = turn.intent == "affirm", turn.intent == "deny"
    elif answer is None and len(turn.text) <= 12 and "同意" in turn.text:
        no = any(mark in turn.text for mark in "不别没")
        yes = not no
    if not (yes or no):
        return False
    text = _consent_text(_procedure(talk, filing))
    given = Consent(text.id, text.version, yes, turn.at)
    if no:
        talk.update(filing=None)
        talk.formed = True
        talk.say(words.NO_CONSENT)
        return True
    talk.update(filing=replace(filing, consents=(*filing.consents, asdict(given)), stage="fields"))
    _advance(talk)
    return True


def _take_field(talk: Talk, filing: Filing) -> bool:
    procedure = _procedure(talk, filing)
    entry = next((f for f in procedure.fields if f.id == filing.pending), None)
    if entry is None:
        return False
    found = filing_form.read(entry, talk.turn, talk.base)
    if found is None:
        return False
    if found.refused:
        talk.say(found.refused)
        _ask(talk, replace(filing, asked={**filing.asked, entry.id: 1}), "")
        return True
    _fill(talk, filing, entry, found)
    _advance(talk)
    return True


def _fill(talk: Talk, filing: Filing, entry: FormField, found: Read) -> None:
    """Write what was read into the form, or, where a fact stands behind the field, into the facts."""
    if found.skipped:
        tries = filing_form.TRIES
        talk.update(filing=replace(filing, asked={**filing.asked, entry.id: tries}))
        return
    fields, matter = dict(filing.fields), talk.matter
    behind = {f.id: f.fact for f in _procedure(talk, filing).fields}
    for name, value in found.values.items():
        fact = behind.get(name)
        if fact and _fits(talk, fact, value):
            matter = replace(matter, book=matter.book.with_value(fact, value, "said", talk.turn.at))
        else:
            fields[name] = value
    talk.set_matter(matter)
    talk.update(filing=replace(filing, fields=fields))


def _fits(talk: Talk, fact: str, value: str) -> bool:
    try:
        knowledge.read_fact(talk.base.fact(fact), value)
    except ValueError:
        return False
    return True


def _take_draft(talk: Talk, filing: Filing) -> bool:
    turn = talk.turn
    if turn.edit:
        apply_edit(talk, filing, str(turn.edit.get("field")), str(turn.edit.get("value", "")))
        return True
    if filing.editing:
        if turn.intent in filing_form.INTERRUPTS:
            return False
        apply_edit(talk, replace(filing, editing=None), filing.editing, turn.text)
        return True
    if edit := asked_edit(talk, filing):
        apply_edit(talk, filing, *edit)
        return True
    if turn.intent == "affirm" or any(word in turn.text for word in words.SUBMIT_WORDS):
        submit(talk)
        return True
    if turn.intent == "deny":
        talk.formed = True
        talk.say(words.WHAT_TO_EDIT)
        return True
    return False


def submit(talk: Talk) -> None:
    """File what the draft shows: the cases are stored, handed on, and their numbers said."""
    from actions.progress import show_case

    filing, matter = talk.dialogue.filing, talk.matter
    assert filing is not None
    submit_one = talk.services.submissions.submit
    filed = [
        submit_one(talk.turn.conversation, filing.case(kind, matter), f"{talk.turn.key}/{kind}")
        for kind in filing.kinds
    ]
    talk.update(filing=None, awaiting=None, earlier=())
    talk.undoable, talk.formed = False, True
    body = "complaint_12315" if "complaint" in filing.kinds else "report_12315"
    talk.set_matter(replace(talk.matter, done=(*talk.matter.done, body)))
    for case in filed:
        show_case(talk, case, words.FILED)


def drop(talk: Talk) -> None:
    """Stop filing; what was told about the matter stays."""
    talk.update(filing=None)
    talk.formed = True
    talk.say(words.FORM_STOPPED)


def both(talk: Talk) -> None:
    """Add the other kind to the one under way."""
    filing = talk.dialogue.filing
    assert filing is not None
    talk.update(filing=replace(filing, kinds=("complaint", "report"), stage="fields"))
    _advance(talk)


def _advance(talk: Talk) -> None:
    """The next thing the form needs: consent, a field, or the draft shown."""
    filing = talk.dialogue.filing
    assert filing is not None
    talk.formed = True
    procedure = _procedure(talk, filing)
    anonymous = filing.kinds == ("report",) and filing.fields.get("anonymous") == "yes"
    consented = any(c["what"] == PERSONAL_DATA and c["given"] for c in filing.consents)
    if not consented and not anonymous:
        talk.update(filing=replace(filing, stage="consent", pending=None))
        _ask(talk, talk.dialogue.filing, "")
        return
    filing = replace(filing, stage="fields", fields={**_inferred(talk), **filing.fields})
    entry = filing_form.next_field(procedure, filing, talk.matter)
    if entry is None:
        talk.update(filing=replace(filing, stage="draft", pending=None))
        show_draft(talk)
        return
    asked = {**filing.asked, entry.id: filing.asked.get(entry.id, 0) + 1}
    talk.update(filing=replace(filing, pending=entry.id, asked=asked))
    _ask(talk, talk.dialogue.filing, "")


def _inferred(talk: Talk) -> dict[str, str]:
    """What goes without saying: who tells of a matter of one's own files it oneself."""
    told = " ".join(talk.matter.story)
    if any(word in told for word in words.FOR_A_CHILD):
        return {}
    return {} if any(word in told for word in words.FOR_OTHERS) else {"acting": "self"}


def _ask(talk: Talk, filing: Filing | None, lead: str) -> None:
    """Put the present question of the form."""
    assert filing is not None
    talk.formed = True
    procedure = _procedure(talk, filing)
    if filing.stage == "consent":
        text = _consent_text(procedure)
        wording = _consent_words(talk, text)
        talk.say(
            "\n".join(filter(None, [lead, wording, words.CONSENT_ASKED])),
            {
                "type": "consent",
                "id": text.id,
                "title": text.name,
                "version": text.version,
                "text": wording,
            },
        )
        return
    entry = next((f for f in procedure.fields if f.id == filing.pending), None)
    if entry is None:
        return
    left = filing_form.steps_left(procedure, filing, talk.matter)
    question = words.ALL_AT_ONCE if entry.id == "person_name" else str(entry.question)
    shown = [lead, question, f"（{entry.hint}）" if entry.hint else ""]
    choices = "／".join(option.label for option in entry.options)
    talk.say(
        "\n".join(filter(None, [*shown, f"（{choices}）" if choices else ""])),
        _question_form(entry, question, len(filing.asked) - 1, left),
    )


def _question_form(entry: FormField, question: str, done: int, left: int) -> dict[str, Any]:
    options = [{"id": o.id, "label": o.label} for o in entry.options]
    if entry.kind == "yes_no":
        options = [{"id": key, "label": label} for key, label in words.YES_NO]
    return {
        "type": "form_question",
        "field": entry.id,
        "name": entry.name,
        "question": question,
        "kind": entry.kind,
        "options": options,
        "hint": entry.hint,
        "required": entry.required,
        "private": entry.private,
        "step": done + 1,
        "of": done + left,
    }


def _procedure(talk: Talk, filing: Filing) -> Procedure:
    return talk.base.procedure(filing.kinds[0], talk.turn.day)


def _consent_text(procedure: Procedure) -> ConsentText:
    return next(text for text in procedure.consents if text.id == PERSONAL_DATA)


def _consent_words(talk: Talk, text: ConsentText) -> str:
    """The text of consent with who keeps the data and how long."""
    return consent_words(talk.base, text, talk.services.operator, talk.turn.day)


_PRESSED = {"submit": submit, "drop": drop, "both": both}
