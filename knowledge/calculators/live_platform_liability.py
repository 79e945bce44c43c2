"""Whether the platform of a live room has to pay for what the room owes.

最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一） 第十三条, 第十四条, 第十六条: as for any platform, where
the purchase was made in a live room. Money sent privately to somebody met elsewhere was not.
"""

from __future__ import annotations

from knowledge.calculators import platform_liability
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules

OUTCOMES = platform_liability.OUTCOMES
READS = (*platform_liability.READS, "bought_where")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`bought_where` must be live."""
    if facts.choice("bought_where") != "live":
        return Outcome("other_matter")
    return platform_liability.calculate(facts, rules)
