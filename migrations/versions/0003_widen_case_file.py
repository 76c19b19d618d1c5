"""What the whole procedure projects on a case: label, clearance, objection, dispute; and the texts of events.

Revision 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FLAGS = ("under_clearance", "question_open")
_TEXTS = (
    "referred_from",
    *("label", "objection_number", "grounds", "decision", "dispute_number", "dispute_stage", "ruling", "dispute_end"),
)
_DATES = (
    *("relabelled_on", "objected_on", "decide_due_on", "decided_on", "execute_by", "executed_on", "commission_due_on"),
    *("disputed_on", "ruling_on", "court_due_on", "court_on", "ruling_execute_by", "ruling_executed_on", "closed_on"),
)


def upgrade() -> None:
    """Apply. Columns are only added: SQLite would have to copy a table that every other points to."""
    op.add_column("case_file", sa.Column("has_request", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("case_file", sa.Column("objection_year", sa.Integer(), nullable=True))
    op.add_column("case_file", sa.Column("objection_serial", sa.Integer(), nullable=True))
    for name in _TEXTS:
        op.add_column("case_file", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    for name in _DATES:
        op.add_column("case_file", sa.Column(name, sa.Date(), nullable=True))
    for name in _FLAGS:
        op.add_column("case_file", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_case_file_objection", "case_file", ["body_id", "objection_year", "objection_serial"], unique=True
    )
    op.add_column("part", sa.Column("is_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("part", sa.Column("delivered_on", sa.Date(), nullable=True))
    op.add_column("part", sa.Column("referred_number", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "case_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_text_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_text")),
        sa.UniqueConstraint("case_id", "seq", "name", name=op.f("uq_case_text_case_id_seq_name")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("case_text")
    for name in ("referred_number", "delivered_on", "is_confirmed"):
        op.drop_column("part", name)
    op.drop_index("ix_case_file_objection", "case_file")
    for name in (*_FLAGS, *_DATES, *_TEXTS, "objection_serial", "objection_year", "has_request"):
        op.drop_column("case_file", name)
