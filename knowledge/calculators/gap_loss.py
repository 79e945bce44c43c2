"""What the same thing costs more elsewhere, when the seller breaks the bargain.

民法典 第五百六十六条第二款, 第五百八十四条: a contract cancelled for breach leaves the damages, up to what
could be foreseen when it was made. Its measure, the price of the substitute or of the market less
the price agreed: 最高人民法院关于适用民法典合同编通则若干问题的解释 第六十条, which serves matters under the
Civil Code only (第六十九条第二款).
"""

from __future__ import annotations

from knowledge.calculators import undelivered_refund
from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_missing": "depends",
    "no_gap": "no",
    "not_broken": "no",
}
READS = (*undelivered_refund.READS, "price_now")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`price_now`: what the same thing costs now, with the same shop or elsewhere, in yuan. When
    only a part of the goods came the two prices cannot be compared. Before the Civil Code the base has no
    rule for undoing a contract, and so no claim."""
    _ = rules["limitation.rescission_years"]
    broken = undelivered_refund.calculate(facts, rules).key
    if undelivered_refund.OUTCOMES[broken] != "yes" and broken != "paid_back":
        return Outcome("not_broken")
    paid, now = facts.money("amount"), facts.money("price_now")
    if paid is None or now is None or facts.choice("delivery_state") == "partial":
        return Outcome("price_missing", missing=unknown(facts, "amount", "price_now"))
    if now <= paid:
        return Outcome("no_gap")
    line = f"现在买要{yuan(now)} − 原来付的{yuan(paid)} = {yuan(now - paid)}"
    return Outcome("owed", now - paid, working=(line,))
