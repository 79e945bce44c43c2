"""Free repair of a new home by its developer.

最高人民法院关于审理商品房买卖合同纠纷案件适用法律若干问题的解释 第十条第二款: within the warranty the developer
repairs; refused or dragged out, the buyer has it done at the developer's cost. 建设工程质量管理条例 第四十条:
the least periods, which run from the day the building passed its acceptance, so never later than
the handing over; 城市房地产开发经营管理条例 第三十条: a longer one promised in the paper binds.
浙江省实施消费者权益保护法办法 第十九条第二款: there, leaks are covered longer and from the handing over.
"""

from __future__ import annotations

from datetime import date

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "within": "yes",
    "structure": "yes",
    "zhejiang": "yes",
    "probably": "depends",
    "heating": "depends",
    "kind_unknown": "depends",
    "day_unknown": "depends",
    "expired": "no",
    "other": "no",
}
READS = (
    "house_trouble",
    "house_defect",
    "completion_day",
    "handover_day",
    "structure_check",
    "place",
)
PERIOD = {"leak": "house.waterproof_years", "fittings": "house.wiring_years"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`completion_day`: when the building passed acceptance; unknown, the day of handing over only
    shows when the period is surely over."""
    defect = facts.choice("house_defect")
    if facts.choice("house_trouble") not in (None, "quality"):
        return Outcome("other")
    if defect is None:
        told = "house_trouble" in facts
        return Outcome("kind_unknown", missing=("house_defect",)) if told else Outcome("other")
    if defect == "structure":
        return Outcome("other" if facts.choice("structure_check") == "passed" else "structure")
    if defect == "heating":
        return Outcome("heating")
    handed = facts.day("handover_day")
    if defect == "leak" and handed and (facts.choice("place") or "").startswith("浙江"):
        return _in_zhejiang(handed, rules)
    period = PERIOD.get(defect)
    return _within(facts, rules, period) if period else Outcome("other")


def _in_zhejiang(handed: date, rules: Rules) -> Outcome:
    last = rules.last_day(handed, "house.zhejiang_waterproof_years").day
    line = f"{chinese_day(handed)}交房，保修到{chinese_day(last)}"
    return Outcome("zhejiang" if rules.today <= last else "expired", working=(line,))


def _within(facts: Facts, rules: Rules, period: str) -> Outcome:
    start = facts.day("completion_day") or facts.day("handover_day")
    if start is None:
        return Outcome("day_unknown", missing=unknown(facts, "completion_day", "handover_day"))
    last = rules.last_day(start, period).day
    line = f"从{chinese_day(start)}起算{rules[period]}，到{chinese_day(last)}"
    if rules.today > last:
        return Outcome("expired", working=(line,))
    if "completion_day" in facts:
        return Outcome("within", working=(line,))
    return Outcome("probably", working=(line,), missing=("completion_day",))
