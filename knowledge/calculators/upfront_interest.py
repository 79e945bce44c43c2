"""Interest taken off the loan before it was paid out (砍头息).

民法典 第六百七十条: interest is not deducted from the principal in advance; where it was, the loan is paid
back, and interest reckoned, on what was really received. A fee under another name is looked at for
what it is: who took it, and whether anything was done for it.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "cut": "yes",
    "sum_unknown": "yes",
    "fee": "depends",
    "broker": "depends",
    "name_unknown": "depends",
    "nothing_cut": "no",
    "other_trouble": "no",
}
READS = ("loan_trouble", "loan_face", "loan_received", "cut_name")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`loan_face` is what the contract says, `loan_received` what came; the amount is what need not
    be paid back as principal."""
    face, received = facts.money("loan_face"), facts.money("loan_received")
    both = face is not None and received is not None
    if facts.choice("loan_trouble") != "upfront" and not both:
        return Outcome("other_trouble")
    cut = face - received if face is not None and received is not None else None
    if cut is not None and cut <= 0:
        return Outcome("nothing_cut")
    name = facts.choice("cut_name")
    if name != "interest":
        key = {"fee": "fee", "broker": "broker"}.get(name or "", "name_unknown")
        return Outcome(key, missing=() if name else ("cut_name",))
    if cut is None or face is None or received is None:
        missing = tuple(n for n in ("loan_face", "loan_received") if n not in facts)
        return Outcome("sum_unknown", missing=missing)
    lines = (
        f"合同写{yuan(face)}，实际到手{yuan(received)}，先扣了{yuan(cut)}",
        f"本金按{yuan(received)}算，利息也按它算",
    )
    return Outcome("cut", cut, working=lines)
