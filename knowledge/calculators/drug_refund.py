"""The price back for a drug or a medical device; the rule is that of other health goods too.

消费者权益保护法 第二十三条, 第四十条, 第四十八条第一款, 第五十二条; 产品质量法 第四十条第一款: what is not of the
quality due goes back. 药品管理法 第九十八条, 医疗器械监督管理条例 第五十五条: what must not be sold at all. That a person
reacts to a product, or that it has no effect, does not yet show a fault of it; that it is dear or no
longer wanted is none.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "owed": "yes",
    "price_unknown": "yes",
    "broken": "yes",
    "proof_thin": "depends",
    "effect_open": "depends",
    "fault_unknown": "depends",
    "no_fault": "no",
}
READS = ("drug_problem", "fault_proof", "amount")
FOUND = ("official", "report", "admitted")
_SEEN = ("expired", "altered", "unlabelled", "unregistered", "device_bad", "wrong_sold")
_MADE_OF = ("fake", "inferior", "banned", "adulterated")
_SAID = ("cure_claim",)
_OPEN = {"effect": "effect_open", "harm": "cause_open", "suspected": "proof_thin"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`drug_problem` is what is wrong, `fault_proof` what shows it."""
    return price_back("drug_problem", facts)


def price_back(name: str, facts: Facts) -> Outcome:
    """The outcome for the problem told by the fact `name`."""
    problem = facts.choice(name)
    if problem is None:
        return Outcome("fault_unknown", missing=(name,))
    if problem == "device_broken":
        return Outcome("broken")
    if problem in _OPEN:
        return Outcome(_OPEN[problem], missing=unknown(facts, "fault_proof"))
    if problem not in (*_SEEN, *_MADE_OF, *_SAID):
        return Outcome("no_fault")
    if not shown(problem, facts):
        return Outcome("proof_thin", missing=("fault_proof",))
    price = facts.money("amount")
    if price is None:
        return Outcome("price_unknown", missing=("amount",))
    return Outcome("owed", price, working=(f"退还已付价款{yuan(price)}",))


def shown(problem: str, facts: Facts) -> bool:
    """Whether the fault shows. A date or a missing label does by itself, unless the person says
    that there is nothing to show; what was said of a thing needs any proof; what it is made of
    shows only a test, a finding of the authority or the seller's own word."""
    proof = facts.choice("fault_proof")
    if problem in _MADE_OF:
        return proof in FOUND
    return proof != "none" and (proof is not None or problem in _SEEN)
