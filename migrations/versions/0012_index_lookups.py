"""Indexes for what pages and nights look up by: a draft's file, the case sent anew, a requester's cases, an objection.

Revision 0012.
"""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_LOOKED_UP = (
    ("document", "draft_id"),
    ("case_file", "resent_from_id"),
    ("case_file", "requester_id"),
    ("case_file", "objection_number"),
    ("case_file", "decided_on"),
    ("consequence_test", "case_id"),
)


def upgrade() -> None:
    """Apply."""
    for table, column in _LOOKED_UP:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    """Take back."""
    for table, column in reversed(_LOOKED_UP):
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
