"""Building: nothing from a broken set, nothing by halves, and again only when content changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

import knowledge

BREAK = ("- {fact: courier_trouble}", "- {fact: courier_troubel}")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, content: knowledge.Content) -> Path:
    """A copy of the real content; a test that changes it puts it back."""
    root = tmp_path_factory.mktemp("copy") / "content"
    shutil.copytree(content.root, root)
    return root


@pytest.fixture
def broken(copy: Path) -> Path:
    """The copy with one name misspelt."""
    file = copy / "disputes/courier/courier.yml"
    text = file.read_text()
    file.write_text(text.replace(*BREAK))
    yield copy
    file.write_text(text)


def test_nothing_is_written_from_a_broken_set(broken: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'base.sqlite'}")
    with pytest.raises(knowledge.ContentError, match="courier_troubel"):
        knowledge.build(engine, broken)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_the_old_file_survives_a_broken_set(broken: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    path.write_bytes(b"old")
    with pytest.raises(knowledge.ContentError):
        knowledge.build_file(path, broken)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_built_file_says_what_it_was_built_from(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "base.sqlite"
    knowledge.build_file(path, copy)
    engine = create_engine(f"sqlite:///{path}")
    assert knowledge.built_from(engine) == knowledge.digest(copy)
    engine.dispose()
    base = knowledge.KnowledgeBase.open(path)
    assert base.dispute("courier").name
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("what", ["missing", "empty", "not a database"])
def test_a_file_that_is_no_base_was_built_from_nothing(tmp_path: Path, what: str) -> None:
    path = tmp_path / "base.sqlite"
    if what != "missing":
        path.write_bytes(b"" if what == "empty" else b"not a database" * 100)
    engine = create_engine(f"sqlite:///{path}")
    assert knowledge.built_from(engine) is None
    engine.dispose()


def test_the_digest_tells_every_change(tmp_path: Path) -> None:
    seen = {knowledge.digest(tmp_path)}
    (tmp_path / "facts").mkdir()
    for path, text in [("facts/a.yml", "x"), ("facts/a.yml", "y"), ("facts/b.yml", "y")]:
        (tmp_path / path).write_text(text)
        seen.add(knowledge.digest(tmp_path))
    (tmp_path / "facts/b.yml").rename(tmp_path / "facts/c.yml")
    seen.add(knowledge.digest(tmp_path))
    (tmp_path / "facts/c.yml").unlink()
    assert len(seen) == 5
    assert knowledge.digest(tmp_path) in seen


def test_the_digest_is_the_same_for_the_same_content(
    copy: Path, content: knowledge.Content
) -> None:
    assert knowledge.digest(copy) == knowledge.digest(content.root)


def test_a_dispute_nobody_has_confirmed_is_not_in_the_base(copy: Path, tmp_path: Path) -> None:
    file = copy / "disputes/courier/courier.yml"
    text = file.read_text()
    file.write_text(text.replace("confidence: high", "confidence: low"))
    knowledge.build_file(tmp_path / "base.sqlite", copy)
    file.write_text(text)
    base = knowledge.KnowledgeBase.open(tmp_path / "base.sqlite")
    assert "courier" not in base.ids("disputes")
    assert base.index.find("快递丢了没保价", ("dispute",), 3)[0].ref != "courier"
