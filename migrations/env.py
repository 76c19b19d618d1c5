"""Alembic's environment: the engine of the running application, or one made from the environment variables."""

import sqlalchemy as sa
from alembic import context

import pid_tracker.models  # noqa: F401 - every table
from pid_tracker.config import Config
from pid_tracker.extensions import Base, Coded, Sealed, UTCDateTime, engine_options, prepare_engine


def _engine() -> sa.Engine:
    engine = context.config.attributes.get("engine")
    if engine is None:
        url = Config.from_env().database_url
        engine = sa.create_engine(url, **engine_options(url))
        prepare_engine(engine)
    return engine


def _render(kind: str, item: object, autogen_context: object) -> str | bool:
    """Write our column types as the plain ones, so that a migration does not depend on code that may change."""
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Sealed):
        return "sa.LargeBinary()"
    if isinstance(item, Coded):
        return "sa.Text()"
    return False


with _engine().connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
