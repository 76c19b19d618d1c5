"""Blueprint `citizen`: the requester: file, track, complete, receive."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

from pid_tracker.web.citizen import (  # noqa: E402, F401 - the views attach themselves to `bp`
    answer,
    completing,
    filing,
    frame,
    sending,
    tracking,
    uploads,
)
