"""Whether a market regulator takes up a complaint.

市场监督管理投诉举报处理办法 第十六条: not when another body has taken up or settled the same dispute,
when it was not bought for living, or when more than some years have passed since the person knew.
消费者权益保护法 第六十二条: what a farmer buys directly for farming is treated alike.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "open": "yes",
    "staff": "depends",
    "unknown": "depends",
    "handled": "no",
    "business": "no",
    "too_old": "no",
}
READS = ("buyer_purpose", "handled_elsewhere", "harm_known_day", "complaint_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`complaint_day` counts where the complaint is made, else today."""
    if facts.choice("handled_elsewhere") == "handled":
        return Outcome("handled")
    purpose = facts.choice("buyer_purpose")
    if purpose == "business":
        return Outcome("business")
    known = facts.day("harm_known_day")
    working: tuple[str, ...] = ()
    if known:
        last = rules.last_day(known, "complaint.limit_years")
        working = (f"{chinese_day(known)}知道，投诉最晚{chinese_day(last.counted)}",)
        if (facts.day("complaint_day") or rules.today) > last.day:
            return Outcome("too_old", working=working)
    wanted = ("buyer_purpose", "handled_elsewhere", "harm_known_day")
    missing = tuple(name for name in wanted if name not in facts)
    if purpose == "staff":
        return Outcome("staff", working=working, missing=missing)
    return Outcome("unknown" if missing else "open", working=working, missing=missing)
