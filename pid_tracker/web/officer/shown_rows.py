"""Rows of the case page: what came with the request, what an old register claims, and the parts with their forms."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Filed, Imported
from pid_tracker.law.vocabulary.asking import Channel, IdentityWay
from pid_tracker.law.vocabulary.handling import PROPOSED_CLOSED, DocumentKind, PartResult, PartState
from pid_tracker.models import CaseFile, Part
from pid_tracker.services.looking import registers
from pid_tracker.services.request import triage
from pid_tracker.web import tags
from pid_tracker.web.filters import tanggal
from pid_tracker.web.officer import case_forms, case_words
from pid_tracker.web.officer.case_words import without_the_requester

Rows = list[tuple[str, str]]


def asked(case: CaseFile) -> Rows:
    """What came with the question, as whoever looks may read it."""
    channel, filed = Channel.of(case.channel), case.latest(Filed)
    came_from = f"{case.referred_from}, {filed.referred_by}" if case.referred_from and filed is not None else ""
    rows = [
        ("Masuk lewat", f"{channel.at_desk if channel else case.channel}, {tanggal(case.filed_on)}"),
        ("Tahun atau waktu", without_the_requester(case.period, case)),
        ("Daerah", without_the_requester(case.place, case)),
        ("Kantor menurut pemohon", without_the_requester(case.office_hint, case)),
        ("Boleh diteruskan ke badan lain", "ya" if case.may_refer else "tanya pemohon dulu"),
        ("Bukti identitas", IdentityWay.words_of(case.identity_way)),
    ]
    return [("Diteruskan dari", came_from), *rows] if came_from else rows


def claimed(case: CaseFile) -> Rows:
    """What an old register says of the case; empty for a case of this one."""
    imported = case.latest(Imported)
    if imported is None:
        return []
    said = imported.claimed
    return [
        ("Nomor lama", said.number or ""),
        ("Tanggal permintaan", str(said.filed_on or "")),
        ("Tanggal jawaban", str(said.answered_on or "")),
        ("Hasil", said.outcome or ""),
        ("Kantor", said.unit or ""),
    ]


#: From how many parts on the forms that give them to units stay folded.
_MANY = 4


def part_forms(
    case: CaseFile, calendar: WorkingCalendar, today: date, acts: Mapping[str, bool]
) -> dict[str, FlaskForm]:
    """The forms of each part before anything was typed, by name and place (`case_forms.py`)."""
    made: dict[str, FlaskForm] = {}
    routes, confirms = acts[E.PART_ROUTED.value], acts[E.PART_CONFIRMED.value]
    units = case_forms.unit_choices(case) if routes else {}
    bodies = case_forms.body_choices(case) if routes else {}
    due = triage.default_internal_date(case, calendar, today) if routes else None
    for part in case.parts:
        at = part.place
        if confirms:
            made[f"confirm{at}"] = case_forms.ConfirmForm(
                formdata=None, prefix=f"tetapkan{at}-", instruction=part.instruction
            )
        if not routes:
            continue
        made[f"route{at}"] = route = case_forms.RouteForm(
            formdata=None,
            prefix=f"bagian{at}-",
            internal_due_on=part.internal_due_on if (part.internal_due_on or today) > today else due,
            text_for_unit=part.text_for_unit or part.text,
            instruction=part.instruction,
            unit=str(part.unit_id or "") if part.state is not PartState.HANDED_BACK else "",
        )
        route.unit.choices = units
        made[f"refer{at}"] = refer = case_forms.ReferForm(
            formdata=None, prefix=f"rujuk{at}-", code=part.referred_code,
            holder="" if part.referred_code else part.referred_to,
            address="" if part.referred_code else part.referred_address,
        )  # fmt: skip
        refer.code.choices = bodies
    return made


def part_rows(
    case: CaseFile, forms: Mapping[str, FlaskForm], acts: Mapping[str, bool], *, was_changed: bool
) -> list[dict[str, Any]]:
    """One row a part; `forms` are those of the page by name, `was_changed` whether somebody else acted meanwhile."""
    rows, answers = [], registers.documents_of(case, DocumentKind.ANSWER)
    for part in case.parts:
        route, is_ready = forms.get(f"route{part.place}"), part.state is PartState.READY
        text = (route["text_for_unit"].data or "") if route is not None else part.text
        may_route = acts[E.PART_ROUTED.value] and route is not None
        may_confirm = acts[E.PART_CONFIRMED.value] and part.unit is not None
        rows.append(
            {
                "part": part,
                "state": tags.REFERRED if part.referred_to else tags.PARTS[part.state],
                "office": part.unit.name if part.unit is not None and part.state is not PartState.NEW else "",
                "is_new": part.state is PartState.NEW,
                "needs_office": _needs_office(part),
                "route": route if may_route else None,
                "route_is_open": may_route and _route_is_open(part, route, len(case.parts), was_changed),
                "refer": forms.get(f"refer{part.place}"),
                "confirm": forms.get(f"confirm{part.place}") if may_confirm else None,
                "to_mask": case_words.to_mask(text, case),
                "files": [row for row in answers if row.part_id == part.id],
                "result": PartResult.words_of(part.result) if is_ready else "",
                "is_proposed_closed": is_ready and part.result in PROPOSED_CLOSED,
                "is_handed_back": part.state is PartState.HANDED_BACK,
                "hand_back": part.hand_back_reason,
            }
        )
    return rows


def _needs_office(part: Part) -> bool:
    return part.state in (PartState.NEW, PartState.HANDED_BACK)


def _route_is_open(part: Part, route: Any, parts: int, was_changed: bool) -> bool:
    """Whether the form stands open: there is an office to find, something to mend, or what was typed differs now."""
    differs = was_changed and route.unit.data != str(part.unit_id or "")
    return (_needs_office(part) and not part.referred_to and parts < _MANY) or bool(route.errors) or differs
