"""Blueprint `citizen`: the requester: file, track, complete, receive."""

from flask import Blueprint

bp = Blueprint("citizen", __name__)

# the views attach themselves to `bp`
import pid_tracker.web.citizen.after_answer  # noqa: E402
import pid_tracker.web.citizen.dates  # noqa: E402
import pid_tracker.web.citizen.dispute_packet  # noqa: E402
import pid_tracker.web.citizen.filing_pages  # noqa: E402
import pid_tracker.web.citizen.finding_back  # noqa: E402
import pid_tracker.web.citizen.frame  # noqa: E402
import pid_tracker.web.citizen.mending  # noqa: E402
import pid_tracker.web.citizen.objecting_to  # noqa: E402
import pid_tracker.web.citizen.objecting_without  # noqa: E402
import pid_tracker.web.citizen.reading_answer  # noqa: E402
import pid_tracker.web.citizen.resuming  # noqa: E402
import pid_tracker.web.citizen.reviewing  # noqa: E402
import pid_tracker.web.citizen.sending  # noqa: E402
import pid_tracker.web.citizen.talking  # noqa: E402, F401
