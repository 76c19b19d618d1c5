"""Z1 behind the door of administrators: decrees of the whole country and of any body."""

from flask import abort
from flask.typing import ResponseReturnValue

from pid_tracker.web import context, signed_in
from pid_tracker.web.admin import bp
from pid_tracker.web.decrees import pages
from pid_tracker.web.decrees.pages import Desk


def _desk() -> Desk:
    signed = signed_in.who()
    return Desk("admin", signed.actor, context.home_body(), None) if signed is not None else abort(404)


@bp.get("/kalender")
def calendar_year() -> ResponseReturnValue:
    """The year, its decrees and the proposals."""
    return pages.calendar_year(_desk())


@bp.route("/kalender/usul", methods=["GET", "POST"])
def propose_decree() -> ResponseReturnValue:
    """Propose a decree."""
    return pages.propose_decree(_desk())


@bp.get("/kalender/usul/<int:proposal_id>")
def show_decree(proposal_id: int) -> ResponseReturnValue:
    """One proposal and what it would change."""
    return pages.show_decree(_desk(), proposal_id)


@bp.get("/kalender/usul/<int:proposal_id>/berkas")
def decree_document(proposal_id: int) -> ResponseReturnValue:
    """The attached decree."""
    return pages.decree_document(_desk(), proposal_id)


@bp.post("/kalender/usul/<int:proposal_id>/setuju")
def approve_decree(proposal_id: int) -> ResponseReturnValue:
    """Approve as the second person."""
    return pages.approve_decree(_desk(), proposal_id)


@bp.post("/kalender/usul/<int:proposal_id>/tolak")
def reject_decree(proposal_id: int) -> ResponseReturnValue:
    """Reject with a reason."""
    return pages.reject_decree(_desk(), proposal_id)
