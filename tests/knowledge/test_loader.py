"""Broken content files: every fault is told in Chinese, with its line and the nearest valid name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import knowledge
from knowledge.lines import read_yaml

ROWS: list[dict[str, Any]] = read_yaml((Path(__file__).parent / "broken_files.yml").read_text())[0]
GOOD = "name: 甲\nkind: choice\nquestion: 问\noptions:\n- {id: yes, label: on}\n- {id: no, label: off}\n"


def write(root: Path, path: str, text: str | bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def text_of(row: dict[str, Any]) -> str | bytes:
    if "gbk" in row:
        return str(row["gbk"]).encode("gbk")
    if "size" in row:
        return "#" * int(row["size"])
    if "long" in row:
        return f"name: 甲\nkind: text\nquestion: {'问' * row['long']}\n"
    return str(row["text"])


def told(root: Path) -> list[str]:
    with pytest.raises(knowledge.ContentError) as raised:
        knowledge.load(root)
    assert str(raised.value).splitlines() == [str(p) for p in raised.value.problems]
    return [str(problem) for problem in raised.value.problems]


def matches(shown: str, wanted: str) -> bool:
    return shown.startswith(wanted[:-1]) if wanted.endswith("…") else shown == wanted


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_broken_file_is_told_by_line(tmp_path: Path, row: dict[str, Any]) -> None:
    write(tmp_path, row["path"], text_of(row))
    problems = told(tmp_path)
    assert len(problems) == len(row["says"]), problems
    for shown, wanted in zip(problems, row["says"], strict=True):
        assert matches(shown, wanted), f"{shown} ≠ {wanted}"


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    rows = [row for row in ROWS if row["path"] == "facts/a.yml"]
    for number, row in enumerate(rows):
        write(tmp_path, f"facts/a{number:03}.yml", text_of(row))
    assert len(told(tmp_path)) == sum(len(row["says"]) for row in rows)


def test_the_same_id_in_two_folders_is_told(tmp_path: Path, content: knowledge.Content) -> None:
    text = (content.root / "disputes/courier/courier.yml").read_text()
    write(tmp_path, "disputes/courier/courier.yml", text)
    write(tmp_path, "disputes/goods/courier.yml", text)
    assert told(tmp_path) == [
        "disputes/goods/courier.yml:0: “courier”已经写在 disputes/courier/courier.yml"
    ]


@pytest.mark.parametrize("word", ["on", "off", "yes", "no", "Yes", "NO", "y", "True"])
def test_words_that_yaml_takes_for_truth_stay_words(word: str) -> None:
    assert read_yaml(f"{word}: {word}\n")[0] == {word: word}


def test_true_false_and_null_keep_their_meaning() -> None:
    assert read_yaml("a: true\nb: false\nc: null\n")[0] == {"a": True, "b": False, "c": None}


def test_a_file_that_uses_such_words_loads(tmp_path: Path) -> None:
    write(tmp_path, "facts/a.yml", GOOD)
    options = knowledge.load(tmp_path).files["facts"]["a"].data.options
    assert [(option.id, option.label) for option in options] == [("yes", "on"), ("no", "off")]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    write(tmp_path, "facts/a.yml", "\ufeff" + GOOD)
    assert knowledge.load(tmp_path).ids("facts") == ["a"]


def test_a_file_of_exactly_the_largest_size_loads(tmp_path: Path) -> None:
    write(tmp_path, "facts/a.yml", GOOD + "#" * (400_000 - len(GOOD.encode())))
    assert knowledge.load(tmp_path).ids("facts") == ["a"]


def test_every_value_of_the_real_content_knows_its_line(content: knowledge.Content) -> None:
    """The line of a value holds it, so that an error points to where it stands."""
    file = content.files["disputes"]["courier"]
    lines = (content.root / file.path).read_text().splitlines()
    for number, step in enumerate(file.data.steps):
        assert f"title: {step.title}" in lines[file.lines["steps", number, "title"] - 1]
