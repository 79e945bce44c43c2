"""A filed case: its number, how far it is, and what an official notice means."""

from __future__ import annotations

import re
from typing import Any

from actions import form_words, words
from actions.talk import Talk, choice_of
from complaints import case_words
from complaints.cases import Case, CaseError
from complaints.hours import CHINA
from complaints.models import Kind
from complaints.notices import in_words, notice_in
from complaints.numbers import NotANumber, normalise
from complaints.tries import TooManyTries
from knowledge.schema import Procedure
from knowledge.schema.procedure import OfficialNotice

AWAITING = "look_up"
_TAIL = re.compile(r"(?<!\d)(?:\d{7})?(\d{4})(?!\d)")
_MEANT = re.compile(r"(?:编号|案件号?|投诉号?)?(?:是|[:：])?\s*[Ww][Qq][-–— ]?[0-9A-Za-z]{2}")
_NUMBER = re.compile(r"[A-Za-z0-9](?:[-‐–—― ]?[A-Za-z0-9]){10,20}")


def show_case(talk: Talk, case: Case, lead: str = "") -> None:
    """A case as it stands: number, state, documents, what comes next and until when."""
    documents = talk.services.papers.listed(talk.turn.conversation, case.number)
    waits = talk.services.papers.waits(case)
    lines = [
        lead,
        form_words.CASE_NUMBER.format(number=case.number),
        form_words.CASE_STATE.format(state=case_words.name_of(case.file.kind, case.state)),
        *(form_words.CASE_WAIT.format(what=what, day=day) for what, day in waits),
    ]
    names = "、".join(dict.fromkeys(label.rpartition(".")[0] for label, _ in documents))
    lines += [form_words.CASE_FILES.format(names=names)] if names else []
    onward = form_words.HAND_IN_YOURSELF if case.file.kind == "complaint" else ""
    lines.append(onward)
    talk.say(
        "\n".join(filter(None, lines)),
        {
            "type": "case_summary",
            "kind": case.file.kind,
            "number": case.number,
            "state": case.state,
            "state_name": case_words.name_of(case.file.kind, case.state),
            "status_url": case_words.STATUS_URL.format(number=case.number),
            "documents": [{"label": label, "url": url} for label, url in documents],
            "deadlines": [{"what": what, "day": day} for what, day in waits],
            "next": onward,
        },
    )


def ask_progress(talk: Talk) -> None:
    """The cases of this conversation; of another by its number and the end of the telephone."""
    if _looked_up(talk):
        return
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    for case in cases:
        show_status(talk, case)
    if not cases:
        talk.update(awaiting={"what": AWAITING})
        talk.say(words.WHICH_CASE)


def show_status(talk: Talk, case: Case) -> None:
    """How far a case is, with what happened to it."""
    state, told = case_words.name_of(case.file.kind, case.state), case_words.told_events(case)
    means = case_words.in_words(case.file.kind, case.state)
    events = [
        words.EVENT.format(day=f"{e.at.astimezone(CHINA):%Y-%m-%d}", state=name) for e, name in told
    ]
    waits = talk.services.papers.waits(case)
    lines = [words.STATUS.format(number=case.number, state=state), *events]
    lines += [form_words.CASE_WAIT.format(what=what, day=day) for what, day in waits]
    talk.say(
        "\n".join([*lines, words.TELL_NOTICE]),
        {
            "type": "case_status",
            "number": case.number,
            "state": case.state,
            "state_name": state,
            "status_url": case_words.STATUS_URL.format(number=case.number),
            "means": means.means,
            "next": means.next,
            "events": [{"state": name, "at": e.at.isoformat()} for e, name in told],
        },
    )


def take(talk: Talk) -> bool:
    """A case number and the last digits of the telephone, asked for or simply sent; the words of a
    notice that came."""
    return _looked_up(talk) or _told_of_notice(talk)


