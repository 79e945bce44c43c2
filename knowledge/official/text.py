"""One official text: its metadata and its articles, cut from plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

_ARTICLE = re.compile(
    r"^(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[\s　]*(.*)$"
)
_HEADING = re.compile(
    r"^(?:#|(?:第[零〇一二三四五六七八九十百]+(?:[编章节]|分编)|附件)[^，。；：]*$)"
)
_ITEM = re.compile(
    r"^[\s　]*(?:[（(][一二三四五六七八九十百\d]+[）)](?![至、和项])|\d+[.．、]|[①-⑳])"
)
_EDITION = re.compile(r"[（(](?:[^（）()]*(?:修正|修订|文本)[^（）()]*|(?:19|20)\d\d年?)[）)]\s*$")
_BOOK = re.compile(r"\s+\S+编$")


@dataclass(frozen=True)
class OfficialText:
    """One instrument, or one book of a code, as published. `articles` maps 第…条 to its lines:
    the paragraphs (款) and items (项) in order."""

    title: str
    promulgated: date | None
    in_force_from: date | None
    superseded: bool
    complete: bool
    source: str
    articles: dict[str, tuple[str, ...]] = field(repr=False)
    rest: tuple[str, ...] = field(default=(), repr=False)
    """Lines outside any article: preambles, numbered guidelines, annexes."""

    @property
    def name(self) -> str:
        return plain_title(self.title)


def plain_title(title: str) -> str:
    """A title without the state's name, edition, book and marks, so that two spellings of one
    title are equal: 中华人民共和国民法典 合同编 → 民法典."""
    bare = _BOOK.sub("", _EDITION.sub("", title.strip()))
    return re.sub(r"[\s　《》〈〉]", "", bare.replace("中华人民共和国", ""))


def cut(lines: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Lines of a text → articles, and the lines outside them. A table of contents is passed over:
    an article begins with its number followed by words."""
    articles: dict[str, list[str]] = {}
    rest: list[str] = []
    current: list[str] | None = None
    for raw in lines:
        line = raw.replace("**", "").strip(" \t　\r\n")
        if not line:
            continue
        found = _ARTICLE.match(line)
        if found and found[2]:
            current = articles.setdefault(found[1], [])
            current.append(found[2])
        elif _HEADING.match(line):
            current = None
            rest.append(line.lstrip("# "))
        else:
            (rest if current is None else current).append(line)
    return {key: tuple(body) for key, body in articles.items()}, tuple(rest)


def paragraphs(lines: Iterable[str]) -> list[str]:
    """The paragraphs (款) of an article, each with the items (项) that belong to it."""
    found: list[str] = []
    for line in lines:
        if found and _ITEM.match(line):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found
