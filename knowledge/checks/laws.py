"""Versions of laws, numbers in time, citations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from knowledge import citations, schema
from knowledge.checks.index import Index
from knowledge.errors import Problem
from knowledge.lines import Path
from knowledge.loader import File, nearest

COUNTABLE = {"日", "工作日", "月", "年"}
"""Units in which `knowledge.calendar.last_day` counts."""


def _law_versions(index: Index) -> Iterator[Problem]:
    folders: dict[str, list[File]] = {}
    for file in index.content.all("laws"):
        version: schema.LawVersion = file.data
        folders.setdefault(file.group, []).append(file)
        if file.id.rsplit("/", 1)[-1] != version.in_force_from.isoformat():
            yield file.problem("文件名应当是施行日期", "in_force_from")
        if version.in_force_to and version.in_force_to < version.in_force_from:
            yield file.problem("失效日期早于施行日期", "in_force_to")
    for name, held in _folders_of_names(index).items():
        for file in held[1:]:
            yield file.problem(f"《{name}》已经写在 laws/{held[0].group}", "name")
    for files in folders.values():
        for earlier, later in pairwise(files):
            end, start = earlier.data.in_force_to, later.data.in_force_from
            if end is None or end >= start:
                yield earlier.problem(f"与后一版（{start}起）的施行时间重叠", "in_force_to")
            elif end != start - timedelta(days=1):
                yield earlier.problem(f"与后一版（{start}起）之间有空档", "in_force_to")
            if later.data.before is None:
                text = "前面还有一版，before 不能是 null，写明前一版从哪天管到哪天"
                yield later.problem(text, "before")


def _folders_of_names(index: Index) -> dict[str, list[File]]:
    """The first file of each folder that holds a law of this name."""
    found: dict[str, dict[str, File]] = {}
    for file in index.content.all("laws"):
        found.setdefault(file.data.name, {}).setdefault(file.group, file)
    return {name: list(folders.values()) for name, folders in found.items()}


def _parameter_periods(index: Index) -> Iterator[Problem]:
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


def _deadlines(index: Index) -> Iterator[Problem]:
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


def _citations(index: Index) -> Iterator[Problem]:
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
        yield from _local(file, path, reference, versions)


def _repealed(
    index: Index,
    file: File,
    path: Path,
    reference: citations.Reference,
    versions: list[schema.LawVersion],
) -> Iterator[Problem]:
    """A repealed instrument may be cited only by a parameter value or a procedure of its time."""
    ended = max((v.in_force_to or date.max for v in versions), default=date.max)
    if ended == date.max:
        return
    if file.path.startswith("parameters/"):
        value = file.data[path[0]].values[path[2]]
        if value.until is not None and value.until <= ended:
            return
    if isinstance(file.data, schema.Procedure) and (file.data.until or date.max) <= ended:
        return
    if _beside_successor(file, path, versions):
        return
    yield file.problem(f"《{reference.law}》已于{ended}失效，不能当作现行规定引用", *path)


def _beside_successor(file: File, path: Path, versions: list[schema.LawVersion]) -> bool:
    """Whether the same list cites the law that took this one's place: then the day chooses."""
    beside = [citations.parse(text) for text in _at(file.data, path[:-1])]
    return versions[-1].succeeded_by in {reference.law for reference in beside if reference}


def _local(
    file: File, path: Path, reference: citations.Reference, versions: list[schema.LawVersion]
) -> Iterator[Problem]:
    """A local law is said only to people of its place: in a point that names the place."""
    place = versions[-1].place
    if place is None or file.path.startswith("parameters/"):
        return
    if getattr(_at(file.data, path[:-2]), "place", None) != place:
        yield file.problem(
            f"《{reference.law}》只管{place}，只能写在 place 是{place}的 points 里", *path
        )


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = getattr(data, key) if isinstance(key, str) and hasattr(data, key) else data[key]
    return data


def _calendar_years(index: Index) -> Iterator[Problem]:
    for file in index.content.all("calendar"):
        for name, days in {**file.data.holidays, "worked": file.data.worked}.items():
            for number, day in enumerate(days):
                path = ("worked",) if name == "worked" else ("holidays", name)
                if str(day.year) != file.id:
                    yield file.problem(f"{day} 不是{file.id}年的日期", *path, number)


RULES = (_law_versions, _parameter_periods, _deadlines, _citations, _calendar_years)
