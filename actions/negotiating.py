"""Rungs tried and what came of them: a letter sent, a day set, the outcome asked, the next rung."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import knowledge
from actions import rating, words
from actions.answering import answer_to, respond
from actions.following_up import next_step, remedies_named
from actions.matter import merchant_speaks, take_facts
from actions.talk import Talk
from knowledge import Answer, letters
from knowledge.wording import chinese_day

WAIT = timedelta(days=7)
"""How long the merchant is given to answer: our advice, no rule of law."""
NEGOTIATE = "negotiate"
AWAITING = "outcome"
STORY_INTENTS = ("tell_dispute", "give_fact")
SHORT = 20
"""Up to this length a message can tell the outcome; a longer one is a story."""


def write_letter(talk: Talk) -> None:
    """The letter that fits the rung: to the merchant first, then what the dispute has besides."""
    if not talk.has_file:
        respond(talk)
        return
    answer = answer_to(talk, talk.matter)
    suited = letters.suitable(talk.base, str(talk.matter.dispute))
    key, wanted = _wanted(talk, suited)
    if key is None:
        talk.say(words.NO_SUCH_LETTER[wanted])
        return
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


def _wanted(talk: Talk, suited: list[str]) -> tuple[str | None, str]:
    """The template the words ask for (起诉状, 给平台的), else the first letter to the merchant; and
    whom it is to. None when there is no such letter."""
    text = talk.turn.text
    templates = {key: talk.base.get("templates", key, knowledge.schema.Template) for key in suited}
    for marks, to in words.LETTER_TO:
        if any(mark in text for mark in marks):
            return next((key for key, t in templates.items() if t.to == to), None), to
    own = next((key for key, t in templates.items() if t.to == "merchant" and t.disputes), None)
    first = next((k for k, t in templates.items() if t.to == "merchant"), suited[0])
    return own or first, "merchant"


def step_done(talk: Talk) -> None:
    """A rung was taken: say until when to wait, or, when it was the last, what is left."""
    step = _step_named(talk) if talk.has_file else None
    if step is None:
        respond(talk)
        return
    matter, _ = take_facts(talk.matter, talk.turn, talk.base)
    talk.set_matter(matter)
    answer = answer_to(talk, talk.matter)
    done = (*talk.matter.done, step) if step not in talk.matter.done else talk.matter.done
    matter = replace(talk.matter, done=done)
    if step == NEGOTIATE:
        until = _wait_until(answer, talk.turn.day)
        waiting = {"remedy": step, "since": talk.turn.day.isoformat(), "until": until.isoformat()}
        talk.set_matter(replace(matter, waiting=waiting, outcome=None))
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


def _wait_until(answer: Answer, today: date) -> date:
    """The day until which the merchant may answer: before any period of one's own runs out."""
    ends = [d.last_day for d in answer.deadlines if d.whose == "consumer" and d.last_day]
    ahead = [day - timedelta(days=1) for day in ends if day > today + timedelta(days=1)]
    return min([today + WAIT, *ahead])


def _step_named(talk: Talk) -> str | None:
    """The remedy the words say was taken; None when they tell of none."""
    named = remedies_named(talk.turn.text)
    if named:
        return named[0]
    return NEGOTIATE if any(mark in talk.turn.text for mark in words.STEP_TOLD) else None


