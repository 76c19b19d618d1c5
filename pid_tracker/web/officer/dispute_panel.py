"""The panel "Sengketa" of the case page: what it shows and its forms. The acts are in `disputes.py`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_wtf import FlaskForm

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.deadlines import FurtherDeadline
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import DisputeEnd, Ruling
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.rules import COURT_WINDOW
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseFile
from pid_tracker.services.calendar import told_dates
from pid_tracker.services.dispute import dispute_seen
from pid_tracker.services.dispute.dispute_seen import DisputeSeen
from pid_tracker.services.loading import commissions
from pid_tracker.services.words.told_terms import COURT
from pid_tracker.web.day_strip import DayStrip
from pid_tracker.web.officer import dispute_forms
from pid_tracker.web.officer.picture import strip_of_term


def panel(
    case: CaseFile,
    calendar: WorkingCalendar,
    today: date,
    actor: Actor,
    acts: Mapping[str, bool],
    bound: Mapping[str, FlaskForm],
) -> dict[str, Any]:
    """What the part `officer/_dispute.html` needs; `dispute_way` is None before an objection, and nothing is drawn."""
    if case.is_imported or case.objected_on is None:
        return {"dispute_way": None, "dispute": None}
    seen = dispute_seen.look_at(case, calendar, today)
    competent = commissions.which_commission(case.body)
    way = dispute_seen.way_to_commission(case, calendar, today)
    kept = dispute_seen.closed_documents(case) if actor.role is Role.OFFICER else ()
    offers = _offers(case, seen, acts, way_is_open=way is not None and way.is_open)
    blank = dispute_forms.blank(case, may_be_mediated=seen is not None and seen.may_be_mediated)
    for name, form in bound.items():
        if name in blank:
            _offer_the_same(form, blank[name])
    return {
        "dispute_way": way,
        "dispute": seen,
        "dispute_offers": offers,
        "dispute_forms": {**blank, **{name: form for name, form in bound.items() if name in blank}},
        "commission": competent,
        "court_strip": _strip(seen.court, today) if seen else None,
        "court_told": told_dates.promises(case, COURT, seen.court) if seen else (),
        "mediation_strips": [_strip(term, today) for term in (seen.mediation, seen.mediation_more)] if seen else [],
        "court_days": COURT_WINDOW.working_days,
        "closed_documents": kept,
        "shows_closed": bool(kept) or offers["closed_document"],
    }


def _strip(term: FurtherDeadline | None, today: date) -> DayStrip | None:
    """The days of a term that nobody owes: what was not used is over, and never late."""
    return strip_of_term(term, min(today, term.due_on), None) if term else None


def _offer_the_same(form: FlaskForm, blank: FlaskForm) -> None:
    for name in ("stage", "end"):
        if name in form:
            form[name].choices = blank[name].choices


def _offers(
    case: CaseFile, seen: DisputeSeen | None, acts: Mapping[str, bool], *, way_is_open: bool
) -> dict[str, bool]:
    """Which forms are drawn: what the steps allow, less what the law refuses anyway (`law/acts/`)."""
    orders = case.ruling == Ruling.ORDERS_RELEASE or case.dispute_end == DisputeEnd.MEDIATED
    return {
        "register": acts[E.DISPUTE_REGISTERED.value] and way_is_open,
        "stage": acts[E.DISPUTE_STAGED.value] and not case.ruling,
        "ruling": acts[E.RULING_RECEIVED.value] and not case.ruling,
        "court": acts[E.COURT_FILED.value] and bool(case.ruling) and case.court_on is None,
        "execute": acts[E.RULING_EXECUTED.value] and orders and case.ruling_executed_on is None,
        "close": acts[E.DISPUTE_CLOSED.value],
        "closed_document": acts[E.DISPUTE_STAGED.value] and case.stage is Stage.IN_DISPUTE and seen is not None,
    }
