"""The matter under discussion: which dispute, what is known, what was asked. Pure functions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import Any

import knowledge
from actions import words
from actions.turn import Turn
from complaints.models import FactBook, Source
from knowledge import KnowledgeBase
from knowledge.schema import Fact

SURE = 0.45
"""From this confidence a dispute is taken as told."""
LEAD, AHEAD = 0.36, 1.6
"""From `LEAD` as well, when it is `AHEAD` times as likely as the next."""
FAINT, FAR_AHEAD = 0.3, 3
"""The same where the next is far behind, or where it is not clear that a dispute is told."""
BRIEF = 8
"""A shorter message (我被坑了) tells too little to guess from: the story is asked for instead."""
TELLING = (
    "give_fact",
    "correct_fact",
    "wish",
    "step_done",
    "refused",
    "settled",
    "received_notice",
)
"""Intents that make sense only within a matter: told first, they tell of one."""
OTHER_LACKS = ("损失", "票", "据", "合同", "记录", "回", "答应", "办法", "用", "人")
"""What may be lacking besides what a sum is asked for: 没有损失 is no answer to 看病花了多少."""
BLAMES = ("own", "mine")
"""Whose fault it is, as options say; what the merchant says of it is not what the person tells."""
OFFER = 0.08
"""Below this a dispute is not even offered as a choice."""
TRIES = 2
"""How often a fact is asked for before the assistant goes on without it."""
STORY_PIECE, STORY_PIECES = 2000, 8
"""How much of the person's own words is kept for the case file."""
REMARK, REPORTED = 15, 40
"""Up to this length a message can be a remark on the matter at hand rather than a new story; up to
`REPORTED` the merchant's words on it."""

_SAYS = re.compile(
    r"(?!我|孩子|朋友|同事|邻居|律师|医生|警察|法院|网上)[^，。？?说讲]{1,6}(?:说|讲|答复|回复)"
)


@dataclass(frozen=True)
class Matter:
    """One matter of a conversation, kept as JSON. `book` holds the facts with their source; `asked`
    counts questions; `pending` is the fact asked for last; `headline` what was last said;
    `offered` the disputes to choose from; `referred` the entry (folder, id) that last named who
    helps. `story`: the person's own words. `done`: the remedies tried, by id; `waiting`: what the
    merchant was asked and until which day it may answer; `outcome`: settled or refused."""

    dispute: str | None = None
    confidence: float | None = None
    also: list[str] = field(default_factory=list)
    book: FactBook = field(default_factory=FactBook)
    asked: dict[str, int] = field(default_factory=dict)
    pending: str | None = None
    headline: str = ""
    offered: list[str] = field(default_factory=list)
    referred: list[str] | None = None
    story: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    waiting: dict[str, str] | None = None
    outcome: str | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The present values by fact id, as JSON."""
        return self.book.values()

    @property
    def empty(self) -> bool:
        """Whether nothing has been told."""
        return self.dispute is None and not self.book.known and not self.story

    @classmethod
    def from_slot(cls, value: Any) -> Matter:
        """A matter from its JSON; anything else is an empty matter."""
        if not isinstance(value, dict):
            return cls()
        record = {**value, "book": FactBook.from_dict(value.get("book", {}))}
        for name in ("story", "done"):
            record[name] = tuple(value.get(name, ()))
        return cls(**record)

    def to_slot(self) -> dict[str, Any]:
        """The matter as JSON."""
        record = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            **record,
            "book": self.book.to_dict(),
            "story": list(self.story),
            "done": list(self.done),
        }

    def told(self, text: str) -> Matter:
        """The matter with one more piece of the person's own words."""
        kept = [*self.story, text[:STORY_PIECE]][-STORY_PIECES:]
        return replace(self, story=tuple(kept))


def settle_dispute(matter: Matter, turn: Turn, base: KnowledgeBase) -> Matter:
    """The matter with the dispute this turn is about, chosen or told.

    A dispute told with confidence opens a new matter, unless the person goes on with the present
    one. It may be one that the base has no file for.
    """
    chosen = _chosen(matter, turn, base)
    if chosen:
        known = chosen in base.ids("disputes")
        return replace(
            matter, dispute=chosen if known else None, confidence=None, offered=[], referred=None
        )
    told = _told(matter, turn, base)
    if not told or matter.dispute == told["id"] or _goes_on(matter, str(told["id"]), turn, base):
        return matter
    also = [d["id"] for d in with_file(turn.disputes[1:3], base) if d["confidence"] >= SURE / 2]
    # Asked which it is, a person may say it in words of their own: it is the same story still.
    # What was read from a file sent before the story belongs to the story.
    read = any(known.source == "document" for known in matter.book.known.values())
    choosing = matter.dispute is None and (bool(matter.offered) or read)
    if choosing or _same_thing(matter, str(told["id"]), turn, base):
        return Matter(
            told["id"], told["confidence"], also, matter.book, story=matter.story, done=matter.done
        )
    return Matter(told["id"], told["confidence"], also)


