"""Whether an account that was closed, limited, stolen or emptied has to be given back.

民法典 第五百零九条第一款, 第五百七十七条: a service contract is performed as agreed. 最高人民法院关于适用民事诉讼法的解释
第九十一条: who says that a right ended, because of a breach by the user, proves it. 民法典 第四百九十六条第二款:
a standard term of great weight that was not pointed out does not count.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "must_prove": "depends",
    "ground_unknown": "depends",
    "stolen": "depends",
    "item_removed": "depends",
    "trouble_unknown": "depends",
    "admitted": "no",
    "other_matter": "no",
}
READS = ("platform_trouble", "game_trouble", "ban_ground")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`ban_ground`: none_given, denied (the user says it is untrue) or admitted."""
    trouble = facts.choice("game_trouble") or facts.choice("platform_trouble")
    if trouble is None:
        return Outcome("trouble_unknown", missing=("game_trouble", "platform_trouble"))
    if trouble in ("stolen", "item_removed"):
        return Outcome(trouble)
    if trouble not in ("banned", "restricted"):
        return Outcome("other_matter")
    ground = facts.choice("ban_ground")
    if ground is None:
        return Outcome("ground_unknown", missing=("ban_ground",))
    return Outcome("admitted" if ground == "admitted" else "must_prove")
