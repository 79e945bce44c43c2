"""From a matter to a filed complaint: consent, the form, the draft, the case.

An interruption is answered by its own skill; `go_on` then takes the form up where it was.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any

import knowledge
from actions import filing_form, form_values, words
from actions.answering import respond
from actions.drafts import apply_edit, asked_edit, findings_of, show_changes, show_draft
from actions.filing_form import Filing, Read
from actions.inferring import inferred
from actions.talk import Talk
from complaints.consents import consent_words
from complaints.models import Consent, Kind
from complaints.precheck import precheck
from complaints.splitting import kinds_for
from knowledge.schema import ConsentText, FormField, Procedure

PERSONAL_DATA = "personal_data"
BOTH: tuple[Kind, ...] = ("complaint", "report")
ALSO = re.compile(r"也|同时|一起|都|另外|再")
BOTH_WANTED = re.compile(r"^.{0,6}(?:投诉|举报)(?:和|跟|加|、|也要|还要|再加)?(?:投诉|举报).{0,6}(?:都|一起|同时|两)")
TOLD_EARLY = ("not_for_living", "handled_elsewhere", "over_limit", "seller_private")
"""Grounds of refusal that the facts alone show: said before anybody fills in a form."""


def start(talk: Talk) -> None:
    """Begin a complaint, a report or both for the present matter. Without a matter, ask for it."""
    if not talk.has_file:
        respond(talk) if talk.turn.disputes and len(talk.turn.text) > 15 else talk.use(
            "utter_tell_first"
        )
        return
    matter, text = talk.matter, talk.turn.text
    facts = matter.book.facts(talk.base)
    suited = kinds_for(talk.base, str(matter.dispute), facts)
    if not suited:
        _not_for_12315(talk)
        return
    said = text if "投诉" in text or "举报" in text else " ".join(matter.story)
    wanted = kinds_for(talk.base, str(matter.dispute), facts, said)
    under_way = talk.dialogue.filing
    if under_way:
        _another_kind(talk, under_way, wanted)
        return
    chosen = wanted if len(wanted) == 1 or _wished_both(said) else wanted[:1]
    filing = _taken_up(talk, chosen)
    lead = words.TAKEN_UP if filing.consents else ""
    if not lead:
        lead = words.FILING[chosen[0]] if len(chosen) == 1 else words.FILING_BOTH
        if len(chosen) == 1 and len(suited) > 1:
            lead += words.ALSO[chosen[0]]
    fields = {**inferred(matter, text, talk.base, talk.turn.day), **filing.fields}
    talk.update(filing=replace(filing, fields=fields), awaiting=None)
    talk.say("\n".join(filter(None, [lead, _likely_refused(talk, chosen)])))
    _advance(talk)


def _wished_both(said: str) -> bool:
    return "投诉" in said and "举报" in said


def _another_kind(talk: Talk, filing: Filing, wanted: tuple[Kind, ...]) -> None:
    """A form is being filled in: add the other kind to it, change to it, or go on."""
    if set(wanted) <= set(filing.kinds):
        talk.say(words.STILL_WRITING)
    elif len(wanted) > 1 or ALSO.search(talk.turn.text):
        talk.update(filing=replace(filing, kinds=BOTH))
        talk.say(words.AS_WELL)
    else:
        talk.update(filing=replace(filing, kinds=wanted[:1]))
        talk.say(words.SWITCHED[wanted[0]])
    if filing_form.wants_anonymous(talk.turn.text):
        _set_field(talk, "anonymous", "yes")
    _advance(talk)


def _set_field(talk: Talk, name: str, value: str) -> None:
    filing = talk.dialogue.filing
    assert filing is not None
    talk.update(filing=replace(filing, fields={**filing.fields, name: value}))


def _taken_up(talk: Talk, kinds: tuple[Kind, ...]) -> Filing:
    """The form as it was left when it was about the same story, else an empty one."""
    kept = talk.services.cases.draft(talk.turn.conversation, kinds[0])
    if kept is None or not set(kept.story) & set(talk.matter.story):
        return Filing(kinds)
    return Filing(
        kinds,
        fields=dict(kept.fields),
        edited=dict(kept.edited),
        consents=tuple(asdict(consent) for consent in kept.consents),
    )


def _likely_refused(talk: Talk, kinds: tuple[Kind, ...]) -> str:
    """What the facts alone show to stand in the way, said before the form is filled in."""
    case = Filing(kinds).case(kinds[0], talk.matter)
    found = [
        finding
        for finding in precheck(case, talk.base, talk.turn.day)
        if finding.ground in TOLD_EARLY and finding.level == "blocks"
    ]
    return words.REFUSED_LIKELY.format(text=found[0].text, cure=found[0].cure) if found else ""


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
    if not talk.has_file:
        return False
    if filing is None:
        if BOTH_WANTED.search(talk.turn.text):
            start(talk)
            return True
        return _filed_already(talk)
    pressed = talk.turn.pressed("draft")
    if pressed in _PRESSED:
        _PRESSED[pressed](talk)
        return True
    if filing.stage == "consent":
        return _take_consent(talk, filing)
    if filing.stage == "draft":
        return _take_draft(talk, filing)
    return _take_field(talk, filing)


def _filed_already(talk: Talk) -> bool:
    """提交 once more, after it was filed."""
    text = talk.turn.text
    again = talk.turn.pressed("draft") or (len(text) <= 10 and _submits(text))
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    if not (again and cases):
        return False
    talk.say(words.ALREADY_FILED.format(number=cases[0].number))
    return True


def _submits(text: str) -> bool:
    return any(word in text for word in words.SUBMIT_WORDS) and not any(c in text for c in "不别没？?吗")


def go_on(talk: Talk) -> None:
    """After an interruption: back to where the form was. The form's question is the only one."""
    filing = talk.dialogue.filing
    if filing is None or talk.formed or not talk.has_file:
        return
    _ask_nothing_else(talk)
    talk.set_matter(replace(talk.matter, pending=None))
    if filing.stage == "draft":
        if not show_changes(talk):
            talk.say(words.DRAFT_WAITS)
        return
    what = "和".join(words.KIND_NAMES[kind] for kind in filing.kinds)
    leads = [lead.format(what=what) for lead in words.BACK_TO_FORM]
    _ask(talk, filing, leads[sum(filing.asked.values()) % len(leads)])


