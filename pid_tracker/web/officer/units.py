"""O1 and O2, the unit's pages: the part as the officer passed it on, never who asks, why, or how to reach them."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.vocabulary.handling import SEARCHED, DocumentKind, PartResult, PartState
from pid_tracker.models import Document, Part
from pid_tracker.services.answer import answer_files
from pid_tracker.services.calendar import leg_clock
from pid_tracker.services.looking import registers
from pid_tracker.services.request import hand_backs, triage
from pid_tracker.services.store import files
from pid_tracker.web import context, tags
from pid_tracker.web.officer import acting, answer_uploads, bp, door, picture, triage_forms
from pid_tracker.web.taking import Told
from pid_tracker.web.typed import standing_rows


@bp.get("/bagian")
def my_parts() -> ResponseReturnValue:
    """O1: the parts that lie with the unit, by internal date."""
    rows = []
    for part in registers.parts_of_unit(door.actor()):
        today, calendar = context.today_at(part.case.body), context.calendar(part.case.body)
        is_open = part.case.is_unanswered and part.state is not PartState.READY
        due = part.internal_due_on
        rows.append(
            {
                "part": part,
                "words": picture.first_words(part.text_for_unit),
                "state": tags.PARTS[part.state] if part.case.is_unanswered else tags.SENT,
                "days_left": calendar.between(today, due) if is_open and due else None,
            }
        )
    return render_template("officer/my_parts.html", rows=rows)


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
    changed: Sequence[tuple[str, str]] = (),
    warnings: Sequence[str] = (),
) -> ResponseReturnValue:
    case = part.case
    today, calendar = context.today_at(case.body), context.calendar(case.body)
    blank: dict[str, FlaskForm] = {
        "hand_back": triage_forms.HandBackForm(formdata=None, prefix="kembali-"),
        "answer": triage_forms.PartAnswerForm(
            formdata=None,
            prefix="jawab-",
            result=part.result,
            explanation=part.explanation,
            searched=part.searched,
            checked_by=part.checked_by,
        ),
    }
    all_forms = {**blank, **(bound or {})}
    wrong = [form for form in (bound or {}).values() if form.errors]
    is_ready, due = part.state is PartState.READY, part.internal_due_on
    is_searched = case.is_unanswered and part.state in SEARCHED
    may_return = is_searched and not part.is_confirmed
    hand_back_by, told_files = hand_backs.asked_by(part.routed_on, calendar), _told_files(part)
    return render_template(
        "officer/show_part.html",
        part=part,
        hand_back_by=hand_back_by,
        asked_days=hand_backs.ASKED_DAYS,
        hand_back_is_late=hand_back_by is not None and today > hand_back_by,
        number=case.number,
        last_seq=case.last_seq,
        is_open=case.is_unanswered,
        is_ready=is_ready,
        may_accept=case.is_unanswered and part.state is PartState.ROUTED,
        is_kept_here=is_searched and part.is_confirmed,
        was_handed_back=may_return and part.hand_backs > 0,
        may_hand_back=may_return and not part.hand_backs,
        state=tags.PARTS[part.state] if case.is_unanswered else tags.SENT,
        days_left=calendar.between(today, due) if due and case.is_unanswered and not is_ready else None,
        own_legs=_own_legs(part, calendar, today),
        files=[(row, row.sha256 in told_files) for row in _files_of(part)],
        forms=all_forms,
        hints=PartResult.choices("hint"),
        form=wrong[0] if wrong else None,
        refusal=refusal,
        changed=[(_office(label, part), what) for label, what in changed],
        stands=[row for name, form in (bound or {}).items() for row in standing_rows(blank[name], form)],
        has_errors=bool(refusal or changed),
        warnings=warnings,
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


@bp.post("/bagian/<int:part_id>/terima")
def accept_part(part_id: int) -> ResponseReturnValue:
    """The unit takes its part on (Terima)."""
    part = door.the_unit_part(part_id)

    def act() -> Told:
        triage.accept_part(part.case, part, door.hand(part.case))
        return "Bagian ini diterima.", url_for("officer.show_part", part_id=part_id)

    return acting.take(part.case, act, partial(_show, part))


@bp.post("/bagian/<int:part_id>/kembalikan")
def hand_back_part(part_id: int) -> ResponseReturnValue:
    """The unit hands its part back (Kembalikan), once, with a reason."""
    part, form = door.the_unit_part(part_id), triage_forms.HandBackForm(prefix="kembali-")
    show = partial(_show, part, bound={"hand_back": form})
    if not form.validate():
        return show(422)

    def act() -> Told:
        reason, explanation = form.reason.data or "", form.explanation.data or ""
        triage.hand_back_part(part.case, part, reason, explanation, door.hand(part.case))
        return "Bagian dikembalikan ke PPID.", url_for("officer.my_parts")

    return acting.take(part.case, act, show, form)


@bp.post("/bagian/<int:part_id>/jawab")
def answer_part(part_id: int) -> ResponseReturnValue:
    """O2: the unit hands its answer in (Jawab). Files that can be taken are kept, also when a field is wrong."""
    part, form = door.the_unit_part(part_id), triage_forms.PartAnswerForm(prefix="jawab-")
    if not part.case.is_unanswered:
        return _show(part, 409, bound={"answer": form}, refusal=["Permintaan ini sudah tidak terbuka."])
    form.validate()
    answer_uploads.keep(form.files, DocumentKind.ANSWER, part.case, part)
    db.session.commit()
    warnings = _standing_out(part)
    warnings += [f"Penjelasan memuat angka yang mirip NIK atau nomor HP: {item}" for item in
                 answer_files.flagged(f"{form.explanation.data} {form.searched.data}")]  # fmt: skip
    show = partial(_show, part, bound={"answer": form}, warnings=warnings)
    if warnings and not form.checked.data:
        form.checked.errors = ["Periksa yang ditandai, lalu centang bila memang boleh dibuka"]
    if form.errors:
        return show(422)
    answer = triage.UnitAnswer(
        form.result.data or "", form.explanation.data or "", form.checked_by.data or "", form.searched.data or ""
    )

    def act() -> Told:
        named = [row.sha256 for row in _files_of(part)]
        triage.answer_part(part.case, part, answer, door.hand(part.case), files=named)
        return "Jawaban diserahkan ke PPID.", url_for("officer.show_part", part_id=part_id)

    return acting.take(part.case, act, show, form)


def _standing_out(part: Part) -> list[str]:
    """What stands out in the files that no answer has named yet."""
    told = _told_files(part)
    return [
        f"{row.name}: {warning}"
        for row in _files_of(part)
        if row.sha256 not in told
        for warning in answer_files.examine(files.read(row), row.name).warnings
    ]


@bp.post("/bagian/<int:part_id>/berkas/<public_id>/hapus")
def remove_file(part_id: int, public_id: str) -> ResponseReturnValue:
    """Take back a file that was added by mistake, as long as no answer names it."""
    part = door.the_unit_part(part_id)
    document = next((row for row in _files_of(part) if row.public_id == public_id), None)
    if document is None:
        abort(404)
    if document.sha256 in _told_files(part):
        return _show(part, 409, refusal=["Berkas ini sudah diserahkan bersama jawaban dan tidak dapat dihapus."])
    files.erase(document)
    db.session.commit()
    flash("Berkas dihapus.")
    return redirect(url_for("officer.show_part", part_id=part_id))
