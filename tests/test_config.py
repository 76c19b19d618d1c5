"""A start with a weak or missing secret stops with one clear line; the demo draws its own keys once."""

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pid_tracker.app import create_app
from pid_tracker.config import Config, ConfigError
from tests.conftest import a_config

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


def production(tmp_path: Path, **changes: str) -> dict[str, str]:
    """An environment that a production start accepts, with changes; an empty value takes the name out."""
    environ = {
        "SECRET_KEY": "kQ8s2-vX0rT5mZ9wB3nL7cD1fH6jP4aY",
        "FIELD_KEYS": KEY,
        "BASE_URL": "https://ppid.example.id",
        "INSTANCE_PATH": str(tmp_path),
    } | changes
    return {name: value for name, value in environ.items() if value}


def test_a_whole_environment_is_accepted(tmp_path: Path) -> None:
    config = Config.from_env(production(tmp_path))
    assert config.is_production and config.database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "change-me"}, "SECRET_KEY"),
        ({"SECRET_KEY": "a" * 64}, "SECRET_KEY"),
        ({"SECRET_KEY": "kQ8s2-vX0rT5"}, "SECRET_KEY"),
        ({"FIELD_KEYS": ""}, "FIELD_KEYS"),
        ({"FIELD_KEYS": "bukan-kunci"}, "FIELD_KEYS"),
        ({"FIELD_KEYS": base64.urlsafe_b64encode(bytes(32)).decode()}, "FIELD_KEYS"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "ppid.example.id"}, "BASE_URL"),
        ({"PID_TRACKER_MODE": "percobaan"}, "PID_TRACKER_MODE"),
        ({"TRUSTED_PROXIES": "satu"}, "TRUSTED_PROXIES"),
        ({"CLAMD_URL": "localhost:3310"}, "CLAMD_URL"),
        ({"CLAMD_URL": "tcp://localhost"}, "CLAMD_URL"),
        ({"CLAMD_URL": "tcp://localhost:many"}, "CLAMD_URL"),
        ({"CLAMD_URL": "unix://run/clamd.ctl"}, "CLAMD_URL"),
        ({"METRICS_TOKEN": "pendek"}, "METRICS_TOKEN"),
        ({"DISK_FREE_PERCENT": "sepuluh"}, "DISK_FREE_PERCENT"),
        ({"SECRET_KEY": "", "SECRET_KEY_FILE": "/tidak/ada"}, "SECRET_KEY_FILE"),
    ],
)
def test_a_production_start_names_what_is_wrong(tmp_path: Path, changes: dict[str, str], named: str) -> None:
    with pytest.raises(ConfigError, match=named) as refused:
        Config.from_env(production(tmp_path, **changes))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:3310", "tcp://[::1]:3310", "unix:/run/clamav/clamd.ctl", ""])
def test_where_a_scanner_may_listen(tmp_path: Path, url: str) -> None:
    assert Config.from_env(production(tmp_path, CLAMD_URL=url)).clamd_url == url


def test_the_process_stops_with_one_line_and_no_trace(tmp_path: Path) -> None:
    environ = production(tmp_path, SECRET_KEY="") | {"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd()}
    command = [
        sys.executable,
        "-c",
        "from pid_tracker.app import main; import sys; sys.argv = ['pid-tracker', 'verify']; main()",
    ]
    result = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1 and "SECRET_KEY" in result.stderr


def test_every_value_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kQ8s2-vX0rT5mZ9wB3nL7cD1fH6jP4aY\n", encoding="utf-8")
    config = Config.from_env(production(tmp_path, SECRET_KEY="", SECRET_KEY_FILE=str(secret)))
    assert config.secret_key == "kQ8s2-vX0rT5mZ9wB3nL7cD1fH6jP4aY"


def test_a_postgresql_address_uses_the_driver_that_is_installed(tmp_path: Path) -> None:
    config = Config.from_env(production(tmp_path, DATABASE_URL="postgres://ppid@db/ppid"))
    assert config.database_url == "postgresql+psycopg://ppid@db/ppid"


def test_the_demo_draws_its_keys_once_and_for_its_own_eyes(tmp_path: Path) -> None:
    environ = {"PID_TRACKER_MODE": "demo", "INSTANCE_PATH": str(tmp_path)}
    first, second = Config.from_env(environ), Config.from_env(environ)
    assert first.secret_key == second.secret_key and first.field_keys == second.field_keys
    assert stat.S_IMODE((tmp_path / "demo-keys").stat().st_mode) == 0o600
    other = tmp_path / "other"
    assert Config.from_env(environ | {"INSTANCE_PATH": str(other)}).secret_key != first.secret_key


def test_a_configuration_cannot_be_changed_after_the_start(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        a_config("sqlite://", tmp_path).secret_key = "lain"  # type: ignore[misc]  # that is what is tried


def test_the_application_starts_without_any_table(tmp_path: Path) -> None:
    app = create_app(a_config(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path))
    with app.test_client().get("/static/site.css") as response:
        assert response.status_code == 200
