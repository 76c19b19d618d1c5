"""How gunicorn serves `wsgi:app`. Environment: PORT, WEB_CONCURRENCY, LOG_LEVEL; the rest by gunicorn's options."""

import os

from gunicorn.arbiter import Arbiter

from pid_tracker.extensions import db

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"  # a proxy stands in front; else: gunicorn --bind 0.0.0.0:8000
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"  # two sync workers fall to a few hundred slow readers, threads do not
threads = 4

# The application is loaded once, before the workers are forked: a wrong setting stops the start with one line, and
# the workers share memory. Nothing may open a connection while it loads.
preload_app = True

timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 60
# Heartbeats are files: in memory, lest a slow disk makes a worker look dead.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108

# gunicorn itself believes no proxy: TRUSTED_PROXIES is read once, by the application (ProxyFix).
forwarded_allow_ips = ""
control_socket_disable = True  # it would be opened in the home folder, which a hardened service does not have

loglevel = os.environ.get("LOG_LEVEL", "info").lower()
errorlog = "-"
logconfig_dict = {  # its own lines as those of the application: JSON, with nobody in them
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"generic": {"()": "pid_tracker.logs.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stderr"}},
    "loggers": {"gunicorn.error": {"level": loglevel.upper(), "handlers": ["console"], "propagate": False}},
    "root": {"handlers": [], "level": loglevel.upper()},
}
accesslog = None  # the proxy keeps one; addresses hold tracking links, which belong in no second place


def on_starting(server: Arbiter) -> None:
    """Let go of the connection with which the application looked at its database: a fork may not share it."""
    app = server.app.wsgi()
    with app.app_context():
        db.engine.dispose()
