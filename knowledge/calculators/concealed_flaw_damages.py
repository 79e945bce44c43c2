"""Damages for a flaw of second-hand goods that a dealer denied or kept back.

消费者权益保护法 第五十五条第一款 with 侵害消费者权益行为处罚办法 第六条第八项, 第五条第七项, 第十六条第二款: hiding what
matters to the buyer is fraud. It binds traders only: 最高人民法院关于审理网络消费纠纷案件适用法律若干问题的
规定（一） 第七条 says when a seller on a second-hand platform is one.
"""

from __future__ import annotations

from knowledge.calculators import concealed_flaw_refund, fraud_damages
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "owed_floor": "yes",
    "price_unknown": "yes",
    "unproven": "depends",
    "told_unknown": "depends",
    "seller_unknown": "depends",
    "kind_unknown": "depends",
    "private": "no",
    "no_fraud": "no",
}
READS = concealed_flaw_refund.READS


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """Only for a flaw that was hidden, that something shows, and that a dealer sold."""
    return judge(concealed_flaw_refund.calculate(facts, rules), facts, rules)


def judge(refund: Outcome, facts: Facts, rules: Rules) -> Outcome:
    """The damages beside what was found of the refund."""
    seller = facts.choice("seller_kind")
    if refund.key == "kind_unknown":
        return Outcome("kind_unknown", missing=refund.missing)
    if refund.key not in ("owed", "price_unknown", "unproven", "silent_unknown"):
        return Outcome("no_fraud")
    if seller == "individual":
        return Outcome("private")
    if refund.key == "unproven":
        return Outcome("unproven", missing=refund.missing)
    if "flaw_told" not in facts:
        return Outcome("told_unknown", missing=("flaw_told",))
    if seller != "dealer":
        return Outcome("seller_unknown", missing=("seller_kind",))
    return fraud_damages.shown(facts, rules)
