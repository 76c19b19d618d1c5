"""The internal working days for the PPID's explanation of an objection: data of each body, never law (ruling R12).

Revision 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("public_body", sa.Column("explanation_days", sa.Integer(), nullable=False, server_default="5"))


def downgrade() -> None:
    """Take back."""
    op.drop_column("public_body", "explanation_days")
