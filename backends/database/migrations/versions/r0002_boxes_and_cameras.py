"""What an analytic saw of an alert, and the camera an operator's act was about."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; older rows saw no boxes and named no camera."""
    op.add_column("alert", sa.Column("boxes", sa.Text, nullable=False, server_default="[]"))
    op.add_column("command", sa.Column("subject", sa.Text, nullable=False, server_default=""))
