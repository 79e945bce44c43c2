"""Moving between the matters of a conversation, and taking back."""

from __future__ import annotations

from dataclasses import replace

import knowledge
from actions import withdrawing, words
from actions.answering import STORY, answer_to, respond
from actions.dialogue import Dialogue
from actions.matter import REMARK, SURE, Matter, choices_to_offer, related, take_facts, title_of
from actions.saying import known_in_words, telling
from actions.talk import Talk
from knowledge import KnowledgeBase

POINTED = 0.2
"""How likely a dispute has to be where the words point to a matter told before: 快递那个能赔多少."""


def resume(talk: Talk) -> None:
    """Go back to another matter: the one the words name, else the one spoken of before."""
    place = _meant(talk)
    if place is None and not (talk.has_file or talk.matter.story):
        talk.use("utter_tell_first")
        return
    lead = words.ONLY_BACK
    if place is not None and place != talk.dialogue.at:
        talk.dialogue = talk.dialogue.going_to(place)
        lead = words.BACK_TO
    _take_up(talk, lead.format(title=title_of(talk.matter, talk.base)))


def resume_named(talk: Talk) -> bool:
    """Go back to another matter whose thing the turn names; tells whether there is one."""
    named = [n for n in talk.dialogue.others() if _thing_named(talk.dialogue.matters[n], talk)]
    if not named:
        return False
    talk.dialogue = talk.dialogue.going_to(named[0])
    _take_up(talk, words.BACK_TO.format(title=title_of(talk.matter, talk.base)))
    return True


def resume_meant(talk: Talk) -> None:
    """Go back, without a word, to another matter whose thing the turn names while it does not name
    the present one's: 帮我写投诉，平板这个."""
    named = [n for n in talk.dialogue.others() if _thing_named(talk.dialogue.matters[n], talk)]
    if named and not _thing_named(talk.matter, talk):
        talk.dialogue = talk.dialogue.going_to(named[0])


def take(talk: Talk) -> bool:
    """A short remark on a dispute that another matter of the conversation is about goes back to it:
    健身房那个呢."""
    turn, top = talk.turn, (talk.turn.disputes or [{"id": None, "confidence": 0.0}])[0]
    again = any(mark in turn.text for mark in words.BESIDES)
    short = len(turn.text) <= REMARK and not again and talk.dialogue.filing is None
    pointed = turn.intent in knowledge.FOCUS and any(mark in turn.text for mark in words.POINTING)
    enough = POINTED if pointed else SURE
    if not (pointed or turn.intent == "tell_dispute") or not short or top["confidence"] < enough:
        return False
    told, matters = str(top["id"]), talk.dialogue.matters
    if _is_about(talk.matter, told, talk.base):
        return False
    places = [n for n in talk.dialogue.others() if _is_about(matters[n], told, talk.base)]
    if not places:
        return False
    talk.dialogue = talk.dialogue.going_to(places[0])
    if turn.ask in ("none", "progress"):
        lead = words.BACK_TO.format(title=title_of(talk.matter, talk.base))
        matter, _ = take_facts(talk.matter, turn, talk.base)
        talk.set_matter(matter)
        _take_up(talk, lead)
    else:
        respond(talk)
    return True


def _is_about(matter: Matter, dispute: str, base: KnowledgeBase) -> bool:
    return matter.dispute == dispute or related(matter, dispute, base)


def _meant(talk: Talk) -> int | None:
    """The place of the matter meant: named by its thing, by its place in the order, else the one
    spoken of before; None when there is only the present one."""
    others = talk.dialogue.others()
    if not others:
        return None
    told = [n for n, matter in enumerate(talk.dialogue.matters) if not matter.empty]
    for mark, nth in words.ORDINALS:
        if mark in talk.turn.text and nth < len(told):
            return told[nth]
    return max(others, key=lambda n: _named(talk.dialogue.matters[n], talk))


