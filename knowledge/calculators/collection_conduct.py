"""How far a debt may be collected.

民法典 第一千零三十二条, 第一千零三十三条: nobody disturbs another's private life by calls and messages, nor
spreads what they keep to themselves; people who owe nothing need not put up with it. 第一千零二十四条:
honour. Threats, insults and pestering are for the police (治安管理处罚法). Asking the debtor to pay, in a
measured way, is allowed: how many calls are too many no text says.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "others": "yes",
    "threat": "yes",
    "frequent": "depends",
    "how_unknown": "depends",
    "other_trouble": "no",
}
READS = ("loan_trouble", "collection_how")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`collection_how`: what the collectors do."""
    if facts.choice("loan_trouble") != "collection":
        return Outcome("other_trouble")
    how = facts.choice("collection_how")
    if how is None:
        return Outcome("how_unknown", missing=("collection_how",))
    return Outcome(how)