def _ask_nothing_else(talk: Talk) -> None:
    """Take the questions out of the answers of this turn."""
    for place, said in enumerate(talk.replies):
        asked = (said.custom or {}).get("ask") if said.custom else None
        text = said.text.replace(words.COMPLETE, "").rstrip()
        if asked:
            head, mark, _ = text.rpartition(asked["question"])
            text = (head if mark else text).rstrip()
        if said.custom and said.custom.get("type") == "answer":
            talk.replies[place] = replace(said, text=text, custom={**said.custom, "ask": None})
    talk.replies[:] = [said for said in talk.replies if said.text or said.response]


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
        return _told_why(talk, filing)
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


WHY = re.compile(r"干嘛|干啥|干什么|为什么|为啥|什么用|哪里用|怎么用|泄露|泄漏|安全吗|安全不|保密|卖给|给谁|给商家|多久|非要|一定要|必须|能不给|不给行|可以不")


def _told_why(talk: Talk, filing: Filing) -> bool:
    """What the data are wanted for, when that is asked."""
    if not WHY.search(talk.turn.text) or len(talk.turn.text) > 30:
        return False
    if talk.turn.intent in ("ask_deadline", "ask_compensation"):
        return False
    if filing.stage == "consent":
        kept = talk.services.operator.kept
        _ask(talk, filing, words.CONSENT_WHY.format(kept=kept))
    else:
        _ask(talk, filing, words.WHY_ASKED)
    return True


def _take_field(talk: Talk, filing: Filing) -> bool:
    procedure = _procedure(talk, filing)
    entry = next((f for f in procedure.fields if f.id == filing.pending), None)
    if entry is None:
        return False
    if edit := _mended(talk, filing):
        _set_field(talk, *edit)
        name = next((f.name for f in procedure.fields if f.id == edit[0]), "")
        _advance(talk, words.GOT.format(name=name))
        return True
    found = filing_form.read(entry, filing, talk.turn)
    if found is None:
        return _told_why(talk, filing) or _not_read(talk, filing, entry)
    if found.refused:
        _again(talk, filing, entry, found.refused)
        return True
    _fill(talk, filing, entry, found)
    left = words.LEFT_OPEN.format(name=entry.name, hint=entry.hint or "")
    _advance(talk, left if found.skipped and entry.required else "")
    return True


def _mended(talk: Talk, filing: Filing) -> tuple[str, str] | None:
    """A field filled in before that the turn puts right: 电话写错了，应该是139…"""
    edit = asked_edit(talk, filing)
    if edit is None or edit[0] not in filing.fields or not edit[1]:
        return None
    said = form_values.given(edit[1])
    value = {"phone": said.phone, "address": said.address, "name": said.name or said.firm}
    return edit[0], value.get(edit[0].rpartition("_")[2]) or form_values.stripped(edit[1])


def _not_read(talk: Talk, filing: Filing, entry: FormField) -> bool:
    """What is no answer: a question, a fact and small talk are answered first; the rest is asked
    again, in the end left open."""
    turn = talk.turn
    if turn.choice or turn.upload or turn.intent in filing_form.INTERRUPTS | SMALL_TALK:
        return False
    if filing_form.asks(turn.text) or turn.danger:
        return False
    news = {k: v for k, v in turn.facts.items() if k in talk.base.ids("facts")}
    if news and turn.intent in ("give_fact", "tell_dispute") and len(turn.text) > 5:
        return False
    _again(talk, filing, entry, words.NOT_YET if _submits(turn.text) else words.NOT_READ)
    return True


