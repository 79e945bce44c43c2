"""The database's versions: up, down, at once, and over tables older than versions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.pool import StaticPool

from bot.channels.port import Incoming
from bot.serving import storage
from bot.settings import ROOT
from complaints import Cipher, audit, cases, delivery, migrations, ratings, staff, tickets
from complaints.database import connect, metadata
from complaints.evidence import store as evidence

HOLDERS = (audit, cases, delivery, evidence, ratings, staff, storage, tickets)
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


def test_tables_older_than_versions_keep_their_rows(database: str) -> None:
    engine = connect(database)
    old = [storage.inbox, storage.outbox, storage.conversation, storage.turn_events]
    metadata.create_all(engine, tables=old)
    mailbox = storage.Mailbox(engine, Cipher([Cipher.new_key()]))
    kept = mailbox.keep(Incoming("rest", "c", "k", "你好"))
    engine.dispose()
    opened = storage.open_database(database)
    assert differences(opened) == []
    assert [row.id for row in storage.Mailbox(opened, mailbox._cipher).waiting()] == [kept.id]
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
    assert file.name == "r0002_count_the_tries.py"
    written = file.read_text()
    assert "down_revision = '0001'" in written
    assert "sa.Column('at', sa.DateTime(timezone=True), nullable=False)" in written
    assert "op.drop_table('tries')" in written
    assert "complaints" not in written
