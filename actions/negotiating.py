"""Rungs tried and what came of them: a letter sent, a day set, the outcome asked, the next rung."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import knowledge
from actions import rating, words
from actions.answering import answer_to, respond
from actions.following_up import next_step
from actions.talk import Talk
from knowledge import letters
from knowledge.wording import chinese_day

WAIT = timedelta(days=7)
"""How long the merchant is given to answer: our advice, no rule of law."""
NEGOTIATE = "negotiate"


def write_letter(talk: Talk) -> None:
    """The letter that fits the rung: to the merchant first, then what the dispute has besides."""
    if not talk.has_file:
        respond(talk)
        return
    answer = answer_to(talk, talk.matter)
    suited = letters.suitable(talk.base, str(talk.matter.dispute))
    key = _wanted(talk, suited)
    letter = letters.write(talk.base, key, answer)
    talk.set_matter(replace(talk.matter, pending=None))
    talk.say(
        "\n\n".join([words.LETTER, letter.to_text(), words.LETTER_SENT]),
        {
            "type": "letter",
            "template": key,
            "name": letter.name,
            "text": letter.to_text(),
        },
    )


def _wanted(talk: Talk, suited: list[str]) -> str:
    """The template the words ask for (起诉状, 给平台的), else the first letter to the merchant."""
    text = talk.turn.text
    templates = {key: talk.base.get("templates", key, knowledge.schema.Template) for key in suited}
    for marks, to in words.LETTER_TO:
        if any(mark in text for mark in marks):
            found = next((key for key, t in templates.items() if t.to == to), None)
            if found:
                return found
    own = next((key for key, t in templates.items() if t.to == "merchant" and t.disputes), None)
    return own or next((k for k, t in templates.items() if t.to == "merchant"), suited[0])


def step_done(talk: Talk) -> None:
    """A rung was taken: say until when to wait, or, when it was the last, what is left."""
    if not talk.has_file:
        respond(talk)
        return
    answer = answer_to(talk, talk.matter)
    step = _step_named(talk)
    done = (*talk.matter.done, step) if step not in talk.matter.done else talk.matter.done
    matter = replace(talk.matter, done=done)
    if step == NEGOTIATE:
        until = talk.turn.day + WAIT
        waiting = {"remedy": step, "since": talk.turn.day.isoformat(), "until": until.isoformat()}
        talk.set_matter(replace(matter, waiting=waiting))
        talk.say(words.WAIT_UNTIL.format(day=chinese_day(until)), answer.to_dict())
        return
    talk.set_matter(matter)
    follow = next_step(answer, done)
    lines = [words.STEP_NOTED]
    if step in ("complaint_12315", "report_12315"):
        lines.append(words.AFTER_FILING)
    elif follow:
        lines.append(words.THEN.format(title=follow.title, detail=follow.detail))
    talk.say("\n".join(lines), answer.to_dict())


def _step_named(talk: Talk) -> str:
    """The remedy the words say was taken; negotiating, when they name none."""
    for remedy, marks in words.STEP_WORDS:
        if any(mark in talk.turn.text for mark in marks):
            return remedy
    return NEGOTIATE


def refused(talk: Talk) -> None:
    """The merchant said no or nothing: the answer to its excuse, and the next rung."""
    if not talk.has_file:
        respond(talk)
        return
    from actions.matter import take_facts

    matter, _ = take_facts(talk.matter, talk.turn, talk.base)
    done = matter.done if NEGOTIATE in matter.done else (*matter.done, NEGOTIATE)
    talk.set_matter(replace(matter, done=done, waiting=None, outcome="refused"))
    answer = answer_to(talk, talk.matter)
    lines = [words.REFUSED]
    lines += [
        words.EXCUSE.format(said=e.said, why=e.why, reply=e.reply)
        for e in answer.excuses
        if e.heard
    ]
    step = next_step(answer, done)
    lines.append(
        words.THEN.format(title=step.title, detail=step.detail) if step else words.LAST_RUNG
    )
    if step and step.remedy in ("complaint_12315", "report_12315"):
        lines.append(words.FILE_FOR_YOU)
    talk.say("\n".join(lines), answer.to_dict())


def settled(talk: Talk) -> None:
    """The merchant gave in: what to look after, then how it went."""
    if talk.matter.empty:
        talk.use("utter_thank")
        return
    talk.set_matter(replace(talk.matter, waiting=None, outcome="settled", pending=None))
    talk.say(words.SETTLED)
    rating.ask(talk)


def remind(talk: Talk) -> None:
    """Once the day set for the merchant is over, ask what came of it; once."""
    waiting = talk.matter.waiting
    if not waiting or talk.turn.day <= date.fromisoformat(waiting["until"]):
        return
    if talk.turn.intent in ("settled", "refused", "step_done"):
        return
    talk.set_matter(replace(talk.matter, waiting=None))
    talk.say(words.DAY_OVER.format(day=chinese_day(date.fromisoformat(waiting["until"]))))
