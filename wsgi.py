"""What a WSGI server serves: `gunicorn wsgi:app`, `flask --app wsgi`. Settings come from the environment."""

import sys

from pid_tracker.app import create_app
from pid_tracker.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    sys.exit(f"pid-tracker: {error}")
