"""What Alembic runs: the connection comes from `complaints.migrations`."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from complaints.database import metadata


def plain_type(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """A column type of ours as the type below it, which a version can name without importing us."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
