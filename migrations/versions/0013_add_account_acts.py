"""Accounts under two persons: proposals, the append-only record of acts on accounts, and roles that end at an instant.

What stood before is the baseline of the record: roles up to its number have no act of their own.

Revision 0013.
"""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_REFUSAL = "account_act is append-only"


def upgrade() -> None:
    """Apply."""
    op.add_column("chain_head", sa.Column("account_acts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("appointment", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("user_account", sa.Column("acts_seen", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "account_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("half", sa.LargeBinary(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_account_change_user_id_user_account")),
        sa.ForeignKeyConstraint(["body_id"], ["public_body.id"], name=op.f("fk_account_change_body_id_public_body")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["user_account.id"], name=op.f("fk_account_change_proposed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["user_account.id"], name=op.f("fk_account_change_settled_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_change")),
    )
    op.create_index(op.f("ix_account_change_user_id"), "account_change", ["user_id"])
    op.create_index(op.f("ix_account_change_state"), "account_change", ["state"])
    op.create_table(
        "account_act",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user_account.id"], name=op.f("fk_account_act_actor_id_user_account")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_account_act_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_act")),
    )
    op.create_index(op.f("ix_account_act_actor_id"), "account_act", ["actor_id"])
    op.create_index(op.f("ix_account_act_user_id"), "account_act", ["user_id"])
    _begin_the_record()
    _refuse_changes()


def _begin_the_record() -> None:
    """The first act says up to which number roles were given before there was a record."""
    known = op.get_bind().execute(sa.text("SELECT max(id) FROM appointment")).scalar()
    if known is None:
        return
    now = datetime.now(UTC)  # noqa: TID251 - when the record begins is when this runs
    told = {
        "id": 1, "at": now.isoformat(timespec="microseconds"), "kind": "BASELINE", "actor": None, "user": None,
        "facts": {"appointment": known},
    }  # fmt: skip
    row = sa.table(
        "account_act", sa.column("id", sa.Integer), sa.column("at", sa.DateTime(timezone=True)),
        sa.column("kind", sa.Text), sa.column("facts", sa.JSON), sa.column("previous_hash", sa.LargeBinary),
        sa.column("hash", sa.LargeBinary),
    )  # fmt: skip
    plain = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    values = {"id": 1, "at": now, "kind": "BASELINE", "facts": told["facts"]}
    op.execute(row.insert().values(**values, previous_hash=b"", hash=hashlib.sha256(plain).digest()))
    op.execute(sa.text("UPDATE chain_head SET account_acts = 1"))


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        op.execute(f"CREATE TRIGGER account_act_no_update BEFORE UPDATE ON account_act {stop}")
        op.execute(f"CREATE TRIGGER account_act_no_delete BEFORE DELETE ON account_act {stop}")
        op.execute(  # INSERT OR REPLACE deletes without a DELETE trigger
            "CREATE TRIGGER account_act_no_replace BEFORE INSERT ON account_act "
            f"WHEN EXISTS (SELECT 1 FROM account_act WHERE id = NEW.id) {stop}"
        )
        return
    op.execute(
        "CREATE FUNCTION account_act_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER account_act_no_change BEFORE UPDATE OR DELETE ON account_act "
        "FOR EACH ROW EXECUTE FUNCTION account_act_refuse()"
    )
    op.execute(
        "CREATE TRIGGER account_act_no_truncate BEFORE TRUNCATE ON account_act "
        "FOR EACH STATEMENT EXECUTE FUNCTION account_act_refuse()"
    )


def downgrade() -> None:
    """Take back; the triggers go with their table."""
    op.drop_table("account_act")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION account_act_refuse()")
    op.drop_table("account_change")
    op.drop_column("user_account", "acts_seen")
    op.drop_column("appointment", "ended_at")
    op.drop_column("chain_head", "account_acts")
