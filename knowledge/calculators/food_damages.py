"""Punitive damages for food below the safety standards, on top of price and loss.

食品安全法 第一百四十八条第二款: who produces such food, or deals in it knowingly, pays on demand a
multiple of the price or a multiple of the loss, and at least a fixed sum; a flaw of the label that
neither touches safety nor misleads is excepted.
最高人民法院关于审理食品安全民事纠纷案件适用法律若干问题的解释（一） 第六条: selling past the date or
with an altered date counts as knowing; 第十一条: packaged food without maker, ingredients or dates.
最高人民法院关于审理食品药品惩罚性赔偿纠纷案件适用法律若干问题的解释 第四条 (workshops and stalls),
第六条 to 第八条 (labels), 第十二条 (who bought knowingly: only what a household needs).
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.models import Facts, Outcome
from knowledge.rules import Figure, Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed_by_seller": "yes",
    "owed_by_either": "yes",
    "owed_by_maker": "yes",
    "price_unknown": "yes",
    "knowing_open": "depends",
    "beyond_need": "depends",
    "unproven": "depends",
    "label_exempt": "no",
}
READS = (
    "amount",
    "food_problem",
    "food_source",
    "food_knew",
    "medical_cost",
    "lost_income",
    "injury_proof",
)

_SELLER_KNEW = ("expired", "date_altered")
_IN_PACK = ("substandard", "label_misleading")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """The higher of the two ways to count; both may be chosen from, so the higher is named. A loss
    that nothing yet links to the food (`injury_proof`) is left out. Only packaged food has to
    bear a label."""
    problem = facts.choice("food_problem")
    if problem == "label_minor":
        return Outcome("label_exempt")
    amount, working = _sum(facts, rules)
    bare = problem == "no_label" and facts.choice("food_source") not in (None, "packaged")
    if problem is None or problem == "unproven" or bare:
        return Outcome("unproven", amount, working=working, missing=("food_problem",))
    if facts.choice("food_knew") == "knew_many":
        return Outcome("beyond_need")
    key = _who(problem, facts.choice("food_source"))
    if key == "knowing_open":
        return Outcome(key, amount, working=working, missing=("food_source",))
    if amount is None:
        floor = rules["punitive.food_floor"]
        return Outcome("price_unknown", least=floor.value, missing=("amount",))
    return Outcome(key, amount, working=working)


def _who(problem: str, source: str | None) -> str:
    """Whom the claim reaches without proof that a seller knew more than the law presumes."""
    if problem in _SELLER_KNEW:
        return "owed_by_seller"
    if problem == "no_label":
        return "owed_by_either"
    if source in ("packaged", "stall") or (source is None and problem in _IN_PACK):
        return "owed_by_maker"
    return "knowing_open"


def _sum(facts: Facts, rules: Rules) -> tuple[Decimal | None, tuple[str, ...]]:
    by_price, by_loss = rules["punitive.food_price_multiple"], rules["punitive.food_loss_multiple"]
    floor = rules["punitive.food_floor"]
    price, loss = facts.money("amount"), _loss(facts)
    return higher(price, loss or None, by_price, by_loss, floor)


def higher(
    price: Decimal | None, loss: Decimal | None, by_price: Figure, by_loss: Figure, floor: Figure
) -> tuple[Decimal | None, tuple[str, ...]]:
    """The higher of a multiple of the price and one of the loss, at least the floor, with its working;
    None when neither is known."""
    ways, working = [], []
    if price is not None:
        ways.append(price * by_price.value)
        working.append(f"价款{yuan(price)} × {by_price} = {yuan(ways[-1])}")
    if loss is not None:
        ways.append(loss * by_loss.value)
        working.append(f"损失{yuan(loss)} × {by_loss} = {yuan(ways[-1])}")
    if not ways:
        return None, ()
    if len(ways) > 1:
        working.append(f"两种算法选高的：{yuan(max(ways))}")
    if max(ways) < floor.value:
        working.append(f"不足最低{floor}，按{floor}算")
    return max(*ways, floor.value), tuple(working)


def _loss(facts: Facts) -> Decimal:
    if facts.choice("injury_proof") not in ("diagnosed", "several"):
        return Decimal(0)
    sums = (facts.money("medical_cost"), facts.money("lost_income"))
    return sum((s for s in sums if s is not None), Decimal(0))
