"""Counts beside the times of an alert that no setting of a clock moves; 0 and [] for what was."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add three columns; the times of old alerts stay all there is of them."""
    for name in ("received_steady", "answered_steady"):
        op.add_column("alert", sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("alert", sa.Column("steady", sa.Text, nullable=False, server_default="[]"))
