"""What an official notice means: recognised in what the person says, with the periods it starts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge import Days, KnowledgeBase, NotInBase, NotYetInForce
from knowledge.schema import OfficialNotice, Period, Procedure
from knowledge.wording import chinese_day, fill


@dataclass(frozen=True)
class Due:
    """A period with its last day. `estimated`: reckoned beyond the published calendar of days off."""

    what: str
    whose: str
    last_day: date
    estimated: bool
    cites: tuple[str, ...]


def notice_in(procedure: Procedure, text: str) -> OfficialNotice | None:
    """The notice a person tells of: the one whose longest phrase stands in the text, since 不予受理
    holds 受理; None when there is none, when it has not come yet (还没立案) or is asked about."""
    found = [
        (len(phrase), -order, notice)
        for order, notice in enumerate(procedure.notices)
        for phrase in notice.phrases
        if _told(phrase, text)
    ]
    return max(found, key=lambda hit: hit[:2])[2] if found else None


_NOT_YET = re.compile(r"(?:没有?|未|不|别)(?:被|给|予|收到)?$")
_ASKED = re.compile(r"了?(?:吗|没|么|不[？?]|[？?])")


def _told(phrase: str, text: str) -> bool:
    return any(
        not _NOT_YET.search(text[: hit.start()]) and not _ASKED.match(text, hit.end())
        for hit in re.finditer(re.escape(phrase), text)
    )


def due(base: KnowledgeBase, periods: Iterable[Period], start: date, today: date) -> list[Due]:
    """The last day of each period that began on `start` (of a notice, or of `Procedure.waiting` when
    it was received). A person's own last day is not moved by a day off; what the rule of `today`
    does not know raises `NotInBase`."""
    rules = base.rules(Days(start, today))
    found = []
    for period in periods:
        last = rules.last_day(start, period.within)
        day = last.counted if period.whose == "consumer" else last.day
        cites = tuple(period.cites)
        found.append(Due(period.what, period.whose, day, last.estimated, cites))
    return found


def in_words(base: KnowledgeBase, notice: OfficialNotice, today: date) -> str:
    """What a notice received today means, what to do next and until when."""
    rules = base.rules(Days(today, today))

    def value(blank: str) -> str | None:
        try:
            return str(rules[blank])
        except (NotInBase, NotYetInForce):
            return None

    lines = [f"“{notice.name}”：{fill(notice.meaning, value) or notice.name}", "接下来："]
    steps = [fill(step.words, value) for step in notice.next]
    lines += [f"{number}. {step}" for number, step in enumerate(filter(None, steps), 1)]
    for one in due(base, notice.periods, today, today):
        note = "，放假安排没公布的按周一到周五估算" if one.estimated else ""
        lines.append(f"{one.what}：{chinese_day(one.last_day)}（按今天收到算{note}）")
    return "\n".join([*lines, f"依据：{'；'.join(notice.cites)}"])
