"""Numbers by which people choose from a list: 2, ２, ②, 二, 第二个, 选2, 1和3."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_ONE = r"(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_ITEM = rf"第?\(?({_ONE})\)?(?:个|项|号|条|种|款)?"
_BETWEEN = r"(?:[、,;/+&]|和|跟|与|及|还有)+"
_LEAD = r"(?:我?(?:想|要)?(?:选择|选|挑|就|是|要|回复|回|答)*)"
_TAIL = r"(?:吧|了|啊|呀|哦|的|那个|[。.、!,~])*"
_TOLD = re.compile(rf"{_LEAD}({_ITEM}(?:{_BETWEEN}{_ITEM})*){_TAIL}")
_MARKS = re.compile(r"[\s\ufe0e\ufe0f\u20e3]")


def told_numbers(text: str) -> tuple[int, ...]:
    """The numbers of a text that says nothing else, each once, in their order; none for any other
    text: 3天 and 1.5 are no choices."""
    found = _TOLD.fullmatch(_MARKS.sub("", unicodedata.normalize("NFKC", text)))
    if not found:
        return ()
    return tuple(dict.fromkeys(_value(one) for one in re.findall(_ITEM, found[1])))


def _value(numeral: str) -> int:
    """11, 十一 → 11."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
