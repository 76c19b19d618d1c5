"""When the night and the verification ran last, and how; indexes for the outbox and for what is owed,
which monitors ask.

Revision 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_OWED = sa.text("answered_on IS NULL AND decided_on IS NULL AND ended_on IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "last_run",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_sound", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_last_run")),
    )
    op.create_index(
        "ix_case_file_owed", "case_file", ["decided_on", "due_on"], sqlite_where=_OWED, postgresql_where=_OWED
    )
    op.create_index("ix_message_waiting", "message", ["channel", "state", "due_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_message_waiting", table_name="message")
    op.drop_index("ix_case_file_owed", table_name="case_file")
    op.drop_table("last_run")
