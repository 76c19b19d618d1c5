"""Blueprint `citizen`: the requester: file, track, complete, receive."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

# the views attach themselves to `bp`
import pid_tracker.web.citizen.answer  # noqa: E402
import pid_tracker.web.citizen.completing  # noqa: E402
import pid_tracker.web.citizen.dates  # noqa: E402
import pid_tracker.web.citizen.delivery  # noqa: E402
import pid_tracker.web.citizen.disputing  # noqa: E402
import pid_tracker.web.citizen.filing  # noqa: E402
import pid_tracker.web.citizen.frame  # noqa: E402
import pid_tracker.web.citizen.objecting  # noqa: E402
import pid_tracker.web.citizen.objecting_without  # noqa: E402
import pid_tracker.web.citizen.reviewing  # noqa: E402
import pid_tracker.web.citizen.sending  # noqa: E402
import pid_tracker.web.citizen.talking  # noqa: E402
import pid_tracker.web.citizen.tracking  # noqa: E402
import pid_tracker.web.citizen.uploads  # noqa: E402, F401
