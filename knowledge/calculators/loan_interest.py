"""What a loan really costs a year, and whether interest is owed at all.

民法典 第六百八十条第一款: usury is forbidden, rates keep to the rules of the state; 第二款: where no interest
was agreed there is none. No text of the base gives the ceiling of a rate, so that the rate is
reckoned and the ceiling left to who publishes it. The rate is that of equal monthly payments: twelve
times the monthly rate at which they are worth what was received.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import plain, yuan

OUTCOMES: dict[str, Status] = {
    "no_interest": "yes",
    "rate_known": "depends",
    "rate_unknown": "depends",
    "other_trouble": "no",
}
READS = ("loan_trouble", "interest_agreed", "loan_received", "monthly_payment", "loan_terms")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loan_received` came, `monthly_payment` is paid `loan_terms` times, fees included."""
    if facts.choice("loan_trouble") not in ("rate", "upfront"):
        return Outcome("other_trouble")
    if facts.choice("interest_agreed") == "none":
        return Outcome("no_interest")
    got, each = facts.money("loan_received"), facts.money("monthly_payment")
    terms = facts.count("loan_terms")
    if not got or not each or not terms or each * terms <= got:
        asks = ("loan_received", "monthly_payment", "loan_terms", "interest_agreed")
        return Outcome("rate_unknown", missing=tuple(n for n in asks if n not in facts))
    yearly = (monthly_rate(got, each, terms) * 1200).quantize(Decimal("0.1"), ROUND_HALF_UP)
    lines = (
        f"到手{yuan(got)}，每期还{yuan(each)}，共{terms}期，一共还{yuan(each * terms)}",
        f"按每月还一次折算，实际年利率约{plain(yearly)}%（月利率 × 12）",
    )
    return Outcome("rate_known", working=lines)


def monthly_rate(got: Decimal, each: Decimal, terms: int) -> Decimal:
    """The rate at which `terms` payments of `each` are worth `got`, by halving."""
    low, high = Decimal(0), Decimal(1)
    for _ in range(40):
        middle = (low + high) / 2
        worth = sum((each / (1 + middle) ** n for n in range(1, terms + 1)), Decimal(0))
        low, high = (middle, high) if worth > got else (low, middle)
    return low
