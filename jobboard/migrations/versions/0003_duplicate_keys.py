"""The keys under which postings are looked up that may be one and the same ad."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duplicate_keys",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("posting_id", sa.String(16), primary_key=True),
    )
    op.create_index("ix_duplicate_keys_posting_id", "duplicate_keys", ["posting_id"])


def downgrade() -> None:
    op.drop_table("duplicate_keys")
