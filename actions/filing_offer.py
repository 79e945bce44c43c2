"""A story that says in passing that a complaint or report is wanted: answered, then offered."""

from __future__ import annotations

import re
from dataclasses import replace

from actions import filing_form, form_words
from actions.filing import ask_nothing_else
from actions.filing_start import start
from actions.talk import Talk
from complaints.splitting import kinds_for

AWAITING = "offer_filing"
STORY = 12
"""A shorter message is not a story that wants something besides."""
_WISHED = re.compile(
    r"(?:我要|我想|想要?|帮我|替我|帮忙|打算|准备)(?:帮|替|给)?(?:我|她|他|我妈|我爸|老人|大家)?(?:去|来)?(?:投诉|举报)"
    r"|^我?(?:要|想)?(?:实名|匿名)?举报(?!了|的|过|电话|结果)"
)
_QUESTION = re.compile(
    r"(?:怎么|咋|如何|能不能|可不可以|可以|哪里?|去哪)[^，。,\s]{0,4}(?:投诉|举报)"
)
_YES = re.compile(r"^(?:同意|好|行|可以|要|写|嗯|对|来吧|开始|帮我|匿名|实名)")


def offer(talk: Talk) -> None:
    """After the first answer to such a story, offer to write; it is the only question then."""
    text, dialogue = talk.turn.text, talk.dialogue
    if dialogue.filing or dialogue.awaiting or not talk.has_file or len(text) < STORY:
        return
    told = talk.matter.story[-1:] == (text,) and len(talk.matter.story) == 1
    if not told or not _WISHED.search(text) or _QUESTION.search(text) or not talk.replies:
        return
    matter = talk.matter
    kinds = kinds_for(talk.base, str(matter.dispute), matter.book.facts(talk.base), text)
    if not kinds:
        return
    ask_nothing_else(talk)
    talk.set_matter(replace(matter, pending=None))
    talk.update(awaiting={"what": AWAITING, "said": text})
    what = "和".join(form_words.KIND_NAMES[kind] for kind in kinds)
    talk.say(form_words.OFFER.format(what=what))


def take(talk: Talk) -> bool:
    """The answer to the offer: a yes, or a word on how to write it, begins the form."""
    awaiting = talk.dialogue.awaiting or {}
    if awaiting.get("what") != AWAITING:
        return False
    talk.update(awaiting=None)
    turn = talk.turn
    short = len(turn.text) <= STORY and not filing_form.asks(turn.text)
    if turn.intent == "deny" and short and not filing_form.wants_anonymous(turn.text):
        talk.say(form_words.OFFER_DECLINED)
        return True
    wants = turn.intent == "affirm" or _YES.match(turn.text)
    if not short or not (wants or filing_form.wants_anonymous(turn.text)):
        return False
    talk.turn = replace(turn, text=f"{awaiting['said']}，{turn.text}")
    start(talk)
    return True
