"""What tests share: the built knowledge base, the trained model and PostgreSQL, each made once."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url, text

import knowledge
from bot.channels.port import Incoming, Reply
from bot.settings import ROOT, Settings
from bot.understanding import Reader
from complaints import migrations
from complaints.database import connect

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def content() -> knowledge.Content:
    return knowledge.load()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> knowledge.KnowledgeBase:
    """The knowledge base of the repository's content."""
    path = tmp_path_factory.mktemp("knowledge") / "base.sqlite"
    knowledge.build_file(path)
    return knowledge.KnowledgeBase.open(path)


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The settings of a developer's machine; built things are shared with `make run`."""
    return Settings()


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Callable[[Incoming], Awaitable[list[Reply]]]:
    """The trained assistant as a function from message to replies."""
    from bot.serving.once import conversation_player

    return conversation_player(settings, lambda text: None)


def yaml_rows(folder: Path) -> list[tuple[str, int, dict]]:  # type: ignore[type-arg]
    """Every row of every YAML table in a folder: file stem, number from 1, row."""
    from knowledge.lines import read_yaml

    return [
        (path.stem, number, row)
        for path in sorted(folder.glob("*.yml"))
        for number, row in enumerate(read_yaml(path.read_text("utf-8"))[0], 1)
    ]


@pytest.fixture(scope="session")
def reader(settings: Settings) -> Reader:
    """Understanding by the trained model, without a conversation."""
    return Reader(settings, lambda text: None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server: that of WEIQUAN_TEST_POSTGRES or one of our own."""
    if given := os.environ.get("WEIQUAN_TEST_POSTGRES"):
        yield given
        return
    script = str(ROOT / "scripts/postgres")
    # Not below pytest's folder, which is closed to the user that serves when root tests.
    folder = tempfile.mkdtemp(prefix="weiquan-postgres-", dir="/tmp")
    started = subprocess.run(
        [script, "start", folder], stdout=subprocess.PIPE, text=True, check=True
    )
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run([script, "stop", folder], check=True)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'weiquan.sqlite'}"
        return
    server = connect(request.getfixturevalue("postgres"))
    name = f"test_{uuid4().hex}"
    administrator = server.execution_options(isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server.url).set(database=name).render_as_string(hide_password=False)
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A database with all tables, of each kind in turn."""
    engine = connect(database)
    migrations.upgrade(engine)
    yield engine
    engine.dispose()
