"""Blueprint `officer`: desk, PPID, units, superior; behind the sign-in and the table of `door.py`."""

from flask import Blueprint

bp = Blueprint("officer", __name__, url_prefix="/petugas")

from pid_tracker.web.officer import (  # noqa: E402, F401 - the views attach themselves to `bp`
    books,
    calendar,
    case,
    clearance,
    delivery,
    desk,
    disputes,
    door,
    exemption,
    handling,
    letter,
    objection_acts,
    objection_desk,
    objections,
    people,
    queue,
    triage,
    units,
)
