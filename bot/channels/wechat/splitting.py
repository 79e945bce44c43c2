"""A long text as messages that WeChat takes, cut where a reader would pause.

Never cut in two, unless alone longer than a message: a citation with the articles it runs on to, a
number with its unit, an address of the web, a name or number in Latin letters, a character with its
marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, compress
from unicodedata import category

LIMIT = 1900
"""Bytes of UTF-8 in one message. WeChat refuses more than 2,048 (45002); the rest is for marks."""

_N = "[一二三四五六七八九十百千零〇0-9]+"
_ARTICLE = rf"第{_N}条(?:之{_N})?(?:第{_N}款)?(?:第[（(]?{_N}[）)]?项)?"
_TITLE = "《[^《》\n]{1,60}》"
_ARTICLES = re.compile(rf"{_ARTICLE}(?:[、和及至](?:{_ARTICLE}|第{_N}款|第{_N}项))*")
_LAW = re.compile(
    rf"(?:{_TITLE}|[\u4e00-\u9fff]{{1,40}}(?:法|法典|条例|解释|办法|规定|规则|细则)(?:（[^（）\n]{{1,12}}）)?)$"
)
_LONGEST_LAW = 62
_UNIT = (
    "(?:[万亿]?(?:元|块|角|分)|个?工作日|个?(?:小时|星期|月)|分钟|周岁|公里|千米|厘米|毫[米升克]|千克|公斤|"
    "平方米|平米|[年月日号天周秒倍折成次件个人名位岁米克斤吨升条款项页期份度万亿])"
)
_NUMBER = rf"[¥￥]?[!-~]+(?: ?{_UNIT}[!-~]+)*(?: ?{_UNIT})?"
_WRITTEN = rf"[零〇一二两三四五六七八九十百千万亿半]+{_UNIT}"
_WHOLE = re.compile(f"{_TITLE}|{_NUMBER}|{_WRITTEN}")

_BEFORE_NOT = frozenset("，。、；：！？”’）》】」』…—％‰")
_AFTER_NOT = frozenset("“‘（《【「『")
_JOINER, _MODIFIERS = "\u200d", range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_JAMO = frozenset((*range(0x1160, 0x1200), *range(0xD7B0, 0xD7FC)))

# How good a place for a cut is, best first; and how full a part must be for the first three.
_PARAGRAPH, _LINE, _SENTENCE, _CLAUSE, _ANYWHERE, _RUN, _CHARACTER, _CODE = range(8)
_FULL = {_PARAGRAPH: 1 / 2, _LINE: 1 / 2, _SENTENCE: 1 / 3, _CLAUSE: 1 / 3}
_PAUSES = (
    (_PARAGRAPH, re.compile(r"\n[^\S\n]*\n\s*")),
    (_LINE, re.compile(r"(?<![：:])\n\s*")),
    (_SENTENCE, re.compile(r"[。！？；…!?;]+[”’」』）)》】]*\s*|\.\s+")),
    (_CLAUSE, re.compile(r"[，、：,:]\s*|\s+")),
)


def split(text: str, limit: int = LIMIT) -> list[str]:
    """The parts of a text, none longer than `limit` bytes (at least 4), none empty; together they
    hold all of it but the white space at the cuts."""
    rest, parts = text.strip(), list[str]()
    while len(rest.encode()) > limit:
        at = _cut(rest, limit)
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [part for part in [*parts, rest] if part]


def _cut(text: str, limit: int) -> int:
    """Where to end the first part of a text that is too long for one."""
    ends = list(accumulate(len(char.encode()) for char in text[: limit + 1]))
    last = bisect_right(ends, limit)
    places = _places(text, last)
    for rank in range(_CODE):
        good = (found == rank or found < rank == _ANYWHERE for found in places.values())
        at = max(compress(places, good), default=0)
        if at and ends[at - 1] >= limit * _FULL.get(rank, 0):
            return at
    return last


def _places(text: str, last: int) -> dict[int, int]:
    """Every place for a cut up to `last`, with its rank."""
    # What begins before the end of the part may reach beyond it.
    seen = text[: last + 200]
    inside, pauses = _inside(seen), dict[int, int]()
    for rank, pattern in reversed(_PAUSES):
        pauses |= {found.end(): rank for found in pattern.finditer(seen)}
    places = {}
    for at in range(1, last + 1):
        before, after = text[at - 1], text[at]
        if _one_character(text, at):
            continue
        if at in inside:
            places[at] = _RUN if before in "、；" else _CHARACTER
        elif at in pauses and after not in _BEFORE_NOT:
            places[at] = pauses[at]
        elif after not in _BEFORE_NOT and before not in _AFTER_NOT:
            places[at] = _ANYWHERE
        else:
            places[at] = _CHARACTER
    return places


def _inside(text: str) -> set[int]:
    """The places within what is not to be cut."""
    spans = [found.span() for found in _WHOLE.finditer(text)]
    for found in _ARTICLES.finditer(text):
        start, end = found.span()
        law = _LAW.search(text, max(0, start - _LONGEST_LAW), start)
        spans.append((law.start() if law else start, end))
    return {at for start, end in spans for at in range(start + 1, end)}


def _one_character(text: str, at: int) -> bool:
    """Whether what stands on both sides of a place is drawn as one character."""
    before, after = text[at - 1], text[at]
    if after == "\n":
        return before == "\r"
    if ord(after) in _FLAGS and ord(before) in _FLAGS:
        begins = at
        while begins and ord(text[begins - 1]) in _FLAGS:
            begins -= 1
        return (at - begins) % 2 == 1
    if before == "\n" or before == "\r":
        return False
    marks = category(after).startswith("M") or after == _JOINER or ord(after) in _MODIFIERS
    tags = category(after) == "Cf" and after != "\ufeff"
    return marks or tags or category(before) == "Cf" or ord(after) in _JAMO
