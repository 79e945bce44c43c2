"""Every gate of the content, shown shut: the real content with one thing wrong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge.lines import read_yaml
from tests.knowledge.test_loader import matches

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "broken_sets.yml").read_text())[0]


def changed(
    content: knowledge.Content, root: Path, row: dict[str, Any]
) -> tuple[knowledge.Content, int]:
    """The real content with the change of one row, and the line it stands at. Only the changed
    file is read again."""
    text = (content.root / row["path"]).read_text()
    assert text.count(row["change"]) >= 1, f"{row['path']} no longer holds {row['change']!r}"
    at = text.rfind(row["change"]) if row.get("at_last") else text.find(row["change"])
    file = root / row["path"]
    file.parent.mkdir(parents=True)
    file.write_text(text[:at] + row["to"] + text[at + len(row["change"]) :])
    loaded = knowledge.load(root)
    files = {folder: {**content.files[folder], **loaded.files[folder]} for folder in content.files}
    return knowledge.Content(root, files), text[:at].count("\n") + 1


def line_where(path: Path, text: str) -> int:
    lines = path.read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_broken_set_is_told(
    content: knowledge.Content, tmp_path: Path, row: dict[str, Any]
) -> None:
    broken, line = changed(content, tmp_path, row)
    problems = knowledge.check(broken)
    where = row.get("elsewhere", row["path"])
    root = content.root if "elsewhere" in row else tmp_path
    if "line_of_key" in row:
        line = broken.files["disputes"]["courier"].lines[tuple(row["line_of_key"])]
    elif "at" in row:
        line = line_where(root / where, row["at"])
    if not row.get("among"):
        assert len(problems) == len(row["says"]), [str(p) for p in problems]
    for wanted in row["says"]:
        told = [p for p in problems if matches(p.text, wanted)]
        assert told, f"{wanted} is not among {[str(p) for p in problems]}"
        assert (told[0].path, told[0].line) == (where, line)


def test_a_copy_of_the_content_has_no_problem(content: knowledge.Content, tmp_path: Path) -> None:
    shutil.copytree(content.root, tmp_path / "content")
    assert knowledge.check(knowledge.load(tmp_path / "content")) == []


def test_several_broken_things_are_told_at_once(content: knowledge.Content, tmp_path: Path) -> None:
    rows = [row for row in ROWS if row["path"] != "disputes/courier/courier.yml"]
    one_a_file = {row["path"]: row for row in rows if not {"among", "elsewhere"} & set(row)}
    files = {folder: dict(entries) for folder, entries in content.files.items()}
    for number, row in enumerate(one_a_file.values()):
        for folder, entries in changed(content, tmp_path / str(number), row)[0].files.items():
            files[folder].update({k: f for k, f in entries.items() if f.path == row["path"]})
    problems = knowledge.check(knowledge.Content(tmp_path, files))
    for row in one_a_file.values():
        for wanted in row["says"]:
            assert any(p.path == row["path"] and matches(p.text, wanted) for p in problems), wanted
    assert problems == sorted(problems)
