"""The premiums back when a policy was sold as something else.

民法典 第一百四十八条, 第一百四十九条: who was deceived may have the contract avoided; 第一百五十二条: within a
year of knowing, and in no case after the longest period from the act; 第一百五十七条: what was paid comes
back. 保险法 第一百一十六条, 第一百三十一条 forbid such sales; 第一百二十七条第一款: the agent's doing is the
insurer's. 最高人民法院关于适用保险法若干问题的解释（二） 第三条第一款: a signature by the seller does not bind,
but paying the premium ratifies it.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "proof_held": "depends",
    "proof_thin": "depends",
    "unsigned": "depends",
    "how_unknown": "depends",
    "too_late": "no",
    "not_missold": "no",
}
READS = (
    "insurance_trouble",
    "missold_how",
    "sale_proof",
    "purchase_day",
    "deceit_known_day",
    "amount",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """A court has to avoid the contract, so that nothing is certain; `amount` is what was paid in."""
    if facts.choice("insurance_trouble") != "missold":
        return Outcome("not_missold")
    how = facts.choice("missold_how")
    late = _too_late(facts, rules)
    if late and how != "unsigned":
        return Outcome("too_late", working=(late,))
    if how is None:
        return Outcome("how_unknown", missing=("missold_how", "deceit_known_day"))
    missing = tuple(n for n in ("sale_proof", "deceit_known_day", "amount") if n not in facts)
    if how == "unsigned":
        return Outcome("unsigned", facts.money("amount"), missing=missing)
    held = facts.choice("sale_proof") in ("recorded", "written")
    return Outcome("proof_held" if held else "proof_thin", facts.money("amount"), missing=missing)


def _too_late(facts: Facts, rules: Rules) -> str | None:
    for fact, name, what in (
        ("deceit_known_day", "limitation.avoid_years", "知道被骗"),
        ("purchase_day", "limitation.avoid_longest_years", "签合同"),
    ):
        start = facts.day(fact)
        if start and rules.today > (last := rules.last_day(start, name).day):
            return f"{chinese_day(start)}{what}，{rules[name]}算到{chinese_day(last)}，已经过了"
    return None
