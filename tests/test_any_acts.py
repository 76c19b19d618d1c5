"""Random legal and illegal acts over random calendars: whatever is tried, the record stays true.

One machine draws moments, actors, acts, decrees and nights, against the real gate and a real database. After each step:
no projection differs from the fold, no date that was told moved earlier, every working day has exactly one holder, and
nothing got in that the tables forbid.
"""

import os
import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.acts import may, open_steps
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import read
from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import ANYONE, SYSTEM, Actor, NotAllowed, Role
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, PublicBody, Unit
from pid_tracker.services.calendar import calendars, decree_effect, leg_clock, moving
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.upkeep import sweep, verifying
from tests.builders import a_body, a_case, a_unit
from tests.databases import OwnDatabase, SQLiteDatabase
from tests.samples import sample

#: Walks, in turn on the two databases, and steps of each; a walk is told by its number, so that a failure can be walked
#: again.
WALKS, STEPS = int(os.environ.get("WALKS", "30")), 60
FIRST_WALK = int(os.environ.get("FIRST_WALK", "1"))
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
STARTS = (date(2026, 3, 9), date(2026, 5, 20), date(2026, 12, 14), date(2027, 11, 29), date(2025, 3, 24))
HOURS = (time(0, 0), time(9, 0), time(23, 59, 59))
GAPS = (0, 0, 0, 1, 1, 2, 3, 4, 7, 14, 30, 45)
_OUTCOMES = ["GRANTED", "NOT_HELD", *(outcome.value for outcome in Outcome)]

#: Of the acts that fit a stage these lead on, and are drawn more often; every third draw takes any act at all.
_LEADING = frozenset(
    {
        *(E.PART_ROUTED, E.EXTENDED, E.COMPLETED, E.DEFICIENCY_NOTIFIED, E.ANSWERED, E.OBJECTED, E.OBJECTION_DECIDED),
        *(
            E.DISPUTE_REGISTERED,
            E.RULING_RECEIVED,
            E.DISPUTE_CLOSED,
            E.RULING_EXECUTED,
            E.INSISTED,
            E.DRAFT_CLEARED,
            E.PART_CONFIRMED,
        ),
    }
)


