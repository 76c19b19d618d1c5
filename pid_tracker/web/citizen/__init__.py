"""Blueprint `citizen`: the requester: file, track, complete, receive."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

from pid_tracker.web.citizen import routes  # noqa: E402, F401 - the views attach themselves to `bp`
