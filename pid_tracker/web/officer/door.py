"""The door of the officers' area: which role may open which view. One table; what is not in it is closed to everybody.

What may not be seen answers 404, so that nobody learns what exists. Rights on a case itself are asked by the gate.
"""

import io
from typing import Any

from flask import abort, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile, Part, PublicBody
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.request import assisting
from pid_tracker.web import context, signed_in
from pid_tracker.web.decrees import pages
from pid_tracker.web.found import or_404, the_one
from pid_tracker.web.officer import bp

_ONLY_DESK = frozenset({Role.DESK})
_DESK = frozenset({Role.DESK, Role.OFFICER})
_PPID = frozenset({Role.OFFICER})
_SUPERIOR = frozenset({Role.SUPERIOR})
_DECIDERS = _PPID | _SUPERIOR
_READERS = frozenset({Role.DESK, Role.OFFICER, Role.SUPERIOR, Role.SUPERVISOR})
_UNIT = frozenset({Role.UNIT_OFFICER})


def _may(roles: frozenset[Role], *views: str) -> dict[str, frozenset[Role]]:
    return dict.fromkeys(views, roles)


#: view -> roles, subject by subject; the page of one act may bring its own (`acting.on_own_page`). The test of the
#: matrix holds the application against this table.
ROLES: dict[str, frozenset[Role]] = {
    # the calendar
    **_may(_PPID, "calendar_year", "propose_decree", "show_decree", "decree_document"),
    **_may(_PPID, "approve_decree", "reject_decree"),
    # the desk, and a requester's data
    **_may(_DESK, "record_request", "show_receipt", "record_objection", "record_missing", "mark_told"),
    **_may(_DESK, "open_identity", "open_identity_file"),
    # the request
    **_may(_READERS, "queue", "show_case"),
    **_may(_READERS | _UNIT, "answer_file"),
    **_may(_DESK, "declare_complete", "notify_deficiency", "hand_in", "ask_question", "note_reply"),
    **_may(_ONLY_DESK, "note_insisted"),
    **_may(_PPID, "split_parts", "route_part", "refer_part", "confirm_part", "deliver_ahead", "relabel_case"),
    **_may(_PPID, "extend_term"),
    **_may(_UNIT, "my_parts", "show_part", "accept_part", "hand_back_part", "answer_part", "remove_file"),
    # the consequence test, the letter and its approval
    **_may(_DECIDERS, "consequence_tests", "show_test"),
    **_may(_PPID, "new_test", "start_test", "save_test", "renew_test"),
    **_may(_SUPERIOR, "approve_test"),
    **_may(_READERS, "show_letter"),
    **_may(_PPID, "save_letter"),
    **_may(_DESK, "letter_pdf"),
    **_may(_DECIDERS, "drafts_waiting", "show_draft", "clear_draft", "return_draft"),
    # beside and after the answer
    **_may(_PPID, "record_consent", "correct_error"),
    **_may(_DECIDERS, "note_cost"),
    **_may(_DESK, "hand_over", "hand_over_pdf", "withdraw_for_requester"),
    **_may(_READERS, "show_hand_over"),
    **_may(frozenset({Role.SUPERIOR, Role.SUPERVISOR}), "withdrawn_by_staff"),
    # the objection
    **_may(_READERS, "objections", "show_objection"),
    **_may(_DESK | _SUPERIOR, "objection_file"),
    **_may(_SUPERIOR, "decide_objection"),
    **_may(_DECIDERS, "hold_talks"),
    **_may(_PPID, "explain_objection", "execute_decision", "remove_execution_file"),
    **_may(_ONLY_DESK, "record_response"),
    # the dispute
    **_may(_READERS, "disputes"),
    **_may(_PPID, "register_dispute", "move_dispute", "receive_ruling", "file_in_court", "execute_ruling"),
    **_may(_PPID, "close_dispute", "keep_closed_document", "open_closed_document"),
    # the registers
    **_may(_READERS, "show_book", "book_file"),
    **_may(_DESK, "book_with_names"),
}


@bp.before_request
def _door() -> ResponseReturnValue | None:
    signed = signed_in.who()
    if signed is None:
        return _to_sign_in()
    if signed.user.must_change_password:
        return redirect(url_for("sign_in.change_password"))
    view = (request.endpoint or "").partition(".")[2]
    if signed.actor.role not in ROLES.get(view, frozenset()):
        abort(404)
    return None


def _to_sign_in() -> ResponseReturnValue:
    """A page asked for: to the sign-in and back. A form sent after lying idle: kept, to be sent again."""
    if request.method == "POST" and signed_in.has_lapsed():
        typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
        return render_template("officer/sign_in_again.html", typed=typed, target=request.path), 401
    wanted = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else url_for("officer.queue")
    return redirect(url_for("sign_in.enter", next=wanted))


@bp.context_processor
def _layout() -> dict[str, Any]:
    return signed_in.layout()


actor = signed_in.actor


def own_body() -> PublicBody:
    """The body that the actor works for."""
    return or_404(signed_in.who()).body


def the_case(number: str) -> CaseFile:
    """The case of that number, or 404 when there is none that this actor may see."""
    if "the_case" not in g or g.the_case.number != number:
        g.the_case = or_404(registers.get_visible(number, actor()))
    case: CaseFile = g.the_case
    return case


def the_part_of(case: CaseFile, place: int) -> Part:
    """The part at that place of the case, or 404."""
    return the_one(case.parts, lambda part: part.place == place)


def the_unit_part(part_id: int) -> Part:
    """The part when it lies with the actor's own unit now, or 404."""
    return or_404(registers.get_visible_part(part_id, actor()))


def hand(case: CaseFile) -> Hand:
    """Who acts on the case with the form that was sent; 400 when the form does not say what it showed."""
    return context.hand(actor(), case.body, seen_seq())


def hand_at(body: PublicBody) -> Hand:
    """Who acts at `body` where no form had shown a case."""
    return context.hand(actor(), body)


def seen_seq() -> int:
    """The last event that the form showed; 400 when the form does not say."""
    seq = context.seen_seq()
    return seq if seq != context.NOTHING_SEEN else abort(400)


def print_noted(case: CaseFile, pdf: bytes, what: str, name: str) -> ResponseReturnValue:
    """A paper (`what`) that names somebody, to print: opened like other personal data, and noted so."""
    assisting.open_personal_data(case, f"{what} (PDF)", f"mencetak {what}", actor(), context.now())
    db.session.commit()
    return send_file(io.BytesIO(pdf), mimetype="application/pdf", as_attachment=True, download_name=f"{name}.pdf")


#: The PPID handles local holidays and polls of the own body.
pages.open_door(bp, lambda: pages.Desk("officer", actor(), own_body(), own_body()))
