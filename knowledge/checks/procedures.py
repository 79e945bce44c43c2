"""Procedures: one rule a day, ids said once, forms whose fields find what they depend on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from knowledge.checks.index import Index, missing
from knowledge.errors import Problem
from knowledge.loader import File


def _periods(index: Index) -> Iterator[Problem]:
    by_kind: dict[str, list[File]] = {}
    for file in index.content.all("procedures"):
        by_kind.setdefault(file.data.kind, []).append(file)
        if file.data.until and file.data.until < file.data.since:
            yield file.problem("until 早于 since", "until")
    for files in by_kind.values():
        files.sort(key=lambda file: file.data.since)
        for earlier, later in pairwise(files):
            if (earlier.data.until or date.max) >= later.data.since:
                text = f"与 {later.path}（{later.data.since}起）的时间重叠"
                yield earlier.problem(text, "until")


def _ids(index: Index) -> Iterator[Problem]:
    for file in index.content.all("procedures"):
        for part in ("fields", "refusals", "endings", "notices", "consents"):
            seen = set()
            for number, entry in enumerate(getattr(file.data, part)):
                if entry.id in seen:
                    yield file.problem(f"“{entry.id}”写了两次", part, number, "id")
                seen.add(entry.id)


def _needs(index: Index) -> Iterator[Problem]:
    """What a field needs is another field of the form or a fact, with an answer it can have."""
    names = index.valid_names()
    for file in index.content.all("procedures"):
        fields = {field.id: field for field in file.data.fields}
        for number, field in enumerate(file.data.fields):
            for place, need in enumerate(field.needs):
                path = ("fields", number, "needs", place)
                if need.name in fields:
                    options = [option.id for option in fields[need.name].options]
                    options += ["yes", "no"] if fields[need.name].kind == "yes_no" else []
                elif need.name in names["事实"]:
                    options = names[f"“{need.name}”的选项"]
                else:
                    yield missing(file, path, "项目或事实", need.name, [*fields, *names["事实"]])
                    continue
                for value in need.values:
                    if value not in options:
                        yield missing(file, path, f"“{need.name}”的选项", value, options)


RULES = (_periods, _ids, _needs)
