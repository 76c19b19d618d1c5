"""What stood out in a file that is to be given, and who said that it may go out.

Revision 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Files that were kept before have no row: they were asked about in their time."""
    op.create_table(
        "file_check",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_file_check_document_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["user_account.id"], name=op.f("fk_file_check_confirmed_by_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_file_check")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("file_check")
