"""Money for a title certificate that comes late.

最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第十四条: through the developer's fault the buyer
has no certificate by the day agreed, or, where none was agreed, some days after the handing over
(home sold before completion) or after the contract (finished home). The penalty agreed, else
interest on what was paid, at the rate banks charge on overdue loans, which no text held here fixes.
"""

from __future__ import annotations

from datetime import date

from knowledge.calculators.delay_penalty import agreed
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "by_interest": "yes",
    "sum_unknown": "yes",
    "cause_unknown": "depends",
    "day_unknown": "depends",
    "not_due": "no",
    "not_theirs": "no",
    "other": "no",
}
READS = (
    "house_trouble",
    "title_cause",
    "title_due_day",
    "house_kind",
    "handover_day",
    "purchase_day",
    "amount",
    "penalty_rate",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`title_cause`: whose doing the delay is; `title_due_day`: the day agreed in the contract."""
    if facts.choice("house_trouble") != "title":
        return Outcome("other")
    cause = facts.choice("title_cause")
    if cause == "own":
        return Outcome("not_theirs")
    due = title_due(facts, rules)
    if due is None:
        start = "purchase_day" if facts.choice("house_kind") == "finished" else "handover_day"
        return Outcome("day_unknown", missing=unknown(facts, "title_due_day", "house_kind", start))
    late = (rules.today - due).days
    line = f"最晚{chinese_day(due)}，到今天晚了{max(late, 0)}天"
    if late <= 0:
        return Outcome("not_due", working=(line,))
    if cause in (None, "unknown"):
        return Outcome("cause_unknown", working=(line,), missing=unknown(facts, "title_cause"))
    if facts.choice("penalty_rate") == "none":
        return Outcome("by_interest", working=(line,))
    return agreed(facts, late, line) or Outcome(
        "sum_unknown", working=(line,), missing=unknown(facts, "penalty_rate", "amount")
    )


def title_due(facts: Facts, rules: Rules) -> date | None:
    """The last day for the certificate; None when what it runs from is not known."""
    told = facts.day("title_due_day")
    kind = facts.choice("house_kind")
    if told or kind is None:
        return told
    start = facts.day("purchase_day" if kind == "finished" else "handover_day")
    return rules.last_day(start, "house.title_days").day if start else None
