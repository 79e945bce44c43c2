"""The built knowledge base, read from SQL: entries by id, law and figures by day."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine, create_engine, select

from knowledge import schema
from knowledge.build import about, digest_words, entry, passage
from knowledge.calendar import WorkingCalendar
from knowledge.citations import Reference
from knowledge.errors import NotInBase, NotYetInForce, UnknownName
from knowledge.loader import nearest
from knowledge.models import Cite
from knowledge.official.library import Library
from knowledge.rules import Rules
from knowledge.search import Index, Passage, Words

T = TypeVar("T", bound=schema.Strict)
FOLDERS: dict[str, type[schema.Strict]] = {**schema.KINDS, "parameters": schema.Parameter}
_CALLED = {
    "disputes": "纠纷",
    "laws": "法律",
    "facts": "事实",
    "excuses": "借口",
    "remedies": "途径",
    "authorities": "机构",
    "parameters": "参数",
    "dangers": "危险",
    "elsewhere": "事项",
    "procedures": "程序",
    "templates": "文书",
    "telling": "叙述",
    "tips": "提示",
    "questions": "问答",
    "everyday": "口语词表",
    "lexicon": "词表",
    "calendar": "年份",
}

_PROCEDURES: dict[schema.ProcedureKind, str] = {
    "complaint": "投诉处理规定",
    "report": "举报处理规定",
}
_PARAMETER = re.compile(r"\{([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\}")
"""A number of the law in the words of a procedure; its other blanks are filled by who speaks."""


@dataclass(frozen=True)
class Days:
    """The two days that count in one matter: the act's for substance, today for procedure."""

    act: date
    today: date

    def of(self, governs: schema.Governs) -> date:
        return self.today if governs == "procedure" else self.act


