"""The beginning of a complaint, a report or both: which suit, what is known, what stands in the way."""

from __future__ import annotations

import re
from dataclasses import asdict, replace

import knowledge
from actions import filing_form, form_words
from actions.answering import respond
from actions.filing_form import Filing
from actions.following_up import side_asked
from actions.form_asking import advance, ask
from actions.inferring import are_several, inferred
from actions.moving import resume_meant
from actions.talk import Talk
from complaints.models import Kind
from complaints.precheck import precheck
from complaints.splitting import kinds_for

BOTH: tuple[Kind, ...] = ("complaint", "report")
ALSO = re.compile(r"也|同时|一起|都|另外|再")
TOLD_EARLY = ("not_for_living", "handled_elsewhere", "over_limit", "seller_private")
"""Grounds of refusal that the facts alone show: said before anybody fills in a form."""


def start(talk: Talk) -> None:
    """Begin a complaint, a report or both for the present matter. Without a matter, ask for it."""
    if not talk.has_file:
        respond(talk) if talk.turn.disputes and len(talk.turn.text) > 15 else talk.use(
            "utter_tell_first"
        )
        return
    if side_asked(talk):
        return
    if talk.dialogue.filing is None:
        resume_meant(talk)
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
    lead = form_words.TAKEN_UP if filing.consents else ""
    if not lead:
        lead = form_words.FILING[chosen[0]] if len(chosen) == 1 else form_words.FILING_BOTH
        if len(chosen) == 1 and len(suited) > 1:
            lead += form_words.ALSO[chosen[0]]
    fields = {**inferred(matter, text, talk.base, talk.turn.day), **filing.fields}
    talk.set_matter(replace(matter, pending=None))
    several = "together" not in fields and are_several(matter, text)
    talk.update(filing=replace(filing, fields=fields, several=several), awaiting=None)
    talk.say("\n".join(filter(None, [lead, _likely_refused(talk, chosen)])))
    advance(talk)


WRITING = re.compile(r"[写填]|投诉|举报|表")


def take_up(talk: Talk) -> bool:
    """接着写: the form under way, or the one that was left of this story; tells whether there is."""
    if not talk.has_file or not WRITING.search(talk.turn.text):
        return False
    if talk.dialogue.filing:
        ask(talk, talk.dialogue.filing, form_words.STILL_WRITING)
        return True
    kept = tuple(kind for kind in BOTH if _taken_up(talk, (kind,)).consents)
    if not kept:
        return False
    talk.update(filing=replace(_taken_up(talk, kept), kinds=kept), awaiting=None)
    talk.say(form_words.TAKEN_UP)
    advance(talk)
    return True


def _wished_both(said: str) -> bool:
    return "投诉" in said and "举报" in said


def _another_kind(talk: Talk, filing: Filing, wanted: tuple[Kind, ...]) -> None:
    """A form is being filled in: add the other kind to it, change to it, or go on. What was agreed
    to for a report covers less than a complaint needs, and is asked anew."""
    consents = () if filing.kinds == ("report",) else filing.consents
    if set(wanted) <= set(filing.kinds):
        talk.say(form_words.STILL_WRITING)
    elif len(wanted) > 1 or ALSO.search(talk.turn.text):
        talk.update(filing=replace(filing, kinds=BOTH, consents=consents))
        talk.say(form_words.AS_WELL)
    else:
        talk.update(filing=replace(filing, kinds=wanted[:1], consents=consents))
        talk.say(form_words.SWITCHED[wanted[0]])
    if filing_form.wants_anonymous(talk.turn.text):
        _set_field(talk, "anonymous", "yes")
    advance(talk)


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
    return form_words.REFUSED_LIKELY.format(text=found[0].text, cure=found[0].cure) if found else ""


def _not_for_12315(talk: Talk) -> None:
    """Neither suits: name who is competent, and what can be written instead."""
    answer = knowledge.answer(
        talk.base, str(talk.matter.dispute), talk.matter.book.facts(talk.base), talk.turn.day
    )
    talk.say(
        "\n".join([form_words.NOT_FOR_12315, knowledge.to_text(answer, "bodies")]), answer.to_dict()
    )
