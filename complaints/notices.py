"""What an official notice means: 受理, 不予受理, 终止调解, 调解书, 立案, 不予立案."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge import Days, KnowledgeBase, NotInBase, NotYetInForce
from knowledge.schema import OfficialNotice
from knowledge.wording import chinese_day, fill


def notice_in(base: KnowledgeBase, text: str, today: date) -> str | None:
    """The notice that a text tells of: the one whose longest phrase stands in it."""
    found = [
        (len(phrase), notice.id)
        for notice in _notices(base, today)
        for phrase in notice.phrases
        if phrase in text
    ]
    return max(found)[1] if found else None


def notice_text(base: KnowledgeBase, key: str, today: date) -> str:
    """What the notice means, what to do next, and until when, counted from today. Raises
    `LookupError` for a notice that the rule in force does not have."""
    notice = next((n for n in _notices(base, today) if n.id == key), None)
    if notice is None:
        raise LookupError(key)
    rules = base.rules(Days(today, today))

    def value(blank: str) -> str | None:
        try:
            return str(rules[blank])
        except (NotInBase, NotYetInForce):
            return None

    lines = [f"“{notice.name}”：{fill(notice.meaning, value) or notice.name}", "接下来："]
    steps = [fill(step.words, value) for step in notice.next]
    lines += [f"{n}. {step}" for n, step in enumerate(filter(None, steps), 1)]
    for period in notice.periods:
        last = rules.last_day(today, period.within)
        note = "（按今天收到算；放假安排没公布的按周一到周五估算）" if last.estimated else "（按今天收到算）"
        lines.append(f"{period.what}：{chinese_day(last.day)}{note}")
    return "\n".join([*lines, f"依据：{'；'.join(notice.cites)}"])


def _notices(base: KnowledgeBase, today: date) -> Iterator[OfficialNotice]:
    for kind in ("complaint", "report"):
        yield from base.procedure(kind, today).notices
