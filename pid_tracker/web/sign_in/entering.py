"""The way in: password, then the one-time code (set up at the first sign-in), and out again."""

import logging
import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import segno
from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from pid_tracker.extensions import db
from pid_tracker.models import User
from pid_tracker.services.people import second_factor, sign_in
from pid_tracker.services.people.misses import TooManyMisses
from pid_tracker.web import context, errors, signed_in
from pid_tracker.web.sign_in import bp, known_device
from pid_tracker.web.sign_in.sign_in_forms import CodeForm, SignInForm

_log = logging.getLogger("pid_tracker")
_HALF = "half"  # password shown, code not yet: [user, since, next, print of the password]
WRONG = "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi."
WRONG_OR_CODE = (
    "Nama pengguna, kata sandi, atau kode sekali pakai tidak cocok. Saat ini banyak percobaan masuk dari luar, jadi "
    "kode diminta bersama kata sandi. Tunggu kode berikutnya di aplikasi, lalu coba lagi."
)
WRONG_CODE = "Kode ini tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu coba lagi."


def own_path(target: str | None) -> str | None:
    """`target` when it is a path of ours, else None: no other host, no tricks with slashes, backslashes or tabs."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if any(sign in target for sign in "\\\t\r\n") or "%5c" in target.lower() or not target.isprintable():
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


@bp.app_errorhandler(TooManyMisses)
def _too_many(error: TooManyMisses) -> ResponseReturnValue:
    db.session.rollback()
    minutes = max(1, math.ceil(error.wait / timedelta(minutes=1)))
    message = f"Sudah terlalu banyak percobaan yang salah dari sini. Coba lagi {minutes} menit lagi."
    response = make_response(errors.page(429, message=message))
    response.headers["Retry-After"] = str(math.ceil(error.wait.total_seconds()))
    return response


@bp.route("", methods=["GET", "POST"])
def enter() -> ResponseReturnValue:
    """Name and password (masuk)."""
    form, now = SignInForm(next=request.args.get("next", "")), context.now()
    if request.method == "GET" and (signed := signed_in.who()) is not None:
        return redirect(own_path(request.args.get("next")) or signed_in.home_of(signed.actor.role))
    crowded = sign_in.is_crowded(now)
    if not form.validate_on_submit():
        return _ask(form, crowded, 422 if form.errors else 200)
    attempt = sign_in.begin_attempt(form.username.data or "", request.remote_addr or "", now, known_device.devices())
    db.session.commit()
    code_first = crowded and attempt.device is None and second_factor.is_asked_first(attempt.user_id)
    has_shown_code = code_first and second_factor.is_code_of(attempt.user_id, form.code.data or "", now)
    db.session.commit()
    if (code_first and not has_shown_code) or not sign_in.is_password(attempt, form.password.data or ""):
        form.form_errors.append(WRONG_OR_CODE if crowded else WRONG)
        return _ask(form, crowded, 422)
    user = sign_in.passed(attempt)
    if has_shown_code or not second_factor.needs_second_factor(user, context.config().mode):
        return _open(user, form.next.data)
    second_factor.new_secret(user)
    db.session.commit()
    target, shown = own_path(form.next.data) or "", sign_in.password_print(user)
    session[_HALF] = [user.id, int(now.timestamp()), target, shown]
    return redirect(url_for("sign_in.show_code" if user.totp_confirmed else "sign_in.enrol"))


def _ask(form: SignInForm, crowded: bool, status: int) -> ResponseReturnValue:
    """The page; while a crowd tries passwords it asks for the one-time code too."""
    if not crowded:
        del form.code
    return render_template("sign_in/enter.html", form=form, crowded=crowded, has_errors=status != 200), status


def _half_open() -> tuple[User, str] | None:
    """Who has shown the password, which still holds, and owes the code, and where they wanted to go."""
    found = session.get(_HALF)
    if (
        not found
        or len(found) < 4
        or context.now() > second_factor.half_open_until(datetime.fromtimestamp(found[1], UTC))
    ):
        return None
    user = db.session.get(User, found[0])
    is_still = user is not None and user.active and sign_in.password_print(user) == found[3]
    return (user, found[2]) if user is not None and is_still else None


def _open(user: User, target: str | None) -> ResponseReturnValue:
    now = context.now()
    sign_in.end_session(signed_in.token(), now)
    token = sign_in.open_session(user, now)
    db.session.commit()
    _log.info("signed in: account %d", user.id)
    signed_in.begin(user, token)
    response = make_response(redirect(_first_page(user, target)))
    known_device.remember(response, user)
    return response


def _first_page(user: User, target: str | None) -> str:
    signed = signed_in.who()
    if signed is None:
        return url_for("sign_in.choose_role")
    if user.must_change_password:
        return url_for("sign_in.change_password")
    return signed_in.first_page(user, signed.actor.role, own_path(target))


@bp.route("/kode", methods=["GET", "POST"])
def show_code() -> ResponseReturnValue:
    """The one-time code of somebody who has set it up."""
    half = _half_open()
    if half is None or not half[0].totp_confirmed:
        return redirect(url_for("sign_in.enter"))
    return _ask_code(*half, lambda form: render_template("sign_in/show_code.html", form=form))


@bp.route("/pasang", methods=["GET", "POST"])
def enrol() -> ResponseReturnValue:
    """Set up the second factor at the first sign-in: a QR code, the same as text, and the first code as proof."""
    half = _half_open()
    if half is None or half[0].totp_confirmed:
        return redirect(url_for("sign_in.enter"))
    user = half[0]

    def draw(form: CodeForm) -> str:
        address = second_factor.enrolment_address(user, f"PPID {context.home_body().short_name}")
        picture = Markup(segno.make(address).svg_inline(scale=5, border=4, light="#fff"))  # noqa: S704 - drawn by segno
        secret = user.totp_secret or ""
        groups = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
        return render_template("sign_in/enrol.html", form=form, picture=picture, secret=groups)

    return _ask_code(*half, draw)


def _ask_code(user: User, target: str, draw: Callable[[CodeForm], str]) -> ResponseReturnValue:
    """Open the session of who gives the right code; the miss of a wrong one is kept."""
    form = CodeForm()
    if form.validate_on_submit():
        device = sign_in.known_device(user, known_device.devices())
        right = second_factor.take_code(user, form.code.data or "", context.now(), device)
        db.session.commit()
        if right:
            return _open(user, target)
        form.code.errors = [WRONG_CODE]
    return draw(form), 422 if form.errors else 200


@bp.post("/keluar")
def sign_out() -> ResponseReturnValue:
    """Sign out (keluar)."""
    sign_in.end_session(signed_in.token(), context.now())
    db.session.commit()
    signed_in.end()
    return redirect(url_for("sign_in.enter"))
