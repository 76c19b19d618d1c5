"""Users and their roles; bodies and their settings. No requester and no case can be reached from here."""

import re
from collections.abc import Callable, Sequence
from functools import partial, wraps
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.accounts import ChangeKind
from pid_tracker.models import AccountChange, Appointment, PublicBody, User
from pid_tracker.services.answer import costing
from pid_tracker.services.people import account_acts, directory, sign_in, two_persons
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web import context, signed_in, taking
from pid_tracker.web.account_words import PROPOSED, shown
from pid_tracker.web.admin import bp
from pid_tracker.web.admin.admin_forms import AppointmentForm, TariffForm, UserForm
from pid_tracker.web.decrees import pages
from pid_tracker.web.found import or_404, the_one
from pid_tracker.web.taking import Told
from pid_tracker.web.typed import standing_rows


@bp.before_request
def _door() -> ResponseReturnValue | None:
    away = signed_in.sent_away()
    return away if away or signed_in.actor().role is Role.ADMIN else abort(404)


pages.open_door(bp, lambda: pages.Desk("admin", signed_in.actor(), context.home_body(), None))


@bp.context_processor
def _layout() -> dict[str, Any]:
    return signed_in.layout()


@bp.get("")
def users() -> ResponseReturnValue:
    """Everybody who signs in, with their roles."""
    now = context.now()
    rows = [
        (user, [sign_in.officer_actor(row, user).label for row in sign_in.appointments_of(user, now)])
        for user in directory.users()
    ]
    return render_template("admin/users.html", rows=rows)


@bp.route("/pengguna/baru", methods=["GET", "POST"])
def create_user() -> ResponseReturnValue:
    """Propose somebody new; the first half of the password is shown once, on this page."""
    form = UserForm()

    def act() -> Response:
        by_id, now = signed_in.user().id, context.now()
        return _first_half(directory.create_user(form.username.data or "", form.name.data or "", by_id, now))

    return taking.answer(form, act, lambda status: (render_template("admin/create_user.html", form=form), status))


@bp.get("/pengguna/<int:user_id>")
def show_user(user_id: int) -> ResponseReturnValue:
    """One person: roles, sessions, password."""
    return _show(or_404(directory.user_of(user_id)))


def _show(
    user: User, form: AppointmentForm | None = None, status: int = 200, refusal: Sequence[str] = ()
) -> ResponseReturnValue:
    now = context.now()
    form = form or _appointment_form(formdata=None, from_on=context.today_at(context.home_body()))
    rows = [(row, sign_in.role_words(row), sign_in.officer_actor(row, user).label, sign_in.holds(row, now))
            for row in user.appointments]  # fmt: skip
    sessions = sign_in.sessions_of(user, now)
    page = render_template(
        "admin/show_user.html", user=user, rows=rows, sessions=sessions, form=form, record=shown(account_acts.on(user)),
        zone=context.home_body().zone, refusal="; ".join(refusal), has_errors=bool(refusal),
    )  # fmt: skip
    return page, status


def _appointment_form(**more: Any) -> AppointmentForm:
    form = AppointmentForm(**more)
    form.body.choices = {"": "Pilih pemerintah", **{str(body.id): body.name for body in directory.bodies()}}
    form.unit.choices = {
        "": "Tidak ada",
        **{str(unit.id): f"{unit.name}, {unit.body.short_name}" for unit in directory.units()},
    }
    return form


@bp.post("/pengguna/<int:user_id>/tugas")
def appoint(user_id: int) -> ResponseReturnValue:
    """Propose a role by decree."""
    user, form = or_404(directory.user_of(user_id)), _appointment_form()
    from_on = form.from_on.data
    if not form.validate() or from_on is None:
        return _show(user, form, 422)
    body, unit = form.body.data or "", form.unit.data or ""
    new = directory.NewAppointment(
        form.role.data or "", whole_number(body), whole_number(unit),
        form.decree_number.data or "", from_on, form.until_on.data,
    )  # fmt: skip

    def act() -> str:
        return _proposed(ChangeKind.ROLE, user, directory.role_by_decree(user, new))

    return taking.take(act, partial(_show, user, form), form, back=_page_of(user_id))


def _proposed(kind: ChangeKind, user: User, role: Appointment | None = None) -> str:
    two_persons.propose(kind, user, signed_in.user().id, context.now(), role)
    return PROPOSED


