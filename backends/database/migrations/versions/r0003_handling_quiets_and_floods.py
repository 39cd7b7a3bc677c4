"""Deadlines, incident and handling of an alert; what is kept quiet; floods."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENTS = (
    "unacknowledged_since",
    "held_until",
    "acknowledged_until",
    "first_claimed_at",
    "first_acknowledged_at",
    "cleared_at",
    "stored",
)


def upgrade() -> None:
    """Add columns and tables; older alerts belong to no incident and have no deadlines."""
    off = sa.false()
    op.add_column("alert", sa.Column("escalation", sa.Integer, nullable=False, server_default="0"))
    op.add_column("alert", sa.Column("incident", sa.BigInteger))
    op.add_column("alert", sa.Column("first_out", sa.Boolean, nullable=False, server_default=off))
    for name in _MOMENTS:
        op.add_column("alert", sa.Column(name, sa.BigInteger))
    op.add_column("alert", sa.Column("handling", sa.Text, nullable=False, server_default="{}"))
    _create_quiet()
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "flood",
        sa.Column("number", number, primary_key=True, autoincrement=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.Column("alerts", sa.BigInteger, nullable=False),
        sa.Column("peak", sa.BigInteger, nullable=False),
        sa.Column("ended", sa.BigInteger),
    )


def _create_quiet() -> None:
    op.create_table(
        "quiet",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("type", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("ended_at", sa.BigInteger, index=True),
        sa.Column("ended_by", sa.Text),
    )
