"""The door of the officers' area: which role may open which view. One table; what is not in it is closed to everybody.

What may not be seen answers 404, so that nobody learns what exists. Rights on a case itself are asked by the gate.
"""

import io
from collections.abc import Mapping
from typing import Any

from flask import abort, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import CaseFile, Part, PublicBody
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.request import assisting
from pid_tracker.web import context, signed_in
from pid_tracker.web.decrees import pages
from pid_tracker.web.officer import bp

_DESK = frozenset({Role.DESK, Role.OFFICER})
_PPID = frozenset({Role.OFFICER})
_READERS = frozenset({Role.DESK, Role.OFFICER, Role.SUPERIOR, Role.SUPERVISOR})
_SUPERIOR = frozenset({Role.SUPERIOR})
_TESTERS = _PPID | _SUPERIOR
_UNIT = frozenset({Role.UNIT_OFFICER})
_APPROVERS = frozenset({Role.OFFICER, Role.SUPERIOR})

#: view -> roles. The test of the matrix holds the application against this table.
ROLES: Mapping[str, frozenset[Role]] = {
    "calendar_year": _PPID,
    "propose_decree": _PPID,
    "show_decree": _PPID,
    "decree_document": _PPID,
    "approve_decree": _PPID,
    "reject_decree": _PPID,
    "queue": _READERS,
    "show_case": _READERS,
    "show_letter": _READERS,
    "letter_pdf": _DESK,
    "answer_file": _READERS | _UNIT,
    "record_request": _DESK,
    "show_receipt": _DESK,
    "declare_complete": _DESK,
    "notify_deficiency": _DESK,
    "hand_in": _DESK,
    "open_identity": _DESK,
    "open_identity_file": _DESK,
    "mark_told": _DESK,
    "split_parts": _PPID,
    "route_part": _PPID,
    "refer_part": _PPID,
    "extend_term": _PPID,
    "save_letter": _PPID,
    "consequence_tests": _TESTERS,
    "show_test": _TESTERS,
    "new_test": _PPID,
    "start_test": _PPID,
    "save_test": _PPID,
    "renew_test": _PPID,
    "approve_test": _SUPERIOR,
    "drafts_waiting": _APPROVERS,
    "show_draft": _APPROVERS,
    "clear_draft": _APPROVERS,
    "return_draft": _APPROVERS,
    "objections": _READERS,
    "show_objection": _READERS,
    "objection_file": _DESK | _SUPERIOR,
    "decide_objection": _SUPERIOR,
    "explain_objection": _PPID,
    "hold_talks": _PPID | _SUPERIOR,
    "execute_decision": _PPID,
    "remove_execution_file": _PPID,
    "record_response": frozenset({Role.DESK}),
    "record_objection": _DESK,
    "record_missing": _DESK,
    "ask_question": _DESK,
    "note_reply": _DESK,
    "confirm_part": _PPID,
    "deliver_ahead": _PPID,
    "relabel_case": _PPID,
    "note_insisted": frozenset({Role.DESK}),
    "record_consent": _PPID,
    "note_cost": frozenset({Role.OFFICER, Role.SUPERIOR}),
    "hand_over": _DESK,
    "show_hand_over": _READERS,
    "hand_over_pdf": _DESK,
    "withdraw_for_requester": _DESK,
    "withdrawn_by_staff": frozenset({Role.SUPERIOR, Role.SUPERVISOR}),
    "correct_error": _PPID,
    "disputes": _READERS,
    "register_dispute": _PPID,
    "move_dispute": _PPID,
    "receive_ruling": _PPID,
    "file_in_court": _PPID,
    "execute_ruling": _PPID,
    "close_dispute": _PPID,
    "keep_closed_document": _PPID,
    "open_closed_document": _PPID,
    "show_book": _READERS,
    "book_file": _READERS,
    "book_with_names": _DESK,
    "my_parts": _UNIT,
    "show_part": _UNIT,
    "accept_part": _UNIT,
    "hand_back_part": _UNIT,
    "answer_part": _UNIT,
    "remove_file": _UNIT,
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


def actor() -> Actor:
    """Who acts in this request."""
    signed = signed_in.who()
    if signed is None:
        abort(404)
    return signed.actor


def own_body() -> PublicBody:
    """The body that the actor works for."""
    signed = signed_in.who()
    return signed.body if signed is not None else abort(404)


def the_case(number: str) -> CaseFile:
    """The case of that number, or 404 when there is none that this actor may see."""
    if "the_case" not in g or g.the_case.number != number:
        found = registers.get_visible(number, actor())
        if found is None:
            abort(404)
        g.the_case = found
    case: CaseFile = g.the_case
    return case


def the_part_of(case: CaseFile, place: int) -> Part:
    """The part at that place of the case, or 404."""
    part = next((part for part in case.parts if part.place == place), None)
    return part if part is not None else abort(404)


def the_unit_part(part_id: int) -> Part:
    """The part when it lies with the actor's own unit now, or 404."""
    part = registers.get_visible_part(part_id, actor())
    return part if part is not None else abort(404)


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
