"""The database's versions: Alembic, run from code; there is no alembic.ini.

A new version is a file in `versions/` named `rNNNN_what.py`. It names tables itself (`op`) and
imports none of our modules, so that it does the same years from now.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

_HERE = Path(__file__).parent
_LOCK = 7_305_814_220_611
"""The advisory lock that upgrading processes wait for one another with, on PostgreSQL."""


class BrokenReferences(RuntimeError):
    """A migration left rows that point to rows that are gone; nothing of it was kept."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database, an empty one too, to a version; all of it or, after an error, nothing.

    Tables made before there were versions are taken over as they are. Several processes may call
    this at once: the later ones wait and find the work done.
    """
    from alembic import command

    with _alone(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Back to an earlier version, or to an empty database with `base`."""
    from alembic import command

    with _alone(engine) as connection:
        command.downgrade(_config(connection), revision)


def write(engine: Engine, message: str, folder: Path | None = None) -> Path:
    """Write a new version from what the tables in the code have and an upgraded database lacks.

    It holds what Alembic sees, to be read and mended by a person: triggers and checks it does not
    see. Every module that defines tables must have been imported. Without `folder` it goes to
    `versions/`. Gives the file.
    """
    from alembic import command

    versions = _HERE / "versions"
    # Named twice, a folder's versions would be loaded twice.
    places = dict.fromkeys((versions.resolve(), (folder or versions).resolve()))
    with _alone(engine) as connection:
        config = _config(connection)
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", "\n".join(map(str, places)).replace("%", "%%"))
        config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
        made = command.revision(
            config, message, autogenerate=True, version_path=str(list(places)[-1]),
            rev_id=f"{int(head()) + 1:04}",
        )  # fmt: skip
    return Path(made.path)  # type: ignore[union-attr]


def head() -> str:
    """The newest version there is."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(str(_HERE)).get_current_head())


def current(engine: Engine) -> str | None:
    """The version of a database; None when it has none yet."""
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that no other upgrade runs beside."""
    if engine.dialect.name == "sqlite":
        with _alone_in_sqlite(engine) as connection:
            yield connection
    else:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection


@contextmanager
def _alone_in_sqlite(engine: Engine) -> Iterator[Connection]:
    """Python's sqlite3 opens no transaction for DDL by itself, so it is opened here by hand.

    A table that is rebuilt is dropped under its old name, which foreign keys forbid: they are off
    meanwhile and looked at before the end.
    """
    with engine.connect() as plain:
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise BrokenReferences(str(broken[:5]))
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        else:
            connection.exec_driver_sql("COMMIT")
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
