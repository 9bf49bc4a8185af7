"""Votes on the assistant's answers, counted, and questions passed on to the operator."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_votes",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("kind", sa.String(80), primary_key=True),
        sa.Column("article", sa.String(80), primary_key=True),
        sa.Column("helpful", sa.Boolean, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "chat_questions",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("text", sa.Text),
    )


def downgrade() -> None:
    op.drop_table("chat_questions")
    op.drop_table("chat_votes")