def _page_of(user_id: int) -> str:
    return url_for("admin.show_user", user_id=user_id)


def _on_user(act: Callable[..., Told]) -> Callable[..., ResponseReturnValue]:
    """A view that runs `act(user, ...)` and goes back to the person's page; there it says also why not (409)."""

    @wraps(act)
    def view(user_id: int, **of: int) -> ResponseReturnValue:
        user = or_404(directory.user_of(user_id))
        return taking.take(partial(act, user, **of), partial(_refused, user), back=_page_of(user_id))

    return view


def _refused(user: User, _status: int, *, refusal: list[str]) -> ResponseReturnValue:
    return _show(user, status=409, refusal=refusal)


@bp.post("/pengguna/<int:user_id>/tugas/<int:appointment_id>/akhiri")
@_on_user
def end_appointment(user: User, appointment_id: int) -> str:
    """End a role, and the sessions of who held it, here and now."""
    row = the_one(user.appointments, lambda row: row.id == appointment_id)
    directory.end_appointment(row, signed_in.user().id, context.now())
    return "Tugas berakhir sekarang juga, dan semua sesi ditutup."


@bp.post("/pengguna/<int:user_id>/sesi")
@_on_user
def end_sessions(user: User) -> str:
    """End all sessions of a person, or the one named."""
    wanted = whole_number(request.form.get("session", ""))
    directory.end_sessions(user, signed_in.user().id, context.now(), wanted)
    return "Sesi ditutup."


@bp.post("/pengguna/<int:user_id>/aktif")
@_on_user
def set_active(user: User) -> str:
    """Let a person in no more, or propose to let them in again."""
    if request.form.get("active") == "1":
        return _proposed(ChangeKind.RETURN, user)
    directory.shut_out(user, signed_in.user().id, context.now())
    return "Akun dinonaktifkan, dan semua sesi ditutup."


@bp.post("/pengguna/<int:user_id>/sandi")
@_on_user
def reset_password(user: User) -> Response:
    """Propose a temporary password, whose first half is shown once; the second factor is still asked."""
    return _first_half(two_persons.propose(ChangeKind.PASSWORD, user, signed_in.user().id, context.now()))


def _first_half(change: AccountChange) -> Response:
    return make_response(render_template("admin/first_half.html", change=change))


@bp.post("/pengguna/<int:user_id>/kode")
@_on_user
def reset_second_factor(user: User) -> str:
    """The telephone is lost: propose that it is set up anew at the next sign-in."""
    return _proposed(ChangeKind.SECOND_FACTOR, user)


@bp.get("/badan")
def bodies() -> ResponseReturnValue:
    """The bodies of this installation and their settings."""
    return render_template("admin/bodies.html", bodies=directory.bodies())


@bp.route("/badan/<int:body_id>/biaya", methods=["GET", "POST"])
def edit_tariff(body_id: int) -> ResponseReturnValue:
    """The tariff of copies of a body (standar biaya), with its decree; the page /biaya shows it to everyone."""
    body = the_one(directory.bodies(), lambda row: row.id == body_id)
    form = _tariff_form(body)

    def act() -> str:
        typed = re.sub(r"[Rp.\s]", "", form.per_sheet.data or "")
        rupiah = whole_number(typed)
        if typed and rupiah is None:
            raise Incomplete([Missing("per_sheet", "Tulis dengan angka, misalnya 300", "aturan sistem")])
        costing.set_tariff(
            body, rupiah, form.basis.data or "", form.payment_ways.data or "", signed_in.actor(), context.now(),
            expected_revision=context.seen_revision(),
        )  # fmt: skip
        return "Tarif salinan disimpan. Nota yang sudah dikirim tidak berubah."

    def show(status: int, changed: Sequence[tuple[str, str]] = ()) -> ResponseReturnValue:
        stands = standing_rows(_tariff_form(body, formdata=None), form) if changed else ()
        return render_template("admin/edit_tariff.html", body=body, form=form, changed=changed, stands=stands), status

    return taking.answer(form, act, show, back=url_for("admin.bodies"), text="Tarif ini", body=body)


def _tariff_form(body: PublicBody, **more: None) -> TariffForm:
    known = {
        "per_sheet": "" if body.per_sheet_rupiah is None else str(body.per_sheet_rupiah),
        "basis": body.tariff_basis,
        "payment_ways": body.payment_ways,
    }
    return TariffForm(data=known, **more)
