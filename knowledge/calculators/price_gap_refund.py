"""The difference back when the same thing cost one buyer more than another.

消费者权益保护法实施条例 第九条第二款, 第四十八条: no different price for the same thing on equal terms without the
consumer knowing. 个人信息保护法 第二十四条第一款, 第六十九条: automated decisions may not treat people
unreasonably differently in price; loss by it is made good. A first order of a new user, another
time or other terms is no equal footing; an open tariff is not behind anybody's back.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "gap_unknown": "yes",
    "proof_thin": "depends",
    "terms_unknown": "depends",
    "kind_unknown": "depends",
    "new_user": "no",
    "open_tariff": "no",
    "terms_differ": "no",
    "no_gap": "no",
}
READS = ("price_gap_kind", "same_terms", "gap_proof", "amount", "other_price")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is what this buyer paid, `other_price` what another was asked, in yuan."""
    kind, terms = facts.choice("price_gap_kind"), facts.choice("same_terms")
    if kind == "outsider":
        _ = rules[
            "prepaid.closure_notice_days"
        ]  # 消费者权益保护法实施条例 in force: no algorithm here
    if kind in ("new_user", "open_tariff"):
        return Outcome(kind)
    if terms == "different":
        return Outcome("terms_differ")
    if kind is None:
        return Outcome("kind_unknown", missing=("price_gap_kind", "same_terms"))
    if terms is None:
        return Outcome("terms_unknown", missing=("same_terms",))
    if facts.choice("gap_proof") != "both":
        return Outcome("proof_thin", missing=("gap_proof",))
    own, other = facts.money("amount"), facts.money("other_price")
    if own is None or other is None:
        named = (("amount", own), ("other_price", other))
        return Outcome("gap_unknown", missing=tuple(name for name, sum_ in named if sum_ is None))
    if own <= other:
        return Outcome("no_gap")
    line = f"我付的{yuan(own)} − 别人的{yuan(other)} = {yuan(own - other)}"
    return Outcome("owed", own - other, working=(line,))
