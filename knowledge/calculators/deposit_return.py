"""What of a deposit comes back: none, once, or twice.

民法典 第五百八十六条第二款: a deposit (定金) is one up to a share of the contract price, the rest is a
payment on account; what was handed over counts. 第五百八十七条: the payer who breaks the contract loses
it, the receiver who does gives it back twice, where the breach defeats the contract.
最高人民法院关于适用民法典合同编通则若干问题的解释 第六条: an intention that fixes nothing binds nobody; 第六十七条第一款:
订金 and the like are no deposit unless so agreed; 第二款: a deposit for concluding a contract is lost
by refusing it or by bad faith, and so not by honest talks that fail; 第六十八条第三款: not by force
majeure. 民法典 第一百四十八条: who was deceived may avoid; 第五百六十三条: mere delay must first be urged.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.calculators.no_reason_return import unknown
from knowledge.models import Facts, Outcome
from knowledge.rules import Figure, Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "double": "yes",
    "double_price_unknown": "yes",
    "single": "yes",
    "once_at_least": "yes",
    "no_fault": "yes",
    "over_cap": "yes",
    "not_bound": "yes",
    "forfeit_price_unknown": "depends",
    "own_prepay": "depends",
    "own_loose": "depends",
    "talks_failed": "depends",
    "loan_open": "depends",
    "late_open": "depends",
    "misled": "depends",
    "word_unknown": "depends",
    "fault_unknown": "depends",
    "forfeit": "no",
}
READS = (
    "deposit_word",
    "deposit_fault",
    "deposit_stage",
    "deposit_paid",
    "amount",
    "contract_price",
)
_WHATEVER_THE_WORD = {"late": "late_open", "misled": "misled", "neither": "no_fault"}
_AS_DEPOSIT = {"talks": "talks_failed", "loan": "loan_open"}


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`contract_price` is the whole price, `deposit_paid`, else another `amount`, what was paid."""
    word, fault = facts.choice("deposit_word"), facts.choice("deposit_fault")
    paid = _paid(facts)
    loose = facts.choice("deposit_stage") == "talk"
    if loose and word in ("order", "intent"):
        return _found("not_bound", paid)
    if fault is None:
        return Outcome("fault_unknown", missing=unknown(facts, "deposit_fault", "deposit_word"))
    if fault in _WHATEVER_THE_WORD:
        return _found(_WHATEVER_THE_WORD[fault], paid)
    if word == "ding":
        return _as_deposit(facts, fault, paid, loose, rules)
    if word in ("order", "intent"):
        if fault == "theirs":
            return _found("single", paid)
        return _found("own_prepay", paid, unknown(facts, "deposit_stage"))
    missing = unknown(facts, "deposit_word")
    return _found("once_at_least" if fault == "theirs" else "word_unknown", paid, missing)


def _paid(facts: Facts) -> Decimal | None:
    """The sum handed over; a sum told as the whole price is not it."""
    paid, told = facts.money("deposit_paid"), facts.money("amount")
    if paid is None and told != facts.money("contract_price"):
        return told
    return paid


def _as_deposit(
    facts: Facts, fault: str, paid: Decimal | None, loose: bool, rules: Rules
) -> Outcome:
    if fault in _AS_DEPOSIT:
        return _found(_AS_DEPOSIT[fault], paid)
    if loose and fault == "mine":
        return _found("own_loose", paid)
    share, times = rules["deposit.max_share"], rules["deposit.return_multiple"]
    price = facts.money("contract_price")
    if paid is None or price is None:
        missing = () if paid is not None else ("deposit_paid",)
        missing = (*missing, *unknown(facts, "contract_price"))
        if fault == "mine":
            return Outcome("forfeit_price_unknown", missing=missing)
        most = None if paid is None else paid * times.value
        return Outcome("double_price_unknown", least=paid, most=most, missing=missing)
    cap = price * share.value / 100
    working = (f"合同总价{yuan(price)} × {share} = {yuan(cap)}，这是定金的上限",)
    over = max(paid - cap, Decimal(0))
    if fault == "theirs":
        return _twice(paid - over, over, times, working)
    if over:
        line = f"交的{yuan(paid)} − {yuan(cap)} = {yuan(over)}，这部分不是定金"
        return Outcome("over_cap", over, working=(*working, line))
    return Outcome("forfeit", working=working)


def _twice(deposit: Decimal, over: Decimal, times: Figure, working: tuple[str, ...]) -> Outcome:
    back = deposit * times.value + over
    line = f"定金{yuan(deposit)} × {times} = {yuan(deposit * times.value)}"
    if over:
        line += f"，加上超出上限的{yuan(over)}，共{yuan(back)}"
    return Outcome("double", back, working=(*working, line))


def _found(key: str, paid: Decimal | None, missing: tuple[str, ...] = ()) -> Outcome:
    """An outcome about the sum as it was paid."""
    if paid is None:
        return Outcome(key, missing=(*missing, "deposit_paid"))
    return Outcome(key, paid, working=(f"交的钱{yuan(paid)}",), missing=missing)
