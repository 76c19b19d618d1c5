"""One's own account: the role one acts in, and the password."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.models import SignInSession
from pid_tracker.services.people import account_acts, passwords, sign_in, two_persons
from pid_tracker.web import context, signed_in
from pid_tracker.web.account_words import shown
from pid_tracker.web.filters import tanggal
from pid_tracker.web.sign_in import bp, known_device
from pid_tracker.web.sign_in.sign_in_forms import PasswordForm, RoleForm


@bp.context_processor
def _layout() -> dict[str, Any]:
    return signed_in.layout() or {"body_name": context.home_body().name, "home_url": url_for("sign_in.enter")}


def _session() -> SignInSession | None:
    return sign_in.session_of(signed_in.token(), context.now())


@bp.route("/tugas", methods=["GET", "POST"])
def choose_role() -> ResponseReturnValue:
    """Choose the role to act in: one at a time (memilih tugas)."""
    session = _session()
    if session is None:
        return redirect(url_for("sign_in.enter"))
    held = sign_in.appointments_of(session.user, context.now())
    form = RoleForm(appointment=session.appointment_id)
    form.appointment.choices = {
        str(row.id): f"{sign_in.ROLE_WORDS[row.role]}, {sign_in.officer_actor(row, session.user).label}" for row in held
    }
    if form.validate_on_submit():
        chosen = sign_in.choose_role(session, form.appointment.data, context.now())
        db.session.commit()
        if chosen is not None:
            return redirect(signed_in.first_page(session.user, chosen.role))
    return render_template("sign_in/choose_role.html", form=form, held=held), 422 if form.errors else 200


@bp.get("/akun")
def account() -> ResponseReturnValue:
    """One's own account."""
    session = _session()
    if session is None:
        return redirect(url_for("sign_in.enter", next=request.path))
    rows = [
        (sign_in.ROLE_WORDS[row.role], sign_in.officer_actor(row, session.user).label, row.decree_number,
         f"{tanggal(row.from_on)} – {tanggal(row.until_on) if row.until_on else 'seterusnya'}")
        for row in sign_in.appointments_of(session.user, context.now())
    ]  # fmt: skip
    signed = signed_in.who()
    return render_template(
        "sign_in/account.html", user=session.user, rows=rows, record=shown(account_acts.on(session.user)),
        unseen=len(account_acts.unseen_by(session.user)), zone=context.home_body().zone,
        may_approve=signed is not None and signed.actor.role in two_persons.APPROVERS,
    )  # fmt: skip


@bp.post("/akun/sudah-dibaca")
def acts_seen() -> ResponseReturnValue:
    """The owner of an account has read what others did to it."""
    session, signed = _session(), signed_in.who()
    if session is None:
        return redirect(url_for("sign_in.enter"))
    account_acts.seen(session.user)
    db.session.commit()
    return redirect(signed_in.home_of(signed.actor.role) if signed else url_for("sign_in.choose_role"))


@bp.route("/sandi", methods=["GET", "POST"])
def change_password() -> ResponseReturnValue:
    """Change one's own password (mengganti kata sandi); the other sessions end."""
    session = _session()
    if session is None:
        return redirect(url_for("sign_in.enter", next=request.path))
    form = PasswordForm()
    if form.validate_on_submit():
        user, now = session.user, context.now()
        attempt = sign_in.begin_attempt(user.username, request.remote_addr or "", now, known_device.devices())
        db.session.commit()
        if not sign_in.is_password(attempt, form.old.data or ""):
            form.old.errors = ["Kata sandi sekarang tidak cocok"]
        elif why := passwords.why_refused(form.new.data or "", user.username, user.name):
            sign_in.passed(attempt)
            form.new.errors = [why]
        elif passwords.normalised(form.new.data or "") != passwords.normalised(form.again.data or ""):
            sign_in.passed(attempt)
            form.again.errors = ["Kedua kata sandi baru tidak sama"]
        else:
            sign_in.passed(attempt)
            sign_in.change_password(user, form.new.data or "", user.id, now, except_token=signed_in.token())
            db.session.commit()
            flash("Kata sandi sudah diganti. Sesi lain sudah ditutup.")
            return redirect(url_for("sign_in.account"))
        db.session.commit()
    return render_template("sign_in/change_password.html", form=form), 422 if form.errors else 200
