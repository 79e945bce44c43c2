"""Content files → objects. Every fault of every file is gathered; nothing is loaded by halves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from knowledge import schema
from knowledge.errors import ContentError, Problem
from knowledge.lines import Path as KeyPath
from knowledge.lines import line_of, read_yaml

CONTENT = Path(__file__).parent / "content"
MAX_FILE_BYTES = 400_000
_TOPIC: TypeAdapter[dict[str, schema.Parameter]] = TypeAdapter(dict[schema.Name, schema.Parameter])


@dataclass(frozen=True)
class File:
    """One loaded file: its address, its checked content and where each value stood."""

    path: str
    id: str
    group: str
    data: Any
    lines: dict[KeyPath, int] = field(repr=False)

    def problem(self, text: str, *path: str | int) -> Problem:
        """A problem at the value that `path` leads to."""
        return Problem(self.path, line_of(self.lines, path), text)


@dataclass
class Content:
    """All content, by folder: `files["disputes"]["courier"].data` is a `schema.Dispute`.

    Law files are keyed `<law>/<day>`, parameter files by topic, the rest by file stem.
    """

    root: Path
    files: dict[str, dict[str, File]]

    def all(self, folder: str) -> Iterator[File]:
        """Every file of one folder, in the order of their ids."""
        yield from (self.files[folder][key] for key in sorted(self.files[folder]))

    def ids(self, folder: str) -> list[str]:
        return sorted(self.files[folder])

    def terms(self) -> set[str]:
        """The words of the field that segmentation keeps whole: names and aliases of all lexicons
        but the set phrases."""
        return {
            word
            for file in self.all("lexicon")
            if file.id != "fixed_names"
            for entry in file.data.entries
            for word in (entry.name, *entry.aliases)
        }


def load(root: Path = CONTENT) -> Content:
    """Read and check the shape of all content below `root`.

    Raises `ContentError` with every problem found. References between files are not looked at
    here: see `knowledge.checks`.
    """
    problems: list[Problem] = []
    files: dict[str, dict[str, File]] = {name: {} for name in (*schema.KINDS, "parameters")}
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        relative = path.relative_to(root)
        folder = relative.parts[0]
        if path.suffix != ".yml":
            problems.append(Problem(str(relative), 0, "这里只放 .yml 文件"))
        elif folder not in files:
            problems.append(_unknown(str(relative), 0, "文件夹", folder, list(files)))
        else:
            _load_file(path, relative, folder, files[folder], problems)
    if problems:
        raise ContentError(problems)
    return Content(root, files)


_QUOTES = "。缩进要对齐；以 { 开头的话、[ ] 里带 { } 的话要加引号，或者不用 [ ]、一行写一项"
"""What people who write words trip over in YAML."""


def _load_file(
    path: Path, relative: Path, folder: str, into: dict[str, File], problems: list[Problem]
) -> None:
    name = str(relative)
    if path.stat().st_size > MAX_FILE_BYTES:
        problems.append(Problem(name, 0, f"文件超过{MAX_FILE_BYTES // 1000} KB"))
        return
    text = ""
    try:
        text = path.read_text("utf-8")
        data, lines = read_yaml(text)
    except UnicodeDecodeError:
        problems.append(Problem(name, 0, "不是 UTF-8 文本"))
        return
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        text = f"不是合法的 YAML：{error.problem}"
        if isinstance(error, yaml.parser.ParserError | yaml.scanner.ScannerError):
            text += _QUOTES
        problems.append(Problem(name, mark.line + 1 if mark else 0, text))
        return
    except yaml.reader.ReaderError as error:
        line = text[: text.find(chr(int(error.character)))].count("\n") + 1
        problems.append(Problem(name, line, "不是合法的 YAML：有控制字符"))
        return
    try:
        checked = (
            _TOPIC.validate_python(data)
            if folder == "parameters"
            else schema.KINDS[folder].model_validate(data)
        )
    except ValidationError as error:
        problems.extend(_translate(name, error, lines, folder))
        return
    file = _place(relative, folder, checked, lines)
    if file.id in into:
        problems.append(Problem(name, 0, f"“{file.id}”已经写在 {into[file.id].path}"))
    into[file.id] = file


def _place(relative: Path, folder: str, data: Any, lines: dict[KeyPath, int]) -> File:
    group = "/".join(relative.parts[1:-1])
    stem = f"{group}/{relative.stem}" if folder == "laws" else relative.stem
    return File(str(relative), stem, group, data, lines)


_WORDS = {
    "missing": "缺少“{key}”",
    "string_type": "“{key}”应当是文字",
    "string_too_short": "“{key}”不能为空",
    "string_too_long": "“{key}”太长，最多{max_length}个字",
    "string_pattern_mismatch": "“{key}”写法不对：{input}",
    "literal_error": "“{key}”的值“{input}”不在可选之列：{expected}",
    "date_from_datetime_parsing": "“{key}”不是日期（应为 2026-04-15 这样）：{input}",
    "date_type": "“{key}”不是日期（应为 2026-04-15 这样）：{input}",
    "date_parsing": "“{key}”不是日期（应为 2026-04-15 这样）：{input}",
    "list_type": "“{key}”应当是列表",
    "too_short": "“{key}”至少要有{min_length}项",
    "dict_type": "“{key}”应当是键值对",
    "model_type": "“{key}”应当是键值对",
    "bool_type": "“{key}”应当是 true 或 false",
    "decimal_parsing": "“{key}”不是数字：{input}",
    "decimal_type": "“{key}”不是数字：{input}",
    "int_parsing": "“{key}”不是整数：{input}",
    "int_type": "“{key}”不是整数：{input}",
    "int_from_float": "“{key}”不是整数：{input}",
    "bool_parsing": "“{key}”应当是 true 或 false",
    "greater_than_equal": "“{key}”不能小于{ge}：{input}",
    "less_than_equal": "“{key}”不能大于{le}：{input}",
    "invalid_key": "键“{key}”应当是文字",
    "value_error": "“{within}”不对：{error}",
}


def _translate(
    name: str, error: ValidationError, lines: dict[KeyPath, int], folder: str
) -> Iterator[Problem]:
    for fault in error.errors():
        path = tuple(p for p in fault["loc"] if p != "[key]")
        key = str(path[-1]) if path else folder
        line = line_of(lines, path)
        if fault["type"] == "extra_forbidden":
            yield _unknown(name, line, "键", key, _keys_beside(folder, path))
            continue
        words = _WORDS.get(fault["type"], "“{key}”不对：{msg}")
        context = {**fault.get("ctx", {}), "key": key, "input": str(fault["input"])[:60]}
        context["msg"] = fault["msg"]
        context["within"] = next((p for p in reversed(path) if isinstance(p, str)), folder)
        yield Problem(name, line, words.format(**context))


def _keys_beside(folder: str, path: KeyPath) -> list[str]:
    """The names allowed where `path` ends, for the hint at a misspelt key."""
    model: Any = schema.Parameter if folder == "parameters" else schema.KINDS[folder]
    steps = path[1:-1] if folder == "parameters" else path[:-1]
    for step in steps:
        if isinstance(step, int) or not hasattr(model, "model_fields"):
            continue
        annotation = model.model_fields[step].annotation if step in model.model_fields else model
        found = [t for t in _types_in(annotation) if hasattr(t, "model_fields")]
        model = found[0] if found else model
    return list(getattr(model, "model_fields", {}))


def _types_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _types_in(argument)


def nearest(name: str, names: list[str]) -> str | None:
    """The valid name closest to a misspelt one, or None when nothing is near."""
    found = process.extractOne(name, names, score_cutoff=60)
    return str(found[0]) if found else None


def _unknown(path: str, line: int, kind: str, name: str, names: list[str]) -> Problem:
    close = nearest(name, names)
    hint = f"，是不是“{close}”？" if close else f"；可用的有：{'、'.join(sorted(names)[:12])}"
    return Problem(path, line, f"没有叫“{name}”的{kind}{hint}")
