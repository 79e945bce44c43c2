"""What a customer may ask of a repairer whose work was bad or too dear.

民法典 第七百八十一条: bad work is mended, done again, paid less or made good; 第七百七十五条第二款: parts that
need no repair are not changed; 第七百八十三条: unpaid work may be kept back, no more; 第七百八十四条: what was
left with the repairer is kept safe; 第五百零九条: the price agreed is the price.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "redo": "yes",
    "worse": "yes",
    "parts": "yes",
    "overcharge": "yes",
    "overcharge_unknown": "yes",
    "lost": "yes",
    "worse_open": "depends",
    "parts_open": "depends",
    "holding": "depends",
    "trouble_unknown": "depends",
    "as_quoted": "no",
}
READS = ("repair_trouble", "cause_proof", "amount", "quoted_price")
PROVEN = ("admitted", "tested", "recorded")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the bill, `quoted_price` what was agreed before; `cause_proof` what shows that
    the repairer did it."""
    trouble = facts.choice("repair_trouble")
    proven = facts.choice("cause_proof") in PROVEN
    missing = () if proven else ("cause_proof",)
    if trouble is None:
        return Outcome("trouble_unknown", missing=("repair_trouble",))
    if trouble == "overcharged":
        return over_quote(facts)
    if trouble == "made_worse":
        return Outcome("worse" if proven else "worse_open", missing=missing)
    if trouble in ("needless", "swapped"):
        return Outcome("parts" if proven else "parts_open", missing=missing)
    if trouble == "holding":
        return Outcome(trouble, missing=unknown(facts, "amount", "quoted_price"))
    return Outcome("redo" if trouble == "not_fixed" else trouble)


def over_quote(facts: Facts) -> Outcome:
    """The bill against the price agreed before the work."""
    bill, quoted = facts.money("amount"), facts.money("quoted_price")
    if bill is None or quoted is None:
        missing = tuple(f for f in ("quoted_price", "amount") if f not in facts)
        return Outcome("overcharge_unknown", missing=missing)
    line = f"实收{yuan(bill)} − 说好的{yuan(quoted)} = {yuan(bill - quoted)}"
    if bill <= quoted:
        return Outcome("as_quoted", working=(line,))
    return Outcome("overcharge", bill - quoted, working=(line,))