def _take_up(talk: Talk, lead: str) -> None:
    """Where the matter stands: what is known, what can be had, what is asked."""
    if not talk.has_file:
        talk.say(lead)
        return
    answer = answer_to(talk, talk.matter)
    known = known_in_words(answer, talk.base)
    parts = [lead, words.KNOWN_SO_FAR.format(facts=known) if known else "", answer.headline]
    parts.append(knowledge.question_to_text(answer))
    talk.say("\n\n".join(filter(None, parts)), answer.to_dict())
    talk.set_matter(replace(talk.matter, pending=answer.ask.fact if answer.ask else None))


def start_another(talk: Talk) -> None:
    """Make room for another matter, told at once or asked for; the present one is kept."""
    if talk.matter.empty:
        _tell(talk)
        return
    title = title_of(talk.matter, talk.base)
    talk.dialogue = talk.dialogue.with_new(Matter())
    talk.update(awaiting=None)
    if len(talk.turn.text) >= STORY and choices_to_offer(talk.turn, talk.base):
        _tell(talk)
    else:
        talk.say(words.ANOTHER.format(title=title))


def _tell(talk: Talk) -> None:
    talk.turn = replace(talk.turn, intent="tell_dispute")
    respond(talk)


def start_over(talk: Talk) -> None:
    """Forget all matters of the conversation; cases that were filed stay."""
    talk.dialogue = Dialogue(said=talk.dialogue.said)
    talk.use("utter_start_over")


def undo(talk: Talk) -> None:
    """Take back what the last message changed."""
    before = talk.dialogue.back()
    talk.undoable = False
    if before is None:
        # Right after filing, what is to be taken back is the case.
        if not withdrawing.ask(talk):
            talk.say(words.NOTHING_TO_UNDO)
        return
    now, talk.dialogue = talk.dialogue, before
    matter = before.matter
    if matter.empty or not talk.has_file:
        talk.say(words.UNDONE)
        return
    answer = answer_to(talk, matter)
    parts = [_taken_back(now, before, talk.base), answer.headline]
    talk.say("\n\n".join([*parts, knowledge.question_to_text(answer)]).strip(), answer.to_dict())


def _taken_back(now: Dialogue, before: Dialogue, base: KnowledgeBase) -> str:
    """What is as it was again: the matter spoken of, or the facts that changed."""
    matter = before.matter
    if now.matter.dispute != matter.dispute:
        return words.BACK_MATTER.format(title=title_of(matter, base))
    old, changes = matter.book.facts(base), []
    for key in telling(str(matter.dispute), base):
        if now.matter.facts.get(key) != matter.facts.get(key):
            name, value = base.fact(key).name, knowledge.fact_in_words(base, key, old)
            known = words.BACK_AS.format(name=name, value=value)
            changes.append(known if key in matter.book else words.BACK_NONE.format(name=name))
    return words.TAKEN_BACK.format(changes="，".join(sorted(changes))) if changes else words.UNDONE


def cancel(talk: Talk) -> None:
    """Stop what is under way: the form, a question that awaits an answer; else say how to go on."""
    dialogue = talk.dialogue
    if dialogue.filing or dialogue.awaiting:
        kept = dialogue.filing is not None
        talk.update(filing=None, awaiting=None)
        talk.say(words.FORM_STOPPED if kept else words.STOPPED)
    elif talk.has_file:
        talk.say(words.NOTHING_UNDER_WAY)
    else:
        talk.use("utter_tell_first")


def _thing_named(matter: Matter, talk: Talk) -> bool:
    """Whether the turn names the matter's thing, merchant or platform."""
    keys = ("product", "merchant", "platform")
    told = [str(matter.facts[key]) for key in keys if matter.facts.get(key)]
    return any(word in talk.turn.text or word in talk.turn.facts.values() for word in told)


def _named(matter: Matter, talk: Talk) -> int:
    """How much of a matter the turn names."""
    title = title_of(matter, talk.base)
    pairs = {title[n : n + 2] for n in range(len(title) - 1)}
    hits = sum(1 for pair in pairs if pair in talk.turn.text)
    return hits + (10 if _thing_named(matter, talk) else 0)
