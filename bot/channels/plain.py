"""An answer in words without the law, for simple mode and for reading aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_NUMBER = r"[一二三四五六七八九十百千零〇\d]+"
_ARTICLE = rf"第{_NUMBER}条(?:之{_NUMBER})?(?:第{_NUMBER}款)?(?:第[（(]?{_NUMBER}[）)]?项)?"
_TITLE = "《[^》]*(?:法|法典|条例|解释|办法|规定|规则|细则)(?:（[^）]*）)?》"
_MARK = "\ue000"
"""Stands for a reference while the words around it are looked at; private in Unicode."""
_PLAINER = (
    (re.compile("惩罚性赔偿金?"), "加罚赔偿"),
    (re.compile("精神损害赔偿"), "精神上受罪的赔偿"),
    (re.compile("诉讼时效"), "起诉的期限"),
    (re.compile("举证责任"), "谁来证明"),
    (re.compile("标的物"), "东西"),
    (re.compile("价款"), "货款"),
)
_BASIS = re.compile(
    rf"(.?)(?:依据|根据|依照|按照|依|按)[是:：]*{_MARK}等?(?:的?规定)?([，,。；;]?)"
)

Card = Mapping[str, Any]


def plain(text: str, card: Card) -> dict[str, Any]:
    """`{headline, said, steps: [{title, detail}], names: [claim]}` of an answer and the words it
    comes with; `said` are the lines that are new beside it. A headline that cannot be told from
    the law is empty; any other line without plain words stays as it is."""
    laws = _laws(card)
    return {
        "headline": plainer(without_law(str(card.get("headline") or ""), laws)),
        "said": "\n".join(_kept(line, laws) for line in _beside(text, card).split("\n")),
        "steps": [
            {key: plainer(_kept(str(step.get(key) or ""), laws)) for key in ("title", "detail")}
            for step in card.get("steps") or ()
        ],
        "names": [plainer(str(claim.get("name") or "")) for claim in card.get("claims") or ()],
    }


def without_law(text: str, laws: Iterable[str] = ()) -> str:
    """Words without references: what only cites goes, what the law says stays as 法律.

    `laws`: names that stand in the text without 《》. Empty when a reference is left that is bound
    to the words around it."""
    named = [f"{re.escape(law)}(?:实施条例)?" for law in sorted(laws, key=len, reverse=True)]
    law = f"(?:中华人民共和国)?(?:{'|'.join([_TITLE, *named])})"
    one = f"{law}(?:{_ARTICLE}(?:[、和及与]{_ARTICLE})*)?"
    said = re.sub(f"{one}(?:[、，；和及与]{one})*", _MARK, text)
    said = re.sub(f"[（(][^（()）]*{_MARK}[^（()）]*[）)]", "", said)
    said = _BASIS.sub(_without_basis, said).replace(_MARK, "法律")
    said = re.sub("[，,、；;：:]+([。！？])", r"\1", said)
    said = re.sub(r"^[，,、。；;：:\s]+|[，,、；;：:\s]+$", "", said)
    return "" if re.search(f"第{_NUMBER}条", said) else said


def plainer(words: str) -> str:
    """The same in words that need no lawyer."""
    for hard, easy in _PLAINER:
        words = hard.sub(easy, words)
    return words


def _without_basis(found: re.Match[str]) -> str:
    """按…第几条 goes with what it leans on; 不按…赔 says something and stays."""
    before, after = found.groups()
    if before and before in "不没未":
        return found[0]
    ends = after == "。" and before and before not in "。！？\n"
    return before + (after if ends else "")


def _kept(line: str, laws: Iterable[str]) -> str:
    return without_law(line, laws) or line


def _beside(text: str, card: Card) -> str:
    """What stands before the headline or, when that was told before, before the question."""
    at = text.find(str(card.get("headline") or "\0"))
    if at < 0:
        at = text.rfind(str((card.get("ask") or {}).get("question") or "\0"))
    return text if at < 0 else text[:at]


def _laws(card: Card) -> set[str]:
    parts = [card, *(card.get("claims") or ()), *(card.get("points") or ())]
    cites = (cite for part in parts for cite in part.get("cites") or ())
    return {str(cite["law"]) for cite in cites if cite.get("law")}
