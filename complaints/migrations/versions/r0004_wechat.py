"""The WeChat channel: people, the access token, codes that were used; what is due is found fast."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """To this version."""
    op.create_table(
        "wechat_person",
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("openid", sa.LargeBinary(), nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=False),
        sa.Column("message_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_used", sa.Integer(), nullable=False),
        sa.Column("touch_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("touch_used", sa.Integer(), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("lease", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("conversation"),
    )
    op.create_table(
        "wechat_token",
        sa.Column("app_id", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("lease", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("app_id"),
    )
    op.create_table(
        "used_code",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("outbox_due", "outbox", ["state", "conversation"])


def downgrade() -> None:
    """Back to the version before."""
    op.drop_index("outbox_due", "outbox")
    for table in ("used_code", "wechat_token", "wechat_person"):
        op.drop_table(table)
