"""From a matter to a filed complaint: consent, the form, the draft, the case.

An interruption is answered by its own skill; `go_on` then takes the form up where it was.
"""

from __future__ import annotations

import re
from dataclasses import asdict, replace

import knowledge
from actions import filing_form, form_values, form_words, words
from actions.drafts import apply_edit, asked_edit, findings_of, show_changes, show_draft
from actions.filing_form import Filing, Read
from actions.filing_start import start
from actions.following_up import side_asked
from actions.form_asking import PERSONAL_DATA, advance, ask, consent_text, form_of, procedure_of
from actions.matter import take_facts
from actions.progress import show_case
from actions.talk import Talk
from complaints.models import Consent
from knowledge.schema import FormField

BOTH_WANTED = re.compile(
    r"^.{0,6}(?:投诉|举报)(?:和|跟|加|、|也要|还要|再加)?(?:投诉|举报).{0,6}(?:都|一起|同时|两)"
)
WRITE_IT = re.compile(
    r"(?:写|填)(?:个|份|一下|一份|一个)?(?:投诉|举报)(?:吧|呗|单|表)?(?:[。！!，,\s]|$)"
)
"""帮我写投诉 means the form; a 投诉信 or 投诉书 is a letter."""


SUBMITTING = 10
"""Up to this length a message with a word of submitting means just that."""
ASKING_FOR_PAPERS = 16
PAPERS = re.compile(
    r"(?:发|给|下载|要|看|找|打开|哪).{0,6}(?:文书|文件|文档|登记表|粘贴稿|[Ww]ord|[Pp][Dd][Ff])"
    r"|(?:文书|文件|文档|登记表|粘贴稿|[Ww]ord|[Pp][Dd][Ff]).{0,6}(?:发|给|下载|哪|呢)"
)


def take(talk: Talk) -> bool:
    """Take the turn when it answers what the form asked."""
    filing = talk.dialogue.filing
    if not talk.has_file:
        return False
    if filing is not None and side_asked(talk):
        return True
    if filing is None:
        if BOTH_WANTED.search(talk.turn.text) or WRITE_IT.search(talk.turn.text):
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
    """提交 with no form under way: filed before, or nothing written yet."""
    text = talk.turn.text
    again = talk.turn.pressed("draft") or (len(text) <= SUBMITTING and _submits(text))
    if not again:
        return _papers_wanted(talk)
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    filed = form_words.ALREADY_FILED.format(number=cases[0].number) if cases else ""
    talk.say(filed or form_words.NOTHING_TO_FILE)
    return True


def _papers_wanted(talk: Talk) -> bool:
    """The documents of what was filed, asked for once more."""
    text = talk.turn.text
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    if not cases or len(text) > ASKING_FOR_PAPERS or not PAPERS.search(text):
        return False
    for case in cases:
        show_case(talk, case)
    return True


def _submits(text: str) -> bool:
    return any(word in text for word in form_words.SUBMIT_WORDS) and not any(
        c in text for c in "不别没？?吗"
    )


def go_on(talk: Talk) -> None:
    """After an interruption: back to where the form was. The form's question is the only one."""
    filing = talk.dialogue.filing
    if filing is None or talk.formed or not talk.has_file:
        return
    ask_nothing_else(talk)
    talk.set_matter(replace(talk.matter, pending=None))
    if filing.stage == "draft":
        if not show_changes(talk):
            ask(talk, filing, "")
        return
    what = "和".join(form_words.KIND_NAMES[kind] for kind in filing.kinds)
    leads = [lead.format(what=what) for lead in form_words.BACK_TO_FORM]
    ask(talk, filing, leads[sum(filing.asked.values()) % len(leads)])


def ask_nothing_else(talk: Talk) -> None:
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
    if _gives_early(turn.text) or _submits(turn.text):
        ask(talk, filing, form_words.CONSENT_FIRST)
        return True
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
    text = consent_text(procedure_of(talk, filing))
    given = Consent(text.id, text.version, yes, turn.at)
    if no:
        talk.update(filing=None)
        talk.formed = True
        talk.say(form_words.NO_CONSENT)
        return True
    talk.update(filing=replace(filing, consents=(*filing.consents, asdict(given)), stage="fields"))
    advance(talk)
    return True


