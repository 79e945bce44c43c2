"""What was bought in a digital service and then changed by its provider.

消费者权益保护法 第二十条第一款, 第二十三条第二款: it must be as it was described, odds of a draw included.
民法典 第五百零九条第一款, 第五百七十七条: one side alone may not change what was agreed. Adjusting a game for
balance is not by itself a breach; a court looks at what was promised when it was sold.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "odds_false": "depends",
    "weakened": "depends",
    "kind_unknown": "depends",
    "given_free": "no",
    "other_matter": "no",
}
READS = ("game_trouble", "item_change")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`item_change`: odds_false, weakened, or given_free (what was paid for was later given away)."""
    if facts.choice("game_trouble") != "changed":
        return Outcome("other_matter")
    change = facts.choice("item_change")
    if change is None:
        return Outcome("kind_unknown", missing=("item_change",))
    return Outcome(change)
