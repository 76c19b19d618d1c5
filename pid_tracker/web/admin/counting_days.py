"""How a body counts days (rulings R2 and R5): the readings side by side, what a change would move, every change."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.calendar import Reading, WorkingCalendar
from pid_tracker.law.closed_days import DayKind
from pid_tracker.law.rules import in_force
from pid_tracker.models import PublicBody
from pid_tracker.services.calendar import calendars, counting, decree_effect
from pid_tracker.web import context, signed_in, taking
from pid_tracker.web.admin import bp
from pid_tracker.web.admin.admin_forms import ReadingForm
from pid_tracker.web.admin.levels import the_body
from pid_tracker.web.typed import standing_rows

_CHOICES = (Reading(False, False), Reading(True, False), Reading(False, True), Reading(True, True))


@bp.route("/badan/<code>/hitungan", methods=["GET", "POST"])
def body_readings(code: str) -> ResponseReturnValue:
    """Z: the readings of one body. A change is recorded and never moves a promised date earlier."""
    body = the_body(code)
    form = ReadingForm(**_as_typed(body))
    reading = Reading(form.joint_leave.data == "open", form.first_day.data == "same")

    def act() -> str:
        same = reading == counting.reading_of(body)
        moved = counting.change_reading(
            body, reading, form.reason.data or "", signed_in.actor(), context.now(),
            expected_revision=context.seen_revision(),
        )  # fmt: skip
        told = f"{moved} tenggat bergeser lebih lambat." if moved else "Tidak ada tenggat bergeser."
        return "Cara menghitung tetap; tidak ada yang berubah." if same else f"Cara menghitung disimpan. {told}"

    back = url_for("admin.body_readings", code=body.code)
    return taking.answer(form, act, partial(_page, body, form), back=back, text="Cara menghitung ini", body=body)


def _as_typed(body: PublicBody) -> dict[str, str]:
    return {
        "joint_leave": "open" if body.joint_leave_open else "closed",
        "first_day": "same" if body.counts_first_day else "next",
    }


def _page(
    body: PublicBody, form: ReadingForm, status: int, *, changed: Sequence[tuple[str, str]] = ()
) -> ResponseReturnValue:
    now, today = context.now(), context.today_at(body)
    current = counting.reading_of(body)
    others = [reading for reading in _CHOICES if reading != current]
    start = _telling_day(calendars.calendar_of(body), today)
    rows, days = [], in_force(today).days
    for reading in _CHOICES:
        plain = calendars.calendar_under(body, reading, now).in_force()
        last = [plain.count(start, number).day for number in (days.answer, days.longest)]
        rows.append((words(reading), last, reading == current))
    return render_template(
        "admin/body_readings.html",
        body=body,
        form=form,
        changed=changed,
        stands=standing_rows(ReadingForm(formdata=None, **_as_typed(body)), form) if changed else (),
        start=start,
        rows=rows,
        effects=[(words(reading), decree_effect.of_reading(body, reading, now)) for reading in others],
        changes=[
            (row, words(Reading(row.joint_leave_was_open, row.counted_first_day)),
             words(Reading(row.joint_leave_open, row.counts_first_day)))
            for row in counting.changes_of(body)
        ],
    ), status  # fmt: skip


def words(reading: Reading) -> str:
    """A reading in words."""
    leave = "cuti bersama dihitung" if reading.joint_leave_open else "cuti bersama tidak dihitung"
    first = (
        "hari diterima adalah hari ke-1" if reading.counts_first_day else "hitungan mulai hari kerja sesudah diterima"
    )
    return f"{leave}; {first}"


def _telling_day(calendar: WorkingCalendar, today: date) -> date:
    """A working day whose ten days hold a joint leave, so that all readings differ: the next one, or the last one."""
    leaves = [row.day for row in calendar.closed_days() if row.kind is DayKind.JOINT_LEAVE and row.day.weekday() < 5]
    coming = [day for day in leaves if day > today] or leaves[-1:]
    day = coming[0] - timedelta(days=5) if coming else today
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day
