"""Our digests and numbers against the official text: what does not agree, and why.

An entry may explain itself: `derived` says how a number follows from the text where it does not
stand there. Everything else that disagrees has to be mended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge import citations, schema
from knowledge.loader import Content, File
from knowledge.official.figures import figures, normal
from knowledge.official.text import OfficialText, paragraphs, plain_title
from knowledge.wording import BLANK, quantity


@dataclass(frozen=True, order=True)
class Finding:
    """One disagreement. `explained`: the reason the entry gives; None when it gives none.
    `kind`: no_text (that version is not in the directory), day, article, paragraph, figure."""

    file: str
    line: int
    kind: Literal["no_text", "day", "article", "paragraph", "figure"]
    text: str
    explained: str | None = None

    def __str__(self) -> str:
        reason = f"（已说明：{self.explained}）" if self.explained else ""
        return f"{self.file}:{self.line}: {self.text}{reason}"


def verify(content: Content, texts: Iterable[OfficialText]) -> list[Finding]:
    """Every disagreement between a content set and official texts, sorted."""
    shelf = _Shelf(content, texts)
    found = [*_of_laws(content, shelf), *_of_parameters(content, shelf)]
    return sorted(set(found), key=lambda f: (f.explained is not None, f))


class _Shelf:
    """Official texts by the version of ours that they are the text of."""

    def __init__(self, content: Content, texts: Iterable[OfficialText]) -> None:
        by_name: dict[str, list[OfficialText]] = {}
        for text in texts:
            by_name.setdefault(text.name, []).append(text)
        self.files = list(content.all("laws"))
        versions = Counter(plain_title(file.data.title) for file in self.files)
        self._texts: dict[str, list[OfficialText]] = {}
        for file in self.files:
            version: schema.LawVersion = file.data
            days = {version.promulgated, version.in_force_from}
            same = by_name.get(plain_title(version.title), [])
            fitting = [t for t in same if {t.promulgated, t.in_force_from} & days]
            alone = len(same) == 1 and versions[plain_title(version.title)] == 1
            self._texts[file.id] = fitting or (same if alone else [])

    def of(self, file: File) -> list[OfficialText]:
        return self._texts[file.id]

    def lines(self, file: File, article: str) -> tuple[str, ...] | None:
        """The lines of an article; the whole of a text that is not divided into articles."""
        for text in self.of(file):
            if article in text.articles:
                return text.articles[article]
        undivided = [text for text in self.of(file) if not text.articles]
        return undivided[0].rest if undivided else None

    def annex(self, file: File) -> str:
        """What stands outside the articles: annexes set numbers too."""
        return "\n".join(line for text in self.of(file) for line in text.rest)

    def version(self, law: str, on: date) -> File | None:
        """Our file of the law as in force on a day."""
        for file in self.files:
            version = file.data
            inside = version.in_force_from <= on and (
                version.in_force_to is None or on <= version.in_force_to
            )
            if version.name == law and inside:
                return file
        return None


def _of_laws(content: Content, shelf: _Shelf) -> Iterator[Finding]:
    values = _values(content)
    for file in content.all("laws"):
        version: schema.LawVersion = file.data
        texts = shelf.of(file)
        if not texts:
            yield _finding(file, "no_text", "没有这一版的原文可核", version.unverified, "title")
            continue
        yield from _days(file, version, texts)
        for number, digest in version.articles.items():
            lines = shelf.lines(file, number)
            if lines is None:
                whole = all(text.complete for text in texts)
                reason = None if whole else "拿到的原文不全"
                text = f"原文里没有{number}"
                yield _finding(file, "article", text, reason, "articles", number)
                continue
            count = len(paragraphs(lines))
            if count != digest.paragraphs and any(t.articles for t in texts):
                text = f"{number}原文有{count}款，这里写{digest.paragraphs}款"
                yield _finding(file, "paragraph", text, digest.derived, "articles", number)
            stray = _stray(digest.gist, lines, shelf.annex(file), values, version)
            if stray:
                text = f"{number}原文里没有{'、'.join(stray)}"
                yield _finding(file, "figure", text, digest.derived, "articles", number)


def _days(file: File, version: schema.LawVersion, texts: list[OfficialText]) -> Iterator[Finding]:
    for field in ("promulgated", "in_force_from"):
        official = {getattr(text, field) for text in texts} - {None}
        own = getattr(version, field)
        if official and own not in official:
            days = "、".join(sorted(map(str, official)))
            yield _finding(file, "day", f"{own}，原文是{days}", version.unverified, field)


def _stray(
    gist: str,
    lines: tuple[str, ...],
    annex: str,
    values: dict[str, schema.Parameter],
    version: schema.LawVersion,
) -> list[str]:
    """Numbers of a digest that stand neither in the article nor in an annex."""
    official = set(figures("\n".join(lines))) | set(figures(annex))
    filled = BLANK.sub(lambda blank: _filled(values.get(blank[1]), version), gist)
    return [
        f"{value:f}{unit}"
        for value, unit in dict.fromkeys(figures(filled))
        if (value, unit) not in official
    ]


def _filled(parameter: schema.Parameter | None, version: schema.LawVersion) -> str:
    """A number of the law as it stood while a version was in force."""
    for value in parameter.values if parameter else ():
        until = version.in_force_to or date.max
        if value.since <= until and (value.until is None or value.until >= version.in_force_from):
            assert parameter is not None
            return "" if value.derived else quantity(value.value, value.unit or parameter.unit)
    return ""


def _values(content: Content) -> dict[str, schema.Parameter]:
    return {
        f"{file.id}.{name}": parameter
        for file in content.all("parameters")
        for name, parameter in file.data.items()
    }


def _of_parameters(content: Content, shelf: _Shelf) -> Iterator[Finding]:
    for file in content.all("parameters"):
        for name, parameter in file.data.items():
            for number, value in enumerate(parameter.values):
                unit = value.unit or parameter.unit
                fault = _not_in(value, unit, shelf)
                if fault:
                    where = (name, "values", number)
                    yield _finding(file, "figure", f"{name}：{fault}", value.derived, *where)


def _not_in(value: schema.ParameterValue, unit: str, shelf: _Shelf) -> str | None:
    """Why a number cannot be found in the articles it cites; None when it stands in one."""
    wanted, texts = (normal(value.value), unit), []
    for citation in value.cites:
        reference = citations.parse(citation)
        file = shelf.version(reference.law, value.since) if reference else None
        if reference is None or file is None or not shelf.of(file):
            continue
        lines = shelf.lines(file, reference.article)
        if lines is None:
            continue
        texts.append(citation)
        whole = "\n".join(_paragraph(lines, reference.paragraph)) + "\n" + shelf.annex(file)
        if wanted in set(figures(whole)):
            return None
    if not texts:
        return None  # the version itself has no text: reported with the law
    return f"{quantity(value.value, unit)}不在{'、'.join(texts)}里"


def _paragraph(lines: tuple[str, ...], number: int) -> list[str]:
    """One paragraph (款) of an article; all of it for 0 or a paragraph that is not there."""
    parts = paragraphs(lines)
    return [parts[number - 1]] if 0 < number <= len(parts) else list(lines)


def _finding(
    file: File,
    kind: Literal["no_text", "day", "article", "paragraph", "figure"],
    text: str,
    explained: str | None,
    *path: str | int,
) -> Finding:
    problem = file.problem(text, *path)
    return Finding(problem.path, problem.line, kind, problem.text, explained)
