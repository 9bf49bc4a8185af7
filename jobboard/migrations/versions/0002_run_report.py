"""Runs say of which kind they are, whether they raised an alarm, and where their raw answers are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("runs", sa.Column("kind", sa.String(12), nullable=False, server_default="scrape"))
    op.add_column("runs", sa.Column("alarm", sa.Text))
    op.add_column("runs", sa.Column("archived", sa.Text))


def downgrade() -> None:
    for column in ("archived", "alarm", "kind"):
        op.drop_column("runs", column)
