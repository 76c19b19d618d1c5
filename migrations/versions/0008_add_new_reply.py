"""What the queue shows of a talk with the requester: a reply that nobody has acted on yet.

Revision 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. No case has a reply before this revision, so that the default is what the events say."""
    op.add_column("case_file", sa.Column("reply_is_new", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take back."""
    op.drop_column("case_file", "reply_is_new")
