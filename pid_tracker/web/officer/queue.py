"""P1, the queue (antrean): sorted by what is left, without any requester's name."""

from collections.abc import Sequence

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile
from pid_tracker.services.looking import registers
from pid_tracker.services.looking.blinding import MAY_SEE_NAMES
from pid_tracker.services.request import hand_backs
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web import context
from pid_tracker.web.officer import bp, door, testing_harm
from pid_tracker.web.officer.picture import Row, row_of


@bp.get("")
def queue() -> ResponseReturnValue:
    """The queue of a body: counters that filter, search by number or words, 25 a page."""
    actor, body = door.actor(), door.own_body()
    today, calendar = context.today_at(body), context.calendar(body)
    view = request.args.get("lihat", "terbuka")
    if view not in registers.VIEWS:
        abort(404)
    search = request.args.get("q", "").strip()
    number = whole_number(request.args.get("hal", "1"), 5)
    found = registers.queue(actor, view, search, 1 if number is None else number, today, calendar)
    counts = registers.counters(actor, today, calendar)

    def address(to_view: str, page: int = 1) -> str:
        return url_for("officer.queue", lihat=to_view, q=search or None, hal=page if page > 1 else None)

    return render_template(
        "officer/queue.html",
        rows=_rows(found.cases),
        found=found,
        counts=counts,
        filters=[(key, words, counts[key], address(key)) for key, words in registers.VIEWS.items()],
        view=view,
        search=search,
        may_see_names=actor.role in MAY_SEE_NAMES,
        previous_url=address(view, found.page - 1) if found.page > 1 else None,
        next_url=address(view, found.page + 1) if found.page < found.pages else None,
        reviews=testing_harm.reviews_of(body),
        many_bodies=actor.role is Role.SUPERVISOR,
    )


def _rows(cases: Sequence[CaseFile]) -> list[Row]:
    """The lines of a page; each body's calendar is read once."""
    bodies = {case.body_id: case.body for case in cases}
    known = {key: (context.calendar(body), context.today_at(body)) for key, body in bodies.items()}
    back = hand_backs.last_hand_backs(cases)
    return [row_of(case, *known[case.body_id], back.get(case.id)) for case in cases]
