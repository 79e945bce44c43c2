"""When refusing or putting off a return counts as deliberate, so that it can be reported.

侵害消费者权益行为处罚办法 第九条第一项: a distance seller who has not dealt with a return without reason,
or given no address for it, more than some days after it was asked for; 第四项: who has not paid more
than some days after the goods came back. 第八条第二项: a trader who
without good reason has not returned, exchanged, repaired or paid back more than some days after
the demand (quality) or after the agreed day. 消费者权益保护法 第五十六条第一款第八项: the penalty.
Only a demand that is due can be delayed: 第八条 and 第九条 both start from the duty by law.
"""

from __future__ import annotations

from knowledge.calculators import no_reason_return, refund_overdue
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

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
    "defect_level",
)

_SINCE = {
    "refund_promised_day": "答应退款",
    "return_received_day": "商家收到退货",
    "refund_asked_day": "提出",
}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Calendar days; the period itself is not yet delay, the day after it is."""
    ground = _ground(facts, rules)
    if ground != "yes":
        missing = () if "return_reason" in facts else ("return_reason",)
        return Outcome("no_ground" if ground == "no" else "ground_open", missing=missing)
    fact = _start(facts)
    start = facts.day(fact)
    if start is None:
        never = facts.choice("return_stage") == "refused" and fact == "refund_promised_day"
        return Outcome("day_unknown", missing=() if never else (fact,))
    plain = facts.choice("return_reason") == "no_reason"
    limit = rules["no_reason_return.stall_days" if plain else "quality.stall_days"]
    days = (rules.today - start).days
    since = _SINCE[fact]
    working = (f"从{since}的{chinese_day(start)}到今天过了{days}天，界线是{limit}",)
    if days < 0:
        working = (f"{since}的日子是{chinese_day(start)}，还没到",)
    return Outcome("stalled" if days > limit.value else "not_yet", working=working)


def _start(facts: Facts) -> str:
    """The fact from whose day the delay counts: the day agreed, where there is one; without a
    reason to give, the day the goods were back; else the day of the demand."""
    reason, stage = facts.choice("return_reason"), facts.choice("return_stage")
    promised = stage == "agreed" and "refund_promised_day" in facts
    if reason in ("agreed", "cancelled") or promised:
        return "refund_promised_day"
    if reason in (None, "no_reason") and "return_received_day" in facts:
        return "return_received_day"
    return "refund_asked_day"


def _ground(facts: Facts, rules: Rules) -> Status:
    """Whether what was demanded is owed at all."""
    reason = facts.choice("return_reason")
    if reason == "no_reason":
        return no_reason_return.OUTCOMES[no_reason_return.calculate(facts, rules).key]
    stage = facts.choice("return_stage")
    settled = stage in ("agreed", "short")
    settled = settled or (stage == "sent_back" and refund_overdue.may_return(facts, rules))
    return "yes" if reason or settled else "depends"
