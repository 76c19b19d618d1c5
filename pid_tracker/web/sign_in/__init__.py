"""Blueprint `sign_in`: sign-in of officers, second factor, choice of role, password, changes by two persons."""

from flask import Blueprint

bp = Blueprint("sign_in", __name__, url_prefix="/masuk")

from pid_tracker.web.sign_in import account, changes, entering  # noqa: E402, F401 - the views attach themselves to `bp`
