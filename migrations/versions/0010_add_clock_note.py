"""Clock notes, append-only: which recorded instants are not to be believed; the chain's head counts them.

Revision 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_REFUSAL = "clock_note is append-only: a correction is a new note"


def upgrade() -> None:
    """Apply."""
    op.add_column("chain_head", sa.Column("clock_notes", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "clock_note",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("up_to_position", sa.BigInteger(), nullable=False),
        sa.Column("up_to_snapshot", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chain_hash", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_note")),
    )
    if op.get_bind().dialect.name == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        op.execute(f"CREATE TRIGGER clock_note_no_update BEFORE UPDATE ON clock_note {stop}")
        op.execute(f"CREATE TRIGGER clock_note_no_delete BEFORE DELETE ON clock_note {stop}")
        op.execute(  # INSERT OR REPLACE deletes without a DELETE trigger
            "CREATE TRIGGER clock_note_no_replace BEFORE INSERT ON clock_note "
            f"WHEN EXISTS (SELECT 1 FROM clock_note WHERE id = NEW.id) {stop}"
        )
        return
    op.execute(
        "CREATE FUNCTION clock_note_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER clock_note_no_change BEFORE UPDATE OR DELETE ON clock_note "
        "FOR EACH ROW EXECUTE FUNCTION clock_note_refuse()"
    )
    op.execute(
        "CREATE TRIGGER clock_note_no_truncate BEFORE TRUNCATE ON clock_note "
        "FOR EACH STATEMENT EXECUTE FUNCTION clock_note_refuse()"
    )


def downgrade() -> None:
    """Take back; the triggers go with their table."""
    op.drop_table("clock_note")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION clock_note_refuse()")
    op.drop_column("chain_head", "clock_notes")
