"""Whether the platform itself has to pay for what a seller on it owes.

电子商务法 第三十七条第二款, 最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一） 第四条: a platform answers as
the seller for what it sells itself or marks as its own. 消费者权益保护法 第四十四条第一款: it answers when it
cannot name the seller's true name, address and working contact; 第二款, 电子商务法 第三十八条第一款: it
answers jointly when it knew or should have known and took no measures; 第三十八条第二款: where life or
health is concerned it bears a corresponding part for not checking who sells.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "self_run": "yes",
    "seller_hidden": "yes",
    "knew": "yes",
    "unchecked": "depends",
    "refused": "depends",
    "not_told": "depends",
    "ask_identity": "depends",
    "trouble_unknown": "depends",
    "acted": "no",
    "seller_known": "no",
    "other_matter": "no",
}
READS = ("platform_trouble", "seller_identity", "platform_notice", "loss_amount")
MEASURES = ("ruled", "restricted", "review_deleted")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`seller_identity` none: the platform cannot name the seller or named a false one; refused: it
    will not say. `platform_notice` told: warned with evidence, and nothing was done. The sum is
    what the seller owes (`loss_amount`)."""
    trouble, identity = facts.choice("platform_trouble"), facts.choice("seller_identity")
    if trouble in MEASURES:
        return Outcome("other_matter")
    key = _holding(trouble, identity, facts.choice("platform_notice"))
    if key:
        missing = unknown(facts, "loss_amount")
        return Outcome(key, facts.money("loss_amount"), missing=missing)
    if trouble == "unchecked":
        return Outcome("unchecked")
    if trouble == "ignored":
        key = "acted" if facts.choice("platform_notice") == "acted" else "not_told"
        return Outcome(key, missing=unknown(facts, "platform_notice", "seller_identity"))
    if identity in ("given", "refused"):
        key = "seller_known" if identity == "given" else "refused"
        return Outcome(key, missing=unknown(facts, "platform_notice"))
    if trouble == "seller_gone":
        return Outcome("ask_identity", missing=("seller_identity",))
    return Outcome("trouble_unknown", missing=("platform_trouble", "seller_identity"))


def _holding(trouble: str | None, identity: str | None, notice: str | None) -> str | None:
    """The ground on which the platform answers for the whole, if any."""
    if trouble == "self_run":
        return "self_run"
    if identity == "none":
        return "seller_hidden"
    return "knew" if notice == "told" else None
