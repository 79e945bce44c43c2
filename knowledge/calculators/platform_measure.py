"""What can be asked of a platform that decided against a consumer.

网络交易平台规则监督管理办法 第十九条: for measures with a negative effect the platform states facts, reasons and
basis and gives a way to appeal; appeals are looked at again, by a person if asked when only a
machine did it. Whether a ruling between buyer and seller is such a measure the text does not say;
第五十九条 of 电子商务法 holds for it in any case. 第三十九条第二款: reviews by consumers are not deleted. Before those measures only
第五十九条 held: complaints are taken and dealt with in time.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.errors import NotYetInForce
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "review_due": "yes",
    "ruling": "yes",
    "human_due": "yes",
    "review_back": "yes",
    "human_upheld": "depends",
    "earlier": "depends",
    "trouble_unknown": "depends",
    "other_matter": "no",
}
READS = ("platform_trouble", "platform_appeal")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`platform_appeal` machine: only automatic answers so far; human: a person upheld it."""
    trouble, appeal = facts.choice("platform_trouble"), facts.choice("platform_appeal")
    if trouble == "review_deleted":
        return Outcome("review_back")
    if trouble is None and appeal is None:
        return Outcome("trouble_unknown", missing=("platform_trouble",))
    if trouble not in (None, "ruled", "restricted"):
        return Outcome("other_matter")
    try:
        _ = rules["ecommerce.major_rule_notice_days"]  # in force with 第十九条
    except NotYetInForce:
        return Outcome("earlier")
    if appeal == "human":
        return Outcome("human_upheld")
    if trouble == "ruled":
        return Outcome("ruling", missing=unknown(facts, "platform_appeal"))
    key = "human_due" if appeal == "machine" else "review_due"
    return Outcome(key, missing=unknown(facts, "platform_appeal"))
