"""Blueprint `admin`: administrators of the system, who never see identities nor cases."""

from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/kelola")

from pid_tracker.web.admin import (  # noqa: E402, F401 - the views attach themselves to `bp`
    counting_days,
    levels,
    substituting,
    users_and_bodies,
)