def _gives_early(text: str) -> bool:
    """Whether personal data come before the consent."""
    said = form_values.given(text)
    return bool(said.phone or said.firm or any(form_values.names_of_two(text)))


WHY = re.compile(
    r"干嘛|干啥|干什么|为什么|为啥|什么用|哪里用|怎么用|泄露|泄漏|安全吗|安全不|保密|卖给|给谁|给商家|多久|非要|一定要|必须|能不给|不给行|可以不"
)


def _told_why(talk: Talk, filing: Filing) -> bool:
    """What the data are wanted for, when that is asked."""
    if not WHY.search(talk.turn.text) or len(talk.turn.text) > 30:
        return False
    if talk.turn.intent in ("ask_deadline", "ask_compensation"):
        return False
    if filing.stage == "consent":
        kept = talk.services.operator.kept
        ask(talk, filing, form_words.CONSENT_WHY.format(kept=kept))
    else:
        ask(talk, filing, form_words.WHY_ASKED)
    return True


def _take_field(talk: Talk, filing: Filing) -> bool:
    procedure = procedure_of(talk, filing)
    entry = next((f for f in procedure.fields if f.id == filing.pending), None)
    if entry is None:
        return False
    if edit := _mended(talk, filing):
        talk.update(filing=replace(filing, fields={**filing.fields, edit[0]: edit[1]}))
        name = next((f.name for f in procedure.fields if f.id == edit[0]), "")
        advance(talk, form_words.GOT.format(name=name))
        return True
    if _wants_to_see(talk.turn.text):
        talk.update(filing=replace(filing, stage="draft", pending=None))
        show_draft(talk, form_words.DRAFT)
        return True
    found = _read(talk, filing, entry)
    if found is None and talk.turn.intent == "wish" and "demand" not in filing.fields:
        wished = {**filing.fields, "demand": talk.turn.text}
        _again(talk, replace(filing, fields=wished), entry, words.WISH)
        return True
    if found is None:
        return _told_why(talk, filing) or _not_read(talk, filing, entry)
    if found.refused:
        _again(talk, filing, entry, found.refused)
        return True
    _fill(talk, filing, entry, found)
    if entry.kind == "day" and found.values:
        _take_more(talk, entry)
    left = form_words.LEFT_OPEN.format(name=entry.name, hint=entry.hint or "")
    beside = [f.name for f in procedure.fields if f.id in found.values]
    if beside and entry.id not in found.values:
        advance(talk, form_words.GOT_BESIDE.format(name="、".join(beside)))
    else:
        advance(talk, left if found.skipped and entry.required else "")
    return True


def _wants_to_see(text: str) -> bool:
    """看草稿, in the middle of the form."""
    return len(text) <= SUBMITTING and any(word in text for word in form_words.SHOW_WORDS)


def _read(talk: Talk, filing: Filing, entry: FormField) -> Read | None:
    """What the turn says to the field. 提交 passes it over, where it may be left out."""
    if _submits(talk.turn.text) and len(talk.turn.text) <= SUBMITTING:
        return Read(refused=form_words.NOT_YET) if entry.required else Read(skipped=True)
    return filing_form.read(entry, filing, talk.turn)


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
    if turn.intent in ("tell_dispute", "wish") and len(turn.text) < STORY:
        matter, new = take_facts(talk.matter, turn, talk.base)
        talk.set_matter(matter)
        _again(talk, filing, entry, words.NOTED_BRIEFLY if new else form_words.NOT_READ)
        return True
    news = {k: v for k, v in turn.facts.items() if k in talk.base.ids("facts")}
    if news and turn.intent in ("give_fact", "tell_dispute") and len(turn.text) > 5:
        return False
    _again(talk, filing, entry, form_words.NOT_YET if _submits(turn.text) else form_words.NOT_READ)
    return True


