"""When refusing or putting off a return counts as deliberate, so that it can be reported.

侵害消费者权益行为处罚办法 第九条第一项: a distance seller who has not dealt with a return without reason,
or given no address for it, more than some days after it was asked for. 第八条第二项: a trader who
without good reason has not returned, exchanged, repaired or paid back more than some days after
the demand (quality) or after the agreed day. 消费者权益保护法 第五十六条第一款第八项: the penalty.
Only a demand that is due can be delayed: 第八条 and 第九条 both start from the duty by law.
"""

from __future__ import annotations

from knowledge.calculators import no_reason_return
from knowledge.calculators.no_reason_return import on_paper
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "stalled": "yes",
    "not_yet": "depends",
    "day_unknown": "depends",
    "ground_open": "depends",
    "no_ground": "no",
}
READS = (
    *no_reason_return.READS,
    "return_stage",
    "refund_promised_day",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Calendar days; the period itself is not yet delay, the day after it is."""
    ground = _ground(facts, rules)
    if ground != "yes":
        missing = () if "return_reason" in facts else ("return_reason",)
        return Outcome("no_ground" if ground == "no" else "ground_open", missing=missing)
    agreed = facts.choice("return_reason") in ("agreed", "cancelled")
    fact = "refund_promised_day" if agreed else "refund_asked_day"
    start = facts.day(fact)
    if start is None:
        return Outcome("day_unknown", missing=(fact,))
    plain = facts.choice("return_reason") == "no_reason"
    limit = rules["no_reason_return.stall_days" if plain else "quality.stall_days"]
    days = (rules.today - start).days
    since = "答应退款" if agreed else "提出"
    working = (f"从{since}的{on_paper(start)}到今天过了{max(days, 0)}天，界线是{limit}",)
    return Outcome("stalled" if days > limit.value else "not_yet", working=working)


def _ground(facts: Facts, rules: Rules) -> Status:
    """Whether what was demanded is owed at all."""
    reason = facts.choice("return_reason")
    if reason == "no_reason":
        return no_reason_return.OUTCOMES[no_reason_return.calculate(facts, rules).key]
    settled = facts.choice("return_stage") in ("agreed", "sent_back", "short")
    return "yes" if reason or settled else "depends"