def _told_of_notice(talk: Talk) -> bool:
    """Whether a sentence that tells of a notice was taken for a story."""
    turn = talk.turn
    review = any(one["id"] in OF_PROCEDURE for one in turn.disputes[:1]) or _PLAIN.search(turn.text)
    told = turn.intent in ("settled", "step_done", "refused") or (
        turn.intent == "tell_dispute" and (talk.has_file or bool(review))
    )
    if (
        not told
        or len(turn.text) > NOTICE
        or not _CAME.search(turn.text)
        or _FIGHTS.search(turn.text)
    ):
        return False
    if notice_named(talk) is None:
        return False
    received_notice(talk)
    return True


OF_PROCEDURE = ("complaint_procedure", "admin_review", "litigation_evidence", "personal_info")
_PLAIN = re.compile(r"调解书|终止调解|不予受理|不予立案|受理通知|立案告知")
NOTICE = 60
"""A longer sentence tells a story of its own."""
_CAME = re.compile(
    r"收到|通知|短信|告知书|打电话|来电|显示|告诉我|回复我|签了|转办|分送|发来|投诉被"
)
_FIGHTS = re.compile(r"复议|行政诉讼|告(?:它|他|市|部门)|投诉他们|不作为")


def _looked_up(talk: Talk) -> bool:
    """Whether a case was looked for: by its number here, or the digits asked for after it."""
    awaiting = talk.dialogue.awaiting or {}
    number, rest = number_in(talk.turn.text)
    if number is None and awaiting.get("what") == AWAITING and len(rest) <= 20:
        number = awaiting.get("number")
        if number and not _TAIL.search(rest):
            return False
    if number is None:
        if not _MEANT.match(talk.turn.text.strip()):
            return False
        talk.update(awaiting={"what": AWAITING})
        talk.say(str(NotANumber()))
        return True
    own = [
        c for c in talk.services.cases.of_conversation(talk.turn.conversation) if c.number == number
    ]
    if own:
        show_status(talk, own[0])
        return True
    tail = _TAIL.search(rest)
    if tail is None:
        talk.update(awaiting={"what": AWAITING, "number": number})
        talk.say(words.PHONE_TAIL)
        return True
    talk.update(awaiting=None)
    try:
        case = talk.services.cases.look_up(number, tail[1], talk.turn.conversation)
    except (CaseError, NotANumber, TooManyTries) as error:
        talk.say(str(error))
        return True
    show_status(talk, case)
    return True


def number_in(text: str) -> tuple[str | None, str]:
    """The case number in a text, and the text without it. A telephone's digits may follow it."""
    for found in _NUMBER.finditer(text):
        for end in range(len(found[0]), 11, -1):
            try:
                number = normalise(found[0][:end])
            except NotANumber:
                continue
            return number, text[: found.start()] + " " + text[found.start() + end :]
    return None, text


def received_notice(talk: Talk) -> None:
    """What an official notice means, what to do next, until when."""
    found = notice_named(talk)
    if found:
        talk.say(in_words(talk.base, found, talk.turn.day))
    else:
        talk.say(words.WHICH_NOTICE, _choice_of_notices(talk))


def notice_named(talk: Talk) -> OfficialNotice | None:
    """The notice whose words stand in the turn."""
    found = (notice_in(procedure, talk.turn.text) for procedure in _procedures(talk))
    return next(filter(None, found), None)


def tell_notice(talk: Talk, key: str) -> None:
    """The words on the notice chosen."""
    for procedure in _procedures(talk):
        found = next((notice for notice in procedure.notices if notice.id == key), None)
        if found:
            talk.say(in_words(talk.base, found, talk.turn.day))
            return
    talk.say(words.WHICH_NOTICE, _choice_of_notices(talk))


def _procedures(talk: Talk) -> list[Procedure]:
    """The rules in force; that of what the person filed first, else of complaints."""
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    kinds: list[Kind] = ["complaint", "report"]
    if "举报" in talk.turn.text or [case.file.kind for case in cases] == ["report"]:
        kinds.reverse()
    return [talk.base.procedure(kind, talk.turn.day) for kind in kinds]


def _choice_of_notices(talk: Talk) -> dict[str, Any]:
    procedure = talk.base.procedure("complaint", talk.turn.day)
    return choice_of("notice", words.WHICH_NOTICE, tuple((n.id, n.name) for n in procedure.notices))
