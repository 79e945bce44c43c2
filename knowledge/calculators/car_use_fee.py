"""What comes back when a car is returned: the price, less the fee for use where one is due.

家用汽车产品修理更换退货责任规定 第二十七条: fee = price × kilometres ÷ 1000 × n, n as printed in the
booklet and never above a maximum; only for returns under 第二十四条第一款, so not in the first days
(第二十二条) nor the first weeks (第二十三条). Counted with the maximum: what comes back is at least this.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators import car_return
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "no_fee": "yes",
    "after_fee": "yes",
    "sum_unknown": "yes",
    "no_return": "no",
    "open": "depends",
}
READS = (*car_return.READS, "amount")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`amount` is the price of the car, `car_mileage` the kilometres driven."""
    right = car_return.calculate(facts, rules)
    status = car_return.OUTCOMES[right.key]
    if status != "yes":
        return Outcome("no_return" if status == "no" else "open", missing=right.missing)
    price, km = facts.money("amount"), facts.count("car_mileage")
    if price is None or (right.key == "in_vain" and km is None):
        return Outcome("sum_unknown", missing=("amount",) if price is None else ("car_mileage",))
    if right.key != "in_vain":
        return Outcome("no_fee", price, working=(f"全额退{yuan(price)}，不收使用补偿费",))
    most, per = rules["car.usage_rate"], rules["car_fee.per_km"]
    fee = price * Decimal(km or 0) / per.value * most.value / 100
    working = (
        f"使用补偿费最多：{yuan(price)} × {km}公里 ÷ {per} × {most} = {yuan(fee)}",
        f"{yuan(price)} − {yuan(fee)} = {yuan(price - fee)}",
    )
    return Outcome("after_fee", price - fee, working=working)
