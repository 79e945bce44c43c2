"""Loss from power, water or gas cut without notice.

民法典 第六百五十二条, 第六百五十六条: a planned interruption is announced as the rules say; unannounced, the loss
is paid. 电力供应与使用条例 第二十八条, 城市供水条例 第二十二条, 城镇燃气管理条例 第二十条第一款: how long ahead.
民法典 第六百五十三条: after an accident the supplier repairs in time.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "unannounced": "yes",
    "emergency": "depends",
    "notice_unknown": "depends",
    "announced": "no",
    "other": "no",
}
READS = ("utility_trouble", "stop_notice", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`stop_notice`: whether the interruption was announced; `loss_amount`: the proven loss."""
    notice = facts.choice("stop_notice")
    if facts.choice("utility_trouble") != "outage":
        return Outcome("other")
    if notice is None:
        return Outcome("notice_unknown", missing=("stop_notice",))
    if notice != "none":
        return Outcome(notice)
    loss = facts.money("loss_amount")
    working = (f"实际损失{yuan(loss)}",) if loss else ()
    return Outcome("unannounced", loss, working=working, missing=unknown(facts, "loss_amount"))
