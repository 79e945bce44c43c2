"""A filed complaint or report taken back: asked for, confirmed, done."""

from __future__ import annotations

import re

from actions import words
from actions.talk import Talk, choice_of
from complaints.cases import Case
from complaints.states import CITIZEN, MOVES

AWAITING = "withdraw"
WANTED = re.compile(
    r"(?:撤(?:销|回|掉|了)?|取消)(?:我|这|那|刚才|刚刚|前面)?.{0,5}(?:投诉|举报|案子?|提交)"
    r"|(?:投诉|举报|案子).{0,4}(?:撤|取消)|撤诉|撤案|不(?:想)?(?:投诉|举报)了"
)
QUESTION = re.compile(r"[吗呢？?]|怎么|会不会|能不能|可以|要不要|还能")
LONGEST = 20
"""A longer sentence tells of a withdrawal rather than asking for one."""


def wanted(talk: Talk) -> bool:
    """Whether the turn asks to take back what was filed, and something was. Asks to confirm it."""
    text = talk.turn.text
    if len(text) > LONGEST or not WANTED.search(text) or QUESTION.search(text):
        return False
    return ask(talk)


def ask(talk: Talk) -> bool:
    """Ask whether the cases of the conversation that are still open shall be taken back; tells
    whether there are any."""
    open_ = _open(talk)
    if not open_ or talk.dialogue.filing:
        return False
    numbers = [case.number for case in open_]
    talk.update(awaiting={"what": AWAITING, "numbers": numbers})
    talk.formed = True
    question = words.WITHDRAW.format(numbers="、".join(numbers))
    talk.say(question, choice_of(AWAITING, question, words.WITHDRAW_OR_NOT))
    return True


def take(talk: Talk) -> bool:
    """The answer to whether to take back what was filed."""
    awaiting = talk.dialogue.awaiting or {}
    if awaiting.get("what") != AWAITING:
        return wanted(talk)
    turn, pressed = talk.turn, talk.turn.pressed(AWAITING)
    said = any(word in turn.text for word in words.WITHDRAW_WORDS)
    kept = any(word in turn.text for word in words.KEEP_WORDS) or turn.intent == "deny"
    talk.update(awaiting=None)
    if pressed == "yes" or (pressed is None and not kept and (said or turn.intent == "affirm")):
        withdraw(talk, awaiting["numbers"])
    elif pressed == "no" or kept:
        talk.say(words.NOT_WITHDRAWN)
    else:
        return False
    talk.formed = True
    return True


def withdraw(talk: Talk, numbers: list[str]) -> None:
    """Take back the cases of these numbers, as far as they are still open."""
    still = {case.number for case in _open(talk)}
    gone = [number for number in numbers if number in still]
    for number in gone:
        talk.services.cases.move(number, "withdrawn", CITIZEN)
    talk.undoable = False
    said = words.WITHDRAWN.format(numbers="、".join(gone)) if gone else words.NOT_WITHDRAWN
    talk.say(said)


def _open(talk: Talk) -> list[Case]:
    """The cases that may still be taken back; where the turn names one, that one."""
    cases = talk.services.cases.of_conversation(talk.turn.conversation)
    open_ = [case for case in cases if "withdrawn" in MOVES[case.state]]
    named = [case for case in open_ if case.number in talk.turn.text.upper()]
    return named or open_
