"""Tips: which piece of consumer education fits a matter and a day of the year."""

from __future__ import annotations

from datetime import date

from knowledge import schema
from knowledge.base import Days, KnowledgeBase
from knowledge.standing import as_it_stands


def tips(base: KnowledgeBase, on: date, dispute: str | None = None) -> list[tuple[str, schema.Tip]]:
    """Tips with their ids, blanks filled: those in season first, then those of a dispute, then
    general ones. With a dispute, only its own and those in season that name none.

    A tip that rests on a number or a rule not in force on that day is left out. Raises
    `UnknownName` for a dispute that is in no file.
    """
    if dispute is not None:
        base.dispute(dispute)
    found = [(key, base.get("tips", key, schema.Tip)) for key in base.ids("tips")]
    fitting = [
        (key, filled)
        for key, tip in found
        if in_season(tip, on) is not False and (dispute is None or _suits(tip, dispute))
        if (filled := _filled(base, tip, on))
    ]
    return sorted(fitting, key=lambda pair: (pair[1].season is None, not pair[1].disputes))


def _suits(tip: schema.Tip, dispute: str) -> bool:
    return dispute in tip.disputes or (not tip.disputes and tip.season is not None)


def _filled(base: KnowledgeBase, tip: schema.Tip, on: date) -> schema.Tip | None:
    """The tip as it reads on a day; None when its law did not stand then."""
    text = as_it_stands(base, tip.text, tip.cites, Days(on, on))
    return None if text is None else tip.model_copy(update={"text": text})


def in_season(tip: schema.Tip, on: date) -> bool | None:
    """Whether a day lies in the season of a tip; None for a tip of all seasons."""
    if tip.season is None:
        return None
    day, since, until = f"{on:%m-%d}", tip.season.since, tip.season.until
    return since <= day <= until if since <= until else day >= since or day <= until
