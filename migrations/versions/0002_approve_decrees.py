"""Decrees are proposed by one and approved by another; readings of the law change with a record; both stay as written.

Revision 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: table -> which rows stay as they are (an expression over OLD)
_KEPT = {
    "decree": "1 = 1",
    "holiday": "1 = 1",
    "reading_change": "1 = 1",
    "decree_proposal": "OLD.state <> 'PROPOSED'",
}


def upgrade() -> None:
    """Apply."""
    op.add_column("decree", sa.Column("source", sa.Text(), server_default="COMMAND_LINE", nullable=False))
    op.create_table(
        "decree_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("amends", sa.Text(), nullable=True),
        sa.Column("completes_year", sa.Boolean(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=True),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decree_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["public_body.id"], name=op.f("fk_decree_proposal_body_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_decree_proposal_decided_by_id")),
        sa.ForeignKeyConstraint(["decree_id"], ["decree.id"], name=op.f("fk_decree_proposal_decree_id")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_decree_proposal_document_id")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_decree_proposal_proposed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decree_proposal")),
    )
    op.create_index(
        "ix_decree_proposal_open", "decree_proposal", ["number"], unique=True,
        sqlite_where=sa.text("state = 'PROPOSED'"), postgresql_where=sa.text("state = 'PROPOSED'"),
    )  # fmt: skip
    op.create_table(
        "reading_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("joint_leave_was_open", sa.Boolean(), nullable=False),
        sa.Column("counted_first_day", sa.Boolean(), nullable=False),
        sa.Column("joint_leave_open", sa.Boolean(), nullable=False),
        sa.Column("counts_first_day", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["public_body.id"], name=op.f("fk_reading_change_body_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["user_account.id"], name=op.f("fk_reading_change_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_change")),
    )
    op.create_index(op.f("ix_reading_change_body_id"), "reading_change", ["body_id"], unique=False)
    for table, rows in _KEPT.items():
        _keep(table, rows)


def _keep(table: str, rows: str) -> None:
    """Refuse to delete from a table, and to change its `rows`: dates that people were told rest on them."""
    refusal = f"{table} is kept as it was written: enter another decree, or another change"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN {rows} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        op.execute(  # INSERT OR REPLACE deletes without a DELETE trigger
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{refusal}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
        f"FOR EACH ROW WHEN ({rows}) EXECUTE FUNCTION {table}_refuse()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )


def downgrade() -> None:
    """Take back."""
    for table in _KEPT:
        if op.get_bind().dialect.name == "sqlite":
            for act in ("update", "delete", "replace"):
                op.execute(f"DROP TRIGGER {table}_no_{act}")
        else:
            for act in ("update", "delete", "truncate"):
                op.execute(f"DROP TRIGGER {table}_no_{act} ON {table}")
            op.execute(f"DROP FUNCTION {table}_refuse()")
    op.drop_index(op.f("ix_reading_change_body_id"), table_name="reading_change")
    op.drop_table("reading_change")
    op.drop_index("ix_decree_proposal_open", table_name="decree_proposal")
    op.drop_table("decree_proposal")
    op.drop_column("decree", "source")
