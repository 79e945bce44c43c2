"""Money a child spent without the parents: what comes back.

民法典 第二十条, 第一百四十四条: below the first age every such act is void. 第十九条, 第一百四十五条
第一款: from there until majority it holds only when it fits age and mind, or the guardian agrees or
ratifies. 第十七条, 第十八条: who is of age, or from sixteen lives chiefly on own work, is bound.
第一百五十七条: what was received is returned; each side bears its own fault, so a guardian's
carelessness may cost a part that no text puts in figures.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "void": "yes",
    "void_shared": "yes",
    "unratified": "yes",
    "unratified_shared": "yes",
    "sum_unknown": "yes",
    "child_unproven": "depends",
    "parent_allowed": "depends",
    "age_unknown": "depends",
    "suited": "no",
    "agreed": "no",
    "own_income": "no",
    "adult": "no",
}
READS = (
    "age",
    "amount",
    "guardian_consent",
    "spend_scale",
    "own_income",
    "child_proof",
    "guardian_care",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`age` in whole years when the money was spent; a guardian who complains is taken not to agree
    and the sum to be beyond a child's means, unless `guardian_consent` or `spend_scale` (small)
    says otherwise. Ratifying does not mend what a child below the first age did; but what the
    parents had told it to do may count as their own payment."""
    age = facts.count("age")
    if age is None:
        return Outcome("age_unknown", missing=("age",))
    if age >= rules["minors.adult_from"].value:
        return Outcome("adult")
    incapable = age < rules["minors.incapable_below"].value
    if not incapable and (barred := _bound(facts, rules, age)):
        return barred
    if incapable and facts.choice("guardian_consent") == "agreed":
        return Outcome("parent_allowed", facts.money("amount"))
    if facts.choice("child_proof") == "none":
        return Outcome("child_unproven", facts.money("amount"), missing=("child_proof",))
    amount = facts.money("amount")
    if amount is None:
        return Outcome("sum_unknown", missing=("amount",))
    shared = "_shared" if facts.choice("guardian_care") == "careless" else ""
    key = ("void" if incapable else "unratified") + shared
    wanted = ["guardian_consent", "child_proof"]
    if not incapable:
        wanted.append("spend_scale")
    if age >= rules["minors.earning_from"].value:
        wanted.append("own_income")
    ask = tuple(name for name in wanted if name not in facts)
    line = f"孩子付款时{age}岁，退还充值、打赏的{yuan(amount)}"
    return Outcome(key, amount, working=(line,), missing=ask)


def _bound(facts: Facts, rules: Rules, age: int) -> Outcome | None:
    """Why a child with limited capacity is bound all the same; None when nothing says so."""
    if age >= rules["minors.earning_from"].value and facts.choice("own_income") == "yes":
        return Outcome("own_income")
    if facts.choice("guardian_consent") in ("agreed", "ratified"):
        return Outcome("agreed")
    return Outcome("suited") if facts.choice("spend_scale") == "small" else None
