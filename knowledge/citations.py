"""Citations: 消费者权益保护法第五十五条第一款 ⇄ law, article, paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERAL = "[一二三四五六七八九十百千零〇]+"
_CITATION = re.compile(
    rf"^(?P<law>.+?)(?P<article>第{_NUMERAL}条(?:之[一二三四五六七八九十])?)"
    rf"(?:第(?P<paragraph>{_NUMERAL})款)?(?:第(?P<item>[（(]?{_NUMERAL}[）)]?)项)?$"
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, order=True)
class Reference:
    """A parsed citation. `law` is the name as cited, `article` is 第…条, `paragraph` counts from 1
    (0: the article as a whole)."""

    law: str
    article: str
    paragraph: int = 0
    text: str = ""


def parse(citation: str) -> Reference | None:
    """Read one citation; None when it is not of the form 法第…条[第…款][第…项]."""
    match = _CITATION.match(citation.strip().replace("《", "").replace("》", ""))
    if not match:
        return None
    paragraph = match["paragraph"]
    return Reference(
        match["law"], match["article"], to_int(paragraph) if paragraph else 0, citation.strip()
    )


def to_int(numeral: str) -> int:
    """A Chinese numeral below ten thousand, as written in article numbers: 一百二十三 → 123."""
    total, digit = 0, 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def article_number(article: str) -> int:
    """第一千一百八十二条 → 1182, for sorting."""
    match = re.match(rf"第({_NUMERAL})条", article)
    return to_int(match[1]) if match else 0
