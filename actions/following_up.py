"""Questions on one side of the present matter: 那运费呢？要是他不肯呢？"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import knowledge
from actions import filing_form, words
from actions.answering import answer_to, respond
from actions.matter import REMARK, take_facts
from actions.talk import Talk
from knowledge import Answer, Passage
from knowledge.models import StepToTake

SIDE_QUESTION = 25
"""Up to this length a message is one question."""
OWN_ANSWER = frozenset(
    "ask_compensation ask_deadline ask_evidence ask_law ask_human ask_progress forget_me export_data "
    "cancel danger foul_play received_notice".split()
)
"""Intents that are answered as such, whatever else their words name."""
QUOTED = 20
"""Longer questions are not said back."""


def ask_about(talk: Talk) -> None:
    """What the file of this dispute, else the law, says on the thing asked about."""
    if not talk.has_file:
        respond(talk)
        return
    answer = answer_to(talk, talk.matter)
    found = knowledge.passages_about(talk.base, answer, talk.turn.text)
    if not found:
        bodies = "\n".join(f"· {b.name}{' ' + b.phone if b.phone else ''}" for b in answer.bodies)
        asked = talk.turn.text.strip("？?。 ")
        about = words.ABOUT.format(question=asked) if len(asked) <= QUOTED else words.THIS_POINT
        talk.say(f"{words.NOT_IN_FILE.format(about=about)}\n{bodies}", answer.to_dict())
        return
    _tell(talk, answer, found)


def _tell(talk: Talk, answer: Answer, found: Sequence[Passage]) -> None:
    """Passages with the law behind them."""
    lines = [
        f"{passage.title}：{passage.text}" if passage.title else passage.text for passage in found
    ]
    cited = list(dict.fromkeys(cite for passage in found for cite in passage.cites))
    basis = [words.BASIS.format(cites="；".join(cited))] if cited else []
    talk.say("\n".join([*lines, *basis]), answer.to_dict())


def ask_next(talk: Talk) -> None:
    """What to do when the present step does not help: the rung after it."""
    if not talk.has_file:
        respond(talk)
        return
    matter, new = take_facts(talk.matter, talk.turn, talk.base)
    talk.set_matter(matter)
    answer = answer_to(talk, matter)
    named = remedies_named(talk.turn.text)
    fails = any(mark in talk.turn.text for mark in "不没")
    step = next_step(answer, (*matter.done, *named)) if fails else _step_by(answer, named)
    step = step or next_step(answer, matter.done)
    heard = [excuse for excuse in answer.excuses if excuse.heard and "excuses" in new]
    lines = [words.EXCUSE.format(said=e.said, why=e.why, reply=e.reply) for e in heard]
    if step is None:
        talk.say("\n".join([*lines, words.LAST_RUNG]), answer.to_dict())
        return
    lead = words.NEXT_RUNG if fails or not named else words.THIS_STEP
    lines.append(lead.format(title=step.title, detail=step.detail))
    later = next_step(answer, (*talk.matter.done, step.title))
    if later:
        lines.append(words.RUNG_AFTER.format(title=later.title))
    talk.say("\n".join(lines), answer.to_dict())


def take(talk: Talk) -> bool:
    """A short question on a way to pursue the matter (诉讼费多少, 报警有用吗) that sounds like a matter
    of its own, or like none of ours."""
    turn = talk.turn
    if talk.has_file and turn.intent in ("out_of_scope", "off_topic", "chat") and side_asked(talk):
        return True
    told = turn.disputes[0]["id"] if turn.disputes else None
    side = turn.text.startswith(words.SIDE) and turn.text.endswith(words.QUESTION_ENDS)
    short = len(turn.text) <= REMARK and turn.ask != "none" and (side or not turn.facts)
    if not (talk.has_file and short) or turn.intent != "tell_dispute":
        return False
    if told == talk.matter.dispute:
        return turn.ask == "definition" and answered(talk)
    if any(way in turn.text for way in words.WAYS):
        talk.turn = replace(turn, intent="ask_authority")
        respond(talk)
        return True
    return answered(talk)


def answered(talk: Talk) -> bool:
    """Answer from what the file or the law says on the thing named; tells whether they do."""
    answer = answer_to(talk, talk.matter)
    if not knowledge.passages_about(talk.base, answer, talk.turn.text):
        return False
    ask_about(talk)
    return True


def side_asked(talk: Talk) -> bool:
    """Answer a short question that names a topic of any dispute (投诉收费吗, 别人能替我投诉吗) and that
    sounds like asking for the form; tells whether there is an answer."""
    turn = talk.turn
    asks = filing_form.asks(turn.text) or turn.text.rstrip("？?。 ").endswith(words.ASKING_ENDS)
    short = len(turn.text) <= SIDE_QUESTION and turn.intent not in OWN_ANSWER
    if not (asks and short):
        return False
    answer = answer_to(talk, talk.matter)
    passage = knowledge.named_question(talk.base, answer, turn.text)
    if passage is None:
        return False
    _tell(talk, answer, (passage,))
    return True


def _step_by(answer: Answer, remedies: list[str]) -> StepToTake | None:
    """The step that uses one of the remedies asked about: 那我要起诉呢."""
    return next((step for step in answer.steps if step.remedy in remedies), None)


def remedies_named(text: str) -> list[str]:
    """The remedies a text speaks of: 要是12315也不管呢."""
    return [remedy for remedy, marks in words.STEP_WORDS if any(mark in text for mark in marks)]


def next_step(answer: Answer, done: tuple[str, ...]) -> StepToTake | None:
    """The first rung (a step with a remedy) that follows on those taken; `done` holds remedies and
    titles of steps."""
    rungs = [step for step in answer.steps if step.remedy]
    taken = [n for n, s in enumerate(rungs) if s.done or s.remedy in done or s.title in done]
    after = max(taken) + 1 if taken else _asked_first(rungs)
    return rungs[after] if after < len(rungs) else None


def _asked_first(rungs: list[StepToTake]) -> int:
    """Who asks what comes next has at least asked the merchant, or is about to."""
    return 1 if rungs and rungs[0].remedy == "negotiate" else 0