def refused(talk: Talk) -> None:
    """The merchant said no or nothing: the answer to its excuse, and the next rung."""
    if not talk.has_file:
        respond(talk)
        return
    # What the merchant offers is neither what the person wants nor an excuse: 最多赔我200.
    aside = ("demand", "excuses") if talk.turn.text.startswith(words.OFFERS) else ("demand",)
    offered = {key: value for key, value in talk.turn.facts.items() if key not in aside}
    matter, new = take_facts(talk.matter, replace(talk.turn, facts=offered), talk.base)
    if matter.pending in new and "excuses" not in new:
        respond(talk)
        return
    before = talk.matter
    done = matter.done if NEGOTIATE in matter.done else (*matter.done, NEGOTIATE)
    talk.set_matter(replace(matter, done=done, waiting=None, outcome="refused"))
    answer = answer_to(talk, talk.matter)
    if new and answer.headline != before.headline:
        # What the merchant says changes the advice itself.
        talk.set_matter(replace(before, done=done, waiting=None, outcome="refused"))
        respond(talk)
        return
    lines = [words.REFUSED]
    lines += [
        words.EXCUSE.format(said=e.said, why=e.why, reply=e.reply)
        for e in answer.excuses
        if e.heard and "excuses" in new
    ]
    step = next_step(answer, done)
    lines.append(
        words.THEN.format(title=step.title, detail=step.detail) if step else words.LAST_RUNG
    )
    if step and step.remedy in ("complaint_12315", "report_12315"):
        lines.append(words.FILE_FOR_YOU)
    talk.say("\n".join(lines), answer.to_dict())


def settled(talk: Talk) -> None:
    """The merchant gave in: what to look after, then how it went. A question, a doubt or a story is
    answered as such."""
    if talk.matter.empty and not talk.turn.disputes:
        talk.use("utter_thank")
        return
    told = talk.has_file or (talk.matter.offered and _says_settled(talk.turn.text))
    if not told or doubt_in(talk.turn.text):
        respond(talk)
        return
    _settle(talk)


def _says_settled(text: str) -> bool:
    return any(mark in text for mark in words.SETTLED_WORDS)


def doubt_in(text: str) -> bool:
    """Whether a text denies, asks or waits."""
    return any(mark in text for mark in words.NOT_SETTLED)


def take(talk: Talk) -> bool:
    """What came of it: the answer to whether the day brought one, or told after a step was taken."""
    asked = (talk.dialogue.awaiting or {}).get("what") == AWAITING
    if asked:
        talk.update(awaiting=None)
    if not talk.has_file:
        return False
    for told, act in ((_refuses, refused), (_did, step_done), (_gave_in, _settle)):
        if told(talk, asked):
            act(talk)
            return True
    return False


def _refuses(talk: Talk, asked: bool) -> bool:
    text = talk.turn.text
    less = any(mark in text for mark in words.OFFERS_LESS)
    excuse = merchant_speaks(talk.turn) and (less or bool(talk.turn.facts.get("excuses")))
    offer = text.startswith(words.OFFERS) and len(text) <= SHORT and text[-1:] not in "吗呢？?"
    return (
        excuse
        or offer
        or (asked and len(text) <= SHORT and any(mark in text for mark in words.NO_ANSWER))
    )


def _did(talk: Talk, asked: bool) -> bool:
    """A step told in words that sound like the story again: 已经联系旅行社了."""
    turn = talk.turn
    told = words.ALREADY in turn.text and turn.intent in STORY_INTENTS and not turn.facts
    step = _step_named(talk) is not None and not doubt_in(turn.text)
    return told and step and len(turn.text) <= SHORT


def _gave_in(talk: Talk, asked: bool) -> bool:
    text, matter = talk.turn.text, talk.matter
    tried = bool(matter.waiting or matter.done or matter.outcome)
    agreed = (asked and any(mark in text for mark in words.AGREED)) or (
        tried and _says_settled(text)
    )
    return agreed and len(text) <= SHORT and not doubt_in(text)


def _settle(talk: Talk) -> None:
    settled = replace(talk.matter, waiting=None, outcome="settled", pending=None, offered=[])
    talk.set_matter(settled)
    talk.say(words.SETTLED)
    rating.ask(talk)


def remind(talk: Talk) -> None:
    """Once the day set for the merchant is over, ask what came of it; once."""
    waiting = talk.matter.waiting
    if not waiting or talk.turn.day <= date.fromisoformat(waiting["until"]):
        return
    if talk.matter.outcome or talk.turn.intent in ("settled", "refused", "step_done"):
        return
    talk.set_matter(replace(talk.matter, waiting=None))
    talk.update(awaiting={"what": AWAITING})
    talk.say(words.DAY_OVER.format(day=chinese_day(date.fromisoformat(waiting["until"]))))