SMALL_TALK = frozenset("thank greet goodbye rate settled refused step_done".split())


def _again(talk: Talk, filing: Filing, entry: FormField, why: str) -> None:
    """Ask once more, saying why; after that leave the field open."""
    tries = filing.asked.get(entry.id, 0)
    if tries >= filing_form.TRIES + 1:
        _fill(talk, filing, entry, Read(skipped=True))
        _advance(talk, words.LEFT_OPEN.format(name=entry.name, hint=""))
        return
    filing = replace(filing, asked={**filing.asked, entry.id: tries + 1})
    talk.update(filing=filing)
    _ask(talk, filing, why)


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
    if any(word in turn.text for word in words.SHOW_WORDS):
        show_draft(talk, "")
        return True
    if turn.intent == "affirm" or _submits(turn.text):
        submit(talk)
        return True
    if turn.intent == "deny":
        talk.formed = True
        talk.say(words.WHAT_TO_EDIT)
        return True
    return _told_why(talk, filing)


def submit(talk: Talk) -> None:
    """File what the draft shows: the cases are stored, handed on, and their numbers said. What would
    come back refused is said once before."""
    from actions.progress import show_case

    filing, matter = talk.dialogue.filing, talk.matter
    assert filing is not None
    grave = [finding for finding in findings_of(talk, filing) if finding.level == "blocks"]
    if grave and not filing.warned:
        talk.update(filing=replace(filing, warned=True))
        talk.formed = True
        lines = [f"· {finding.text}{finding.cure}" for finding in grave]
        talk.say("\n".join([words.BLOCKED, *lines, words.BLOCKED_NEXT]))
        return
    cases = talk.services.cases
    filed = []
    for kind in filing.kinds:
        cases.save_draft(talk.turn.conversation, filing.case(kind, matter))
        filed.append(cases.submit(talk.turn.conversation, kind, f"{talk.turn.key}/{kind}"))
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


def _advance(talk: Talk, lead: str = "") -> None:
    """The next thing the form needs: consent, a field, or the draft shown."""
    filing = talk.dialogue.filing
    assert filing is not None
    talk.formed = True
    consented = any(c["what"] == PERSONAL_DATA and c["given"] for c in filing.consents)
    if not consented:
        talk.update(filing=replace(filing, stage="consent", pending=None))
        _ask(talk, talk.dialogue.filing, lead, whole=True)
        return
    for kind in filing.kinds:
        talk.services.cases.save_draft(talk.turn.conversation, filing.case(kind, talk.matter))
    filing = replace(filing, stage="fields")
    entry = filing_form.next_field(_procedure(talk, filing), filing, talk.matter)
    if entry is None:
        talk.update(filing=replace(filing, stage="draft", pending=None))
        show_draft(talk, "\n\n".join(filter(None, [lead, words.DRAFT])))
        return
    asked = {**filing.asked, entry.id: filing.asked.get(entry.id, 0) + 1}
    talk.update(filing=replace(filing, pending=entry.id, asked=asked))
    _ask(talk, talk.dialogue.filing, lead)


def _ask(talk: Talk, filing: Filing | None, lead: str, whole: bool = False) -> None:
    """Put the present question of the form; the text of consent is read out once (`whole`)."""
    assert filing is not None
    talk.formed = True
    procedure = _procedure(talk, filing)
    if filing.stage == "consent":
        text = _consent_text(procedure)
        wording = _consent_words(talk, text)
        said = [lead, wording, words.CONSENT_ASKED] if whole else [lead, words.CONSENT_AGAIN]
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
        talk.say("\n".join(filter(None, [lead, words.DRAFT_WAITS])))
        return
    entry = next((f for f in procedure.fields if f.id == filing.pending), None)
    if entry is None:
        return
    left = filing_form.steps_left(procedure, filing, talk.matter)
    question = _question(entry, filing, talk)
    shown = [lead, question, f"（{entry.hint}）" if entry.hint else ""]
    choices = "／".join(option.label for option in entry.options)
    talk.say(
        "\n".join(filter(None, [*shown, f"（{choices}）" if choices else ""])),
        _question_form(entry, question, len(filing.asked) - 1, left),
    )


def _question(entry: FormField, filing: Filing, talk: Talk) -> str:
    """The question for a field, with its neighbours when they are open too."""
    if entry.id == "person_name" and not filing.fields.keys() & {"person_phone", "person_address"}:
        return words.ALL_AT_ONCE
    if entry.id == "merchant_name" and "merchant_address" not in filing.fields:
        report = filing.kinds == ("report",)
        return f"{entry.question}" if report else words.MERCHANT_AT_ONCE
    if entry.id == "principal_name":
        guardian = filing.fields.get("acting") == "guardian"
        return words.CHILD_NAME if guardian else words.PRINCIPAL_AT_ONCE
    return str(entry.question)


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


_PRESSED = {"submit": submit, "drop": drop}
