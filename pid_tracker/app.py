"""The composition root: the only module that knows every layer."""

import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask import Flask
from flask.cli import FlaskGroup
from werkzeug.middleware.proxy_fix import ProxyFix

from pid_tracker import cli, logs, models, web
from pid_tracker.clock import Clock, SystemClock
from pid_tracker.config import Config, ConfigError
from pid_tracker.extensions import csrf, db, engine_options, limiter, mail, prepare_engine
from pid_tracker.sealing import Sealer
from pid_tracker.web import sizes

ROOT = Path(__file__).resolve().parent.parent


def create_app(config: Config | None = None, clock: Clock | None = None) -> Flask:
    """The application for `config` (default: the environment) and `clock` (default: the machine's).

    Raises ConfigError with one clear line when a value is missing, weak, or does not fit the database.
    """
    config = config or Config.from_env()
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(config.instance_path),
    )
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url),
        MAX_CONTENT_LENGTH=sizes.TYPED,  # `web/sizes.py` says more for each form with files
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=400,
        TRUSTED_HOSTS=[*config.hosts],
        SESSION_COOKIE_NAME="__Host-pid" if config.is_https else "pid",  # no other host may set it, nor read it
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.is_https,
        PERMANENT_SESSION_LIFETIME=7 * 24 * 3600,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_STORAGE_URI=config.redis_url or "memory://",
        RATELIMIT_ENABLED=config.mode != "test",
        MAIL_SUPPRESS_SEND=False,  # the worker decides, and tests have a server of their own
        TEMPLATES_AUTO_RELOAD=False,
        TESTING=config.mode == "test",
        PROPAGATE_EXCEPTIONS=False,
    )
    app.extensions["pid_tracker.config"] = config
    app.extensions["pid_tracker.clock"] = clock or SystemClock()
    app.extensions["pid_tracker.sealer"] = Sealer(config.field_keys)
    logs.set_up(config.log_level)
    if config.trusted_proxies:
        proxies = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]  # as Werkzeug documents
    db.init_app(app)
    mail.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
    web.register(app)
    cli.register(app)
    with app.app_context():
        prepare_engine(db.engine)
        _refuse_foreign_database(config)
    return app


def _refuse_foreign_database(config: Config) -> None:
    """Demo data can never appear in a production start, nor the other way round."""
    if not sa.inspect(db.engine).has_table(models.Installation.__tablename__):
        return
    mode = db.session.scalar(sa.select(models.Installation.mode))
    db.session.remove()
    if mode is not None and mode != config.mode:
        db.engine.dispose()
        raise ConfigError(
            f"DATABASE_URL: this database was made in {mode} mode and cannot be opened in {config.mode} mode"
        )


def main() -> None:
    """The console script `pid-tracker`: the same commands as `flask --app wsgi`; `clock` needs no configuration."""
    group = FlaskGroup(create_app=create_app, add_default_commands=False, load_dotenv=False, help=cli.HELP)
    for command in cli.COMMANDS:
        group.add_command(command)
    try:
        group.main(prog_name="pid-tracker")
    except ConfigError as error:
        click.echo(f"pid-tracker: {error}", err=True)
        sys.exit(1)
