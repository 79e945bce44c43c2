"""A content set as the checks look at it: its names, citations and wordings."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from knowledge import calculators, schema
from knowledge.errors import Problem
from knowledge.lines import Path
from knowledge.loader import Content, File, nearest
from knowledge.wording import BLANK

NO_WORDING = {
    "checked_by",
    "title",
    "name",
    "issuer",
    "url",
    "source",
    "phone",
    "phrases",
    "cues",
    "signs",
    "harmless",
    "questions",
    "asked",
    "aliases",
    "choice",
    "label",
    "before",
    "derived",
    "unverified",
    "kind",
    "unit",
}
"""Fields that hold names, patterns or examples: no blanks in them and no number gate."""
SHOWN_AS_WRITTEN = {
    "dangers": {"say"},
    "elsewhere": {"say"},
    "authorities": {"handles"},
    "facts": {"question"},
    "disputes": {"plain", "question", "demand"},
    "templates": {"what"},
}
"""Wordings that are shown before a day is known, or when no rule can be used: no blanks."""


class Index:
    """The names of a content set, gathered once."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.parameters: dict[str, tuple[File, schema.Parameter]] = {
            f"{file.id}.{name}": (file, parameter)
            for file in content.all("parameters")
            for name, parameter in file.data.items()
        }
        self.versions: dict[str, list[schema.LawVersion]] = {}
        for file in content.all("laws"):
            self.versions.setdefault(file.data.name, []).append(file.data)
        fixed = content.files["lexicon"].get("fixed_names")
        self.fixed_names = [entry.name for entry in fixed.data.entries] if fixed else []

    def ids(self, folder: str) -> list[str]:
        return self.content.ids(folder)

    def valid_names(self) -> dict[str, list[str]]:
        """The ids that may be used, by kind of thing."""
        return {
            "事实": self.ids("facts"),
            "计算器": list(calculators.names()),
            "途径": self.ids("remedies"),
            "参数": list(self.parameters),
            "借口": self.ids("excuses"),
            "机构": self.ids("authorities"),
            "纠纷": self.ids("disputes"),
            "做过的事": self._options("steps_taken"),
            "证据": self._options("proof"),
        } | {f"“{fact}”的选项": self._options(fact) for fact in self.ids("facts")}

    def _options(self, fact: str) -> list[str]:
        file = self.content.files["facts"].get(fact)
        return [option.id for option in file.data.options] if file else []

    def cited(self) -> Iterator[tuple[File, Path, str]]:
        """Every citation of the set, with where it stands."""
        for file in self._every_file():
            for path, key, text in strings(file.data):
                if key == "cites":
                    yield file, path, text

    def worded(self) -> Iterator[tuple[File, Path, str]]:
        """Every wording of the set, with where it stands."""
        for file in self._every_file():
            if file.path.startswith(("lexicon/", "calendar/", "everyday/")):
                continue
            for path, key, text in strings(file.data):
                if key not in NO_WORDING and key != "cites":
                    yield file, path, text

    def shown_as_written(self) -> Iterator[tuple[File, Path, str]]:
        """Every wording of the set that nobody fills, with where it stands."""
        for folder, fields in SHOWN_AS_WRITTEN.items():
            for file in self.content.all(folder):
                yield from ((file, p, text) for p, key, text in strings(file.data) if key in fields)

    def calculator_sources(self) -> Iterator[tuple[str, str]]:
        """Every calculator with its source, for the numbers it reads."""
        for name in calculators.names():
            yield name, inspect.getsource(calculators.module(name))

    def _every_file(self) -> Iterator[File]:
        for folder in self.content.files:
            yield from self.content.all(folder)


def strings(value: Any, path: Path = (), key: str = "") -> Iterator[tuple[Path, str, str]]:
    """Every string below a content value: path to it, the field it belongs to, the string.

    Identifiers (patterns such as `Name`) are recognised by being ASCII without blanks and left out.
    """
    if isinstance(value, str):
        if not value.isascii() or key == "cites" or BLANK.search(value):
            yield path, key, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from strings(getattr(value, name), (*path, name), name)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, (*path, name), key)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from strings(item, (*path, number), key)


def missing(file: File, path: Path, kind: str, name: str, names: list[str]) -> Problem:
    """The problem of a name that stands in no file, with the nearest one that does."""
    close = nearest(name, names)
    hint = f"，是不是“{close}”？" if close else ""
    return file.problem(f"没有叫“{name}”的{kind}{hint}", *path)