class Walk:
    """One case of one body, and everybody who might do something to it."""

    def __init__(self, number: int) -> None:
        self.dice = dice = random.Random(number)
        self.number, self.trace = number, list[str]()
        zone = dice.choice(ZONES)
        self.body: PublicBody = a_body(
            f"b{number}",
            zone=zone,
            prefix=f"B{number}X",
            joint_leave_open=dice.random() < 0.3,
            counts_first_day=dice.random() < 0.3,
        )
        self.unit: Unit = a_unit(self.body, "pupr")
        other = a_body(f"c{number}", zone=zone, prefix=f"C{number}X")
        start = dice.choice(STARTS) + timedelta(days=dice.randrange(30))
        self.now = datetime.combine(start, dice.choice(HOURS), ZoneInfo(zone))
        question = dice.choice(["Daftar ruas jalan rusak 2025", "Jalan rusak 2025\nAnggarannya 2025"])
        self.case: CaseFile = a_case(self.body).filed(self.now, complete=dice.random() < 0.5, question=question).built()
        requester = replace(ANYONE, case_ids=frozenset({self.case.id}))
        at_home = [
            Actor(role, role.value, user_id=None, body_id=self.body.id, unit_id=self.unit.id)
            for role in (
                Role.DESK,
                Role.OFFICER,
                Role.OFFICER,
                Role.UNIT_OFFICER,
                Role.SUPERIOR,
                Role.SUPERVISOR,
                Role.ADMIN,
            )
        ]
        strangers = [
            ANYONE,
            Actor(Role.OFFICER, "lain", body_id=other.id),
            Actor(Role.SUPERIOR, "lain", body_id=other.id),
        ]
        self.actors = [requester, requester, *at_home, SYSTEM, *strangers]

    # -- what may happen -----------------------------------------------------------------------------------------------

    def step(self) -> None:
        """One thing happens; then everything has to hold."""
        moves = (
            (9, self.somebody_tries_something),
            (3, self.time_passes),
            (2, self.a_term_is_about_to_end),
            (1, self.the_clock_went_back),
            (1, self.a_decree_closes_a_day),
            (1, self.a_night_comes_and_comes_again),
        )
        move = self.dice.choices([move for _, move in moves], [weight for weight, _ in moves])[0]
        self.trace.append(f"{self.now.isoformat()} {move.__name__}")
        move()
        self.projections_equal_the_fold()
        self.what_was_told_never_moves_earlier()
        self.every_event_is_later_than_the_one_before()
        self.every_working_day_has_exactly_one_holder()

    def time_passes(self) -> None:
        moment = datetime.combine(
            self.now.date() + timedelta(days=self.dice.choice(GAPS)), self.dice.choice(HOURS), self.now.tzinfo
        )
        self.now = max(self.now, moment)

    def a_term_is_about_to_end(self) -> None:
        days = [self.case.due_on, self.case.repair_due_on, self.case.decide_due_on, self.case.check_due_on]
        ahead = sorted(day for day in days if day and day >= self.now.date())
        if ahead:
            last = datetime.combine(ahead[0], time(23, 59, 59), self.now.tzinfo)
            self.now = last + timedelta(seconds=self.dice.choice((0, 1)))

    def somebody_tries_something(self) -> None:
        dice = self.dice
        fitting = sorted(open_steps(self.case.stage))
        leading = [kind for kind in fitting if kind in _LEADING] or fitting
        kind = dice.choice(dice.choice((tuple(E), fitting, leading, leading)))
        able = [actor for actor in self.actors if may(actor, kind, casefile.facts_of(self.case))]
        actor = dice.choice(able if able and dice.randrange(5) else self.actors)
        details, received_on = self._details(dice, kind)
        self.trace.append(f"  {actor.role} {kind} {details.get('outcome') or details.get('result') or ''}")
        calendar, today = calendar_of(self.body), civil_date(self.now, self.body.zone)
        stage = casefile.reckoning_of(self.case, calendar, today).stage or self.case.stage
        seq, facts = self.case.last_seq, casefile.facts_of(self.case)
        texts = {"reason": "Karena begitu."}
        if kind is E.EXTENDED:
            texts |= {f"part{part.place}": "Masih ditanyakan." for part in self.case.parts}
        try:
            casefile.record(
                self.case, read(kind, details), Hand(actor, self.now, calendar), texts=texts, received_on=received_on
            )
        except (IllegalStep, NotAllowed, Incomplete):
            db.session.rollback()
            assert self.case.last_seq == seq, "a refused act left a trace"
            return
        db.session.commit()
        self.trace.append("  taken")
        assert kind in open_steps(stage) and may(actor, kind, facts), f"{actor.role} {kind} at {stage}"
        assert not _closes(kind, details), "something was closed without a consequence test"
        assert received_on is None or received_on <= today
        assert actor.role is Role.REQUESTER or kind is not E.WITHDRAWN or details.get("statement")

    def the_clock_went_back(self) -> None:
        kind = self.dice.choice(tuple(E))
        earlier, seq = self.case.events[-1].at - timedelta(seconds=1), self.case.last_seq
        officer = self.actors[3]
        with pytest.raises((IllegalStep, NotAllowed, Incomplete)):
            casefile.record(self.case, sample(kind), Hand(officer, earlier, calendar_of(self.body)))
        db.session.rollback()
        assert self.case.last_seq == seq

    def a_decree_closes_a_day(self) -> None:
        ahead, kind = self.dice.randint(-3, 25), self.dice.choice(list(DayKind))
        day = self.now.date() + timedelta(days=ahead)
        number = f"KEP-{self.number}-{len(self.trace)}"
        closed = ClosedDay(day, kind, "Hari libur baru", number)
        decree = Decree(number, "Hari libur", day.year, None, None, frozenset(), (closed,))
        before, was_closed = self.case.due_on, self.case.answered_on or self.case.ended_on
        seq, foreseen = self.case.last_seq, decree_effect.of_decree(decree, [self.body], self.now).moves
        calendars.enter_decree(decree, self.now, body=self.body)
        moving.refresh_dates(self.body, self.now)
        db.session.commit()
        moved = [row.details for row in self.case.events if row.seq > seq]
        assert [(move.duty, move.old.isoformat(), move.new.isoformat()) for move in foreseen] == [
            (told["duty"], told["old"], told["new"]) for told in moved
        ], "the preview said something else"
        after = self.case.due_on
        assert before is None or (after is not None and after >= before)
        if was_closed:
            assert after == before, "a closed case was moved"
        assert moving.refresh_dates(self.body, self.now) == 0, "told twice"
        db.session.commit()

    def a_night_comes_and_comes_again(self) -> None:
        sweep.sweep(self.body, self.now)
        db.session.commit()
        seq = self.case.last_seq
        sweep.sweep(self.body, self.now)
        db.session.commit()
        assert self.case.last_seq == seq, "a second night added something"

    # -- what must hold ------------------------------------------------------------------------------------------------

    def projections_equal_the_fold(self) -> None:
        assert verifying.projection_difference(self.case) == ""

    def what_was_told_never_moves_earlier(self) -> None:
        told = [
            date.fromisoformat(row.details["promised_on"]) for row in self.case.events if "promised_on" in row.details
        ]
        assert told == sorted(told), told
        if self.case.due_on is not None and told:
            assert self.case.due_on >= told[-1]

    def every_event_is_later_than_the_one_before(self) -> None:
        moments = [row.at for row in self.case.events]
        assert moments == sorted(moments)
        assert [row.seq for row in self.case.events] == list(range(len(moments)))

    def every_working_day_has_exactly_one_holder(self) -> None:
        calendar, today = calendar_of(self.body), civil_date(self.now, self.body.zone)
        table = leg_clock.table_of(self.case, calendar, today)
        assert table is not None
        day, counted = table.received_on + timedelta(days=1), 0
        until = today if self._is_owed(today) else table.until
        while day <= until:
            if calendar.in_force().is_working_day(day):
                counted += 1
                holders = [line for line in table.lines if line.first <= day <= line.last]
                assert len(holders) == 1, f"{day} is held by {[line.who for line in holders]}"
            day += timedelta(days=1)
        assert counted == table.total == sum(line.working_days for line in table.lines)
        assert table.now is not None or not self._is_owed(today), "something is owed, and nobody has it"

    def _is_owed(self, today: date) -> bool:
        """Whether the body still owes something: an answer, a decision, the end of a dispute, or what was ordered.

        Days to repair that ran out end everything else (PERKI 1/2021 Pasal 33 ayat (4)). What was taken to court waits
        there, and its end is told by whoever closes the dispute: not looked at here.
        """
        case, stage = self.case, casefile.reckoning_of(self.case, calendar_of(self.body), today).stage
        if stage in (Stage.RECEIVED, Stage.IN_PROCESS, Stage.UNDER_OBJECTION, Stage.IN_DISPUTE):
            return True
        if (
            stage in (Stage.WITHDRAWN, Stage.NOT_CONTINUED)
            or case.court_on is not None
            or case.ruling_executed_on is not None
        ):
            return False
        by_superior = case.decision in ("CHANGED", "REVERSED") and case.executed_on is None
        return by_superior or case.ruling == "ORDERS_RELEASE" or case.dispute_end == "MEDIATED"

    def _details(self, dice: random.Random, kind: E) -> tuple[dict[str, Any], date | None]:
        today = civil_date(self.now, self.body.zone)
        later = (today + timedelta(days=dice.randint(0, 9))).isoformat()
        place = dice.randint(1, len(self.case.parts))
        unit = {"part": place, "unit_id": self.unit.id, "unit": self.unit.code, "unit_name": self.unit.name}
        outcome = dice.choice(_OUTCOMES)
        ground = dice.choice([["a"], ["b"], ["c"], ["d", "g"], ["f"]])
        number = f"X-{self.number}-{self.case.last_seq}"
        known: dict[E, dict[str, Any]] = {
            E.DEFICIENCY_NOTIFIED: {"lacks": ["NIK"], "note": ""},
            E.COMPLETED: {"handed_in": ["NIK"]},
            E.EXTENDED: {"ground": "NOT_YET_HELD", "sentence": "Datanya masih dikumpulkan."},
            E.ANSWERED: {"outcome": outcome, "parts": {str(part.place): outcome for part in self.case.parts}},
            E.PART_ROUTED: {**unit, "internal_due_on": later},
            E.PART_ACCEPTED: {"part": place},
            E.PART_HANDED_BACK: {"part": place, "unit_id": self.unit.id, "reason": "NOT_OURS"},
            E.PART_CONFIRMED: unit,
            E.PART_ANSWERED: {
                "part": place,
                "unit_id": self.unit.id,
                "result": dice.choice(["OPEN", "NOT_HELD", "CLOSED"]),
                "files": [],
            },
            E.PARTLY_DELIVERED: {"delivered": [place], "files": []},
            E.DRAFT_SUBMITTED: {"draft": "0" * 64, "levels": ["Kepala bidang"]},
            E.DRAFT_CLEARED: {
                "draft": "0" * 64,
                "level": "x",
                "place": 1,
                "result": dice.choice(["NEXT", "DONE"]),
            },
            E.DRAFT_RETURNED: {"draft": "0" * 64, "level": "x"},
            E.RELABELLED: {"label": "COMPLAINT"},
            E.REFERRED_ON: sample(E.REFERRED_ON, part=place).to_json(),
            E.COST_NOTED: {
                "sheets": 10,
                "per_sheet_rupiah": 500,
                "postage_rupiah": 0,
                "total_rupiah": 5000,
                "tariff": "SK 1",
            },
            E.HANDED_OVER: {"way": "PICKUP", "items": 1, "signed": "SIGNED"},
            E.CORRECTED: {"about": "period"},
            E.OBJECTED: {"grounds": ground, "number": number, "channel": "WEB"},
            E.TALKS_HELD: {"result": "AGREED"},
            E.OBJECTION_DECIDED: {
                "result": dice.choice(["UPHELD", "CHANGED", "REVERSED"]),
                "execute_by": later,
                "letter": number,
            },
            E.REQUESTER_RESPONDED: {"result": "ACCEPTS"},
            E.DISPUTE_REGISTERED: {"number": number, "commission": "Komisi Informasi", "by": "BODY"},
            E.DISPUTE_STAGED: {"result": "MEDIATION"},
            E.RULING_RECEIVED: {
                "result": dice.choice(["ORDERS_RELEASE", "ORDERS_RELEASE", "CONFIRMS"]),
                "number": number,
                "execute_by": later,
            },
            E.COURT_FILED: {"court": "PTUN", "by": "BODY"},
            E.DISPUTE_CLOSED: {"result": dice.choice(["RULED", "RULED", "MEDIATED", "INADMISSIBLE"])},
            E.WITHDRAWN: {"statement": "f" * 64} if dice.randrange(2) else {},
            E.LATE_NOTICE: {"due_on": later},
            E.SUPERIOR_SILENT: {"due_on": later},
            E.DUE_DATE_MOVED: {"old": later, "new": later},
            E.RATED: {"rating": "YES"},
        }
        takes_receipt = kind in (E.ANSWERED, E.OBJECTED, E.OBJECTION_DECIDED, E.RULING_RECEIVED)
        received = today + timedelta(days=dice.choice([-2, 0, 0, 0, 1])) if takes_receipt else None
        return known.get(kind, sample(kind).to_json()), None if received == today else received


def _closes(kind: E, details: dict[str, Any]) -> bool:
    return kind is E.ANSWERED and details.get("outcome") in NEEDS_CONSEQUENCE_TEST


@pytest.mark.timeout(600)
def test_whatever_is_tried_the_record_stays_true(app: Flask, database: OwnDatabase) -> None:
    turn = 0 if isinstance(database, SQLiteDatabase) else 1
    for number in range(FIRST_WALK + turn, FIRST_WALK + WALKS, 2):
        with app.app_context():
            walk = Walk(number)
            try:
                for _ in range(STEPS):
                    walk.step()
            except BaseException as error:
                error.add_note("\n".join([f"walk {number}:", *walk.trace]))
                raise
