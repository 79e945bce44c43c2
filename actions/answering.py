"""A story, a fact or a question about the matter → the answer as it stands now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import knowledge
from actions import words
from actions.correcting import corrected
from actions.matter import TRIES, Matter, choices_to_offer, given_up, settle_dispute, take_facts
from actions.referrals import refer, refer_again, remind_of_danger
from actions.saying import ALWAYS, changes_in_words, earlier_answer, say
from actions.several import tell_apart
from actions.talk import Talk
from knowledge import Answer

UNKNOWN = "unknown_matter"
REMARKS = (
    "give_fact",
    "correct_fact",
    "affirm",
    "deny",
    "unknown_fact",
    "skip",
    "wish",
    *knowledge.FOCUS,
)
REMARK = 25
"""Intents that make no sense before a story is told, and how long such a remark is at most."""
DISPUTE = "dispute"
"""What `asked` of a matter counts besides its facts: how often it was asked which dispute it is."""
STORY = 12
"""From this length on, what a person tells belongs to the story of the case file."""


def respond(talk: Talk) -> None:
    """Answer the turn in the light of the matter."""
    tell_apart(talk)
    before = talk.matter
    if before.dispute is None:
        talk.turn = replace(talk.turn, disputes=talk.turn.stories or talk.turn.disputes)
    if talk.turn.text in words.UNDERSTOOD:
        talk.turn = replace(talk.turn, intent="affirm")
    elif talk.turn.text in words.NO_MORE:
        talk.turn = replace(talk.turn, intent="skip")
    elif talk.turn.intent in ("skip", "unknown_fact") and _asks(talk):
        talk.turn = replace(talk.turn, intent=f"ask_{talk.turn.ask}")
    elif talk.turn.intent == "deny" and any(mark in talk.turn.text for mark in words.WANTS):
        talk.turn = replace(talk.turn, intent="wish")
    elif talk.turn.intent == "wish" and any(mark in talk.turn.text for mark in words.WHETHER):
        talk.turn = replace(talk.turn, intent="ask_rights")
    matter = settle_dispute(before, talk.turn, talk.base)
    if _is_new(before, matter):
        talk.dialogue = talk.dialogue.with_new(matter)
    matter, new = take_facts(matter, corrected(talk.turn, before, talk.base), talk.base)
    if len(talk.turn.text) >= STORY and not talk.turn.choice:
        matter = matter.told(talk.turn.text)
    if matter.dispute not in talk.base.ids("disputes"):
        talk.set_matter(_without_file(talk, matter, _corrected_now(talk, before, new)))
        return
    unknown = talk.turn.intent in ("unknown_fact", "skip") or talk.turn.text == words.NONE_OF_THESE
    if unknown and matter.pending:
        matter = replace(matter, asked={**matter.asked, matter.pending: 99})
    if _is_relief(matter, talk, new):
        talk.set_matter(matter)
        talk.say(words.RELIEVED)
        return
    answer = answer_to(talk, matter)
    same = before.dispute == matter.dispute
    earlier = earlier_answer(before, talk.turn, talk.base) if same else None
    closing = "" if talk.dialogue.filing else words.COMPLETE
    text, card = say(answer, earlier, talk.turn, new, talk.base, closing), answer.to_dict()
    if earlier is None:
        text, card = with_aside(talk, answer, text, card)
    talk.say(text, card)
    if same and len(talk.turn.text) <= REMARK:
        remind_of_danger(talk, matter.referred, str(matter.dispute))
    talk.set_matter(_after(matter, answer))


def _is_relief(matter: Matter, talk: Talk, new: dict[str, Any]) -> bool:
    """Whether somebody warned of a danger only says that it is over: 好一点了."""
    turn = talk.turn
    warned = (matter.referred or [""])[0] == "dangers"
    brief = len(turn.text) <= REMARK and not new and turn.ask == "none"
    return warned and brief and any(mark in turn.text for mark in words.RELIEF)


def _asks(talk: Talk) -> bool:
    """Whether the turn is a question that sounds like passing one over: 这个能赔吗."""
    return talk.turn.ask != "none" and talk.turn.text.endswith(words.QUESTION_ENDS)


def answer_to(talk: Talk, matter: Matter) -> Answer:
    """The answer to a matter with a file, as it stands. While the form is open it alone asks."""
    answer = knowledge.answer(
        talk.base,
        str(matter.dispute),
        matter.book.facts(talk.base),
        talk.turn.day,
        confidence=matter.confidence,
        also=matter.also,
        asked=given_up(matter),
    )
    return replace(answer, ask=None) if talk.dialogue.filing else answer


def with_aside(
    talk: Talk, answer: Answer, text: str, card: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """The first answer with what the story asks besides its matter, right after the headline."""
    aside = knowledge.aside(talk.base, answer, talk.turn.text, text)
    if aside is None or not text.startswith(answer.headline):
        return text, card
    told = "：".join(filter(None, [aside.title, aside.text]))
    told += words.ASIDE_BASIS.format(cites="；".join(aside.cites)) if aside.cites else ""
    rest = text.removeprefix(answer.headline)
    return f"{answer.headline}\n\n{told}{rest}", {
        **card,
        "aside": {"title": aside.title, "text": told},
    }


def show(talk: Talk, matter: Matter, lead: str = "") -> None:
    """Say the whole answer to a matter again, after a sentence that says why."""
    answer = answer_to(talk, matter)
    talk.say("\n\n".join(filter(None, [lead, knowledge.to_text(answer)])), answer.to_dict())
    talk.set_matter(_after(matter, answer))


def _is_new(before: Matter, after: Matter) -> bool:
    """Whether another matter was told, not the same one seen anew."""
    return bool(before.dispute and after.dispute != before.dispute and not after.book.known)


def _after(matter: Matter, answer: Answer) -> Matter:
    """The matter once the answer is given: what was said, what was asked."""
    pending = answer.ask.fact if answer.ask else None
    asked = dict(matter.asked)
    if pending:
        asked[pending] = asked.get(pending, 0) + 1
    return replace(matter, headline=answer.headline, pending=pending, asked=asked)


def _corrected_now(talk: Talk, before: Matter, new: dict[str, Any]) -> str:
    """What a correction changed, in words."""
    replaced = {key: value for key, value in new.items() if key in before.book}
    return changes_in_words(replaced, before.book.facts(talk.base), ALWAYS, talk.base)


def _without_file(talk: Talk, matter: Matter, changed: str = "") -> Matter:
    """No dispute that we have a file for: find out which it is, or say who knows about it."""
    turn, base = talk.turn, talk.base
    remark = len(turn.text) <= REMARK
    if remark and turn.intent in REMARKS and matter.referred:
        refer_again(talk, matter.referred)
        return matter
    known = matter.dispute in base.ids("elsewhere")
    refused = turn.text == words.NONE_OF_THESE or turn.pressed("dispute") is not None
    if not known and not refused:
        options = matter.offered if remark else []
        options = options or choices_to_offer(turn, base)
        if options:
            return _which(talk, matter, options, changed)
        if remark and matter.dispute is None:
            talk.use("utter_tell_first")
            return matter
    entry = ["elsewhere", str(matter.dispute) if known else UNKNOWN]
    refer(talk, entry, "notice")
    return replace(matter, offered=[], referred=entry)


def _which(talk: Talk, matter: Matter, options: list[str], changed: str) -> Matter:
    """Offer the likeliest disputes, in the person's words."""
    times = matter.asked.get(DISPUTE, 0)
    if times >= TRIES:
        # Asked often enough: the likeliest, said to be a guess and easy to change.
        matter = replace(matter, dispute=options[0], offered=[])
        choice = talk.base.dispute(options[0]).choice
        answer = answer_to(talk, matter)
        lead = words.GUESSED.format(choice=choice)
        talk.say(f"{lead}\n\n{knowledge.to_text(answer)}", answer.to_dict())
        return _after(matter, answer)
    question = words.WHICH_AGAIN if matter.offered else words.WHICH
    if changed:
        question = words.NOTED.format(facts=changed) + words.WHICH
    labels = [{"id": key, "label": talk.base.dispute(key).choice} for key in options]
    labels.append({"id": "none", "label": words.NONE_OF_THESE})
    talk.say(
        "\n".join([question, *(f"· {o['label']}" for o in labels)]),
        {"type": "choose_dispute", "question": question, "options": labels},
    )
    return replace(matter, offered=options, asked={**matter.asked, DISPUTE: times + 1})
