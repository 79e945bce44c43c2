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
    "temporary": "depends",
    "cause_unknown": "depends",
    "notice_unknown": "depends",
    "announced": "no",
    "other": "no",
}
READS = ("utility_trouble", "utility_kind", "stop_notice", "stop_cause", "loss_amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`stop_notice`: whether it was announced; `stop_cause`: why it was; `loss_amount`: the
    proven loss. A short repair of the power line is announced to important customers alone."""
    notice, cause = facts.choice("stop_notice"), facts.choice("stop_cause")
    if facts.choice("utility_trouble") != "outage":
        return Outcome("other")
    if notice == "announced":
        return Outcome("announced")
    if cause == "accident":
        return Outcome("emergency")
    if notice is None:
        return Outcome("notice_unknown", missing=unknown(facts, "stop_notice", "stop_cause"))
    if cause in (None, "unknown"):
        return Outcome("cause_unknown", missing=unknown(facts, "stop_cause"))
    if cause == "temporary" and facts.choice("utility_kind") in (None, "power"):
        return Outcome("temporary", missing=unknown(facts, "utility_kind"))
    loss = facts.money("loss_amount")
    working = (f"实际损失{yuan(loss)}",) if loss else ()
    return Outcome("unannounced", loss, working=working, missing=unknown(facts, "loss_amount"))
