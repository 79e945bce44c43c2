"""A service paid for that was not given, not as agreed, late, or whose result was lost.

民法典 第五百七十七条, 第五百八十二条, 第七百八十一条: who performs badly repairs, does it again or takes less;
第五百六十三条第一款第三项: urged in vain for a reasonable time, the customer may end the contract; 第五百六十六条:
what was not done is paid back. 第七百八十四条: who keeps a result badly answers for its loss. 第七百八十七条,
第九百三十三条: the customer may stop at will, and then pays the other side's loss. 消费者权益保护法 第五十二条,
第五十三条.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "unfinished": "yes",
    "sum_unknown": "yes",
    "lost": "yes",
    "late_urged": "yes",
    "late": "depends",
    "poor": "depends",
    "mismatch": "depends",
    "own": "depends",
    "trouble_unknown": "depends",
    "all_done": "no",
    "other_trouble": "no",
}
READS = ("service_trouble", "amount", "sessions_total", "sessions_used", "delivery_urged")
OPEN = ("lost", "poor", "mismatch", "own")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`sessions_total` and `sessions_used`: days, times or meetings agreed and given."""
    trouble = facts.choice("service_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("service_trouble",))
    if trouble == "not_done":
        return _not_done(facts)
    if trouble == "late":
        urged = facts.choice("delivery_urged")
        key = "late_urged" if urged == "waited" else "late"
        return Outcome(key, missing=() if urged else ("delivery_urged",))
    return Outcome(trouble if trouble in OPEN else "other_trouble")


def _not_done(facts: Facts) -> Outcome:
    paid, total = facts.money("amount"), facts.count("sessions_total")
    done = facts.count("sessions_used")
    if not paid or not total or done is None:
        names = ("amount", "sessions_total", "sessions_used")
        return Outcome("sum_unknown", missing=tuple(n for n in names if n not in facts))
    rest = max(total - done, 0)
    if not rest:
        return Outcome("all_done")
    back = (paid * rest / total).quantize(Decimal("0.01"), ROUND_HALF_UP)
    line = f"{yuan(paid)} ÷ {total} × 没做的{rest} = {yuan(back)}"
    return Outcome("unfinished", back, working=(line,))
