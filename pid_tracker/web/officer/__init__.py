"""Blueprint `officer`: desk, PPID, units, superior; behind the sign-in and the table of `door.py`."""

from flask import Blueprint

bp = Blueprint("officer", __name__, url_prefix="/petugas")

from pid_tracker.web.officer import (  # noqa: E402, F401 - the views attach themselves to `bp`
    approving,
    books,
    case,
    delivery,
    desk,
    disputes,
    door,
    letter,
    objections,
    queue,
    testing_harm,
    triaging,
    units,
)
