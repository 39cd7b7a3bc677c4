"""Who is supervisor at which seat; versions of a site's rules; the seat a quiet was made at."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column and two tables; until somebody is registered nobody is supervisor."""
    op.add_column("quiet", sa.Column("seat", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "person",
        sa.Column("seat", sa.Text, primary_key=True),
        sa.Column("operator", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("registered_at", sa.BigInteger, nullable=False),
    )
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "rule_version",
        sa.Column("number", number, primary_key=True, autoincrement=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
