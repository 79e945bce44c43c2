"""A part of the price back for a stay, a show or a visit that was not what was sold.

民法典 第五百八十二条: what does not meet the agreement gives, within reason, a lower price. 消费者权益保护法
第二十三条第二款: a service must be of the quality that advertisement showed. 旅游法 第四十四条第三款: a
sight whose main attraction is closed charges less. 营业性演出管理条例 第四十七条第二款: playback instead of
song, a stopped show.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "sum_unknown": "yes",
    "unproven": "depends",
    "not_this": "no",
}
READS = ("hotel_trouble", "show_trouble", "service_used", "mismatch_proof", "missed_value")
ALWAYS = ("seat_bad", "closed_item", "lip_sync")
IF_SEEN = ("rescheduled", "changed")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`missed_value`: the difference between what was paid for and what was had, in yuan."""
    show = facts.choice("show_trouble")
    seen = show in IF_SEEN and facts.choice("service_used") == "used"
    if facts.choice("hotel_trouble") != "not_as_shown" and show not in ALWAYS and not seen:
        return Outcome("not_this")
    if facts.choice("mismatch_proof") == "none":
        return Outcome("unproven", missing=("mismatch_proof",))
    gap = facts.money("missed_value")
    if gap is None:
        return Outcome("sum_unknown", missing=("missed_value",))
    return Outcome("owed", gap, working=(f"没得到的部分{yuan(gap)}",))
