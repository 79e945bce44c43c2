"""Free repair of a new family car, or a new engine, gearbox, battery or motor.

家用汽车产品修理更换退货责任规定 第十八条 (the period), 第十九条 (free repair), 第二十条 (first weeks or
kilometres: the assembly is replaced free).
"""

from __future__ import annotations

from knowledge.calculators.car_return import fault_day_matters, inside, start_of
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "assembly": "yes",
    "repair": "yes",
    "period_over": "no",
    "facts_missing": "depends",
}
READS = ("received_day", "purchase_day", "car_fault_day", "car_fault", "car_mileage")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Both limits, days and kilometres, must be kept when the fault shows."""
    within = inside(facts, rules, "car.repair_years", "car.repair_km")
    if within is False:
        return Outcome("period_over")
    early = inside(facts, rules, "car.early_days", "car.early_km")
    if facts.choice("car_fault") == "powertrain" and early:
        return Outcome("assembly")
    if within is None:
        missing = [] if start_of(facts) else ["received_day"]
        missing += [] if "car_mileage" in facts else ["car_mileage"]
        missing += ["car_fault_day"] if fault_day_matters(facts, rules, "car.repair_years") else []
        return Outcome("facts_missing", missing=tuple(missing))
    ask = facts.choice("car_fault") == "powertrain" and early is None
    return Outcome("repair", missing=("car_fault_day",) if ask else ())
