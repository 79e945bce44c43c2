"""Money for harm to the mind.

民法典 第一千一百八十三条第一款: for serious harm when the person was injured. 消费者权益保护法 第五十一条:
for insulting, searching or holding a customer. How much a court weighs (最高人民法院关于确定民事侵权精神
损害赔偿责任若干问题的解释 第五条).
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "dignity": "depends",
    "grave": "depends",
    "open": "depends",
    "slight": "no",
}
READS = ("injury_cause", "injury_harm")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """A slight injury alone or a thing broken is as a rule no serious harm to the mind."""
    cause, harm = facts.choice("injury_cause"), facts.choice("injury_harm")
    if cause == "dignity":
        return Outcome("dignity")
    if cause == "own" or harm in ("minor", "none"):
        return Outcome("slight")
    if harm in ("disabled", "death"):
        return Outcome("grave")
    return Outcome("open", missing=() if harm else ("injury_harm",))