def _chosen(matter: Matter, turn: Turn, base: KnowledgeBase) -> str | None:
    """The dispute chosen: by a button, by its words, or by a yes to the only one offered."""
    if turn.choice and turn.choice.get("fact") == "dispute":
        return str(turn.choice.get("value"))
    for key in matter.offered:
        if turn.text == base.dispute(key).choice:
            return key
    only = len(matter.offered) == 1 and turn.intent == "affirm"
    return matter.offered[0] if only else None


def _told(matter: Matter, turn: Turn, base: KnowledgeBase) -> dict[str, Any] | None:
    """The dispute told with confidence: likely by itself, or far likelier than any other. Before
    any is, whatever tells of one does."""
    first = matter.dispute is None and turn.intent in TELLING
    if not (first or "tell_dispute" in (turn.intent, turn.meant)) or not turn.disputes:
        return None
    top, *others = turn.disputes
    sure = float(top["confidence"])
    if matter.dispute and matter.dispute not in _kin(str(top["id"]), base):
        # Told besides another matter, disputes of one kind do not stand in each other's way.
        others = [one for one in others if one["id"] not in _kin(str(top["id"]), base)]
    ahead = sure / others[0]["confidence"] if others and others[0]["confidence"] else FAR_AHEAD
    tells = "tell_dispute" in (turn.intent, turn.meant)
    leads = (sure >= FAINT and ahead >= FAR_AHEAD) or (tells and sure >= LEAD and ahead >= AHEAD)
    return top if (leads and len(turn.text) >= BRIEF) or sure >= SURE else None


def _goes_on(matter: Matter, told: str, turn: Turn, base: KnowledgeBase) -> bool:
    """Whether a turn that sounds like another dispute goes on with the present matter: it answers
    the question, or is a short remark on another side of the same affair, or a short question that
    tells nothing new (钱还能要回来吗)."""
    short = len(turn.text) <= REMARK
    if merchant_speaks(turn) and matter.dispute in base.ids("disputes"):
        return True
    asks_only = turn.ask != "none" and not turn.facts and matter.dispute is not None
    if short and (
        asks_only or _same_thing(matter, told, turn, base) or _is_a_way(matter, told, base)
    ):
        return True
    return (short or related(matter, told, base)) and _answers(matter, turn, base)


def merchant_speaks(turn: Turn) -> bool:
    """Whether the turn only reports the merchant's words: 商家说穿过了不给退, 携程说退我优惠券."""
    official = any(mark in turn.text for mark in words.OFFICIAL)
    return bool(_SAYS.match(turn.text)) and len(turn.text) <= REPORTED and not official


def _is_a_way(matter: Matter, told: str, base: KnowledgeBase) -> bool:
    """Whether what sounds like a matter of its own is a way to pursue the present one: 报警有用吗."""
    filed = base.ids("disputes")
    return matter.dispute in filed and told in filed and not base.dispute(told).claims


def _same_thing(matter: Matter, told: str, turn: Turn, base: KnowledgeBase) -> bool:
    """Whether another dispute is about the thing spoken of so far, so that its facts stand: it
    names the same product, or none and is related."""
    product = turn.facts.get("product")
    return product == matter.facts.get("product") if product else related(matter, told, base)


def related(matter: Matter, told: str, base: KnowledgeBase) -> bool:
    """Whether a dispute is of the kind of the matter's, by their files."""
    filed = base.ids("disputes")
    if matter.dispute not in filed or told not in filed:
        return False
    return (
        told in base.dispute(str(matter.dispute)).related
        or matter.dispute in base.dispute(told).related
    )


def _kin(told: str, base: KnowledgeBase) -> set[str]:
    """A dispute and those of its kind, by its file."""
    return {told, *base.dispute(told).related} if told in base.ids("disputes") else {told}


def take_facts(matter: Matter, turn: Turn, base: KnowledgeBase) -> tuple[Matter, dict[str, Any]]:
    """The matter with what this turn told, and what of it is new or different.

    What the person says replaces what was known; lists grow. An answer to the pending question is
    taken even when it stands alone ("3999", "上周五", the label of an option).
    """
    known = set(base.ids("facts"))
    told = {key: value for key, value in turn.facts.items() if key in known}
    if matter.pending:
        answer = _answer_to(matter.pending, turn, base)
        if answer is not None:
            told = {**_unclaimed(told, turn, matter.pending), matter.pending: answer}
    if turn.choice and turn.choice.get("fact") in known:
        told[str(turn.choice["fact"])] = turn.choice.get("value")
    if merchant_speaks(turn) and not turn.choice:
        told = {key: value for key, value in told.items() if value not in BLAMES}
    if _of_care(matter, turn):
        told["medical_cost"] = told.pop("amount", None) or turn.facts["amount"]
    if _in_passing(matter, turn):
        told.pop("amount", None)
    if _other_thing(matter, turn):
        told.pop("product", None)
    book, facts, new = matter.book, matter.facts, {}
    source: Source = "chosen" if turn.choice else "said"
    for key, value in told.items():
        try:
            knowledge.read_fact(base.fact(key), value)
        except ValueError:
            continue
        if isinstance(value, list):
            value = [*facts.get(key, []), *(v for v in value if v not in facts.get(key, []))]
        if facts.get(key) != value:
            book = book.with_value(key, value, source, turn.at)
            new[key] = value
    return replace(matter, book=book), new


