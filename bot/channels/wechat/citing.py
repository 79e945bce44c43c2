"""Citations short enough for a small screen: interpretations by what they are about, and an article
named once with its paragraphs."""

from __future__ import annotations

import re

_COURT = re.compile(
    r"最高人民法院关于((?:(?!最高人民法院)[\u4e00-\u9fff]){2,50}?)的(?:若干)?(解释|规定)"
)
_ABOUT = re.compile("^(?:审理|适用|确定)")
_PLAIN = (
    (re.compile("(?<=纠纷)案件"), ""),
    (re.compile("具体?(?:适用|应用)法律|适用法律"), ""),
    (re.compile("若干问题|问题"), ""),
)
_ARTICLE = "第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十])?"
_AGAIN = re.compile(
    rf"({_ARTICLE})(第[一二三四五六七八九十]+款)((?:、\1第[一二三四五六七八九十]+款)+)"
)


_BASIS = re.compile("^依据：《.*$", re.MULTILINE)


def short_basis(text: str) -> str:
    """The line of an answer that names the law, shorter: 《最高人民法院关于审理预付式消费民事纠纷案件适用法律若干
    问题的解释》第十条第一款、第十条第二款 → 《最高法预付式消费民事纠纷解释》第十条第一款、第二款. Other lines, asked
    for or to be copied, keep the full names."""
    return _BASIS.sub(lambda found: _AGAIN.sub(_once, _COURT.sub(_named, found[0])), text)


def _named(found: re.Match[str]) -> str:
    about = _ABOUT.sub("", found[1])
    for words, less in _PLAIN:
        about = words.sub(less, about)
    return f"最高法{about}{found[2]}"


def _once(found: re.Match[str]) -> str:
    return found[1] + found[2] + found[3].replace(found[1], "")
