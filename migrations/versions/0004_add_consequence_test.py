"""Consequence tests and the list of exempt information, both append-only; the letters that close on a case.

Revision 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: What stays fixed once a test is finished; only the approval is added, once.
_FIXED = (
    *("id", "body_id", "year", "serial", "number", "case_id", "part_place", "supersedes_id", "contents", "revision"),
    *("result", "held_on", "ends_on", "started_at", "started_by_id", "finished_at", "finished_by_id", "sha256"),
)
_REFUSAL = "a finished consequence test and the list of exempt information are never changed or deleted"


def upgrade() -> None:
    """Apply."""
    op.add_column("case_file", sa.Column("closed_under", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "consequence_test",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("part_place", sa.Integer(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("contents", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_by_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_label", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["user_account.id"], name=op.f("fk_consequence_test_approved_by_id")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["public_body.id"], name=op.f("fk_consequence_test_body_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_consequence_test_case_id")),
        sa.ForeignKeyConstraint(
            ["finished_by_id"], ["user_account.id"], name=op.f("fk_consequence_test_finished_by_id")
        ),
        sa.ForeignKeyConstraint(["started_by_id"], ["user_account.id"], name=op.f("fk_consequence_test_started_by_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["consequence_test.id"], name=op.f("fk_consequence_test_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consequence_test")),
        sa.UniqueConstraint("body_id", "year", "serial", name=op.f("uq_consequence_test_body_id_year_serial")),
        sa.UniqueConstraint("number", name=op.f("uq_consequence_test_number")),
    )
    op.create_index("ix_consequence_test_state", "consequence_test", ["body_id", "state", "ends_on"])
    op.create_index("ix_consequence_test_supersedes_id", "consequence_test", ["supersedes_id"])
    op.create_table(
        "exempt_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("test_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("tested_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("decree_number", sa.Text(), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["public_body.id"], name=op.f("fk_exempt_entry_body_id")),
        sa.ForeignKeyConstraint(["test_id"], ["consequence_test.id"], name=op.f("fk_exempt_entry_test_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exempt_entry")),
        sa.UniqueConstraint("test_id", name=op.f("uq_exempt_entry_test_id")),
    )
    op.create_index("ix_exempt_entry_body_id", "exempt_entry", ["body_id"])
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _guard_sqlite() -> None:
    stop = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in (*_FIXED, "articles"))
    op.execute(f"CREATE TRIGGER consequence_test_no_delete BEFORE DELETE ON consequence_test {stop}")
    op.execute(
        "CREATE TRIGGER consequence_test_no_update BEFORE UPDATE ON consequence_test "
        f"WHEN OLD.state = 'APPROVED' OR (OLD.state = 'FINISHED' AND (NEW.state <> 'APPROVED' OR {changed})) {stop}"
    )
    op.execute(  # INSERT OR REPLACE deletes without a DELETE trigger
        "CREATE TRIGGER consequence_test_no_replace BEFORE INSERT ON consequence_test WHEN EXISTS (SELECT 1 FROM "
        "consequence_test WHERE id = NEW.id OR number = NEW.number OR (body_id = NEW.body_id AND year = NEW.year "
        f"AND serial = NEW.serial)) {stop}"
    )
    for act in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER exempt_entry_no_{act.lower()} BEFORE {act} ON exempt_entry {stop}")
    op.execute(
        "CREATE TRIGGER exempt_entry_no_replace BEFORE INSERT ON exempt_entry WHEN EXISTS (SELECT 1 FROM exempt_entry "
        f"WHERE id = NEW.id OR test_id = NEW.test_id) {stop}"
    )


def _guard_postgresql() -> None:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _FIXED)
    changed += " OR NEW.articles::text IS DISTINCT FROM OLD.articles::text"
    op.execute(
        "CREATE FUNCTION exemption_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER consequence_test_no_delete BEFORE DELETE ON consequence_test "
        "FOR EACH ROW EXECUTE FUNCTION exemption_refuse()"
    )
    op.execute(
        "CREATE TRIGGER consequence_test_no_update BEFORE UPDATE ON consequence_test FOR EACH ROW "
        f"WHEN (OLD.state = 'APPROVED' OR (OLD.state = 'FINISHED' AND (NEW.state <> 'APPROVED' OR {changed}))) "
        "EXECUTE FUNCTION exemption_refuse()"
    )
    op.execute(
        "CREATE TRIGGER exempt_entry_no_change BEFORE UPDATE OR DELETE ON exempt_entry "
        "FOR EACH ROW EXECUTE FUNCTION exemption_refuse()"
    )
    for table in ("consequence_test", "exempt_entry"):
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION exemption_refuse()"
        )


def downgrade() -> None:
    """Take back; the triggers go with their tables."""
    op.drop_index("ix_exempt_entry_body_id", "exempt_entry")
    op.drop_table("exempt_entry")
    op.drop_index("ix_consequence_test_supersedes_id", "consequence_test")
    op.drop_index("ix_consequence_test_state", "consequence_test")
    op.drop_table("consequence_test")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION exemption_refuse()")
    op.drop_column("case_file", "closed_under")