def _in_passing(matter: Matter, turn: Turn) -> bool:
    """Whether a sum told later is another than the price known: 少退了50."""
    corrects = turn.intent == "correct_fact" or turn.text.startswith(words.CORRECTING)
    pays = any(mark in turn.text for mark in words.PAID_WORDS)
    asked = matter.pending == "amount" or bool(turn.choice)
    return "amount" in matter.book and not (corrects or pays or asked)


def _of_care(matter: Matter, turn: Turn) -> bool:
    """Whether a sum told by somebody who was in need of a doctor is what the doctor cost: 好多了，花了860."""
    ill = matter.referred == ["dangers", "health"] and "medical_cost" not in turn.facts
    cared = any(mark in " ".join((*matter.story, turn.text)) for mark in words.CARE)
    bought = any(mark in turn.text for mark in words.PRICE_WORDS)
    return bool(ill and cared and not bought and turn.facts.get("amount") and not turn.choice)


def _other_thing(matter: Matter, turn: Turn) -> bool:
    """Whether a thing named later is another than the one the matter is about: 我手机139…."""
    corrects = turn.intent == "correct_fact" or turn.text.startswith(words.CORRECTING)
    bought = any(mark in turn.text for mark in words.BOUGHT_WORDS)
    asked = matter.pending == "product" or bool(turn.choice)
    return "product" in matter.book and not (corrects or bought or asked)


def title_of(matter: Matter, base: KnowledgeBase) -> str:
    """A matter in few words: the thing and what is wrong with it."""
    product = matter.facts.get("product") or matter.facts.get("merchant")
    name = base.dispute(matter.dispute).name if matter.dispute in base.ids("disputes") else ""
    return "·".join(filter(None, [product, name])) or words.UNTITLED


def choices_to_offer(turn: Turn, base: KnowledgeBase) -> list[str]:
    """The disputes to offer when none was told with confidence: at most three, likeliest first."""
    if len(turn.text) < BRIEF:
        return []
    return [d["id"] for d in with_file(turn.disputes, base) if d["confidence"] >= OFFER][:3]


def with_file(disputes: list[dict[str, Any]], base: KnowledgeBase) -> list[dict[str, Any]]:
    """Those of the recognised disputes that the base has a file for."""
    return [d for d in disputes if d["id"] in base.ids("disputes")]


def given_up(matter: Matter) -> list[str]:
    """Facts not to ask for again."""
    return [key for key, times in matter.asked.items() if times >= TRIES]


def _answers(matter: Matter, turn: Turn, base: KnowledgeBase) -> bool:
    return bool(matter.pending) and _answer_to(str(matter.pending), turn, base) is not None


def _answer_to(pending: str, turn: Turn, base: KnowledgeBase) -> Any:
    """What the turn says in answer to the question about `pending`; None when nothing."""
    if pending in turn.facts:
        return turn.facts[pending]
    fact = base.fact(pending)
    short = len(turn.text) <= 30
    if merchant_speaks(turn) and not fact.options:
        return None
    if fact.kind == "day" and turn.facts.get("days"):
        return turn.facts["days"][0]
    if fact.kind == "money" and turn.facts.get("amounts"):
        return turn.facts["amounts"][0]
    if fact.kind in ("money", "count") and short:
        return turn.facts.get("number", _none_at_all(fact, turn.text))
    if fact.options and short:
        option = knowledge.match_option(fact, turn.text)
        return [option] if option and fact.kind == "choices" else option
    if fact.kind == "text" and turn.intent == "give_fact" and short and not _is_empty(turn):
        return turn.text
    return None


def _is_empty(turn: Turn) -> bool:
    return turn.text in (*words.NO_MORE, *words.UNDERSTOOD)


def _none_at_all(fact: Fact, text: str) -> int | None:
    """Nought, when the question itself allows for none (没去就说没去) and that is said."""
    if "没" not in fact.question or not text.startswith(("没", "无")):
        return None
    other = any(mark in text and mark not in fact.question for mark in OTHER_LACKS)
    return None if other else 0


def _unclaimed(told: dict[str, Any], turn: Turn, pending: str) -> dict[str, Any]:
    """What else the turn told, without readings of the very words that answer the question."""
    answers = {"amount", "purchase_day", "received_day"} - {pending}
    short = len(turn.text) <= 12
    return {key: value for key, value in told.items() if not (short and key in answers)}
