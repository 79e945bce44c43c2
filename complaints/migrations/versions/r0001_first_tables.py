"""The first tables: messages and conversations, cases, audit, deliveries.

Databases that had the tables of messages before there were versions keep them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)
_STATES = (
    "'draft', 'submitted', 'with_staff', 'accepted', 'returned', 'mediating', 'settled', 'ended', "
    "'rated', 'closed', 'withdrawn'"
)
_REFUSED = "audit rows are never changed"
_SQLITE_GUARD = """
CREATE TRIGGER audit_no_{what} BEFORE {what} ON audit
BEGIN SELECT RAISE(ABORT, '{why}'); END
"""
_POSTGRESQL_FUNCTION = f"""
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$
"""
_POSTGRESQL_GUARD = """
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def upgrade() -> None:
    """To this version."""
    _messages()
    _cases()
    _audit()
    op.create_table(
        "tries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("tries_about", "tries", ["about", "at"])
    op.create_table(
        "deliveries",
        sa.Column("number", sa.String(20), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", _MOMENT, nullable=False),
    )
    op.create_index("ix_deliveries_next_at", "deliveries", ["next_at"])


def _messages() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("key", sa.String(140), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("received", _MOMENT, nullable=False),
        sa.UniqueConstraint("channel", "key"),
        if_not_exists=True,
    )
    op.create_index("inbox_state", "inbox", ["state", "id"], if_not_exists=True)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("inbox_id", sa.Integer, sa.ForeignKey("inbox.id"), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        if_not_exists=True,
    )
    op.create_index("ix_outbox_inbox_id", "outbox", ["inbox_id"], if_not_exists=True)
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("changed", _MOMENT, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "turn_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_index(
        "ix_turn_events_conversation", "turn_events", ["conversation"], if_not_exists=True
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(20), unique=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("dispute", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("key", sa.String(64)),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("stars", sa.Integer),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("submitted_at", _MOMENT),
        sa.Column("changed", _MOMENT, nullable=False),
        sa.CheckConstraint(f"state IN ({_STATES})", name="cases_state"),
        sa.CheckConstraint("kind IN ('complaint', 'report')", name="cases_kind"),
        sa.CheckConstraint("(state = 'draft') = (number IS NULL)", name="cases_numbered"),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="cases_stars"),
    )
    op.create_index("ix_cases_conversation", "cases", ["conversation"])
    op.create_index("cases_in_state", "cases", ["state", "id"])
    op.create_index("cases_key", "cases", ["conversation", "kind", "key"], unique=True)
    draft = sa.text("state = 'draft'")
    op.create_index(
        "cases_one_draft", "cases", ["conversation", "kind"], unique=True,
        sqlite_where=draft, postgresql_where=draft,
    )  # fmt: skip
    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("detail", sa.LargeBinary),
    )
    op.create_index("ix_case_events_case_id", "case_events", ["case_id"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("what", sa.String(140), nullable=False),
        sa.Column("detail", sa.LargeBinary),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "audit_head",
        sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for what in ("UPDATE", "DELETE"):
            op.execute(_SQLITE_GUARD.format(what=what, why=_REFUSED))
    else:
        op.execute(_POSTGRESQL_FUNCTION)
        op.execute(_POSTGRESQL_GUARD)


def downgrade() -> None:
    """To an empty database."""
    for table in (
        "deliveries", "tries", "audit_head", "audit", "case_events", "cases",
        "turn_events", "conversation", "outbox", "inbox",
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_refuse()")
