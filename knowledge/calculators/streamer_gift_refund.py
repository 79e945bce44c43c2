"""Whether an adult can have back what was given to a streamer.

民法典 第一百四十三条: what an adult gives of free will stands. 第一百四十八条, 第一百五十二条, 第一百五十七条: who was
deceived may have it set aside, within the period for doing so. A child's payments are another
matter (第一百四十四条, 第一百四十五条); money of both spouses is governed by family law, which is not held.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "deceived": "depends",
    "spouse": "depends",
    "child": "depends",
    "ground_unknown": "depends",
    "own_will": "no",
    "other_matter": "no",
}
READS = ("game_trouble", "gift_ground")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`gift_ground`: own_will, deceived, spouse or child."""
    if facts.choice("game_trouble") != "gift":
        return Outcome("other_matter")
    ground = facts.choice("gift_ground")
    if ground is None:
        return Outcome("ground_unknown", missing=("gift_ground",))
    return Outcome(ground)
