"""The way to a person: the summary shown first, a place in the queue, a ticket out of hours."""

from __future__ import annotations

from typing import Any

from actions import words
from actions.answering import answer_to, respond
from actions.correcting import corrected
from actions.matter import take_facts, title_of
from actions.saying import known_in_words
from actions.talk import Talk

AWAITING = "send_summary"
MAX_ADDED = 500
SHORT = 12


def offer(talk: Talk) -> None:
    """Show what staff will read, and ask whether to send it. Who waits already is told the place."""
    desk = talk.services.desk
    if _no_more(talk.turn.text) and withdraw(talk):
        return
    open_ticket = desk.open(talk.turn.conversation)
    talk.formed = True
    if open_ticket is not None:
        _place(talk, open_ticket, words.STILL_WAITING)
        return
    added = list((talk.dialogue.awaiting or {}).get("added", []))
    summary = summary_of(talk, added)
    talk.update(awaiting={"what": AWAITING, "added": added})
    hours = words.OPEN_NOW if desk.hours.open_at(talk.services.now()) else words.CLOSED_NOW
    talk.say(
        "\n".join(
            [words.SUMMARY, summary, "", hours.format(hours=desk.hours.to_text()), words.SEND_IT]
        ),
        {
            "type": "handoff",
            "state": "offered",
            "summary": summary,
            "hours": desk.hours.to_text(),
            "text": words.SEND_IT,
        },
    )


def take(talk: Talk) -> bool:
    """The answer to whether the summary may be sent; more words are added to it. Who waits may
    leave the queue, or ask how long it is."""
    awaiting = talk.dialogue.awaiting or {}
    if awaiting.get("what") != AWAITING:
        return _waits(talk)
    turn, pressed = talk.turn, talk.turn.pressed("handoff")
    if pressed == "yes" or (pressed is None and (turn.intent == "affirm" or "发送" in turn.text)):
        send(talk)
    elif pressed == "no" or (pressed is None and turn.intent in ("deny", "cancel")):
        talk.update(awaiting=None)
        talk.say(words.NOT_SENT)
    elif turn.intent == "ask_human":
        send(talk)
    elif pressed is None and turn.intent in ("give_fact", "correct_fact", "tell_dispute", "wish"):
        _add(talk, awaiting)
    else:
        talk.update(awaiting=None)
        return False
    talk.formed = True
    return True


def _add(talk: Talk, awaiting: dict[str, Any]) -> None:
    """More for the summary. The first story of a matter is answered too; what is said of a matter
    told before is taken down as well."""
    if not talk.has_file and talk.turn.intent == "tell_dispute":
        talk.update(awaiting=awaiting)
        respond(talk)
        talk.say(words.STORY_ADDED)
        return
    matter, _ = take_facts(talk.matter, corrected(talk.turn, talk.matter, talk.base), talk.base)
    if not matter.empty:
        talk.set_matter(matter)
    added = [*awaiting.get("added", []), talk.turn.text[:MAX_ADDED]]
    talk.update(awaiting={**awaiting, "added": added})
    offer(talk)


def _waits(talk: Talk) -> bool:
    """What somebody in the queue says of the queue."""
    text = talk.turn.text
    leaves = _no_more(text)
    if not (leaves or any(mark in text for mark in words.HOW_LONG)) or len(text) > SHORT:
        return False
    ticket = talk.services.desk.open(talk.turn.conversation)
    if ticket is None:
        return False
    if leaves:
        return withdraw(talk)
    _place(talk, ticket, words.STILL_WAITING)
    return True


def _no_more(text: str) -> bool:
    """Whether a person is wanted no more: 不用人工了."""
    parts = (words.NO_MORE_HUMAN, words.HUMAN)
    return len(text) <= SHORT and all(any(mark in text for mark in marks) for marks in parts)


def send(talk: Talk) -> None:
    """Make the ticket, and say where it stands."""
    added = list((talk.dialogue.awaiting or {}).get("added", []))
    ticket = talk.services.desk.ask(
        talk.turn.conversation, summary_of(talk, added), "asked", talk.turn.key
    )
    talk.update(awaiting=None)
    talk.undoable = False
    _place(talk, ticket)


def withdraw(talk: Talk) -> bool:
    """Leave the queue; tells whether there was a place to leave."""
    if talk.services.desk.withdraw(talk.turn.conversation) is None:
        return False
    talk.say(words.LEFT_QUEUE, {"type": "handoff", "state": "closed", "text": words.LEFT_QUEUE})
    return True


def summary_of(talk: Talk, added: list[str]) -> str:
    """What staff read first: the matter, what is known, what was wanted, what was tried."""
    matter, lines = talk.matter, list[str]()
    if talk.has_file:
        answer = answer_to(talk, matter)
        lines.append(words.SUM_MATTER.format(title=title_of(matter, talk.base)))
        known = known_in_words(answer, talk.base)
        lines += [words.SUM_KNOWN.format(facts=known)] if known else []
        lines.append(words.SUM_ADVICE.format(headline=answer.headline))
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    lines += [words.SUM_CASE.format(number=case.number) for case in cases]
    lines += [words.SUM_ADDED.format(text=text) for text in added]
    return "\n".join(f"· {line}" for line in lines) or words.SUM_NOTHING


def _place(talk: Talk, ticket: Any, queued: str = words.QUEUED) -> None:
    """Where a ticket stands: how many before it, or when somebody will be there."""
    desk = talk.services.desk
    now, hours = talk.services.now(), desk.hours.to_text()
    record: dict[str, Any] = {"type": "handoff", "state": ticket.state, "hours": hours}
    if ticket.state == "claimed":
        talk.say(words.STAFF_THERE, {**record, "text": words.STAFF_THERE})
        return
    place = desk.place(ticket.id)
    if desk.hours.open_at(now):
        text = queued.format(place=place)
    else:
        opening = desk.hours.next_opening(now)
        when = f"{opening.month}月{opening.day}日 {opening:%H:%M}" if opening else hours
        text = words.TICKET.format(when=when)
        record["state"] = "ticket"
    text += words.MEANWHILE
    talk.say(text, {**record, "place": place, "text": text, "summary": ticket.summary})
