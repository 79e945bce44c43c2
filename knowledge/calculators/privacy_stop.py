"""Whether a trader has to stop misusing personal information, and delete it.

个人信息保护法 第十条, 第二十三条, 第二十五条 (no sale, passing on or publication without consent), 第十六条 (no refusal of
service), 第四十七条 (deletion); 消费者权益保护法 第二十九条, 第五十条; 消费者权益保护法实施条例 第二十三条, 第二十四条;
民法典 第一千零一十九条 (pictures), 第一千零三十三条 (calls). That this trader did it has to be shown first.
"""

from __future__ import annotations

from knowledge.models import Facts, Outcome
from knowledge.rules import Rules
from knowledge.schema import Status

OUTCOMES: dict[str, Status] = {
    "leaked": "yes",
    "calls": "yes",
    "forced": "yes",
    "face": "yes",
    "picture": "yes",
    "undeleted": "yes",
    "source_thin": "depends",
    "breach_unknown": "depends",
    "own_consent": "depends",
}
READS = ("privacy_breach", "leak_link", "info_consent")


def calculate(facts: Facts, rules: Rules) -> Outcome:
    """`leak_link` says what points at this trader; `info_consent` given: agreed to this very use,
    which may be withdrawn (个人信息保护法 第十五条) unless a contract binds."""
    breach = facts.choice("privacy_breach")
    if breach is None:
        return Outcome("breach_unknown", missing=("privacy_breach",))
    if breach in ("picture", "face") and facts.choice("info_consent") == "given":
        return Outcome("own_consent")
    if breach == "leaked" and facts.choice("leak_link") in (None, "guess"):
        return Outcome("source_thin", missing=("leak_link",))
    return Outcome(breach)
