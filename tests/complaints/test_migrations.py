"""The database's versions: up, down, at once, and over tables older than versions."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.pool import StaticPool

from bot.channels.port import Incoming
from bot.serving import storage, used_codes, wechat_store
from bot.settings import ROOT
from complaints import Cipher, audit, cases, delivery, migrations, ratings, staff, tickets
from complaints.database import connect, metadata
from complaints.evidence import store as evidence

HOLDERS = (
    audit,
    cases,
    delivery,
    evidence,
    ratings,
    staff,
    storage,
    tickets,
    used_codes,
    wechat_store,
)
"""Importing these puts their tables into the metadata."""


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_the_newest_version_is_what_the_code_asks_for(engine: Engine) -> None:
    assert HOLDERS
    assert differences(engine) == []
    assert migrations.current(engine) == migrations.head()


def test_down_to_nothing_and_up_again(engine: Engine) -> None:
    migrations.downgrade(engine, "base")
    assert tables(engine) == {"alembic_version"}
    assert migrations.current(engine) is None
    migrations.upgrade(engine)
    assert differences(engine) == []


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    migrations.upgrade(engine)
    assert differences(engine) == []


OLD_TABLES = """
CREATE TABLE inbox (
    id {key}, channel VARCHAR(20) NOT NULL, "key" VARCHAR(140) NOT NULL,
    conversation VARCHAR(64) NOT NULL, payload {blob} NOT NULL, state VARCHAR(10) NOT NULL,
    tries INTEGER NOT NULL, received {moment} NOT NULL, UNIQUE (channel, "key"));
CREATE INDEX inbox_state ON inbox (state, id);
CREATE TABLE outbox (
    id {key}, inbox_id INTEGER NOT NULL REFERENCES inbox (id), payload {blob} NOT NULL,
    state VARCHAR(10) NOT NULL);
CREATE INDEX ix_outbox_inbox_id ON outbox (inbox_id);
CREATE TABLE conversation (
    id VARCHAR(64) NOT NULL PRIMARY KEY, state {blob} NOT NULL, changed {moment} NOT NULL);
CREATE TABLE turn_events (
    id {key}, conversation VARCHAR(64) NOT NULL, payload {blob} NOT NULL);
CREATE INDEX ix_turn_events_conversation ON turn_events (conversation)
"""
"""The tables as they were made before there were versions."""
OLD_TYPES = {
    "sqlite": {"key": "INTEGER NOT NULL PRIMARY KEY", "blob": "BLOB", "moment": "DATETIME"},
    "postgresql": {"key": "SERIAL PRIMARY KEY", "blob": "BYTEA", "moment": "TIMESTAMPTZ"},
}


def test_tables_older_than_versions_keep_their_rows(database: str) -> None:
    engine, cipher = connect(database), Cipher([Cipher.new_key()])
    message = Incoming("rest", "c", "k", "你好")
    with engine.begin() as connection:
        for statement in OLD_TABLES.format(**OLD_TYPES[engine.dialect.name]).split(";"):
            connection.execute(text(statement))
        connection.execute(
            text(
                "INSERT INTO inbox VALUES (7, 'rest', 'k', 'c', :payload, 'waiting', 0,"
                " '2026-10-01 08:00:00')"
            ),
            {"payload": cipher.seal(json.dumps(asdict(message)))},
        )
    engine.dispose()
    opened = storage.open_database(database)
    assert differences(opened) == []
    kept = storage.Mailbox(opened, cipher).waiting()
    assert [(row.id, row.message.text) for row in kept] == [(7, "你好")]
    opened.dispose()


def test_several_processes_upgrade_at_once(database: str) -> None:
    code = (
        "import sys\n"
        "from complaints import migrations\n"
        "from complaints.database import connect\n"
        "migrations.upgrade(connect(sys.argv[1]))\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, database], cwd=ROOT) for _ in range(4)]
    assert [process.wait(60) for process in started] == [0] * 4
    engine = connect(database)
    assert differences(engine) == []
    engine.dispose()


def test_an_upgrade_that_fails_leaves_nothing_behind(database: str) -> None:
    engine = connect(database)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE deliveries (something INTEGER)"))
    with pytest.raises(Exception, match="deliveries"):
        migrations.upgrade(engine)
    assert tables(engine) == {"deliveries"}
    engine.dispose()


def test_a_database_in_memory_is_upgraded_too() -> None:
    engine = create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    migrations.upgrade(engine)
    assert differences(engine) == []


def test_foreign_keys_are_kept_again_afterwards(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'db.sqlite'}")
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    engine.dispose()


def test_a_new_version_is_written_from_what_is_missing(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE tries"))
    file = migrations.write(engine, "Count the tries", tmp_path)
    newest = migrations.head()
    assert file.name == f"r{int(newest) + 1:04}_count_the_tries.py"
    written = file.read_text()
    assert f"down_revision = '{newest}'" in written
    assert "sa.Column('at', sa.DateTime(timezone=True), nullable=False)" in written
    assert "op.drop_table('tries')" in written
    assert "complaints" not in written


def test_a_new_version_goes_among_the_others(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Path(shutil.copytree(migrations.__path__[0], tmp_path / "migrations"))
    monkeypatch.setattr(migrations, "_HERE", place)
    assert migrations.write(engine, "Nothing new").parent == place / "versions"
