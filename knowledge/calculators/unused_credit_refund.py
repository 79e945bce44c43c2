"""Money back for credit that can no longer be used up.

消费者权益保护法 第五十三条: who takes money beforehand and does not supply as agreed gives the rest back.
民法典 第五百六十三条第一款第二项, 第五百六十六条第一款: a provider that ends its service shows that it will not
perform; what was paid for it comes back. After a ban it turns on who broke the contract.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "banned": "depends",
    "banned_rightly": "depends",
    "other_matter": "no",
}
READS = ("platform_trouble", "game_trouble", "ban_ground", "account_balance")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`account_balance`: what is left of the credit, in yuan as it was bought."""
    trouble = facts.choice("game_trouble") or facts.choice("platform_trouble")
    left = facts.money("account_balance")
    if trouble == "shut_down":
        if left is None:
            return Outcome("sum_unknown", missing=("account_balance",))
        return Outcome("owed", left, working=(f"没用完的余额{yuan(left)}",))
    if trouble not in ("banned", "restricted"):
        return Outcome("other_matter")
    ground = facts.choice("ban_ground")
    if ground is None:
        return Outcome("banned", left, missing=("ban_ground",))
    return Outcome("banned_rightly" if ground == "admitted" else "banned", left)
