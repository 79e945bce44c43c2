"""Charges of an automatic renewal nobody wanted.

消费者权益保护法 第九条第二款, 第二十六条第一款; 民法典 第四百九十六条第二款 (a term not pointed out
is not part of the contract), 第九百八十五条 (what was taken without ground is returned).
Notice: 网络交易监督管理办法 第十八条第一款, until the change of 2025 a fixed number of days before
the charge, since then simply before it, as in 消费者权益保护法实施条例 第十条第二款. `auto_renewal.notice_days`
holds the old number: after its days none applies, before them no notice was prescribed at all.
No text says that a notice given too late, yet before the charge, means money back: it depends.
"""

from __future__ import annotations

from decimal import Decimal

from knowledge.errors import NotInBase, NotYetInForce
from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status
from knowledge.wording import yuan

OUTCOMES: dict[str, Status] = {
    "never_agreed": "yes",
    "cancelled": "yes",
    "no_notice": "yes",
    "sum_unknown": "yes",
    "late_notice": "depends",
    "used": "depends",
    "days_unknown": "depends",
    "before_rule": "depends",
    "notice_unknown": "depends",
    "noticed": "no",
}
READS = (
    "renewal_optin",
    "renewal_notice",
    "notice_days_before",
    "used_after_renewal",
    "renewal_fee",
    "renewal_times",
    "amount",
)


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`renewal_fee` × `renewal_times`, or `amount` when only the sum of all charges is known."""
    key = _ground(facts, rules)
    if key in ("noticed", "notice_unknown", "days_unknown"):
        asks = {
            "notice_unknown": ("renewal_optin", "renewal_notice"),
            "days_unknown": ("notice_days_before",),
        }
        return Outcome(key, missing=tuple(name for name in asks.get(key, ()) if name not in facts))
    amount, working = _sum(facts)
    if key == "before_rule":
        return Outcome(key, amount, working=working)
    if key != "cancelled" and facts.choice("used_after_renewal") == "yes":
        return Outcome("used", least=Decimal(0) if amount else None, most=amount, working=working)
    if amount is None:
        return Outcome("sum_unknown", missing=("renewal_fee", "renewal_times"))
    return Outcome(key, amount, working=working)


def _ground(facts: Facts, rules: Rules) -> str:
    """Why the charge may be had back, or why not: the outcome key before sums are looked at."""
    optin, notice = facts.choice("renewal_optin"), facts.choice("renewal_notice")
    if optin == "cancelled":
        return "cancelled"
    if optin == "never":
        return "never_agreed"
    if notice is None or (optin is None and notice == "given"):
        return "notice_unknown"
    given = facts.count("notice_days_before")
    try:
        days = rules["auto_renewal.notice_days"].value
    except NotYetInForce:
        return "noticed" if notice == "given" else "before_rule"
    except NotInBase:
        return "noticed" if notice == "given" else "no_notice"
    if notice != "given":
        return "no_notice"
    if given is None:
        return "days_unknown"
    return "noticed" if given >= days else "late_notice"


def _sum(facts: Facts) -> tuple[Decimal | None, tuple[str, ...]]:
    fee, times, total = (
        facts.money("renewal_fee"),
        facts.count("renewal_times"),
        facts.money("amount"),
    )
    if fee is not None and times:
        return fee * times, (f"每次扣{yuan(fee)} × {times}次 = {yuan(fee * times)}",)
    if total is not None:
        return total, (f"被扣的续费一共{yuan(total)}",)
    if fee is not None:
        return fee, (f"被扣一次{yuan(fee)}",)
    return None, ()
