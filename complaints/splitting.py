"""Complaint, report or both: which of them suit one story.

市场监督管理投诉举报处理办法第三条: a complaint settles a consumer's own dispute, a report brings a breach of
the law to those who punish it; 第九条: told together, they are handled apart. What each gives and
cannot give stands in the procedure (`gives`, `cannot`).
"""

from __future__ import annotations

import re

from complaints.models import Kind
from complaints.precheck.grounds import SAMR
from knowledge import Facts, KnowledgeBase

_WISH = re.compile(
    r"(?P<not>(?:不|别|没|无需|不用|不是|先不)(?:想|要|去|用|需要|打算)?)?(?P<what>投诉|举报)"
)
_WAYS: dict[str, Kind] = {"投诉": "complaint", "举报": "report"}


def kinds_for(base: KnowledgeBase, dispute: str, facts: Facts, told: str = "") -> tuple[Kind, ...]:
    """The kinds that suit, the first to be offered first; none where the regulator has no say.

    What the person asked for in so many words is taken as wished. Otherwise: a report alone where a
    complaint would not be taken (not for living, taken elsewhere) or only punishment is wanted;
    with a complaint, a report where the dispute's own steps name one. Raises `UnknownName`.
    """
    file = base.dispute(dispute)
    if SAMR not in [competence.body for competence in file.bodies]:
        return ()
    wished = _wished(told)
    if wished:
        return wished
    if (
        facts.get("buyer_purpose") == "business"
        or facts.get("handled_elsewhere") == "handled"
        or facts.get("demand") == "penalty"
    ):
        return ("report",)
    breach = any(step.remedy == "report_12315" for step in file.steps)
    refused = {_WAYS[match["what"]] for match in _WISH.finditer(told) if match["not"]}
    suits: tuple[Kind, ...] = ("complaint", "report") if breach else ("complaint",)
    return tuple(kind for kind in suits if kind not in refused)


def _wished(told: str) -> tuple[Kind, ...]:
    said = {_WAYS[match["what"]] for match in _WISH.finditer(told) if not match["not"]}
    kinds: tuple[Kind, ...] = ("complaint", "report")
    return tuple(kind for kind in kinds if kind in said)
