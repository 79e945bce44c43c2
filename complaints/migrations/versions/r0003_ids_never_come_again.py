"""Ids of messages and replies are used once, also after what bore them was forgotten.

A page that has read up to an id takes whatever has a smaller one for known. PostgreSQL counts so by
itself; SQLite does when a table asks for it.
"""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """To this version."""
    _rebuild(counting=True)


def downgrade() -> None:
    """Back to the version before."""
    _rebuild(counting=False)


def _rebuild(counting: bool) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name in ("inbox", "outbox"):
        with op.batch_alter_table(
            name, recreate="always", table_kwargs={"sqlite_autoincrement": counting}
        ):
            pass
