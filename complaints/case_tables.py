"""The tables of cases and of what happened to them."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from complaints.columns import Moment
from complaints.database import metadata
from complaints.states import STATES

_names = ", ".join(f"'{name}'" for name in STATES)
cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(20), unique=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("dispute", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("key", String(64)),
    Column("payload", LargeBinary),
    Column("stars", Integer),
    Column("created", Moment, nullable=False),
    Column("submitted_at", Moment),
    Column("changed", Moment, nullable=False),
    CheckConstraint(f"state IN ({_names})", name="cases_state"),
    CheckConstraint("kind IN ('complaint', 'report')", name="cases_kind"),
    CheckConstraint("(state = 'draft') = (number IS NULL)", name="cases_numbered"),
    CheckConstraint("stars BETWEEN 1 AND 5", name="cases_stars"),
    Index("cases_in_state", "state", "id"),
    Index("cases_key", "conversation", "kind", "key", unique=True),
)
ONE_DRAFT = Index(
    "cases_one_draft",
    cases.c.conversation,
    cases.c.kind,
    unique=True,
    sqlite_where=cases.c.state == "draft",
    postgresql_where=cases.c.state == "draft",
)
case_events = Table(
    "case_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", String(64), nullable=False),
    Column("what", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("detail", LargeBinary),
)
