"""What the form says next: the consent, one question after another, the draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions import filing_form, form_words
from actions.drafts import drafts_of, show_draft
from actions.filing_form import Filing
from actions.talk import Talk
from complaints.consents import consent_words
from complaints.precheck.form import Form
from knowledge.schema import ConsentText, FormField, Procedure

PERSONAL_DATA = "personal_data"


def advance(talk: Talk, lead: str = "") -> None:
    """The next thing the form needs: consent, a field, or the draft shown."""
    filing = talk.dialogue.filing
    assert filing is not None
    talk.formed = True
    consented = any(c["what"] == PERSONAL_DATA and c["given"] for c in filing.consents)
    if not consented:
        talk.update(filing=replace(filing, stage="consent", pending=None))
        ask(talk, talk.dialogue.filing, lead, whole=True)
        return
    for kind in filing.kinds:
        talk.services.cases.save_draft(talk.turn.conversation, filing.case(kind, talk.matter))
    filing = replace(filing, stage="fields")
    entry = filing_form.next_field(form_of(talk, filing), filing)
    if entry is None:
        entry = _demand(talk, filing)
    if entry is None:
        talk.update(filing=replace(filing, stage="draft", pending=None))
        show_draft(talk, "\n\n".join(filter(None, [lead, form_words.DRAFT])))
        return
    asked = {**filing.asked, entry.id: filing.asked.get(entry.id, 0) + 1}
    talk.update(filing=replace(filing, pending=entry.id, asked=asked))
    ask(talk, talk.dialogue.filing, lead)


def ask(talk: Talk, filing: Filing | None, lead: str, whole: bool = False) -> None:
    """Put the present question of the form; the text of consent is read out once (`whole`)."""
    assert filing is not None
    talk.formed = True
    procedure = procedure_of(talk, filing)
    if filing.stage == "consent":
        text = consent_text(procedure)
        wording = _consent_words(talk, text)
        said = (
            [lead, wording, form_words.CONSENT_ASKED] if whole else [lead, form_words.CONSENT_AGAIN]
        )
        talk.say(
            "\n".join(filter(None, said)),
            {
                "type": "consent",
                "id": text.id,
                "title": text.name,
                "version": text.version,
                "text": wording,
            },
        )
        return
    if filing.stage == "draft":
        what = "和".join(form_words.KIND_NAMES[kind] for kind in filing.kinds)
        texts = [text.format(what=what) for text in form_words.DRAFT_WAITS]
        waits = min(texts, key=talk.dialogue.times_said)
        talk.say("\n".join(filter(None, [lead, waits])))
        return
    entry = next((f for f in procedure.fields if f.id == filing.pending), None)
    if entry is None:
        return
    left = max(1, filing_form.steps_left(form_of(talk, filing), filing))
    question = _question(entry, filing, talk)
    shown = [lead, question, f"（{entry.hint}）" if entry.hint else ""]
    choices = "／".join(option.label for option in entry.options)
    talk.say(
        "\n".join(filter(None, [*shown, f"（{choices}）" if choices else ""])),
        _question_form(entry, question, len(filing.asked) - 1, left),
    )


def _demand(talk: Talk, filing: Filing) -> FormField | None:
    """The demand, to be asked for once when nothing told so far says what it is."""
    if "complaint" not in filing.kinds or filing.asked.get("demand"):
        return None
    made = next(one for one in drafts_of(talk, filing) if one.kind == "complaint")
    fields = procedure_of(talk, filing).fields
    return None if made.value("demand") else next(f for f in fields if f.id == "demand")


def _question(entry: FormField, filing: Filing, talk: Talk) -> str:
    """The question for a field, with its neighbours when they are open too."""
    if entry.id == "person_name" and not filing.fields.keys() & {"person_phone", "person_address"}:
        return form_words.ALL_AT_ONCE
    if entry.id == "merchant_name" and "merchant_address" not in filing.fields:
        report = filing.kinds == ("report",)
        return form_words.REPORTED_AT_ONCE if report else form_words.MERCHANT_AT_ONCE
    if entry.id == "principal_name":
        guardian = filing.fields.get("acting") == "guardian"
        return form_words.CHILD_NAME if guardian else form_words.PRINCIPAL_AT_ONCE
    return form_words.DEMAND_ASKED if entry.id == "demand" else str(entry.question)


def _question_form(entry: FormField, question: str, done: int, left: int) -> dict[str, Any]:
    options = [{"id": o.id, "label": o.label} for o in entry.options]
    if entry.kind == "yes_no":
        options = [{"id": key, "label": label} for key, label in form_words.YES_NO]
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


def form_of(talk: Talk, filing: Filing) -> Form:
    """The form of what is filed first, as it is filled by now."""
    return Form(filing.case(filing.kinds[0], talk.matter), talk.base, talk.turn.day)


def procedure_of(talk: Talk, filing: Filing) -> Procedure:
    return talk.base.procedure(filing.kinds[0], talk.turn.day)


def consent_text(procedure: Procedure) -> ConsentText:
    return next(text for text in procedure.consents if text.id == PERSONAL_DATA)


def _consent_words(talk: Talk, text: ConsentText) -> str:
    """The text of consent with who keeps the data and how long."""
    return consent_words(talk.base, text, talk.services.operator, talk.turn.day)
