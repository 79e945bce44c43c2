"""A housing agent's fee back.

民法典 第九百六十四条: no contract brought about, no fee, only necessary costs where agreed; 第九百六十二条第二款:
an agent that hides or invents what matters gets no fee and pays the harm; 第九百六十三条第一款: a contract
brought about is paid for.
"""

from __future__ import annotations

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "not_concluded": "yes",
    "lied": "yes",
    "unproven": "depends",
    "state_unknown": "depends",
    "concluded": "no",
    "other": "no",
}
READS = ("rental_trouble", "agency_state", "agency_fee", "mismatch_proof")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`agency_state`: what came of the agent's work; a lie needs something that shows it."""
    state, fee = facts.choice("agency_state"), facts.money("agency_fee")
    if facts.choice("rental_trouble") != "agency" and state is None and fee is None:
        return Outcome("other")
    if state is None:
        return Outcome("state_unknown", missing=("agency_state",))
    if state == "concluded":
        return Outcome("concluded")
    if state == "lied" and facts.choice("mismatch_proof") in (None, "none"):
        return Outcome("unproven", missing=unknown(facts, "mismatch_proof"))
    return Outcome(state, fee, missing=unknown(facts, "agency_fee"))
