"""O1 and O2, the unit's pages: the part as the officer passed it on, never who asks, why, or how to reach them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.vocabulary.handling import SEARCHED, DocumentKind, PartResult, PartState
from pid_tracker.models import CaseFile, Document, Part
from pid_tracker.services.calendar import leg_clock
from pid_tracker.services.examining import confirming, personal_numbers
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.request import hand_backs, triage
from pid_tracker.web import context, tags
from pid_tracker.web.found import the_one
from pid_tracker.web.officer import acting, answer_forms, bp, door, picture, received_files
from pid_tracker.web.taking import Told
from pid_tracker.web.typed import standing_rows

#: What happened meanwhile: (by which office, what).
Changes: TypeAlias = Sequence[tuple[str, str]]


@bp.get("/bagian")
def my_parts() -> ResponseReturnValue:
    """O1: the parts that lie with the unit, by internal date."""
    rows = [
        {"part": part, "words": picture.first_words(part.text_for_unit), **_standing(part)}
        for part in registers.parts_of_unit(door.actor())
    ]
    return render_template("officer/my_parts.html", rows=rows)


def _standing(part: Part) -> dict[str, Any]:
    """The state of a part as its unit sees it, and the working days that its internal date leaves while it is open."""
    case, due = part.case, part.internal_due_on
    is_open = case.is_unanswered and part.state is not PartState.READY
    left = context.calendar(case.body).between(context.today_at(case.body), due) if is_open and due else None
    return {"state": tags.PARTS[part.state] if case.is_unanswered else tags.SENT, "days_left": left}


@bp.get("/bagian/<int:part_id>")
def show_part(part_id: int) -> ResponseReturnValue:
    """O2: one part, and what the unit does with it."""
    return _show(door.the_unit_part(part_id))


def _show(
    part: Part,
    status: int = 200,
    *,
    bound: dict[str, FlaskForm] | None = None,
    refusal: Sequence[str] = (),
    changed: Changes = (),
) -> ResponseReturnValue:
    case = part.case
    today, calendar = context.today_at(case.body), context.calendar(case.body)
    blank: dict[str, Any] = {
        "hand_back": answer_forms.HandBackForm(formdata=None, prefix="kembali-"),
        "answer": answer_forms.PartAnswerForm(formdata=None, prefix="jawab-", obj=part),
    }
    all_forms = {**blank, **(bound or {})}
    wrong = [form for form in (bound or {}).values() if form.errors]
    is_searched = case.is_unanswered and part.state in SEARCHED
    may_return = is_searched and not part.is_confirmed
    hand_back_by, told_files = hand_backs.asked_by(part.routed_on, calendar), _told_files(part)
    files = _files_of(part)
    return render_template(
        "officer/show_part.html",
        part=part,
        hand_back_by=hand_back_by,
        asked_days=hand_backs.ASKED_DAYS,
        hand_back_is_late=hand_back_by is not None and today > hand_back_by,
        number=case.number,
        last_seq=case.last_seq,
        is_open=case.is_unanswered,
        is_ready=part.state is PartState.READY,
        may_accept=case.is_unanswered and part.state is PartState.ROUTED,
        is_kept_here=is_searched and part.is_confirmed,
        was_handed_back=may_return and part.hand_backs > 0,
        may_hand_back=may_return and not part.hand_backs,
        **_standing(part),
        own_legs=_own_legs(part, calendar, today),
        files=files,
        told_files=told_files,
        waiting=confirming.waiting(files),
        forms=all_forms,
        hints=PartResult.choices("hint"),
        form=wrong[0] if wrong else None,
        refusal=refusal,
        changed=[(_office(label, part), what) for label, what in changed],
        stands=[row for name in blank for row in standing_rows(blank[name], all_forms[name])],
        has_errors=bool(refusal or changed),
        flagged=all_forms["answer"].flagged,
    ), status


def _own_legs(part: Part, calendar: WorkingCalendar, today: date) -> tuple[leg_clock.LegLine, ...]:
    """The working days on which the case lay with this unit; what others took is none of its business."""
    table = leg_clock.table_of(part.case, calendar, today)
    return table.of_unit(part.unit.code) if table is not None and part.unit is not None else ()


def _office(label: str, part: Part) -> str:
    """Who acted, for the unit's eyes: its own name or the PPID, never the requester."""
    return label if part.unit is not None and label == part.unit.name else "PPID"


