"""Levels of approval of a body, and substitutes (Plt, Plh) among the appointments.

Revision 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "clearance_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("applies_to", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["public_body.id"], name=op.f("fk_clearance_level_body_id")),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name=op.f("fk_clearance_level_added_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["user_account.id"], name=op.f("fk_clearance_level_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance_level")),
    )
    op.create_index("ix_clearance_level_body", "clearance_level", ["body_id", "ended_at", "place"])
    op.add_column("appointment", sa.Column("acting", sa.Text(), nullable=False, server_default=""))
    # By hand: SQLite would copy the table for a constraint of its own, and sessions point to it.
    op.execute(
        "ALTER TABLE appointment ADD COLUMN substitutes_id INTEGER "
        "CONSTRAINT fk_appointment_substitutes_id REFERENCES user_account (id)"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("appointment", "substitutes_id")
    op.drop_column("appointment", "acting")
    op.drop_index("ix_clearance_level_body", "clearance_level")
    op.drop_table("clearance_level")
