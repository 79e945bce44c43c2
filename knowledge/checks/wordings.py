"""Words with blanks, the gate on numbers, patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.index import Index, missing, strings
from knowledge.errors import Problem
from knowledge.lines import Path
from knowledge.loader import File
from knowledge.scaffold import TO_WRITE
from knowledge.wording import (
    FIELD_BLANKS,
    LETTER_BLANKS,
    PROCEDURE_BLANKS,
    TELLING_BLANKS,
    blanks,
    stray_numbers,
)


def _wordings(index: Index) -> Iterator[Problem]:
    for file, path, text in index.worded():
        for number in stray_numbers(text, index.fixed_names):
            yield file.problem(f"文字里写死了数字“{number}”，请改成 {{参数}}", *path)
        for blank in blanks(text):
            yield from _blank(index, file, path, blank)
    for file, path, text in index.shown_as_written():
        for blank in blanks(text):
            yield file.problem(f"这句话照原样显示，不能有“{{{blank}}}”", *path)


def _blank(index: Index, file: File, path: Path, blank: str) -> Iterator[Problem]:
    folder = file.path.split("/")[0]
    own = _own_blanks(folder, path)
    kind, _, name = blank.partition(".")
    if blank in own or blank in index.parameters:
        return
    if folder == "disputes" and kind == "claims":
        names = [claim.id for claim in file.data.claims]
    elif folder in ("disputes", "templates", "telling") and kind == "facts":
        names = index.ids("facts")
    elif folder == "templates" and kind == "fields":
        names = list(FIELD_BLANKS)
    else:
        yield missing(file, path, "参数", blank, [*sorted(own), *index.parameters])
        return
    if name not in names:
        yield missing(file, path, "名称", name, names)


def _own_blanks(folder: str, path: Path) -> set[str]:
    """The blanks that only this place knows how to fill."""
    if folder == "disputes":
        return {"total", "amount"} if path[0] == "claims" else {"total"}
    if folder == "templates":
        return set(LETTER_BLANKS)
    if folder == "telling":
        return set(TELLING_BLANKS)
    if folder == "procedures":
        return set(PROCEDURE_BLANKS.get(str(path[0]), ()))
    return set()


def _headlines(index: Index) -> Iterator[Problem]:
    for file in index.content.all("disputes"):
        for verdict, variants in file.data.headline:
            if not variants:
                continue
            rest = [b for b in blanks(variants[-1]) if b not in index.parameters]
            if rest:
                yield file.problem(
                    f"最后一种说法只能用参数，不能用“{rest[0]}”，否则可能填不上",
                    "headline",
                    verdict,
                    len(variants) - 1,
                )


def _unwritten(index: Index) -> Iterator[Problem]:
    """A skeleton that is vouched for is written to the end; a draft (`low`) need not be."""
    for file in index.content.all("disputes"):
        if file.data.confidence == "low":
            continue
        for path, _, text in strings(file.data):
            if TO_WRITE in text:
                yield file.problem(f"还没写：“{text}”", *path)


def _patterns(index: Index) -> Iterator[Problem]:
    for file in index.content.all("dangers"):
        for field in ("signs", "harmless"):
            for number, pattern in enumerate(getattr(file.data, field)):
                try:
                    re.compile(pattern)
                except re.error as error:
                    yield file.problem(f"不是合法的正则表达式：{error}", field, number)


def _asked_twice(index: Index) -> Iterator[Problem]:
    """A phrase asks for one entry only, among those for the same disputes."""
    asked: dict[tuple[str, tuple[str, ...]], str] = {}
    for file in index.content.all("questions"):
        for number, phrase in enumerate(file.data.phrases):
            parts = " ".join(sorted(phrase.lower().split()))
            first = asked.setdefault((parts, tuple(sorted(file.data.disputes))), file.path)
            if first != file.path:
                yield file.problem(f"问法“{phrase}”已经写在 {first}", "phrases", number)


RULES = (_wordings, _headlines, _unwritten, _patterns, _asked_twice)
