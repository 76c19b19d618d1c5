"""Changes of accounts by two persons: what waits, approving and rejecting it, and the record of all of them."""

from flask import Response, abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import AccountChange
from pid_tracker.services.people import account_acts, directory, two_persons
from pid_tracker.web import context, signed_in, taking
from pid_tracker.web.account_words import shown, wanted_words
from pid_tracker.web.found import or_404
from pid_tracker.web.sign_in import bp


def _enter() -> ResponseReturnValue | None:
    """Why this page is not for who asks: an answer; None for those who may approve something."""
    away = signed_in.sent_away()
    return away if away or signed_in.actor().role in two_persons.APPROVERS else abort(404)


@bp.get("/perubahan")
def account_changes() -> ResponseReturnValue:
    """What waits for a second person, and for administrators the record of what was done to accounts."""
    return _enter() or _page(200)


def _page(status: int, refusal: list[str] | None = None) -> ResponseReturnValue:
    actor, now = signed_in.actor(), context.now()
    is_admin = actor.role is Role.ADMIN
    units = directory.units()  # kept, so that each row below finds its own without asking
    rows = [
        (change, wanted_words(change), two_persons.why_not(change, actor, now))
        for change in two_persons.waiting(now)
        if is_admin or change.body_id == actor.body_id
    ]
    del units
    return render_template(
        "sign_in/account_changes.html", rows=rows, record=shown(account_acts.latest()) if is_admin else None,
        zone=context.home_body().zone, own_id=actor.user_id, refusal="; ".join(refusal or ()),
        has_errors=bool(refusal),
    ), status  # fmt: skip


@bp.post("/perubahan/<int:change_id>/setujui")
def approve_change(change_id: int) -> ResponseReturnValue:
    """The second person approves; a try by who may not is recorded."""
    return _enter() or _approve(_seen(change_id))


def _approve(change: AccountChange) -> ResponseReturnValue:
    actor, now = signed_in.actor(), context.now()

    def act() -> str | Response:
        second = two_persons.approve(change, actor, now)
        if second:
            return make_response(render_template("sign_in/second_half.html", change=change, half=second))
        return f"Disetujui: {wanted_words(change)} untuk {change.user.name}."

    def refused(status: int, *, refusal: list[str]) -> ResponseReturnValue:
        two_persons.note_attempt(change, actor, now)
        db.session.commit()
        return _page(status, refusal)

    return taking.take(act, refused, back=url_for("sign_in.account_changes"))


@bp.post("/perubahan/<int:change_id>/tolak")
def reject_change(change_id: int) -> ResponseReturnValue:
    """Reject a proposal, or take the own one back."""
    return _enter() or _reject(_seen(change_id))


def _reject(change: AccountChange) -> ResponseReturnValue:
    def act() -> str:
        two_persons.reject(change, signed_in.actor(), context.now())
        return "Usulan ditolak. Tidak ada yang berubah."

    return taking.take(act, _page, back=url_for("sign_in.account_changes"))


def _seen(change_id: int) -> AccountChange:
    """The proposal, if it is one that this person's page shows."""
    change, actor = or_404(two_persons.change_of(change_id)), signed_in.actor()
    return change if actor.role is Role.ADMIN or change.body_id == actor.body_id else abort(404)
