"""Z1, the calendar: the year, decrees proposed and approved by two persons, and what each would change.

One set of pages behind two doors: `/kelola/kalender` (administrators: decrees of the whole country and of any body) and
`/petugas/kalender` (the PPID: local holidays and polls of the own body). Each blueprint opens its door with `open_door`
and says who is at work behind it (`Desk`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, TypeAlias

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import DayKind
from pid_tracker.law.decrees import built_in_decrees
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.law.vocabulary.offices import ProposalState
from pid_tracker.models import Document, PublicBody
from pid_tracker.services.calendar import calendars, decree_effect, decrees
from pid_tracker.services.examining import answer_files
from pid_tracker.services.people import directory
from pid_tracker.services.store import files
from pid_tracker.services.store.limits import DECREE
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web import context, tags, taking
from pid_tracker.web.decrees.decree_forms import ApproveForm, DecreeForm, RejectForm
from pid_tracker.web.decrees.year import months
from pid_tracker.web.found import or_404, the_one
from pid_tracker.web.taking import Told

View: TypeAlias = Callable[..., ResponseReturnValue]

_PICTURES = ("application/pdf", "image/jpeg", "image/png")
_SHOWN = 8
_PROPOSED = "Usulan disimpan. Keputusan berlaku di kalender setelah orang lain menyetujuinya."


@dataclass(frozen=True, slots=True)
class Desk:
    """Who is at work behind which door. `scope` is the body whose decrees are handled; administrators: None."""

    blueprint: str
    actor: Actor
    body: PublicBody
    scope: PublicBody | None

    def url(self, view: str, **values: Any) -> str:
        """The address of a page behind this door."""
        return url_for(f"{self.blueprint}.{view}", **values)


def calendar_year(desk: Desk) -> ResponseReturnValue:
    """The year in twelve months, the decrees in force with their source, and the proposals."""
    body = _body_asked(desk)
    today, calendar = context.today_at(body), context.calendar(body)
    years = sorted({year for year in calendar.decreed if year <= today.year + 1} | {today.year, today.year + 1})
    text = request.args.get("tahun", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else today.year
    if (text and str(year) != text) or year not in years:
        abort(404)
    shown = months(year, calendar, today)
    return render_template(
        "decrees/calendar_year.html",
        desk=desk,
        body=body,
        bodies=directory.bodies() if desk.scope is None else (),
        year=year,
        years=[(found, found in calendar.decreed) for found in years],
        months=shown,
        kinds=tuple(DayKind),
        working=sum(month.working for month in shown),
        is_decreed=year in calendar.decreed,
        proposals=decrees.proposals(desk.actor),
        states=tags.PROPOSALS,
        entered=decrees.entered(desk.scope),
        built_in=calendars.known_here(),
        unknown=_not_entered(),
        names={found.id: found.short_name for found in directory.bodies()},
    )


def _body_asked(desk: Desk) -> PublicBody:
    """The body whose calendar is shown: the own one, or for an administrator any."""
    code = request.args.get("badan", "")
    if desk.scope is not None or not code:
        return desk.body
    return the_one(directory.bodies(), lambda body: body.code == code)


def _not_entered() -> list[str]:
    """Decrees that come with the program, were signed after the installation was made, and are not entered yet."""
    known = {row.number for row in calendars.known_here()} | {row.number for row in decrees.entered(None)}
    known = {calendars.same_number(number) for number in known}
    return [row.number for row in built_in_decrees() if calendars.same_number(row.number) not in known]


def propose_decree(desk: Desk) -> ResponseReturnValue:
    """Type a decree in and attach it: what comes with the program is filled in already."""
    form = DecreeForm(formdata=None, **_prefilled(desk)) if request.method == "GET" else DecreeForm()
    form.body.choices = _body_choices(desk)
    if request.method == "GET":
        return _propose(desk, form, None)
    form.validate()
    document = _document(desk, form)
    db.session.commit()  # the file stays, also when a field is wrong
    if form.errors:
        return _propose(desk, form, document, 422)
    new = decrees.NewDecree(
        number=form.number.data or "", title=form.title.data or "", signed_on=form.signed_on.data,
        days=form.days.data or "", amends=form.amends.data or "", completes_year=form.completes_year.data,
        body=_scope(desk, form), note=form.note.data or "", document=document,
    )  # fmt: skip

    def act() -> Told:
        proposal = decrees.propose(new, desk.actor, context.now())
        db.session.flush()
        return _PROPOSED, desk.url("show_decree", proposal_id=proposal.id)

    return taking.take(act, partial(_propose, desk, form, document), form)


def _propose(desk: Desk, form: DecreeForm, document: Document | None, status: int = 200) -> ResponseReturnValue:
    form.kept.data = document.public_id if document else ""
    return render_template("decrees/propose_decree.html", desk=desk, form=form, document=document), status


def _body_choices(desk: Desk) -> dict[str, str]:
    if desk.scope is not None:
        return {str(desk.scope.id): desk.scope.name}
    return {"": "Semua pemerintah", **{str(body.id): body.name for body in directory.bodies()}}


def _scope(desk: Desk, form: DecreeForm) -> PublicBody | None:
    if desk.scope is not None:
        return desk.scope
    chosen = form.body.data or ""
    if not chosen:
        return None
    number = whole_number(chosen)
    body = None if number is None else db.session.get(PublicBody, number)
    return body if body is not None else abort(400)


def _prefilled(desk: Desk) -> dict[str, Any]:
    """A decree that comes with the program, as the form takes it."""
    wanted = request.args.get("bawaan", "")
    found = next((row for row in built_in_decrees() if wanted and row.number == wanted), None)
    if found is None or desk.scope is not None:
        return {}
    lines = [f"{row.day.isoformat()}; {row.kind.words}; {row.name}" for row in found.days]
    lines += [f"{day.isoformat()}; dibuka; Tidak jadi libur" for day in sorted(found.removes)]
    return {
        "number": found.number, "title": found.title, "signed_on": found.signed_on, "days": "\n".join(lines),
        "amends": found.amends or "", "completes_year": found.completes_year,
    }  # fmt: skip


def _document(desk: Desk, form: DecreeForm) -> Document | None:
    """The file sent now, or the one that this person sent before; what is wrong with it stands beside the field."""
    upload = form.document.data
    if upload and upload.filename:
        content = upload.read(DECREE.each + 1)
        db.session.rollback()  # nobody waits for the database while the file is looked through
        try:
            found = answer_files.examine(content, upload.filename)
            if found.media_type not in _PICTURES:
                raise answer_files.BadFile("Berkas harus PDF, JPG, atau PNG")
        except answer_files.BadFile as error:
            form.document.errors = [str(error)]
            return None
        return files.keep(
            found.content, kind=DocumentKind.DECREE, name=found.name, media_type=found.media_type, now=context.now(),
            user_id=desk.actor.user_id,
        )  # fmt: skip
    return db.session.scalars(
        select(Document).where(
            Document.public_id == (form.kept.data or ""),
            Document.kind == DocumentKind.DECREE,
            Document.uploaded_by_id == desk.actor.user_id,
        )
    ).one_or_none()


def show_decree(
    desk: Desk,
    proposal_id: int,
    status: int = 200,
    *,
    approve: ApproveForm | None = None,
    reject: RejectForm | None = None,
    refusal: Sequence[str] = (),
) -> ResponseReturnValue:
    """One proposal: what it says, what it would change, and what can be done with it."""
    proposal, now = or_404(decrees.get_visible(proposal_id, desk.actor)), context.now()
    decree, bodies = decrees.decree_of(proposal), decrees.touched(proposal.body)
    is_open = proposal.state is ProposalState.PROPOSED
    today = context.today_at(proposal.body or context.home_body())
    effect = decree_effect.of_decree(decree, bodies, now) if is_open else None
    wrong = [form for form in (approve, reject) if form is not None and form.errors]
    return render_template(
        "decrees/show_decree.html",
        desk=desk,
        proposal=proposal,
        state=tags.PROPOSALS[proposal.state],
        days=[(row.day, row.kind.words, row.name) for row in decree.days],
        opened=sorted(decree.removes),
        effect=effect,
        examples=effect.moves[:_SHOWN] if effect else (),
        shows_numbers=desk.actor.role is Role.OFFICER,
        is_open=is_open,
        is_own=proposal.proposed_by_id == desk.actor.user_id,
        is_past=any(day < today for day in (*(row.day for row in decree.days), *decree.removes)),
        approve=approve or ApproveForm(formdata=None, prefix="setuju-"),
        reject=reject or RejectForm(formdata=None, prefix="tolak-"),
        form=wrong[0] if wrong else None,
        refusal=refusal,
        has_errors=bool(refusal),
        zone=context.home_body().zone,
    ), status


def approve_decree(desk: Desk, proposal_id: int) -> ResponseReturnValue:
    """The second person approves; open dates move now."""
    proposal, form = or_404(decrees.get_visible(proposal_id, desk.actor)), ApproveForm(prefix="setuju-")

    def act() -> str:
        moved = decrees.approve(proposal, desk.actor, context.now(), form.note.data or "")
        told = "Tidak ada tenggat bergeser."
        if moved:
            told = f"{moved} tenggat bergeser lebih lambat, dan pemohonnya diberi tahu."
        return f"Keputusan disetujui dan berlaku di kalender. {told}"

    show = partial(show_decree, desk, proposal_id, approve=form)
    return taking.answer(form, act, show, back=desk.url("show_decree", proposal_id=proposal_id))


def reject_decree(desk: Desk, proposal_id: int) -> ResponseReturnValue:
    """Rejected with a reason; nothing changes."""
    proposal, form = or_404(decrees.get_visible(proposal_id, desk.actor)), RejectForm(prefix="tolak-")

    def act() -> str:
        decrees.reject(proposal, desk.actor, context.now(), form.reason.data or "")
        return "Usulan ditolak. Kalender tidak berubah."

    show = partial(show_decree, desk, proposal_id, reject=form)
    return taking.answer(form, act, show, back=desk.url("calendar_year"))


def decree_document(desk: Desk, proposal_id: int) -> ResponseReturnValue:
    """The decree itself, as it was attached."""
    document = or_404(decrees.get_visible(proposal_id, desk.actor)).document
    response = Response(files.read(document), mimetype=document.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{document.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


#: The pages behind each door: (address, methods, page).
_PAGES: tuple[tuple[str, tuple[str, ...], View], ...] = (
    ("/kalender", ("GET",), calendar_year),
    ("/kalender/usul", ("GET", "POST"), propose_decree),
    ("/kalender/usul/<int:proposal_id>", ("GET",), show_decree),
    ("/kalender/usul/<int:proposal_id>/berkas", ("GET",), decree_document),
    ("/kalender/usul/<int:proposal_id>/setuju", ("POST",), approve_decree),
    ("/kalender/usul/<int:proposal_id>/tolak", ("POST",), reject_decree),
)


def open_door(bp: Blueprint, desk: Callable[[], Desk]) -> None:
    """Put the pages behind the door of `bp`; `desk` says who is at work there."""
    for address, methods, page in _PAGES:
        bp.add_url_rule(address, view_func=_behind_door(page, desk), methods=methods)


def _behind_door(page: View, desk: Callable[[], Desk]) -> View:
    @wraps(page)
    def view(**of: int) -> ResponseReturnValue:
        return page(desk(), **of)

    return view
