"""Files of official text → `OfficialText`: Markdown with a head of metadata, and Word files as the
national database of laws offers them (<title>_<day>.docx)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.official.text import OfficialText, cut

MAX_BYTES = 10_000_000
MAX_UNPACKED = 100_000_000
MAX_FILES = 5_000
_HEAD = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
_NAMED = re.compile(r"^(?P<title>.+?)[_(（](?P<day>(?:19|20)\d\d-?\d\d-?\d\d)[)）]?$")
_DAY = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_STARTS = re.compile(r"自((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日起施行")


class Unreadable(Exception):
    """A file that cannot be imported; the message is Chinese and names the file."""


def read_directory(folder: Path) -> Iterator[OfficialText | Unreadable]:
    """Every .md and .docx below a folder, in the order of their names; faults are given back in
    their place, so that one bad file does not stop the others. Raises `Unreadable` when there is
    no such folder or too much in it."""
    if not folder.is_dir():
        raise Unreadable(f"没有这个文件夹：{folder}")
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".md", ".docx"))
    if not files:
        raise Unreadable(f"{folder} 里没有 .md 或 .docx 文件")
    if len(files) > MAX_FILES:
        raise Unreadable(f"{folder} 里的文件超过{MAX_FILES}个")
    for path in files:
        try:
            yield read_file(path)
        except Unreadable as fault:
            yield fault


def read_file(path: Path) -> OfficialText:
    """One file. Raises `Unreadable`."""
    if path.stat().st_size > MAX_BYTES:
        raise Unreadable(f"{path.name}：超过{MAX_BYTES // 1_000_000} MB")
    return _markdown(path) if path.suffix.lower() == ".md" else _word(path)


def _markdown(path: Path) -> OfficialText:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{path.name}：不是 UTF-8 文本") from None
    head = _head(path, text)
    body = _HEAD.sub("", text, count=1)
    title = head.get("title") or next(
        (line.lstrip("# ").strip() for line in body.splitlines() if line.startswith("#")), path.stem
    )
    articles, rest = cut(body.splitlines())
    if not articles and not rest:
        raise Unreadable(f"{path.name}：没有内容")
    return OfficialText(
        str(title),
        _day(path, head.get("promulgated")),
        _day(path, head.get("effective")),
        head.get("status") not in (None, "in_force"),
        head.get("complete") is not False,
        str(head.get("source") or path.name),
        articles,
        rest,
    )


def _head(path: Path, text: str) -> dict[str, Any]:
    found = _HEAD.match(text)
    if not found:
        return {}
    try:
        head = yaml.safe_load(found[1])
    except yaml.YAMLError:
        raise Unreadable(f"{path.name}：开头的说明不是合法的 YAML") from None
    if not isinstance(head, dict):
        raise Unreadable(f"{path.name}：开头的说明应当是键值对")
    return head


def _day(path: Path, value: object) -> date | None:
    if not value:
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Unreadable(f"{path.name}：“{value}”不是日期") from None


def _word(path: Path) -> OfficialText:
    """A Word file: the title is its first line or its name, the day of the version the last one
    named in the note below the title, else the one in the file's name."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise Unreadable(f"{path.name}：解开后太大")
        lines = [paragraph.text.strip() for paragraph in Document(str(path)).paragraphs]
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise Unreadable(f"{path.name}：不是 Word（.docx）文件") from None
    lines = [line for text in lines for line in text.splitlines() if line.strip()]
    named = _NAMED.match(path.stem)
    articles, rest = cut(lines)
    if not articles:
        raise Unreadable(f"{path.name}：没有找到“第…条”")
    note = "".join(rest[: next((n for n, r in enumerate(rest) if r.startswith("目")), 6)])
    days = [date(*map(int, found)) for found in _DAY.findall(note)]
    promulgated = days[-1] if days else None
    if named and promulgated is None:
        promulgated = date.fromisoformat(named["day"])
    start = _STARTS.search("".join(list(articles.values())[-1]))
    in_force = date(*map(int, start.groups())) if start else None
    if in_force and promulgated and in_force < promulgated:
        in_force = None  # the last article names the first version's day, not the amendment's
    title = re.sub(r"\s", "", rest[0]) if rest else (named["title"] if named else path.stem)
    return OfficialText(title, promulgated, in_force, False, True, path.name, articles, rest)