STORY = 60
"""A shorter sentence, while a form is filled in, belongs to the matter of the form."""
SMALL_TALK = frozenset("thank greet goodbye rate settled refused step_done".split())


def _again(talk: Talk, filing: Filing, entry: FormField, why: str) -> None:
    """Ask once more, saying why; after that leave the field open."""
    tries = filing.asked.get(entry.id, 0)
    if tries >= filing_form.TRIES + 1:
        _fill(talk, filing, entry, Read(skipped=True))
        advance(talk, form_words.LEFT_OPEN.format(name=entry.name, hint=""))
        return
    filing = replace(filing, asked={**filing.asked, entry.id: tries + 1})
    talk.update(filing=filing)
    ask(talk, filing, why)


def _fill(talk: Talk, filing: Filing, entry: FormField, found: Read) -> None:
    """Write what was read into the form, or, where a fact stands behind the field, into the facts."""
    if found.skipped:
        tries = filing_form.TRIES
        talk.update(filing=replace(filing, asked={**filing.asked, entry.id: tries}))
        return
    fields, matter = dict(filing.fields), talk.matter
    behind = {f.id: f.fact for f in procedure_of(talk, filing).fields}
    for name, value in found.values.items():
        fact = behind.get(name)
        if fact and _fits(talk, fact, value):
            matter = replace(matter, book=matter.book.with_value(fact, value, "said", talk.turn.at))
        else:
            fields[name] = value
    talk.set_matter(matter)
    talk.update(filing=replace(filing, fields=fields))


def _take_more(talk: Talk, entry: FormField) -> None:
    """What else an answer tells of days: 11月2号下单的，11月6号收到."""
    told = {key: day for key, day in talk.turn.facts.items() if key.endswith("_day")}
    told.pop(entry.fact or "", None)
    matter, _ = take_facts(talk.matter, replace(talk.turn, facts=told), talk.base)
    talk.set_matter(matter)


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
    if any(word in turn.text for word in form_words.SHOW_WORDS):
        show_draft(talk, "")
        return True
    if turn.intent == "affirm" or _submits(turn.text):
        submit(talk)
        return True
    if turn.intent == "deny":
        talk.formed = True
        talk.say(form_words.WHAT_TO_EDIT)
        return True
    return _filled_open(talk, filing) or _told_why(talk, filing)


def _filled_open(talk: Talk, filing: Filing) -> bool:
    """A firm, an address or a number sent for a field that is still empty in the draft."""
    said = form_values.given(talk.turn.text)
    open_ = {entry.id for entry in form_of(talk, filing).missing()}
    open_ |= {"merchant_address"} - filing.fields.keys()
    found = {
        "merchant_name": said.firm,
        "merchant_address": said.address,
        "person_phone": said.phone,
        "person_name": said.name if said.sure else "",
    }
    fits = {key: value for key, value in found.items() if value and key in open_}
    if not fits or filing_form.asks(talk.turn.text):
        return False
    talk.update(filing=replace(filing, fields={**filing.fields, **fits}))
    return show_changes(talk, form_words.FILLED)


def submit(talk: Talk) -> None:
    """File what the draft shows: the cases are stored, handed on, and their numbers said. What would
    come back refused is said once before."""
    filing, matter = talk.dialogue.filing, talk.matter
    assert filing is not None
    grave = [finding for finding in findings_of(talk, filing) if finding.level == "blocks"]
    if grave and not filing.warned:
        talk.update(filing=replace(filing, warned=True))
        talk.formed = True
        lines = [f"· {finding.text}{finding.cure}" for finding in grave]
        talk.say("\n".join([form_words.BLOCKED, *lines, form_words.BLOCKED_NEXT]))
        return
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
        show_case(talk, case, form_words.FILED)


def drop(talk: Talk) -> None:
    """Stop filing; what was told about the matter stays."""
    talk.update(filing=None)
    talk.formed = True
    talk.say(words.FORM_STOPPED)


_PRESSED = {"submit": submit, "drop": drop}
