"""Return, exchange or repair where the matter itself is a fault of quality.

消费者权益保护法 第二十四条: as in `quality_return`, but nobody has to say that quality is the reason.
"""

from __future__ import annotations

from knowledge.calculators import quality_return
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    key: status for key, status in quality_return.OUTCOMES.items() if key != "reason_unknown"
}
READS = quality_return.READS


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """A reason told (不想要了, 谈好了) stands; without one it is quality."""
    return quality_return.calculate(Facts({"return_reason": "quality", **facts}), rules)
