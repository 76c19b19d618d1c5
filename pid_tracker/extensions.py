"""Extensions, unbound: the database with our `Base`, mail, form tokens, limits, and what an application carries for
them.

Transactions: a GET is READ ONLY on both databases, so that "GET never writes" is kept by the database itself;
everything else begins IMMEDIATE on SQLite, so that two writers queue instead of failing half-way.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import flask
import pysqlite3
import sqlalchemy as sa
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, registry

from pid_tracker.networks import networks_of
from pid_tracker.sealing import Sealer

#: The first SQLite without the WAL-reset bug, which can corrupt a database that two connections write.
SOUND_SQLITE = (3, 51, 3)
#: Every acknowledged act is on the disk before the answer goes out. Only the tests' own databases may be lost.
SQLITE_SYNCHRONOUS = "FULL"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

JSONValue = str | int | bool | None | list["JSONValue"] | dict[str, "JSONValue"]
JSONObject = Mapping[str, JSONValue]


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: refuses naive values, stores UTC, gives UTC back on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The instant in UTC; ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs an offset")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(sa.types.TypeDecorator[str]):
    """Text that is encrypted at rest; `purpose` is "table.column" and is bound to the value.

    Columns are `deferred`, so that a page opens only the seals that it shows; those of a row that is nothing but its
    text (a draft, a text of an event) are not.
    """

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        """Seal for one column."""
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:
        """The sealed text."""
        return None if value is None else sealer().seal(value.encode(), self.purpose)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> str | None:
        """The text, opened."""
        return None if value is None else sealer().unseal(value, self.purpose).decode()


class Coded(sa.types.TypeDecorator[StrEnum]):
    """A closed list in a column of plain text: gives members back, and lets nothing else in (ValueError)."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        """Members of one list."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """The code of a member."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:
        """The member of a code."""
        return None if value is None else self.kind(value)


def enum_column(kind: type[StrEnum]) -> sa.Enum:
    """A column for a StrEnum that stores its values, as text, on both databases."""
    return sa.Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=False,
        length=40,
    )


class Base(DeclarativeBase):
    """Base of all tables: named constraints, aware instants."""

    registry = registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UTCDateTime,
            date: sa.Date,
            str: sa.Text,
            dict[str, Any]: sa.JSON,
            list[str]: sa.JSON,
        },
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
mail = Mail()
csrf = CSRFProtect()
limiter = Limiter(lambda: networks_of(get_remote_address())[0], headers_enabled=True)


def sealer() -> Sealer:
    """The sealer of the running application."""
    found: Sealer = flask.current_app.extensions["pid_tracker.sealer"]
    return found


def engine_options(url: str) -> dict[str, object]:
    """Options of `create_engine` for a database address: the sound SQLite, or psycopg with a checked pool."""
    if url.startswith("sqlite"):
        if pysqlite3.sqlite_version_info < SOUND_SQLITE:
            raise RuntimeError(f"SQLite {pysqlite3.sqlite_version} has the WAL-reset bug; 3.51.3 or newer is needed")
        return {"module": pysqlite3, "connect_args": {"timeout": 10}, "hide_parameters": True}
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": 10}, "hide_parameters": True}


def prepare_engine(engine: sa.Engine) -> None:
    """Attach what every connection and every transaction needs: durability, foreign keys, and who may write."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgresql)
        event.listen(engine, "begin", _begin_postgresql)


def _reads_only() -> bool:
    return flask.has_request_context() and flask.request.method in _SAFE_METHODS


def _set_up_sqlite(connection: Any, record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", f"synchronous={SQLITE_SYNCHRONOUS}", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    reads = _reads_only() or connection.get_execution_options().get("reads_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _set_up_postgresql(connection: Any, record: object) -> None:
    connection.autocommit = True  # else the setting goes with the first rollback
    connection.execute("SET lock_timeout = '10s'")  # as long as SQLite waits; then 503, in words
    connection.autocommit = False


def _begin_postgresql(connection: sa.Connection) -> None:
    if _reads_only() or connection.get_execution_options().get("reads_only", False):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def storage_url() -> str:
    """Where the running application keeps files: file:///folder or s3://bucket."""
    found: str = flask.current_app.extensions["pid_tracker.config"].storage_url
    return found


def clamd_url() -> str:
    """Where the virus scanner of the running application listens: tcp://host:port or unix:/path; empty: none is set."""
    found: str = flask.current_app.extensions["pid_tracker.config"].clamd_url
    return found


def base_url() -> str:
    """The public address of the running application, without a slash at the end."""
    found: str = flask.current_app.extensions["pid_tracker.config"].base_url
    return found


def mail_state() -> Any:
    """What Flask-Mail keeps for the running application."""
    return flask.current_app.extensions["mail"]
