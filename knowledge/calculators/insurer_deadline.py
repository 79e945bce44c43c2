"""Whether an insurer is late with its decision or its money.

保险法 第二十三条第一款: a complex claim is decided within some days of the demand, unless agreed otherwise
(最高人民法院关于适用保险法若干问题的解释（二） 第十五条: from the first demand with papers, the time to
supply more left out), and paid within some days of the agreement on the sum; 第二款: late payment owes the
loss. 第二十五条: when the sum is not settled in time, what is certain is paid in advance.
机动车交通事故责任强制保险条例 第二十九条: shorter for the compulsory motor cover.
"""

from __future__ import annotations

from datetime import date

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import chinese_day

OUTCOMES: dict[str, Status] = {
    "pay_overdue": "yes",
    "advance_due": "yes",
    "assess_overdue": "yes",
    "not_due": "depends",
    "day_unknown": "depends",
    "not_slow": "no",
}
READS = ("insurance_trouble", "insurance_kind", "claim_filed_day", "settled_day")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`claim_filed_day`: demand and papers handed in; `settled_day`: the sum was agreed."""
    if facts.choice("insurance_trouble") != "slow":
        return Outcome("not_slow")
    motor = facts.choice("insurance_kind") == "motor_compulsory"
    settled, filed = facts.day("settled_day"), facts.day("claim_filed_day")
    if settled:
        name = "insurance.ctp_pay_days" if motor else "insurance.pay_days"
        return _overdue(rules, settled, name, "谈定赔付", "pay_overdue") or Outcome("not_due")
    if filed is None:
        return Outcome("day_unknown", missing=("claim_filed_day",))
    advance = _overdue(rules, filed, "insurance.advance_days", "交齐资料", "advance_due")
    if advance and not motor:
        return advance
    name = "insurance.ctp_assess_days" if motor else "insurance.assess_days"
    late = _overdue(rules, filed, name, "交齐资料", "assess_overdue")
    return late or Outcome("not_due")


def _overdue(rules: Rules, start: date, name: str, what: str, key: str) -> Outcome | None:
    last = rules.last_day(start, name).day
    if rules.today <= last:
        return None
    line = f"{chinese_day(start)}{what}，{rules[name]}算到{chinese_day(last)}，已经过了"
    return Outcome(key, working=(line,))
