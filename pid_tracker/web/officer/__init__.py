"""Blueprint `officer`: desk, PPID, units, superior; behind the sign-in."""

from flask import Blueprint

bp = Blueprint("officer", __name__, url_prefix="/petugas")

from pid_tracker.web.officer import routes  # noqa: E402, F401 - the views attach themselves to `bp`
