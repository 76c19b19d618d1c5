"""A second reckoner of the six terms, slow and plain: it walks day by day and knows nothing of the package.

Written from the rules of the clock file and from the holiday list typed by hand beside it, so that the property test can
hold the engine against it. Nothing here may import from `pid_tracker`. Where the rules leave room, the reading taken is
marked "Reading" and says why. Every question is answered by counting anew from the accepted events: no state is kept
between events but the list of those that were accepted.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

Doc = Mapping[str, Any]
Row = dict[str, Any]

DUTIES = ("CHECK_COMPLETENESS", "COMPLETE", "ANSWER", "OBJECT", "DECIDE_OBJECTION", "GO_TO_COMMISSION")
WHOSE = ("body", "requester", "body", "requester", "superior", "requester")
DAYS = (3, 3, 10, 30, 30, 14)
BASIS = (
    "PERKI 1/2021 Pasal 31 ayat (2)",
    "PERKI 1/2021 Pasal 33 ayat (3)",
    "UU 14/2008 Pasal 22 ayat (7)",
    "UU 14/2008 Pasal 36 ayat (1)",
    "UU 14/2008 Pasal 36 ayat (2)",
    "UU 14/2008 Pasal 37 ayat (2)",
)
KINDS = frozenset(
    {
        *("FILED", "DEFICIENCY_NOTIFIED", "COMPLETED", "EXTENDED", "ANSWERED", "WITHDRAWN"),
        *("OBJECTED", "OBJECTION_DECIDED", "DISPUTE_REGISTERED", "DISPUTE_CLOSED"),
    }
)
OUTCOMES = frozenset({"GRANTED", "PARTLY_GRANTED", "REFUSED", "NOT_HELD", "REFERRED"})
WITHOUT_DECREE = {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}
ONE_DAY = timedelta(days=1)
ZONES = available_timezones()
WEEKEND = ("Sabtu", "Minggu")


class BadDocument(ValueError):
    """The document is no history at all: the command ends with exit code 2."""


def reckon(document: Doc, as_of: datetime) -> dict[str, Any]:
    """Stage, six rows and refused events of the history, as they stood at `as_of`."""
    history = _read(document)
    history.extra = [day for day in history.extra if day.entered_at is None or day.entered_at <= as_of]
    case = Case(history)
    refused = []
    for position, event in enumerate(history.events):
        if event.at > as_of:
            continue
        why = case.why_not(event)
        if why:
            refused.append({"event": position, "why": why})
        else:
            case = Case(history, (*case.accepted, event))
    today = as_of.astimezone(history.zone).date()
    return {"stage": case.stage(today), "deadlines": case.rows(today), "refused": refused}


# The document


@dataclass
class Event:
    kind: str
    at: datetime
    day: date
    received: date
    registered: date
    outcome: object
    grounds: tuple[object, ...]


@dataclass
class ExtraDay:
    day: date
    kind: str
    decree: object
    entered_at: datetime | None
    entered_on: date | None


@dataclass
class History:
    zone: ZoneInfo
    events: list[Event] = field(default_factory=list)
    extra: list[ExtraDay] = field(default_factory=list)
    years: frozenset[int] = frozenset(range(2023, 2028))
    same: bool = False
    leave_is_closed: bool = True


def _read(document: Doc) -> History:
    zone_name = document.get("zone") if isinstance(document, Mapping) else None
    if not isinstance(zone_name, str) or zone_name not in ZONES:
        raise BadDocument(f"no IANA zone: {zone_name!r}")
    history = History(ZoneInfo(zone_name))
    for raw in document.get("events") or ():
        history.events.append(_read_event(raw, history.zone))
    if not history.events:
        raise BadDocument("no events")
    first = history.events[0]
    # Reading: b among other grounds will do for a document; whether the objection is in time is for rule 10 to say.
    if first.kind != "FILED" and not (first.kind == "OBJECTED" and "b" in first.grounds):
        raise BadDocument(f"a history does not begin with {first.kind}")
    rules = document.get("rules") or {}
    if rules.get("first_day", "next") not in ("next", "same"):
        raise BadDocument("first_day is next or same")
    if rules.get("joint_leave", "closed") not in ("closed", "open"):
        raise BadDocument("joint_leave is closed or open")
    history.same = rules.get("first_day") == "same"
    history.leave_is_closed = rules.get("joint_leave") != "open"
    for raw in document.get("extra_days") or ():
        history.extra.append(_read_extra(raw, history.zone))
    if document.get("years") is not None:
        # Reading (R14): a year outside the built-in decrees stays provisional, also when it is named.
        history.years &= frozenset(document["years"])
    return history


def _read_event(raw: Doc, zone: ZoneInfo) -> Event:
    if not isinstance(raw, Mapping) or raw.get("kind") not in KINDS:
        raise BadDocument(f"unknown event: {raw!r}")
    at = _instant(raw.get("at"))
    received = _instant(raw["received_at"]) if raw.get("received_at") is not None else at
    registered = _instant(raw["registered_at"]) if raw.get("registered_at") is not None else received
    return Event(
        kind=raw["kind"],
        at=at,
        day=at.astimezone(zone).date(),
        received=received.astimezone(zone).date(),
        registered=registered.astimezone(zone).date(),
        outcome=raw.get("outcome"),
        grounds=tuple(raw.get("grounds") or ()),
    )


def _read_extra(raw: Doc, zone: ZoneInfo) -> ExtraDay:
    if raw.get("kind") not in ("holiday", "joint_leave", "local", "poll"):
        raise BadDocument(f"unknown kind of day: {raw!r}")
    try:
        day = date.fromisoformat(raw["day"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadDocument(f"no date: {raw!r}") from error
    entered = _instant(raw["entered_at"]) if raw.get("entered_at") is not None else None
    return ExtraDay(day, raw["kind"], raw.get("decree"), entered, entered.astimezone(zone).date() if entered else None)


def _instant(text: object) -> datetime:
    try:
        instant = datetime.fromisoformat(text)  # type: ignore[arg-type]  # a wrong type raises, which is the point
    except (TypeError, ValueError) as error:
        raise BadDocument(f"no instant: {text!r}") from error
    if instant.tzinfo is None or not MINYEAR < instant.year < MAXYEAR:
        raise BadDocument(f"an instant without offset: {text!r}")
    return instant


# The days

_BY_HAND = tomllib.loads((Path(__file__).parent / "holidays_by_hand.toml").read_text(encoding="utf-8"))
CLOSED_BY_HAND: dict[date, tuple[str, str]] = {}
for _year in _BY_HAND.values():
    for _kind in ("holiday", "joint_leave"):
        CLOSED_BY_HAND |= {_day: (_kind, _year["decree"]) for _day in _year[_kind]}
    for _day, _decree in zip(_year.get("poll", ()), _year.get("poll_decrees", ()), strict=True):
        CLOSED_BY_HAND[_day] = ("poll", _decree)


def why_closed(day: date, history: History, extra: Sequence[ExtraDay]) -> tuple[str, object] | None:
    """Why `day` is no working day, with its decree; None for a working day. A decreed day wins over the weekend."""
    for added in extra:
        if added.day == day and (added.kind != "joint_leave" or history.leave_is_closed):
            return added.kind, added.decree
    if day.year in history.years:
        if day in CLOSED_BY_HAND:
            kind, decree = CLOSED_BY_HAND[day]
            if kind != "joint_leave" or history.leave_is_closed:
                return kind, decree
    elif (day.month, day.day) in WITHOUT_DECREE:
        return "libur tetap", None
    if day.weekday() >= 5:
        return WEEKEND[day.weekday() - 5], "Perpres 21/2023 Pasal 3"
    return None


@dataclass
class Walk:
    """A walk from `opens_on` to the last of so many working days, with every day passed on the way."""

    opens_on: date
    due_on: date
    counted: list[date]
    skipped: list[Row]
    certain: bool
    extra: list[ExtraDay]


def walk(opens_on: date, days: int, history: History, extra: Sequence[ExtraDay]) -> Walk:
    counted: list[date] = []
    skipped: list[Row] = []
    day = opens_on if history.same else opens_on + ONE_DAY
    while True:
        closed = why_closed(day, history, extra)
        if closed is None:
            counted.append(day)
            if len(counted) == days:
                break
        else:
            skipped.append({"day": day.isoformat(), "why": closed[0], "decree": closed[1]})
        day += ONE_DAY
    # Reading: the span of a row runs from opens_on to due_on, both inclusive.
    certain = all(year in history.years for year in range(opens_on.year, day.year + 1))
    return Walk(opens_on, day, counted, skipped, certain, list(extra))


def term(opens_on: date, days: int, history: History, closed_at: datetime | None) -> Walk:
    """The term with each extra day that may move it (rule 16), taken in the order in which they were entered."""
    usable = [day for day in history.extra if day.entered_at is None]
    stands = walk(opens_on, days, history, usable)
    entered_later = [day for day in history.extra if day.entered_at is not None]
    for added in sorted(entered_later, key=lambda day: day.entered_at):  # type: ignore[arg-type,return-value]
        if closed_at is not None and added.entered_at >= closed_at:  # type: ignore[operator]  # filtered above
            continue
        if added.entered_on > stands.due_on:  # type: ignore[operator]  # filtered above
            continue
        usable.append(added)
        stands = walk(opens_on, days, history, usable)
    return stands


# The case


def _earliest(*events: Event | None) -> Event | None:
    return min((event for event in events if event), key=lambda event: event.at, default=None)


class Case:
    """The accepted events, in their order, and what follows from them. A further event makes a new case."""

    def __init__(self, history: History, accepted: tuple[Event, ...] = ()) -> None:
        self.history = history
        self.accepted = accepted

    def first(self, kind: str) -> Event | None:
        return next((event for event in self.accepted if event.kind == kind), None)

    @property
    def completed_unasked(self) -> Event | None:
        """The completion that came before any notice."""
        for event in self.accepted:
            if event.kind == "DEFICIENCY_NOTIFIED":
                return None
            if event.kind == "COMPLETED":
                return event
        return None

    @property
    def completed_as_asked(self) -> Event | None:
        """The completion that followed the notice."""
        asked = False
        for event in self.accepted:
            asked = asked or event.kind == "DEFICIENCY_NOTIFIED"
            if asked and event.kind == "COMPLETED":
                return event
        return None

    # What stands

    @cached_property
    def check_term(self) -> Walk | None:
        filed = self.first("FILED")
        if filed is None:
            return None
        met = self.check_met_by()
        return term(filed.registered, 3, self.history, _at(_earliest(met, self.first("WITHDRAWN"))))

    def check_met_by(self) -> Event | None:
        return _earliest(self.first("DEFICIENCY_NOTIFIED"), self.first("EXTENDED"), self.first("ANSWERED"))

    @cached_property
    def complete_term(self) -> Walk | None:
        notice = self.first("DEFICIENCY_NOTIFIED")
        if notice is None:
            return None
        # Reading: an answer leaves nothing to complete, so it ends this term like a withdrawal.
        closed = _earliest(self.completed_as_asked, self.first("ANSWERED"), self.first("WITHDRAWN"))
        return term(notice.received, 3, self.history, _at(closed))

    def answer_days(self) -> int:
        return 17 if self.first("EXTENDED") else 10

    def answer_opens_on(self) -> date | None:
        filed = self.first("FILED")
        if filed is None:
            return None
        if self.first("DEFICIENCY_NOTIFIED"):
            return self.completed_as_asked.day if self.completed_as_asked else None
        return self.completed_unasked.day if self.completed_unasked else filed.received

    def answer_closed_by(self) -> Event | None:
        return _earliest(self.first("ANSWERED"), self.first("OBJECTION_DECIDED"), self.first("WITHDRAWN"))

    @cached_property
    def answer_term(self) -> Walk | None:
        opens_on = self.answer_opens_on()
        if opens_on is None:
            return None
        return term(opens_on, self.answer_days(), self.history, _at(self.answer_closed_by()))

    @cached_property
    def safe_on(self) -> date | None:
        """Reading (R13): safe dates always follow the calendar in force, so with every day entered by the as-of."""
        filed = self.first("FILED")
        return walk(filed.received, self.answer_days(), self.history, self.history.extra).due_on if filed else None

    @cached_property
    def object_term(self) -> Walk | None:
        closed_at = _at(_earliest(self.first("OBJECTED"), self.first("WITHDRAWN")))
        terms = []
        answer, closed_by = self.answer_term, self.answer_closed_by()
        if answer is not None and (closed_by is None or closed_by.day > answer.due_on):
            silent = term(answer.due_on + ONE_DAY, 30, self.history, closed_at)
            silent.certain = silent.certain and answer.certain
            terms.append(silent)
        answered = self.first("ANSWERED")
        if answered:
            terms.append(term(answered.received, 30, self.history, closed_at))
        return _the_later(terms)

    @cached_property
    def decide_term(self) -> Walk | None:
        objected = self.first("OBJECTED")
        if objected is None:
            return None
        closed = _earliest(self.first("OBJECTION_DECIDED"), self.first("WITHDRAWN"))
        return term(objected.received, 30, self.history, _at(closed))

    @cached_property
    def commission_term(self) -> Walk | None:
        decide = self.decide_term
        if decide is None:
            return None
        closed_at = _at(_earliest(self.first("DISPUTE_REGISTERED"), self.first("WITHDRAWN")))
        terms = []
        decided, withdrawn = self.first("OBJECTION_DECIDED"), self.first("WITHDRAWN")
        if decided:
            silence = decided.day > decide.due_on
        else:
            silence = withdrawn is None or withdrawn.day >= decide.due_on
        if silence:
            silent = term(decide.due_on, 14, self.history, closed_at)
            silent.certain = silent.certain and decide.certain
            terms.append(silent)
        if decided:
            terms.append(term(decided.received, 14, self.history, closed_at))
        return _the_later(terms)

    def waits_for_completion(self) -> bool:
        """From the notice on, until something ends the waiting. Reading: an objection does not."""
        ended = any(self.first(kind) for kind in ("ANSWERED", "WITHDRAWN", "DISPUTE_CLOSED"))
        return self.complete_term is not None and self.completed_as_asked is None and not ended

    def lapsed(self, today: date) -> bool:
        return self.complete_term is not None and self.waits_for_completion() and today > self.complete_term.due_on

    def stage(self, today: date) -> str | None:
        if not self.accepted:
            return None
        if self.lapsed(today):
            return "NOT_CONTINUED"
        for kind, stage in (
            ("DISPUTE_CLOSED", "CLOSED"),
            ("DISPUTE_REGISTERED", "IN_DISPUTE"),
            ("WITHDRAWN", "WITHDRAWN"),
            ("OBJECTION_DECIDED", "OBJECTION_DECIDED"),
            ("OBJECTED", "UNDER_OBJECTION"),
            ("ANSWERED", "ANSWERED"),
        ):
            if self.first(kind):
                return stage
        if self.waits_for_completion():
            return "INCOMPLETE"
        return "RECEIVED" if self.check_standing(today) in ("NOT_YET", "RUNNING") else "IN_PROCESS"

    # What is allowed

    def why_not(self, event: Event) -> str | None:
        if not self.accepted:
            if event.kind == "OBJECTED":
                return self._why_not_objected(event)
            return None if event.kind == "FILED" else "nothing was filed"
        if event.at < self.accepted[-1].at:
            return "earlier than the event before it"
        if self.first("WITHDRAWN") or self.first("DISPUTE_CLOSED") or self.lapsed(event.day):
            return "the case is over"
        answer: str | None = getattr(self, "_why_not_" + event.kind.lower())(event)
        return answer

    def _why_not_filed(self, event: Event) -> str | None:
        return "filed once"

    def _why_not_deficiency_notified(self, event: Event) -> str | None:
        check = self.check_term
        if check is None or self.first("DEFICIENCY_NOTIFIED"):
            return "one notice for each request"
        if self.first("ANSWERED") or self.first("OBJECTED"):
            return "no longer being checked"
        return "after the three days" if event.day > check.due_on else None

    def _why_not_completed(self, event: Event) -> str | None:
        check, complete = self.check_term, self.complete_term
        if check is None:
            return "nothing to complete"
        if any(self.first(kind) for kind in ("ANSWERED", "OBJECTION_DECIDED", "DISPUTE_REGISTERED")):
            return "already dealt with"
        if complete is not None:
            done = self.completed_as_asked is not None or event.day > complete.due_on
        else:
            done = self.completed_unasked is not None or event.day > check.due_on or self.first("OBJECTED") is not None
        return "the request counts as complete" if done else None

    def _why_not_extended(self, event: Event) -> str | None:
        answer = self.answer_term
        if self.first("EXTENDED"):
            return "extended once"
        if answer is None or self.stage(event.day) not in ("RECEIVED", "IN_PROCESS"):
            return "no running answer"
        return "after the due date" if event.day > answer.due_on else None

    def _why_not_answered(self, event: Event) -> str | None:
        if self.first("FILED") is None or self.first("ANSWERED") or self.first("OBJECTION_DECIDED"):
            return "nothing to answer"
        return None if event.outcome in OUTCOMES else "no outcome"

    def _why_not_withdrawn(self, event: Event) -> str | None:
        if self.first("DISPUTE_REGISTERED"):
            return "only the commission closes a dispute"
        pending = self.first("FILED") is not None and self.first("ANSWERED") is None
        undecided = self.first("OBJECTED") is not None and self.first("OBJECTION_DECIDED") is None
        return None if pending or undecided else "nothing to withdraw"

    def _why_not_objected(self, event: Event) -> str | None:
        if self.first("OBJECTED"):
            return "objected once"
        if not event.grounds or not set(event.grounds) <= set("abcdefg"):
            return "no ground of Pasal 35"
        if self.first("ANSWERED") or set(event.grounds) <= {"b", "f"}:
            return None
        answer = self.answer_term
        return None if answer is not None and event.day > answer.due_on else "ground not yet found"

    def _why_not_objection_decided(self, event: Event) -> str | None:
        if self.first("OBJECTED") is None:
            return "no objection"
        return "decided once" if self.first("OBJECTION_DECIDED") else None

    def _why_not_dispute_registered(self, event: Event) -> str | None:
        decide, decided = self.decide_term, self.first("OBJECTION_DECIDED")
        if self.first("DISPUTE_REGISTERED"):
            return "registered once"
        if decide is None:
            return "too early: no objection"
        # Reading: the decision's receipt or the superior's silence, whichever comes first.
        if event.day > decide.due_on or (decided is not None and event.day >= decided.received):
            return None
        return "too early"

    def _why_not_dispute_closed(self, event: Event) -> str | None:
        return None if self.first("DISPUTE_REGISTERED") else "no dispute"

    # What is printed

    def rows(self, today: date) -> list[Row]:
        built = (
            self._row(0, self.check_term, self.check_standing(today)),
            self._row(1, self.complete_term, self.complete_standing(today)),
            self.answer_row(today),
            self._row(3, self.object_term, self.object_standing(today)),
            self._row(4, self.decide_term, self.decide_standing(today)),
            self._row(5, self.commission_term, self.commission_standing(today)),
        )
        return list(built)

    def _row(self, number: int, stands: Walk | None, standing: str) -> Row:
        return {
            "duty": DUTIES[number],
            "whose": WHOSE[number],
            "opens_on": stands.opens_on.isoformat() if stands else None,
            "due_on": stands.due_on.isoformat() if stands else None,
            "safe_on": None,
            "extendable_to": None,
            "certain": stands.certain if stands else None,
            "standing": standing,
            "working_days": DAYS[number],
            "basis": BASIS[number],
            "counted": [day.isoformat() for day in stands.counted] if stands else [],
            "skipped": stands.skipped if stands else [],
        }

    def answer_row(self, today: date) -> Row:
        row = self._row(2, self.answer_term, self.answer_standing(today))
        row["working_days"] = self.answer_days()
        safe_on, answered = self.safe_on, self.first("ANSWERED")
        row["safe_on"] = safe_on.isoformat() if safe_on else None
        stands = self.answer_term
        if stands is not None and not self.first("EXTENDED"):
            # Reading: counted with exactly those extra days that count for due_on.
            row["extendable_to"] = walk(stands.opens_on, 17, self.history, stands.extra).due_on.isoformat()
        if answered and answered.outcome == "REFUSED" and safe_on and answered.day > safe_on:
            row["after_safe"] = True
        return row

    def check_standing(self, today: date) -> str:
        stands, met = self.check_term, self.check_met_by()
        if stands is None:
            return "NOT_YET"
        if met and met.day <= stands.due_on:
            return "MET"
        if self.first("WITHDRAWN") or today > stands.due_on:
            return "ENDED"
        return "NOT_YET" if today < stands.opens_on else "RUNNING"

    def complete_standing(self, today: date) -> str:
        stands = self.complete_term
        if stands is None:
            return "NOT_YET"
        if self.completed_as_asked:
            return "MET"
        if self.first("ANSWERED") or self.first("WITHDRAWN") or today > stands.due_on:
            return "ENDED"
        return "NOT_YET" if today < stands.opens_on else "RUNNING"

    def answer_standing(self, today: date) -> str:
        if self.first("FILED") is None:
            return "NOT_YET"
        stands, answered = self.answer_term, self.first("ANSWERED")
        if answered:
            return "MET" if stands is None or answered.day <= stands.due_on else "MET_LATE"
        # Reading: a row that a notice holds back has no dates, is not open and so cannot end; it stays NOT_YET.
        if stands is None:
            return "NOT_YET"
        if self.first("WITHDRAWN") or self.first("OBJECTION_DECIDED"):
            return "ENDED"
        if today < stands.opens_on:
            return "NOT_YET"
        return "OVERDUE" if today > stands.due_on else "RUNNING"

    def object_standing(self, today: date) -> str:
        stands, objected = self.object_term, self.first("OBJECTED")
        if objected:
            return "MET" if stands is None or objected.day <= stands.due_on else "MET_LATE"
        return self._right(stands, today)

    def _right(self, stands: Walk | None, today: date) -> str:
        """A right not used so far: never overdue."""
        if stands is None:
            return "NOT_YET"
        if self.first("WITHDRAWN") or self.lapsed(today) or today > stands.due_on:
            return "ENDED"
        return "NOT_YET" if today < stands.opens_on else "RUNNING"

    def decide_standing(self, today: date) -> str:
        stands, decided = self.decide_term, self.first("OBJECTION_DECIDED")
        if stands is None:
            return "NOT_YET"
        if decided:
            return "MET" if decided.day <= stands.due_on else "MET_LATE"
        if self.first("WITHDRAWN") or self.lapsed(today):
            return "ENDED"
        if today < stands.opens_on:
            return "NOT_YET"
        return "OVERDUE" if today > stands.due_on else "RUNNING"

    def commission_standing(self, today: date) -> str:
        stands, registered = self.commission_term, self.first("DISPUTE_REGISTERED")
        if registered and stands is not None:
            return "MET" if registered.day <= stands.due_on else "MET_LATE"
        return self._right(stands, today)


def _at(event: Event | None) -> datetime | None:
    return event.at if event else None


def _the_later(terms: Sequence[Walk]) -> Walk | None:
    """Of two openings the one with the later due date; on the same date the later opening, which opens the term anew."""
    best: Walk | None = None
    for one in terms:
        if best is None or one.due_on >= best.due_on:
            best = one
    return best
