"""Referral to a body of this installation, the tariff of copies, the day of the hand-over, withdrawal by staff.

Revision 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Columns are only added: SQLite would have to copy a table that every other points to."""
    op.add_column("public_body", sa.Column("per_sheet_rupiah", sa.Integer(), nullable=True))
    op.add_column("public_body", sa.Column("tariff_basis", sa.Text(), nullable=False, server_default=""))
    op.add_column("public_body", sa.Column("payment_ways", sa.Text(), nullable=False, server_default=""))
    op.add_column("part", sa.Column("referred_code", sa.Text(), nullable=False, server_default=""))
    op.add_column("case_file", sa.Column("handed_over_on", sa.Date(), nullable=True))
    op.add_column("case_file", sa.Column("withdrawn_by_staff", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take back."""
    op.drop_column("case_file", "withdrawn_by_staff")
    op.drop_column("case_file", "handed_over_on")
    op.drop_column("part", "referred_code")
    for name in ("payment_ways", "tariff_basis", "per_sheet_rupiah"):
        op.drop_column("public_body", name)
