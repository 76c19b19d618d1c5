"""The way of one real text through the use cases, and the tally of what happened to its kind (see `real_input.py`)."""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pid_tracker.demo.places import Province
from pid_tracker.demo.plans import people
from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import ANYONE
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.asking import Channel
from pid_tracker.models import CaseFile, PublicBody, Unit
from pid_tracker.services.answer import answering
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import filing, triage
from pid_tracker.services.words.typed_text import paragraphs

ZONE = ZoneInfo("Asia/Jayapura")
FIRST, LAST = date(2025, 1, 2), date(2026, 11, 13)
HOLDER = ("Kantor Contoh yang Menguasai", "Jalan Contoh 1, Ambon")

Act = Callable[[datetime], None]


@dataclass(slots=True)
class Tally:
    """What happened to the texts of one kind."""

    read: int = 0
    filed: int = 0
    late: int = 0
    extended: int = 0
    without_unit: int = 0  # no body has a unit for its urusan: the secretariat took it
    outcomes: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    cases: list[int] = field(default_factory=list)


class Case:
    """The way of one text: a story for `demonstrating.live`, drawn by its place among the texts."""

    def __init__(self, row: Mapping[str, Any], place: int, tally: Tally, province: Province, count: int) -> None:
        self.row, self.place, self.tally, self.province = row, place, tally, province
        self.dice = random.Random(place)
        self.body, self.unit = self._home()
        self.officer = province.officer(self.body)
        self.holder = province.unit_officer(self.body, self.unit)
        self.calendar = province.calendars[self.body.code]
        span = (LAST - FIRST).days
        self.filed_at = self._at(FIRST + timedelta(days=round(span * (place + 0.5) / count)), self.dice.randint(6, 22))
        self.filed_on = self.filed_at.date()
        self.case_id = 0
        self.late, self.extended = place % 9 == 4, place % 6 == 1
        self.outcome = {5: Outcome.NOT_HELD, 11: Outcome.REFERRED}.get(place % 17, Outcome.GRANTED)

    def _home(self) -> tuple[PublicBody, Unit]:
        """The body and unit of the right urusan: its own code first, then the others that are as right."""
        codes = [self.row["urusan_code"], *self.row["urusan_ok"]]
        for code in codes:
            homes = [body for (body, urusan) in self.province.units if urusan == code]
            if homes:
                body = sorted(homes)[self.place % len(homes)]
                return self.province.bodies[body], self.province.units[body, code][0]
        self.tally.without_unit += 1
        return self.province.bodies["maluku"], self.province.units["maluku", "4.01"][0]

    def told(self) -> Iterator[datetime]:
        """The instants of its acts; a refusal by the law is counted and the way goes on, an error ends it."""
        yield self.filed_at
        with self._counted():
            self._file()
        if not self.case_id:
            return
        for moment, act in self._steps():
            yield moment
            with self._counted():
                act(moment)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        try:
            with db.session.begin_nested():
                yield
        except (IllegalStep, Incomplete) as refusal:
            self.tally.refusals[_reason(refusal)] += 1
        except Exception as error:  # counted by kind; what was typed may stand in its message, so it is not printed
            self.tally.errors[type(error).__name__] += 1

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour, self.dice.randrange(60)), ZONE)

    def _day(self, working_days: int) -> date:
        return self.calendar.count(self.filed_on, working_days).day

    @property
    def case(self) -> CaseFile:
        return db.session.get_one(CaseFile, self.case_id)

    def _file(self) -> None:
        question = paragraphs(str(self.row["text"]))
        channel = list(Channel)[self.place % 7]
        actor = ANYONE if channel == "WEB" else self.province.desk(self.body)
        new = filing.NewRequest(
            form_token=secrets.token_urlsafe(16),
            requester=people()[self.place % len(people())],
            question=question,
            channel=channel,
            is_complete=True,
            identity_way="DESK",
        )
        case = filing.file_request(self.body, new, Hand(actor, self.filed_at, self.calendar))
        self.case_id = case.id
        self.tally.filed += 1
        self.tally.cases.append(case.id)

    def _steps(self) -> Sequence[tuple[datetime, Act]]:
        steps: list[tuple[datetime, Act]] = []
        days = self._answer_days()
        answer_on = self._day(days)
        for part in range(1, len(self.case.parts) + 1):
            steps.append((self._at(self._day(1), 9), lambda now, part=part: self._route(part, now)))
            steps.append((self._at(self._day(2), 9), lambda now, part=part: self._accept(part, now)))
            steps.append((self._at(self._day(days - 2), 10), lambda now, part=part: self._answer_part(part, now)))
        if self.extended:
            steps.append((self._at(self._day(9), 10), self._extend))
        if self.late and self.place % 4 == 0:
            steps.append((self._at(self._day(12), 10), self._extend))  # too late, or again: the law says no
        if self.place % 13 == 2:
            steps.append((self._at(answer_on, 8), self._send_unfinished))
        if self.place % 19 == 3:
            steps.append((self._at(answer_on, 9), self._send_closed))
        steps.append((self._at(answer_on, 14), self._send))
        if self.place % 23 == 6:
            steps.append((self._at(answer_on, 16), self._send))  # a second answer: the law says no
        return sorted(steps, key=lambda step: step[0])

    def _answer_days(self) -> int:
        """Working days until the notice: 5 to 10, with an extension 11 to 17, late 18 to 27."""
        first, span = (18, 10) if self.late else (11, 7) if self.extended else (5, 6)
        return first + self.dice.randrange(span)

    def _part(self, place: int) -> Any:
        return next(part for part in self.case.parts if part.place == place)

    def _route(self, place: int, now: datetime) -> None:
        part = self._part(place)
        triage.route_part(self.case, part, triage.Routing(self.unit, part.text), Hand(self.officer, now, self.calendar))

    def _accept(self, place: int, now: datetime) -> None:
        triage.accept_part(self.case, self._part(place), Hand(self.holder, now, self.calendar))

    def _answer_part(self, place: int, now: datetime) -> None:
        result = "OPEN" if self.outcome is Outcome.GRANTED else "NOT_HELD"
        searched = "" if result == "OPEN" else "Arsip kantor dan sistem dokumen"
        answer = triage.UnitAnswer(result, "Kami jelaskan dalam lampiran.", "Sekretaris kantor", searched)
        triage.answer_part(self.case, self._part(place), answer, Hand(self.holder, now, self.calendar))

    def _extend(self, now: datetime) -> None:
        sentence = "Datanya masih dikumpulkan dari beberapa kantor di pulau lain."
        answering.extend_term(self.case, "NOT_YET_HELD", sentence, Hand(self.officer, now, self.calendar))
        self.tally.extended += 1

    def _send_unfinished(self, now: datetime) -> None:
        contents = replace(answering.draft_notice(self.case), summary="")
        answering.send_notice(self.case, contents, Hand(self.officer, now, self.calendar))

    def _send_closed(self, now: datetime) -> None:
        drafted = answering.draft_notice(self.case)
        parts = tuple(replace(part, outcome=Outcome.REFUSED) for part in drafted.parts)
        contents = replace(drafted, parts=parts, summary="Ditutup.", form="", delivery="", redaction="")
        answering.send_notice(self.case, contents, Hand(self.officer, now, self.calendar))

    def _send(self, now: datetime) -> None:
        if self.outcome is Outcome.REFERRED:
            for part in self.case.parts:
                answering.refer_part(self.case, part.place, *HOLDER, self.officer, now)
        answering.send_notice(self.case, answering.draft_notice(self.case), Hand(self.officer, now, self.calendar))


def _reason(refusal: IllegalStep | Incomplete) -> str:
    if isinstance(refusal, Incomplete):
        return "surat belum lengkap: " + ", ".join(sorted(item.field for item in refusal.missing))
    return f"{refusal.kind}: {refusal.why.split(' (')[0].split('. ')[0]}"
