"""Content → a disposable SQL knowledge base. Never edited, committed or migrated: built again.

One table holds every entry as JSON with its folder and id; the search index is built beside it.
The digest of the content is stored, so that a start can tell whether a rebuild is due.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from sqlalchemy import Column, Engine, MetaData, String, Table, Text, create_engine, insert, select
from sqlalchemy.exc import SQLAlchemyError

from knowledge import search
from knowledge.checks import check
from knowledge.errors import ContentError
from knowledge.loader import CONTENT, Content, load
from knowledge.segmentation import frequencies
from knowledge.wording import BLANK

FORMAT = "6"
"""Raised when the tables or the JSON in them change shape."""

SAID_WHOLE = ("disputes", "procedures", "templates", "tips", "questions")
"""Folders whose entries are left out of the base while nobody has confirmed them. Of the others
only what is unsure is held back when an answer is made (a number, a law, an excuse, a body)."""

metadata = MetaData()
entry = Table(
    "entry",
    metadata,
    Column("folder", String(40), primary_key=True),
    Column("id", String(120), primary_key=True),
    Column("data", Text, nullable=False),
)
passage = Table(
    "passage",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("ref", String(160), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("tokens", Text, nullable=False),
)
digest_words = Table(
    "digest_words",
    metadata,
    Column("law", String(160), primary_key=True),
    Column("article", String(20), primary_key=True),
    Column("words", Text, nullable=False),
    Column("questions", Text, nullable=False),
)
"""Of each article digest (`law` is the version's id) its words, and line by line those of the questions
it answers, parted by spaces."""
about = Table(
    "about",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)


def digest(root: Path = CONTENT) -> str:
    """A fingerprint of all content files: changes when any file does."""
    hasher = hashlib.sha256(FORMAT.encode())
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        hasher.update(str(path.relative_to(root)).encode() + b"\0")
        hasher.update(hashlib.sha256(path.read_bytes()).digest())
    return hasher.hexdigest()


def built_from(engine: Engine) -> str | None:
    """The digest of the content a base was built from; None when there is no readable base."""
    try:
        with engine.connect() as connection:
            row = connection.execute(select(about.c.value).where(about.c.key == "digest")).first()
    except SQLAlchemyError:
        return None
    return str(row[0]) if row else None


def build(engine: Engine, root: Path = CONTENT) -> Content:
    """Check the content below `root` and write it into the database of `engine`.

    Raises `ContentError` with every problem; then nothing is written.
    """
    content = load(root)
    problems = check(content)
    if problems:
        raise ContentError(problems)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        metadata.create_all(connection)
        connection.execute(insert(entry), list(_entries(content)))
        known = frequencies(content.terms())
        found = search.passages(content, search.Words(known))
        connection.execute(insert(passage), [p.row() for p in found])
        connection.execute(insert(digest_words), list(_digest_words(content, search.Words(known))))
        connection.execute(insert(about).values(key="digest", value=digest(root)))
        connection.execute(insert(about).values(key="words", value=json.dumps(known)))
    return content


def build_file(path: Path, root: Path = CONTENT) -> Content:
    """Build into a SQLite file; a reader of the old file never sees a half-written one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    engine = create_engine(f"sqlite:///{draft}")
    try:
        content = build(engine, root)
        engine.dispose()
        draft.replace(path)
    finally:
        engine.dispose()
        draft.unlink(missing_ok=True)
    return content


def _entries(content: Content) -> Iterator[dict[str, str]]:
    for folder in content.files:
        for file in content.all(folder):
            if folder == "parameters":
                for name, parameter in file.data.items():
                    yield _row(folder, f"{file.id}.{name}", parameter)
            elif folder not in SAID_WHOLE or file.data.confidence != "low":
                yield _row(folder, file.id, file.data)


def _digest_words(content: Content, words: search.Words) -> Iterator[dict[str, str]]:
    for file in content.all("laws"):
        if file.data.confidence == "low":
            continue
        for article, digest_ in file.data.articles.items():
            asked = (" ".join(words.with_characters(question)) for question in digest_.asked)
            gist = " ".join(words.with_characters(BLANK.sub(" ", digest_.gist)))
            yield {"law": file.id, "article": article, "words": gist, "questions": "\n".join(asked)}


def _row(folder: str, key: str, data: BaseModel) -> dict[str, str]:
    return {"folder": folder, "id": key, "data": data.model_dump_json(exclude_defaults=True)}
