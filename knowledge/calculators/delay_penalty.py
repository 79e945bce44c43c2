"""Money for finishing late, as the contract promises it.

民法典 第五百八十五条: an agreed penalty for delay is owed, and the work still has to be done; a court
may raise one below the loss and lower one far above it. 第五百七十七条, 第五百八十四条: without an agreed
penalty the proven loss is owed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day, plain, yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "by_loss": "yes",
    "day_unknown": "depends",
    "not_late": "no",
    "other": "no",
}
READS = ("decoration_trouble", "due_day", "handover_day", "amount", "penalty_rate", "loss_amount")
PER_MYRIAD = {
    "half": Decimal("0.5"),
    "one": Decimal(1),
    "two": Decimal(2),
    "three": Decimal(3),
    "five": Decimal(5),
    "ten": Decimal(10),
}
"""Options of `penalty_rate`: parts of ten thousand a day, as the contract says."""


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount`: what was paid; `penalty_rate`: the contract's rate; `handover_day`: when it was
    finished, absent while it is not."""
    if facts.choice("decoration_trouble") not in (None, "late", "stopped"):
        return Outcome("other")
    due = facts.day("due_day")
    if due is None:
        return Outcome("day_unknown", missing=unknown(facts, "decoration_trouble", "due_day"))
    late, line = delay(facts, due, rules.today)
    if late <= 0:
        return Outcome("not_late", working=(line,))
    if facts.choice("penalty_rate") == "none":
        loss = facts.money("loss_amount")
        lines = (line, f"实际损失{yuan(loss)}") if loss else (line,)
        return Outcome("by_loss", loss, working=lines, missing=unknown(facts, "loss_amount"))
    return agreed(facts, late, line) or Outcome(
        "sum_unknown", working=(line,), missing=unknown(facts, "penalty_rate", "amount")
    )


def delay(facts: Facts, due: date, today: date) -> tuple[int, str]:
    """Days after the agreed day until it was handed over, or until today; a line saying so."""
    done = facts.day("handover_day")
    end = done or today
    late = (end - due).days
    until = "实际交付" if done else "算到今天"
    return late, f"约定{chinese_day(due)}，{chinese_day(end)}{until}，晚了{max(late, 0)}天"


def agreed(facts: Facts, late: int, line: str) -> Outcome | None:
    """The agreed penalty; None when the rate or the price is not known."""
    price, rate = facts.money("amount"), PER_MYRIAD.get(facts.choice("penalty_rate") or "")
    if price is None or rate is None:
        return None
    amount = price * rate / 10000 * late
    sum_line = f"{yuan(price)} × 万分之{plain(rate)} × {late}天 = {yuan(amount)}"
    return Outcome("owed", amount, working=(line, sum_line))
