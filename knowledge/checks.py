"""Cross-checks of a loaded content set: the gates that keep the base from being wrong quietly.

`python -m knowledge.checks` prints every problem of the content in the repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from knowledge import calculators, citations, schema
from knowledge.errors import ContentError, Problem
from knowledge.lines import Path
from knowledge.loader import Content, File, load, nearest
from knowledge.wording import BLANK, blanks, stray_numbers

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
    "aliases",
    "choice",
    "label",
    "before",
    "kind",
    "unit",
}
"""Fields that hold names, patterns or examples: no blanks in them and no number gate."""
SHOWN_AS_WRITTEN = {
    "dangers": {"say"},
    "elsewhere": {"say"},
    "authorities": {"handles"},
    "facts": {"question"},
    "disputes": {"plain", "question"},
}
"""Wordings that are shown before a day is known, or when no rule can be used: no blanks."""
COUNTABLE = {"日", "工作日", "月", "年"}
"""Units in which `knowledge.calendar.last_day` counts."""


def check(content: Content) -> list[Problem]:
    """Every problem of the set, sorted; empty when it may be built."""
    index = _Index(content)
    found: list[Problem] = []
    for rule in (
        _law_versions,
        _parameter_periods,
        _deadlines,
        _citations,
        _wordings,
        _names,
        _outcomes,
        _headlines,
        _patterns,
        _calendar_years,
    ):
        found.extend(rule(index))
    return sorted(set(found))


class _Index:
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
            if file.path.startswith(("lexicon/", "calendar/")):
                continue
            for path, key, text in strings(file.data):
                if key not in NO_WORDING and key != "cites":
                    yield file, path, text

    def shown_as_written(self) -> Iterator[tuple[File, Path, str]]:
        """Every wording of the set that nobody fills, with where it stands."""
        for folder, fields in SHOWN_AS_WRITTEN.items():
            for file in self.content.all(folder):
                yield from ((file, p, text) for p, key, text in strings(file.data) if key in fields)

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


def _law_versions(index: _Index) -> Iterator[Problem]:
    folders: dict[str, list[File]] = {}
    for file in index.content.all("laws"):
        version: schema.LawVersion = file.data
        folders.setdefault(file.group, []).append(file)
        if file.id.rsplit("/", 1)[-1] != version.in_force_from.isoformat():
            yield file.problem("文件名应当是施行日期", "in_force_from")
        if version.in_force_to and version.in_force_to < version.in_force_from:
            yield file.problem("失效日期早于施行日期", "in_force_to")
    for files in folders.values():
        for earlier, later in pairwise(files):
            end, start = earlier.data.in_force_to, later.data.in_force_from
            if end is None or end >= start:
                yield earlier.problem(f"与后一版（{start}起）的施行时间重叠", "in_force_to")
            elif end != start - timedelta(days=1):
                yield earlier.problem(f"与后一版（{start}起）之间有空档", "in_force_to")


def _parameter_periods(index: _Index) -> Iterator[Problem]:
    for name, (file, parameter) in index.parameters.items():
        key = name.split(".")[1]
        for number, value in enumerate(parameter.values):
            if value.until and value.until < value.since:
                yield file.problem(f"“{name}”结束早于开始", key, "values", number, "until")
        for number, (a, b) in enumerate(pairwise(parameter.values)):
            if a.until is None or a.until >= b.since:
                yield file.problem(
                    f"“{name}”的数值按时间排列，前一段要在后一段之前结束", key, "values", number
                )


def _deadlines(index: _Index) -> Iterator[Problem]:
    """What a deadline is reckoned from is a day, and what it is reckoned in can be counted."""
    days = {file.id for file in index.content.all("facts") if file.data.kind == "day"}
    for file in index.content.all("disputes"):
        starts: list[tuple[Path, str]] = [(("act_day",), file.data.act_day)]
        starts += [(("deadlines", n, "start"), d.start) for n, d in enumerate(file.data.deadlines)]
        for path, fact in starts:
            if fact in index.ids("facts") and fact not in days:
                yield file.problem(f"事实“{fact}”不是日期，不能从它算起", *path)
        for number, due in enumerate(file.data.deadlines):
            if due.within not in index.parameters:
                continue
            parameter = index.parameters[due.within][1]
            for value in parameter.values:
                unit = value.unit or parameter.unit
                if unit not in COUNTABLE or value.value < 1 or value.value % 1:
                    text = (
                        f"“{due.within}”是{value.value}{unit}，期限只能是整数的日、工作日、月、年"
                    )
                    yield file.problem(text, "deadlines", number, "within")


def _citations(index: _Index) -> Iterator[Problem]:
    names = list(index.versions)
    for file, path, text in index.cited():
        reference = citations.parse(text)
        if reference is None:
            yield file.problem(f"引用“{text}”写法不对，应为“法律名称第…条[第…款]”", *path)
            continue
        versions = index.versions.get(reference.law)
        if versions is None:
            close = nearest(reference.law, names)
            hint = f"，是不是《{close}》？" if close else ""
            yield file.problem(f"引用的《{reference.law}》不在库里{hint}", *path)
            continue
        current = versions if file.path.startswith("parameters/") else versions[-1:]
        holding = [v for v in current if reference.article in v.articles]
        if not holding:
            yield file.problem(f"《{reference.law}》的条文摘要里没有{reference.article}", *path)
        elif all(v.articles[reference.article].paragraphs < reference.paragraph for v in holding):
            yield file.problem(f"{reference.law}{reference.article}没有这一款", *path)
        yield from _repealed(index, file, path, reference, versions)


def _repealed(
    index: _Index,
    file: File,
    path: Path,
    reference: citations.Reference,
    versions: list[schema.LawVersion],
) -> Iterator[Problem]:
    """A repealed instrument may be cited only by a parameter value of its own time."""
    ended = max((v.in_force_to or date.max for v in versions), default=date.max)
    if ended == date.max:
        return
    if file.path.startswith("parameters/"):
        value = file.data[path[0]].values[path[2]]
        if value.until is not None and value.until <= ended:
            return
    yield file.problem(f"《{reference.law}》已于{ended}失效，不能当作现行规定引用", *path)


def _wordings(index: _Index) -> Iterator[Problem]:
    for file, path, text in index.worded():
        for number in stray_numbers(text, index.fixed_names):
            yield file.problem(f"文字里写死了数字“{number}”，请改成 {{参数}}", *path)
        for blank in blanks(text):
            yield from _blank(index, file, path, blank)
    for file, path, text in index.shown_as_written():
        for blank in blanks(text):
            yield file.problem(f"这句话照原样显示，不能有“{{{blank}}}”", *path)


def _blank(index: _Index, file: File, path: Path, blank: str) -> Iterator[Problem]:
    folder = file.path.split("/")[0]
    own = {"total"} if folder == "disputes" else set()
    if folder == "disputes" and path[0] == "claims":
        own.add("amount")
    kind, _, name = blank.partition(".")
    if blank in own or blank in index.parameters:
        return
    if folder == "disputes" and kind == "claims":
        names = [claim.id for claim in file.data.claims]
    elif folder == "disputes" and kind == "facts":
        names = index.ids("facts")
    else:
        yield _missing(file, path, "参数", blank, list(index.parameters))
        return
    if name not in names:
        yield _missing(file, path, "名称", name, names)


def _names(index: _Index) -> Iterator[Problem]:
    """Every id that one entry uses of another stands in a file."""
    valid = index.valid_names()
    for folder, references in (
        ("disputes", _of_dispute),
        ("dangers", _of_bodies),
        ("elsewhere", _of_bodies),
        ("remedies", _of_remedy),
        ("lexicon", _of_lexicon),
    ):
        for file in index.content.all(folder):
            for path, kind, name in references(file.data):
                if name not in valid.get(kind, [name]):
                    yield _missing(file, path, kind, name, valid[kind])


_Reference = tuple[Path, str, str]
"""Where an id is used, the kind of thing it names (in Chinese, as errors say it), the id."""


def _of_dispute(dispute: schema.Dispute) -> Iterator[_Reference]:
    yield ("act_day",), "事实", dispute.act_day
    for n, asked in enumerate(dispute.facts):
        yield ("facts", n), "事实", asked.fact
    for n, claim in enumerate(dispute.claims):
        yield ("claims", n, "calculator"), "计算器", claim.calculator
    for n, step in enumerate(dispute.steps):
        yield from ((("steps", n, "done_by"), "做过的事", done) for done in step.done_by)
        if step.remedy:
            yield ("steps", n, "remedy"), "途径", step.remedy
        if step.needs:
            yield ("steps", n, "needs"), "事实", step.needs
    for n, item in enumerate(dispute.evidence):
        yield from ((("evidence", n, "proof"), "证据", proof) for proof in item.proof)
    for n, due in enumerate(dispute.deadlines):
        yield ("deadlines", n, "start"), "事实", due.start
        yield ("deadlines", n, "within"), "参数", due.within
    for n, excuse in enumerate(dispute.excuses):
        yield ("excuses", n), "借口", excuse
    for n, competence in enumerate(dispute.bodies):
        yield ("bodies", n), "机构", competence.body


def _of_bodies(entry: schema.Danger | schema.Elsewhere) -> Iterator[_Reference]:
    yield from ((("bodies", n), "机构", body) for n, body in enumerate(entry.bodies))


def _of_remedy(remedy: schema.Remedy) -> Iterator[_Reference]:
    if remedy.body:
        yield ("body",), "机构", remedy.body


def _of_lexicon(lexicon: schema.Lexicon) -> Iterator[_Reference]:
    for n, entry in enumerate(lexicon.entries):
        for fact, option in entry.implies.items():
            yield ("entries", n, "implies", fact), "事实", fact
            yield ("entries", n, "implies", fact), f"“{fact}”的选项", option


def _missing(file: File, path: Path, kind: str, name: str, names: list[str]) -> Problem:
    close = nearest(name, names)
    hint = f"，是不是“{close}”？" if close else ""
    return file.problem(f"没有叫“{name}”的{kind}{hint}", *path)


def _outcomes(index: _Index) -> Iterator[Problem]:
    for file in index.content.all("disputes"):
        for number, claim in enumerate(file.data.claims):
            if claim.calculator not in calculators.names():
                continue
            keys = set(calculators.get(claim.calculator).OUTCOMES)
            for key in sorted(keys - set(claim.words)):
                yield file.problem(
                    f"请求“{claim.id}”缺少结果“{key}”的说法", "claims", number, "words"
                )
            for key in sorted(set(claim.words) - keys):
                yield _missing(file, ("claims", number, "words", key), "结果", key, sorted(keys))


def _headlines(index: _Index) -> Iterator[Problem]:
    for file in index.content.all("disputes"):
        for verdict in ("supported", "depends", "unsupported"):
            variants = getattr(file.data.headline, verdict)
            rest = [b for b in blanks(variants[-1]) if b not in index.parameters]
            if rest:
                yield file.problem(
                    f"最后一种说法只能用参数，不能用“{rest[0]}”，否则可能填不上",
                    "headline",
                    verdict,
                    len(variants) - 1,
                )


def _patterns(index: _Index) -> Iterator[Problem]:
    for file in index.content.all("dangers"):
        for field in ("signs", "harmless"):
            for number, pattern in enumerate(getattr(file.data, field)):
                try:
                    re.compile(pattern)
                except re.error as error:
                    yield file.problem(f"不是合法的正则表达式：{error}", field, number)


def _calendar_years(index: _Index) -> Iterator[Problem]:
    for file in index.content.all("calendar"):
        for name, days in {**file.data.holidays, "worked": file.data.worked}.items():
            for number, day in enumerate(days):
                path = ("worked",) if name == "worked" else ("holidays", name)
                if str(day.year) != file.id:
                    yield file.problem(f"{day} 不是{file.id}年的日期", *path, number)


if __name__ == "__main__":
    try:
        faults = check(load())
    except ContentError as error:
        faults = error.problems
    print(*faults, sep="\n")
    raise SystemExit(bool(faults))
