"""What a new version of a law touches, and whether that was looked at since."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from knowledge import citations, schema
from knowledge.checks.index import Index
from knowledge.errors import NotInBase, NotYetInForce, Problem
from knowledge.loader import Content, File
from knowledge.official.library import Library
from knowledge.rules import figure_on
from knowledge.wording import BLANK


@dataclass(frozen=True)
class Change:
    """An article that two versions of a law say differently, and what rests on it."""

    law: str
    article: str
    since: date
    kind: str
    """changed, added or dropped"""
    touches: tuple[str, ...]
    """Files of the content that cite it, and calculators that read a number it sets."""


def changes(
    content: Content, law: str | None = None, official: Library | None = None
) -> list[Change]:
    """What each new version of a law changed, article by article, and which entries it touches.

    With `law`, only of the law of that name or folder. Articles are compared by the `official` text
    where both versions are held there, else by our digests, with the numbers of their time.
    """
    return _changes(Index(content), law, official)


def _changes(index: Index, law: str | None = None, official: Library | None = None) -> list[Change]:
    content = index.content
    citing = _citing(index)
    folders: dict[str, list[File]] = {}
    for file in content.all("laws"):
        folders.setdefault(file.group, []).append(file)
    found: list[Change] = []
    for folder, files in folders.items():
        name = files[-1].data.name
        if law in (None, folder, name):
            for before, now in pairwise(files):
                found.extend(_between(before.data, now.data, citing, official, index))
    found.extend(_succeeded(content, law, citing))
    return found


def _between(
    before: schema.LawVersion,
    now: schema.LawVersion,
    citing: dict[tuple[str, str], list[str]],
    official: Library | None,
    index: Index,
) -> Iterator[Change]:
    last, first = now.in_force_from - timedelta(days=1), now.in_force_from
    for article in sorted({*before.articles, *now.articles}, key=citations.article_number):
        old = _official(before, article, official)
        new = _official(now, article, official)
        if not (old and new):
            old, new = _digest(index, before, article, last), _digest(index, now, article, first)
        if old == new:
            continue
        kind = "added" if old is None else "dropped" if new is None else "changed"
        touches = tuple(citing.get((now.name, article), ()))
        yield Change(now.name, article, now.in_force_from, kind, touches)


def _official(version: schema.LawVersion, article: str, official: Library | None) -> str | None:
    """The official text of an article, when it is held."""
    days = (version.promulgated, version.in_force_from)
    return official.text(version.title, days, article) if official else None


def _digest(index: Index, version: schema.LawVersion, article: str, on: date) -> str | None:
    """Our digest of an article as it reads on a day; None when the version has none. A number that
    changes behind its name ({prepaid.cooling_off_days}) is a change of the article."""
    digest = version.articles.get(article)
    return BLANK.sub(_number_on(index, on), digest.gist) if digest else None


def _number_on(index: Index, on: date) -> Callable[[re.Match[str]], str]:
    def number(blank: re.Match[str]) -> str:
        name = blank.group(1)
        if name not in index.parameters:
            return blank.group()
        try:
            return str(figure_on(name, index.parameters[name][1], on))
        except (NotInBase, NotYetInForce):
            return blank.group()

    return number


def _succeeded(
    content: Content, law: str | None, citing: dict[tuple[str, str], list[str]]
) -> Iterator[Change]:
    """Laws whose articles moved: everything that cites the old numbers."""
    for file in content.all("laws"):
        version: schema.LawVersion = file.data
        if version.succeeded_by is None or law not in (
            None,
            file.group,
            version.name,
            version.succeeded_by,
        ):
            continue
        assert version.in_force_to is not None
        day = version.in_force_to + timedelta(days=1)
        for article in version.articles:
            touches = tuple(citing.get((version.name, article), ()))
            yield Change(version.name, article, day, "dropped", touches)


def _citing(index: Index) -> dict[tuple[str, str], list[str]]:
    """(law, article) → the files that cite it, directly or by a number that it sets."""
    found: dict[tuple[str, str], list[str]] = {}
    users = _users(index)
    for file, path, text in index.cited():
        reference = citations.parse(text)
        if reference is None:
            continue
        files = found.setdefault((reference.law, reference.article), [])
        names = [file.path]
        if file.path.startswith("parameters/"):
            names += users.get(f"{file.id}.{path[0]}", [])
        files.extend(name for name in names if name not in files)
    return found


def _users(index: Index) -> dict[str, list[str]]:
    """Parameter → the files whose words or deadlines use it, and the calculators that read it."""
    found: dict[str, list[str]] = {}
    for file, _, text in index.worded():
        if file.path.startswith("laws/"):
            continue  # a digest uses the numbers of its own article
        for blank in BLANK.findall(text):
            found.setdefault(blank, []).append(file.path)
    for file in index.content.all("disputes"):
        for deadline in file.data.deadlines:
            found.setdefault(deadline.within, []).append(file.path)
    for name, source in index.calculator_sources():
        for parameter in index.parameters:
            if f'"{parameter}"' in source:
                found.setdefault(parameter, []).append(f"calculators/{name}.py")
    return {name: list(dict.fromkeys(files)) for name, files in found.items()}


def _reviewed_since(index: Index) -> Iterator[Problem]:
    """Whoever cites an article that a new version says differently has looked at it since."""
    changed = {(c.law, c.article): c for c in _changes(index) if c.kind == "changed"}
    read_on = {
        (version.name, version.in_force_from): version.checked_on
        for versions in index.versions.values()
        for version in versions
    }
    for file, path, text in index.cited():
        reference = citations.parse(text)
        change = changed.get((reference.law, reference.article)) if reference else None
        if change is None or not isinstance(file.data, schema.Checked):
            continue
        since = read_on[change.law, change.since]
        if file.data.checked_on < since:
            text = f"{text}自{change.since}起有改动（{since}录入），这份内容还没重新核对"
            yield file.problem(text, *path)


RULES = (_reviewed_since,)
