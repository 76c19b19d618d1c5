"""Blueprint `public`: who reads: everyone, no login, GET only, cacheable."""

from flask import Blueprint

bp = Blueprint("public", __name__)

from pid_tracker.web.public import (  # noqa: E402, F401 - the views attach themselves to `bp`
    data,
    explaining,
    figures,
    machine,
    metrics,
    rights,
)
