"""How often a text was saved that several may save, and by whom last: letters, consequence tests, settings of bodies.

Revision 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_COUNTED_BEFORE = "consequence_test"  # has its revision since 0004
_TABLES = ("notice", "public_body", _COUNTED_BEFORE)


def upgrade() -> None:
    """Apply. Columns are added in place: a copied table would lose the triggers of consequence_test."""
    for table in _TABLES:
        if table != _COUNTED_BEFORE:
            op.add_column(table, sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        op.add_column(table, sa.Column("saved_by", sa.Text(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take back."""
    for table in _TABLES:
        op.drop_column(table, "saved_at")
        op.drop_column(table, "saved_by")
        if table != _COUNTED_BEFORE:
            op.drop_column(table, "revision")
