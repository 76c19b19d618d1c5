"""The clock file: one JSON history in, every term out. Stateless; what `pid-tracker clock` reads and prints."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pid_tracker.law.acts import ACTS
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.deadlines import Deadline, reckon
from pid_tracker.law.decrees import built_in_decrees, days_in_force
from pid_tracker.law.events import CaseEvent, EventKind
from pid_tracker.law.grounds import ObjectionGround, Outcome, needs_no_request
from pid_tracker.law.rules import in_force

#: The kinds that may say on which day the other side had them (`received_at`).
_RECEIVED_KINDS = frozenset(
    {
        *(EventKind.FILED, EventKind.DEFICIENCY_NOTIFIED, EventKind.ANSWERED, EventKind.OBJECTED),
        EventKind.OBJECTION_DECIDED,
    }
)


class BadHistory(ValueError):
    """A file that cannot be read as a history; the message is one line."""


def answer(document: object, as_of: datetime) -> dict[str, object]:
    """Every term of the history in `document`, as it stands at `as_of` (aware; its date in the file's zone is today).

    Raises BadHistory for a file that cannot be read: no offset, unknown kind, unknown zone, a first event that opens
    nothing. What the law does not allow is no error: it goes into `refused`.
    """
    if not isinstance(document, Mapping):
        raise BadHistory("the file is not a JSON object")
    zone = _zone(document.get("zone"))
    rows = document.get("events")
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows:
        raise BadHistory("events: a list with at least one event is needed")
    events = [_event(place, row, zone) for place, row in enumerate(rows)]
    first = events[0]
    if first.kind is not EventKind.FILED and not needs_no_request(first.grounds):
        raise BadHistory("events[0]: the first event is FILED, or OBJECTED with ground b")
    calendar = _calendar(document, zone, as_of)
    heard = [(place, event) for place, event in enumerate(events) if event.at <= as_of]
    today = as_of.astimezone(zone).date()
    result = reckon([event for _, event in heard], calendar, in_force(first.on), today)
    return {
        "stage": result.stage,
        "deadlines": [_deadline(row) for row in result.deadlines],
        "refused": [{"event": heard[position][0], "why": why} for position, why in result.refused],
    }


def _deadline(row: Deadline) -> dict[str, object]:
    counted, skipped = row.ledger()
    found: dict[str, object] = {
        "duty": row.duty,
        "whose": row.whose,
        "opens_on": _iso(row.opens_on),
        "due_on": _iso(row.due_on),
        "safe_on": _iso(row.safe_on),
        "extendable_to": _iso(row.extendable_to),
        "certain": row.certain,
        "standing": row.standing,
        "working_days": row.working_days,
        "basis": row.basis,
        "counted": [day.isoformat() for day in counted],
        "skipped": [{"day": day.day.isoformat(), "why": day.why, "decree": day.decree} for day in skipped],
    }
    if row.after_safe:
        found["after_safe"] = True
    return found


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _zone(name: object) -> ZoneInfo:
    try:
        if not isinstance(name, str):
            raise ValueError
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadHistory(f"zone: {name!r} is not an IANA zone") from None


def _instant(value: object, where: str) -> datetime:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise BadHistory(f"{where}: an instant with an offset is needed, not {value!r}")
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        raise BadHistory(f"{where}: {value!r} is outside the calendar") from None


def _event(place: int, row: object, zone: ZoneInfo) -> CaseEvent:
    where = f"events[{place}]"
    if not isinstance(row, Mapping):
        raise BadHistory(f"{where}: not an object")
    try:
        kind = EventKind(str(row.get("kind")))
    except ValueError:
        kind = None
    if kind is None or not ACTS[kind].timed:
        raise BadHistory(f"{where}: unknown kind {row.get('kind')!r}")
    at = _instant(row.get("at"), f"{where}.at")
    on = at.astimezone(zone).date()
    received, registered = row.get("received_at"), row.get("registered_at")
    received_on = _instant(received, f"{where}.received_at").astimezone(zone).date() if received is not None else on
    if kind not in _RECEIVED_KINDS:
        received_on = on
    registered_on = (
        _instant(registered, f"{where}.registered_at").astimezone(zone).date()
        if registered is not None
        else received_on
    )
    return CaseEvent(
        kind=kind,
        at=at,
        on=on,
        received_on=received_on,
        registered_on=registered_on,
        outcome=_outcome(row.get("outcome"), where) if kind is EventKind.ANSWERED else None,
        grounds=_grounds(row.get("grounds"), where) if kind is EventKind.OBJECTED else frozenset(),
    )


def _outcome(value: object, where: str) -> Outcome | None:
    if value is None:
        return None
    try:
        return Outcome(str(value))
    except ValueError:
        raise BadHistory(f"{where}.outcome: unknown outcome {value!r}") from None


def _grounds(value: object, where: str) -> frozenset[ObjectionGround]:
    letters = value if isinstance(value, Sequence) else ()
    try:
        return frozenset(ObjectionGround(str(letter)) for letter in letters)
    except ValueError:
        raise BadHistory(f"{where}.grounds: letters a to g are needed, not {value!r}") from None


def _calendar(document: Mapping[str, object], zone: ZoneInfo, as_of: datetime) -> WorkingCalendar:
    rules = document.get("rules") or {}
    if not isinstance(rules, Mapping):
        raise BadHistory("rules: not an object")
    first_day, joint_leave = rules.get("first_day", "next"), rules.get("joint_leave", "closed")
    if first_day not in ("next", "same") or joint_leave not in ("closed", "open"):
        raise BadHistory("rules: first_day is next or same, joint_leave is closed or open")
    decrees = built_in_decrees()
    decreed, years = {decree.year for decree in decrees}, document.get("years")
    if years is not None:
        if not isinstance(years, Sequence) or not all(type(year) is int for year in years):
            raise BadHistory("years: a list of years is needed")
        decreed &= set(years)  # naming a year completes none: without a decree it is provisional (rulings R14, R24)
    known = [row for row in days_in_force(decrees) if row.day.year in decreed]
    later = []
    rows = document.get("extra_days") or []
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise BadHistory("extra_days: not a list")
    for place, row in enumerate(rows):
        extra = _extra_day(place, row, zone)
        if extra.entered_at is None:
            known.append(extra)
        elif extra.entered_at <= as_of:
            later.append(extra)
    return WorkingCalendar(
        known, decreed, later=later, joint_leave_open=joint_leave == "open", counts_first_day=first_day == "same"
    )


def _extra_day(place: int, row: object, zone: ZoneInfo) -> ClosedDay:
    where = f"extra_days[{place}]"
    if not isinstance(row, Mapping):
        raise BadHistory(f"{where}: not an object")
    try:
        day, kind = date.fromisoformat(str(row.get("day"))), DayKind(str(row.get("kind")))
    except ValueError:
        raise BadHistory(f"{where}: a day and a kind (holiday, joint_leave, local, poll) are needed") from None
    entered = row.get("entered_at")
    entered_at = _instant(entered, f"{where}.entered_at") if entered is not None else None
    decree = row.get("decree")
    name = row.get("name") or _EXTRA_NAMES[kind]
    return ClosedDay(
        day,
        kind,
        str(name),
        str(decree) if decree is not None else None,
        entered_at,
        entered_at.astimezone(zone).date() if entered_at else None,
    )


_EXTRA_NAMES = {
    DayKind.HOLIDAY: "Hari libur",
    DayKind.JOINT_LEAVE: "Cuti bersama",
    DayKind.LOCAL: "Libur daerah",
    DayKind.POLL: "Hari pemungutan suara",
}
