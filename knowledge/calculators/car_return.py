"""Whether a new family car goes back or is exchanged.

家用汽车产品修理更换退货责任规定 第十八条 (the period, from the delivery), 第二十二条 (first days: engine,
gearbox, traction battery, drive motor or main parts must be replaced), 第二十三条 (first weeks or
kilometres: steering, brakes, body, fuel, fire), 第二十四条第一款 (within the period: repairs and
replacements in vain). Periods begin the day after (民法典 第二百零一条第一款). The rule sets minimums:
the car's own booklet may give more.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from knowledge.models import Facts, Outcome
from knowledge.rules import Figure, Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "first_days": "yes",
    "first_weeks": "yes",
    "in_vain": "yes",
    "not_yet": "no",
    "period_over": "no",
    "facts_missing": "depends",
}
READS = (
    "received_day",
    "purchase_day",
    "car_fault_day",
    "car_fault",
    "car_mileage",
    "car_repairs",
    "car_repair_days",
    "car_replacements",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Days and kilometres as they stood when the fault showed; both limits must be kept."""
    fault = facts.choice("car_fault")
    if fault == "powertrain" and inside(facts, rules, "car.return_days"):
        return Outcome("first_days")
    if fault == "grave" and inside(facts, rules, "car.safety_days", "car.safety_km"):
        return Outcome("first_weeks")
    within = inside(facts, rules, "car.warranty_years", "car.warranty_km")
    if within is False:
        return Outcome("period_over")
    ways = _in_vain(facts, rules)
    if within and ways:
        return Outcome("in_vain", working=ways)
    missing = _missing(facts, rules, fault)
    return Outcome("facts_missing", missing=missing) if missing else Outcome("not_yet")


def _in_vain(facts: Facts, rules: Rules) -> tuple[str, ...]:
    """The cases of 第二十四条第一款 that are met, in words."""
    fault = facts.choice("car_fault")
    repairs, days = facts.count("car_repairs") or 0, facts.count("car_repair_days") or 0
    replaced = facts.count("car_replacements") or 0
    safety, same = rules["car.safety_repairs"], rules["car.same_fault_repairs"]
    assembly, part = rules["car.assembly_replacements"], rules["car.part_replacements"]
    total = rules["car.total_repair_days"]
    met = []
    if fault in ("grave", "safety") and repairs >= safety.value:
        met.append(f"严重安全故障已修{repairs}次，达到{safety}")
    if fault == "powertrain" and replaced >= assembly.value:
        met.append(f"总成已换{replaced}次，达到{assembly}")
    if fault == "part" and replaced >= part.value:
        met.append(f"同一主要零件已换{replaced}次，达到{part}")
    if days > total.value:
        met.append(f"累计修理{days}天，超过{total}")
    if repairs > same.value:
        met.append(f"同一毛病已修{repairs}次，超过{same}")
    return tuple(met)


def _missing(facts: Facts, rules: Rules, fault: str | None) -> tuple[str, ...]:
    """What would settle it, the most telling first."""
    wanted = ["car_fault"] if fault is None else []
    if start_of(facts) is None:
        wanted.append("received_day")
    if fault == "powertrain":
        day = fault_day_matters(facts, rules, "car.return_days")
    elif fault == "grave" and inside(facts, rules, "car.safety_days", "car.safety_km") is None:
        day = fault_day_matters(facts, rules, "car.safety_days")
    else:
        day = fault_day_matters(facts, rules, "car.warranty_years")
    if day:
        wanted.append("car_fault_day")
    counts = ["car_replacements"] if fault in ("powertrain", "part") else []
    counts += ["car_repairs", "car_repair_days", "car_mileage"]
    return tuple(wanted + [name for name in counts if facts.count(name) is None])


def start_of(facts: Facts) -> date | None:
    """The delivery, or the purchase where that is all we know."""
    return facts.day("received_day") or facts.day("purchase_day")


def inside(facts: Facts, rules: Rules, time: str, kilometres: str | None = None) -> bool | None:
    """Whether the fault showed within a time and, where named, a distance, whichever ends first.

    Without the day of the fault today counts as long as it is inside. None while it cannot be told.
    """
    start, km = start_of(facts), facts.count("car_mileage")
    fault_day = facts.day("car_fault_day")
    over = start is not None and (fault_day or rules.today) > _end(start, rules[time])
    late = over and fault_day is not None
    far = kilometres is not None and km is not None and km > rules[kilometres].value
    if late or far:
        return False
    untold = start is None or over or (kilometres is not None and km is None)
    return None if untold else True


def fault_day_matters(facts: Facts, rules: Rules, time: str) -> bool:
    """Whether a time has run out by today, so that the day the fault showed decides."""
    start = start_of(facts)
    if start is None or "car_fault_day" in facts:
        return False
    return rules.today > _end(start, rules[time])


def _end(start: date, figure: Figure) -> date:
    if figure.unit == "日":
        return start + timedelta(days=int(figure.value))
    year = start.year + int(figure.value)
    return date(year, start.month, min(start.day, monthrange(year, start.month)[1]))
