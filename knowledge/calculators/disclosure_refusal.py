"""When an insurer may refuse to pay because something was not disclosed.

保险法 第十六条: only what the insurer asked for has to be told (第一款); it may cancel for what was
kept back on purpose or by gross negligence and mattered (第二款), within some days of knowing, and
never once some years have passed since the contract was made (第三款); not when it knew at the time
(第六款). 最高人民法院关于适用保险法若干问题的解释（二）: the insurer proves what it asked (第六条第一款); what
its agent filled in counts as said by whoever signed, unless the agent deceived or led them on
(第三条第二款); it cannot refuse without having cancelled (第八条). Where the event fell within the
years and they have passed since, courts differ: open.
"""

from __future__ import annotations

from datetime import date

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "not_asked": "yes",
    "insurer_knew": "yes",
    "incontestable": "yes",
    "right_lapsed": "yes",
    "agent_filled": "depends",
    "within_years": "depends",
    "event_early": "depends",
    "told_unknown": "depends",
    "hidden": "depends",
    "other_reason": "no",
}
READS = (
    "refusal_reason",
    "disclosure",
    "purchase_day",
    "insured_event_day",
    "refused_day",
    "insurer_cancelled",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`purchase_day` is the day the contract was made, `refused_day` that of the refusal: the
    insurer knew by then at the latest."""
    if facts.choice("refusal_reason") != "disclosure":
        return Outcome("other_reason")
    told = facts.choice("disclosure")
    if told in ("not_asked", "insurer_knew"):
        return Outcome(told)
    made, event = facts.day("purchase_day"), facts.day("insured_event_day")
    years = rules["insurance.incontestable_years"]
    if made and event:
        end = rules.last_day(made, "insurance.incontestable_years").counted
        line = (
            f"合同{chinese_day(made)}成立，{years}到{chinese_day(end)}，出险是{chinese_day(event)}"
        )
        if event > end:
            return Outcome("incontestable", working=(line,))
        if rules.today > end and _cancelled(facts) != "cancelled":
            return _lapsed(facts, rules) or Outcome("event_early", working=(line,))
    lapsed = _lapsed(facts, rules)
    if lapsed:
        return lapsed
    missing = tuple(
        name
        for name in ("disclosure", "purchase_day", "insured_event_day", "insurer_cancelled")
        if name not in facts
    )
    key = {"agent_filled": "agent_filled", "hidden": "hidden", "forgot": "within_years"}.get(
        told or "", "told_unknown"
    )
    return Outcome(key, missing=missing)


def _cancelled(facts: Facts) -> str | None:
    return facts.choice("insurer_cancelled")


def _lapsed(facts: Facts, rules: Rules) -> Outcome | None:
    """The right to cancel is gone: refused long enough ago, and not cancelled to this day."""
    refused: date | None = facts.day("refused_day")
    if _cancelled(facts) != "no" or refused is None:
        return None
    last = rules.last_day(refused, "insurance.rescind_days").day
    if rules.today <= last:
        return None
    days = rules["insurance.rescind_days"]
    line = f"{chinese_day(refused)}拒赔时已经知道，{days}内可以解除，到{chinese_day(last)}为止，没有解除"
    return Outcome("right_lapsed", working=(line,))