class KnowledgeBase:
    """Read access to a built base. Entries are parsed when first asked for and then kept."""

    def __init__(self, engine: Engine, official: Library | None = None) -> None:
        self._engine, self.official = engine, official
        with engine.connect() as connection:
            rows = connection.execute(
                select(entry.c.folder, entry.c.id, entry.c.data).order_by(entry.c.id)
            ).all()
        self._raw: dict[str, dict[str, str]] = {folder: {} for folder in FOLDERS}
        for folder, key, data in rows:
            self._raw[folder][key] = data
        self._parsed: dict[tuple[str, str], schema.Strict] = {}

    @classmethod
    def open(cls, path: Path, official: Path | None = None) -> KnowledgeBase:
        """Open a SQLite base for reading. The file must have been built; `official` is where
        imported texts are, if any were (see `knowledge.official`)."""
        library = Library.open(official) if official else None
        return cls(create_engine(f"sqlite:///file:{path}?mode=ro&uri=true"), library)

    def ids(self, folder: str) -> list[str]:
        return list(self._raw[folder])

    def get(self, folder: str, key: str, kind: type[T]) -> T:
        """One entry. Raises `UnknownName`, with the nearest valid id, when there is none."""
        found = self._parsed.get((folder, key))
        if found is None:
            raw = self._raw[folder].get(key)
            if raw is None:
                raise UnknownName(_CALLED[folder], key, nearest(key, self.ids(folder)))
            found = FOLDERS[folder].model_validate_json(raw)
            self._parsed[folder, key] = found
        assert isinstance(found, kind)
        return found

    def dispute(self, key: str) -> schema.Dispute:
        return self.get("disputes", key, schema.Dispute)

    def fact(self, key: str) -> schema.Fact:
        return self.get("facts", key, schema.Fact)

    def procedure(self, kind: schema.ProcedureKind, on: date) -> schema.Procedure:
        """The rule a complaint or report goes by on a day, its numbers filled in for that day.

        Raises `NotInBase` for a day whose rule the base does not hold: never a neighbouring one.
        """
        for key in self.ids("procedures"):
            found = self.get("procedures", key, schema.Procedure)
            if found.kind == kind and found.since <= on <= (found.until or date.max):
                filled = self._with_figures(self._raw["procedures"][key], on)
                return schema.Procedure.model_validate_json(filled)
        raise NotInBase(_PROCEDURES[kind], on, "没有那一天的投诉举报办法")

    def _with_figures(self, words: str, on: date) -> str:
        rules = self.rules(Days(on, on))
        return _PARAMETER.sub(lambda blank: str(rules[blank[1]]), words)

    def facts(self) -> Iterator[tuple[str, schema.Fact]]:
        """Every fact a person can tell, with its id."""
        for key in self.ids("facts"):
            yield key, self.fact(key)

    def rules(self, days: Days) -> Rules:
        """The figures of the law for the days of one matter."""
        names = self.ids("parameters")
        known = set(names)

        def parameter(name: str) -> schema.Parameter | None:
            return self.get("parameters", name, schema.Parameter) if name in known else None

        return Rules(parameter, names, days.act, days.today, self.calendar)

    @cached_property
    def _laws(self) -> dict[str, list[schema.LawVersion]]:
        found: dict[str, list[schema.LawVersion]] = {}
        for key in self.ids("laws"):
            version = self.get("laws", key, schema.LawVersion)
            found.setdefault(version.name, []).append(version)
        return found

    @cached_property
    def digest_words(self) -> list[tuple[schema.LawVersion, str, list[str], list[list[str]]]]:
        """Every article digest: its version, 第…条, its words, and those of each question that it
        answers."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(digest_words)).all()
        return [
            (
                self.get("laws", row.law, schema.LawVersion),
                row.article,
                row.words.split(),
                [line.split() for line in row.questions.splitlines()],
            )
            for row in rows
        ]

    @cached_property
    def words(self) -> Words:
        """Cuts a question into words as the base's own texts were cut."""
        with self._engine.connect() as connection:
            known = connection.execute(select(about.c.value).where(about.c.key == "words"))
            return Words(json.loads(known.scalar_one()))

    def governs(self, law: str) -> schema.Governs:
        """Whether the day of the act or today decides which version of a law applies."""
        return self._laws[law][0].governs

    def kin(self, law: str) -> set[str]:
        """The law that took this one's place, and those whose place it took."""
        own = {version.succeeded_by for version in self._laws.get(law, [])}
        return {name for name in own if name} | {
            name for name, held in self._laws.items() if held[-1].succeeded_by == law
        }

    def version(self, law: str, days: Days) -> schema.LawVersion:
        """The version of a law in force on the day that counts for it.

        Raises `UnknownName`, `NotInBase` or `NotYetInForce`: never gives a neighbouring version.
        """
        versions = self._laws.get(law)
        if not versions:
            raise UnknownName("法律", law, nearest(law, list(self._laws)))
        on = days.of(versions[0].governs)
        for version in versions:
            if version.in_force_from <= on and (
                version.in_force_to is None or on <= version.in_force_to
            ):
                if version.acts_from and days.act < version.acts_from:
                    raise NotYetInForce(law, days.act, version.acts_from)
                return version
        first = versions[0]
        if on < first.in_force_from and first.before is None:
            raise NotYetInForce(law, on, first.in_force_from)
        hint = first.before if on < first.in_force_from else "该规定当时已经失效"
        raise NotInBase(law, on, hint or "")

    def cite(self, reference: Reference, days: Days) -> Cite:
        """A citation resolved to the version in force; the digest's blanks are filled for the day.

        Raises as `version`, and `NotInBase` when that version has no digest of the article.
        """
        from knowledge.wording import fill

        version = self.version(reference.law, days)
        article = version.articles.get(reference.article)
        if article is None or version.confidence == "low":
            raise NotInBase(reference.law, days.of(version.governs), reference.article)
        inside = _clamp(days.of(version.governs), version)
        rules = self.rules(Days(inside, inside))
        gist = fill(article.gist, lambda name: str(rules[name]))
        return Cite(
            reference.law,
            reference.article,
            reference.text,
            gist or article.gist,
            version.in_force_from,
            version.in_force_to,
            version.url,
            self._verbatim(version, reference.article),
        )

    def _verbatim(self, version: schema.LawVersion, article: str) -> str | None:
        """The article as published, when the text of that very version was imported."""
        if self.official is None:
            return None
        days = (version.promulgated, version.in_force_from)
        return self.official.text(version.title, days, article)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Days off and days worked, from every year held."""
        years = sorted(self.ids("calendar"))
        tables = [self.get("calendar", year, schema.WorkingCalendar) for year in years]
        return WorkingCalendar(
            frozenset(day for t in tables for days in t.holidays.values() for day in days),
            frozenset(day for t in tables for day in t.worked),
            date(int(years[0]), 1, 1) if years else date.max,
            date(int(years[-1]), 12, 31) if years else date.min,
        )

    @cached_property
    def index(self) -> Index:
        """The search index, made when first asked for."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(passage).order_by(passage.c.kind, passage.c.ref))
            held = [Passage(**row) for row in rows.mappings()]
        return Index([*held, *self._official_passages(self.words)], self.words)

    def _official_passages(self, words: Words) -> Iterator[Passage]:
        """Every imported article of a text that is in force."""
        for found in self.official.articles() if self.official else ():
            if not found.superseded:
                title = f"{found.name}{found.article}"
                tokens = " ".join(words.of(f"{found.name} {found.text}"))
                yield Passage("text", title, title, found.text, tokens)


def _clamp(day: date, version: schema.LawVersion) -> date:
    last = version.in_force_to or day
    return max(version.in_force_from, min(day, last))
