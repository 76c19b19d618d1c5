"""A device on which an account was opened before: a signed cookie, so that a crowd elsewhere keeps no owner out.

It opens nothing by itself. It dies with the password, and after ninety days without a sign-in.
"""

import secrets

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from pid_tracker.models import User
from pid_tracker.services.people import sign_in
from pid_tracker.web import context

_DAYS = 90
_MOST = 5  # accounts of one device


def devices() -> sign_in.Devices:
    """What this browser keeps; nothing when it was not written by us."""
    try:
        kept = _serializer().loads(request.cookies.get(_name(), ""), max_age=_DAYS * 24 * 3600)
    except BadData:
        return {}
    return {int(user_id): (key, shown) for user_id, (key, shown) in kept.items()}


def remember(response: Response, user: User) -> None:
    """The account was opened here."""
    known = dict(devices())
    key = known.pop(user.id, ("", ""))[0] or secrets.token_urlsafe(12)
    newest = [*known.items(), (user.id, (key, sign_in.password_print(user)))][-_MOST:]
    response.set_cookie(
        _name(), _serializer().dumps({str(user_id): list(kept) for user_id, kept in newest}),
        max_age=_DAYS * 24 * 3600, secure=context.config().is_https, httponly=True, samesite="Lax",
    )  # fmt: skip


def _name() -> str:
    return "__Host-pid-device" if context.config().is_https else "pid-device"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="known device")
