"""Moving between the matters of a conversation, and taking back."""

from __future__ import annotations

import knowledge
from actions import words
from actions.answering import answer_to, show
from actions.dialogue import Dialogue
from actions.matter import Matter
from actions.talk import Talk
from knowledge import KnowledgeBase


def resume(talk: Talk) -> None:
    """Go back to another matter: the one the words name, else the one spoken of before."""
    others = [n for n in talk.dialogue.others() if not talk.dialogue.matters[n].empty]
    if not others:
        if talk.has_file:
            show(talk, talk.matter, words.ONLY_MATTER)
        else:
            talk.use("utter_tell_first")
        return
    scored = [(_named(talk.dialogue.matters[n], talk), n) for n in others]
    best = max(score for score, _ in scored)
    place = next(n for score, n in scored if score == best)
    talk.update(at=place, filing=None, awaiting=None)
    title = title_of(talk.matter, talk.base)
    if talk.has_file:
        answer = answer_to(talk, talk.matter)
        known = "；".join(f"{f.label}：{f.value}" for f in answer.fact_labels.values())
        lead = words.BACK_TO.format(title=title)
        parts = [lead, words.KNOWN_SO_FAR.format(facts=known) if known else "", answer.headline]
        parts.append(knowledge.question_to_text(answer))
        talk.say("\n\n".join(filter(None, parts)), answer.to_dict())
    else:
        talk.say(words.BACK_TO.format(title=title))


def start_another(talk: Talk) -> None:
    """Make room for another matter; the present one is kept."""
    if not talk.matter.empty:
        title = title_of(talk.matter, talk.base)
        talk.dialogue = talk.dialogue.with_new(Matter())
        talk.update(awaiting=None)
        talk.say(words.ANOTHER.format(title=title))
    else:
        talk.use("utter_tell_first")


def start_over(talk: Talk) -> None:
    """Forget all matters of the conversation; cases that were filed stay."""
    talk.dialogue = Dialogue(said=talk.dialogue.said)
    talk.use("utter_start_over")


def undo(talk: Talk) -> None:
    """Take back what the last message changed."""
    before = talk.dialogue.back()
    talk.undoable = False
    if before is None:
        talk.say(words.NOTHING_TO_UNDO)
        return
    talk.dialogue = before
    matter = before.matter
    if not matter.headline or not talk.has_file:
        talk.say(words.UNDONE)
        return
    answer = answer_to(talk, matter)
    known = "；".join(f"{f.label}：{f.value}" for f in answer.fact_labels.values())
    parts = [words.UNDONE_TO.format(facts=known) if known else words.UNDONE, answer.headline]
    talk.say("\n\n".join([*parts, knowledge.question_to_text(answer)]).strip(), answer.to_dict())


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


def title_of(matter: Matter, base: KnowledgeBase) -> str:
    """A matter in few words: the thing and what is wrong with it."""
    product = matter.facts.get("product") or matter.facts.get("merchant")
    name = base.dispute(matter.dispute).name if matter.dispute in base.ids("disputes") else ""
    return "·".join(filter(None, [product, name])) or words.UNTITLED


def _named(matter: Matter, talk: Talk) -> int:
    """How many of a matter's telling words the turn names."""
    text = talk.turn.text
    told = {str(matter.facts.get(key, "")) for key in ("product", "merchant", "platform")}
    hits = sum(1 for word in told if word and word in text)
    title = title_of(matter, talk.base)
    pairs = {title[n : n + 2] for n in range(len(title) - 1)}
    return 10 * hits + sum(1 for pair in pairs if pair in text)
