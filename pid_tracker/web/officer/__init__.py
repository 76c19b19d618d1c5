"""Blueprint `officer`: desk, PPID, units, superior; behind the sign-in and the table of `door.py`."""

from flask import Blueprint

bp = Blueprint("officer", __name__, url_prefix="/petugas")

from pid_tracker.web.officer import (  # noqa: E402, F401 - the views attach themselves to `bp`
    approving,
    books,
    case,
    conversing,
    delivery,
    desk,
    disputes,
    door,
    letter,
    objection_acts,
    objection_desk,
    objections,
    queue,
    testing_harm,
    triaging,
    units,
    unsealing,
)
