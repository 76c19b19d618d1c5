"""Configuration: one frozen object made from the environment; a start with a value missing or weak stops with one
line."""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

#: Values that stand in examples everywhere; a production start with one of them is refused.
_WEAK = frozenset({"dev", "change-me", "changeme", "secret", "default", "ganti-saya", "password", "test"})
#: Health checks of the machine itself, and the demo.
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_DEMO_KEYS_FILE = "demo-keys"


class ConfigError(Exception):
    """The environment does not allow a start; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that differs from one installation to the next. `field_keys` are 32 bytes each, newest first;
    `backup_keys` are public (`age1...`)."""

    mode: str
    secret_key: str
    field_keys: tuple[bytes, ...]
    instance_path: Path
    database_url: str
    storage_url: str
    base_url: str
    mail_url: str = ""
    redis_url: str = ""
    clamd_url: str = ""
    backup_keys: str = ""
    trusted_proxies: int = 0
    log_level: str = "INFO"
    metrics_token: str = ""
    backup_folder: Path | None = None
    disk_free_percent: int = 10

    @property
    def is_production(self) -> bool:
        """Whether demo data and weak secrets are refused."""
        return self.mode == "production"

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the site by https alone."""
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the site answers: its own, and this machine's to itself."""
        own = urlsplit(self.base_url).hostname
        return (*((own,) if own else ()), *_LOOPBACK)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read the environment (each name also as NAME_FILE); ConfigError with one line when a start is not
        possible."""
        env = os.environ if environ is None else environ
        mode = _value(env, "PID_TRACKER_MODE") or "production"
        if mode not in ("production", "demo"):
            raise ConfigError(f"PID_TRACKER_MODE: '{mode}' is neither production nor demo")
        instance = Path(_value(env, "INSTANCE_PATH") or "instance").absolute()
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(instance, os.W_OK):
            raise ConfigError(f"INSTANCE_PATH: {instance} is not writable")
        config = cls(
            mode=mode,
            secret_key=_value(env, "SECRET_KEY"),
            field_keys=_field_keys(_value(env, "FIELD_KEYS")),
            instance_path=instance,
            database_url=_database_url(_value(env, "DATABASE_URL"), instance),
            storage_url=_value(env, "STORAGE_URL") or (instance / "files").as_uri(),
            base_url=_value(env, "BASE_URL").rstrip("/"),
            mail_url=_value(env, "MAIL_URL"),
            redis_url=_value(env, "REDIS_URL"),
            clamd_url=_clamd_url(_value(env, "CLAMD_URL")),
            backup_keys=_value(env, "BACKUP_KEYS"),
            trusted_proxies=_number(_value(env, "TRUSTED_PROXIES") or "0", "TRUSTED_PROXIES"),
            log_level=(_value(env, "LOG_LEVEL") or "INFO").upper(),
            metrics_token=_value(env, "METRICS_TOKEN"),
            backup_folder=Path(folder) if (folder := _value(env, "BACKUP_FOLDER")) else None,
            disk_free_percent=_number(_value(env, "DISK_FREE_PERCENT") or "10", "DISK_FREE_PERCENT"),
        )
        if config.is_production:
            _refuse_weak(config)
            return config
        return _with_demo_keys(config, _value(env, "PORT") or "8000")


def _value(env: Mapping[str, str], name: str) -> str:
    if name in env:
        return env[name].strip()
    path = env.get(f"{name}_FILE")
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{name}_FILE: {path} cannot be read ({error.strerror})") from None


def _number(text: str, name: str) -> int:
    if not text.isdecimal():
        raise ConfigError(f"{name}: '{text}' is not a number")
    return int(text)


def _database_url(url: str, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'pid-tracker.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _clamd_url(text: str) -> str:
    try:
        where = urlsplit(text)
        is_tcp, is_unix = where.scheme == "tcp", where.scheme == "unix"
        is_sound = (is_tcp and where.hostname and where.port) or (is_unix and where.path and not where.netloc)
    except ValueError:
        is_sound = False
    if text and not is_sound:
        raise ConfigError(f"CLAMD_URL: '{text}' is neither tcp://host:port nor unix:/path")
    return text


def _field_keys(text: str) -> tuple[bytes, ...]:
    keys = []
    for part in text.replace(",", " ").split():
        try:
            key = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        except ValueError:
            key = b""
        if len(key) != 32:
            raise ConfigError(
                "FIELD_KEYS: each key is 32 random bytes in base64 (python -c 'import base64,os; "
                "print(base64.urlsafe_b64encode(os.urandom(32)).decode())')"
            )
        keys.append(key)
    return tuple(keys)


def _refuse_weak(config: Config) -> None:
    secret = config.secret_key
    if len(secret) < 32 or secret.lower() in _WEAK or len(set(secret)) < 8:
        raise ConfigError(
            "SECRET_KEY: set at least 32 random characters (python -c 'import secrets; "
            "print(secrets.token_urlsafe(48))')"
        )
    if not config.field_keys:
        raise ConfigError("FIELD_KEYS: set at least one key of 32 random bytes in base64")
    if any(len(set(key)) < 8 for key in config.field_keys):
        raise ConfigError("FIELD_KEYS: a key is not random")
    if config.metrics_token and len(config.metrics_token) < 20:
        raise ConfigError("METRICS_TOKEN: set at least 20 random characters, or leave it empty")
    address = urlsplit(config.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ConfigError("BASE_URL: set the public address of the site, for instance https://ppid.malukuprov.go.id")


def _with_demo_keys(config: Config, port: str) -> Config:
    """Demo keys are drawn once and kept beside the demo database, so that nothing in the source opens its data."""
    path = config.instance_path / _DEMO_KEYS_FILE
    if not path.exists():
        lines = (secrets.token_urlsafe(48), base64.urlsafe_b64encode(os.urandom(32)).decode())
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    secret, key = path.read_text(encoding="utf-8").split()
    return replace(
        config,
        secret_key=config.secret_key or secret,
        field_keys=config.field_keys or _field_keys(key),
        base_url=config.base_url or f"http://127.0.0.1:{port}",
    )