def _files_of(part: Part) -> list[Document]:
    return [row for row in registers.documents_of(part.case, DocumentKind.ANSWER) if row.part_id == part.id]


def _told_files(part: Part) -> set[str]:
    """The fingerprints of files that an event names: they stay."""
    return {digest for row in part.case.events for digest in row.facts.enclosed}


def _find(part_id: int) -> acting.Found:
    part = door.the_unit_part(part_id)
    return part.case, {"part": part}


def _draw(
    _case: CaseFile, status: int, *, part: Part, refusal: Sequence[str] = (), changed: Changes = (), **bound: FlaskForm
) -> ResponseReturnValue:
    return _show(part, status, bound=bound, refusal=refusal, changed=changed)


def _on_part(address: str, form: str = "nothing", **how: Any) -> Callable[[acting.Act], acting.View]:
    return acting.on_case(f"/bagian/<int:part_id>/{address}", form, find=_find, draw=_draw, **how)


@_on_part("terima")
def accept_part(case: CaseFile, _form: FlaskForm, hand: Hand, part: Part) -> Told:
    """The unit takes its part on (Terima)."""
    triage.accept_part(case, part, hand)
    return "Bagian ini diterima.", url_for("officer.show_part", part_id=part.id)


@_on_part("kembalikan", "hand_back")
def hand_back_part(case: CaseFile, form: answer_forms.HandBackForm, hand: Hand, part: Part) -> Told:
    """The unit hands its part back (Kembalikan), once, with a reason."""
    triage.hand_back_part(case, part, form.reason.data or "", form.explanation.data or "", hand)
    return "Bagian dikembalikan ke PPID.", url_for("officer.my_parts")


def _not_open(case: CaseFile, part: Part) -> str:
    return "" if case.is_unanswered else "Permintaan ini sudah tidak terbuka."


def _keep_files(case: CaseFile, form: answer_forms.PartAnswerForm, part: Part) -> None:
    """Files that can be taken are kept, also when a field is wrong; what stands out in them is to be looked at."""
    received_files.keep(form.files, DocumentKind.ANSWER, case, part)
    form.flagged = personal_numbers.flagged(f"{form.explanation.data} {form.searched.data}")
    received_files.ask(form, _files_of(part), form.flagged)


@_on_part("jawab", "answer", closed=_not_open, check=_keep_files)
def answer_part(case: CaseFile, form: answer_forms.PartAnswerForm, hand: Hand, part: Part) -> Told:
    """O2: the unit hands its answer in (Jawab)."""
    answer = triage.UnitAnswer(
        form.result.data or "", form.explanation.data or "", form.checked_by.data or "", form.searched.data or ""
    )
    triage.answer_part(case, part, answer, hand, files=received_files.confirm(form, _files_of(part), hand))
    return "Jawaban diserahkan ke PPID.", url_for("officer.show_part", part_id=part.id)


@bp.post("/bagian/<int:part_id>/berkas/<public_id>/hapus")
def remove_file(part_id: int, public_id: str) -> ResponseReturnValue:
    """Take back a file that was added by mistake, as long as no answer names it."""
    part = door.the_unit_part(part_id)
    document = the_one(_files_of(part), lambda row: row.public_id == public_id)
    if document.sha256 in _told_files(part):
        return _show(part, 409, refusal=["Berkas ini sudah diserahkan bersama jawaban dan tidak dapat dihapus."])
    return received_files.erase(document, url_for("officer.show_part", part_id=part_id))
