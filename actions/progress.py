"""A filed case: its number, how far it is, and what an official notice means."""

from __future__ import annotations

import re
from typing import Any

from actions import words
from actions.talk import Talk, choice_of
from complaints.cases import Case
from complaints.models import Kind
from complaints.notices import in_words, notice_in
from complaints.numbers import NotANumber, normalise
from knowledge.schema import Procedure
from knowledge.schema.procedure import OfficialNotice

AWAITING = "look_up"
_TAIL = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def show_case(talk: Talk, case: Case, lead: str = "") -> None:
    """A case as it stands: number, state, documents, what comes next and until when."""
    documents = talk.services.papers.listed(talk.turn.conversation, case.number)
    waits = talk.services.papers.waits(case)
    lines = [
        lead,
        words.CASE_NUMBER.format(number=case.number),
        words.CASE_STATE.format(state=words.STATES[case.state]),
        *(words.CASE_WAIT.format(what=what, day=day) for what, day in waits),
        words.CASE_DOCUMENTS,
        *(f"· {label}：{url}" for label, url in documents),
    ]
    if case.file.kind == "complaint":
        lines.append(words.HAND_IN_YOURSELF)
    talk.say(
        "\n".join(filter(None, lines)),
        {
            "type": "case_summary",
            "kind": case.file.kind,
            "number": case.number,
            "state": case.state,
            "state_name": words.STATES[case.state],
            "documents": [{"label": label, "url": url} for label, url in documents],
            "deadlines": [{"what": what, "day": day} for what, day in waits],
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
    events = [
        words.EVENT.format(day=f"{e.at:%Y-%m-%d}", state=words.STATES[e.state]) for e in case.events
    ]
    waits = talk.services.papers.waits(case)
    lines = [words.STATUS.format(number=case.number, state=words.STATES[case.state]), *events]
    lines += [words.CASE_WAIT.format(what=what, day=day) for what, day in waits]
    talk.say(
        "\n".join([*lines, words.TELL_NOTICE]),
        {
            "type": "case_status",
            "number": case.number,
            "state": case.state,
            "state_name": words.STATES[case.state],
            "events": [
                {"state": words.STATES[e.state], "at": e.at.isoformat()} for e in case.events
            ],
        },
    )


def take(talk: Talk) -> bool:
    """A case number and the last digits of the telephone, asked for or simply sent."""
    return _looked_up(talk)


def _looked_up(talk: Talk) -> bool:
    number = number_in(talk.turn.text)
    if number is None:
        return False
    own = [
        c for c in talk.services.cases.of_conversation(talk.turn.conversation) if c.number == number
    ]
    if own:
        show_status(talk, own[0])
        return True
    tail = _TAIL.search(talk.turn.text)
    if tail is None:
        talk.say(words.PHONE_TAIL)
        return True
    try:
        case = talk.services.cases.look_up(number, tail[1], talk.turn.conversation)
    except ValueError as error:
        talk.say(str(error))
        return True
    show_status(talk, case)
    return True


def number_in(text: str) -> str | None:
    """The case number in a text."""
    for piece in re.split(r"[，,。；;：:\s]+", text):
        try:
            return normalise(piece)
        except NotANumber:
            continue
    return None


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
