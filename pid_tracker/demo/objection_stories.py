"""Objections in the demo: who objects, when, on what grounds, and what the superior makes of it.

A dice of its own, so that the requests of a seed stay what they were. Every act is a use case that a person would use;
the story says when, and what would come after the present stays open.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pid_tracker.demo import props
from pid_tracker.demo.places import Province
from pid_tracker.demo.plans import people
from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.grounds import ORDERING, Decision, Response, TalksResult
from pid_tracker.law.permissions import ANYONE, Actor
from pid_tracker.law.vocabulary.asking import Channel, RequesterKind
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.objection import deciding, objecting
from pid_tracker.services.store import files

_NIGHT = time(0, 15)
_WISHES = (
    "Berikan tabelnya dalam bentuk yang bisa diolah.",
    "Jawab permintaan saya seluruhnya.",
    "Cari sekali lagi, karena dokumen itu pernah ditunjukkan di rapat.",
    "",
)
_EXPLANATIONS = (
    "Datanya tersebar di beberapa bidang dan belum direkap saat surat jawaban dikirim.",
    "Kami menjawab menurut berkas yang ada di sekretariat; arsip bidang belum diperiksa.",
    "Permintaan tertahan karena petugas berganti, dan sudah kami tangani.",
)
_REBUTTALS = {
    "c": "Benar, permintaan ini belum dijawab sampai batasnya.",
    "d": "Jawaban sudah memuat pokoknya, tetapi rinciannya memang belum lengkap.",
    "e": "Pencarian perlu diulang di arsip bidang sebelum dinyatakan tidak ada.",
    "g": "Benar, surat jawaban dikirim sesudah batas waktu.",
    "b": "Informasi itu wajib diumumkan dan belum ada di situs.",
}
_ORDER = "Berikan informasi yang diminta dalam bentuk digital, atau surat keterangan hasil pencarian ulang."
_UPHELD = "Dokumen sudah dicari di semua tempat yang disebut dan memang tidak ada di kantor ini."
_MISSING = (
    "Ringkasan laporan keuangan daerah tahun lalu tidak ada di situs",
    "Rencana kerja tahunan dinas tahun ini belum diumumkan",
)

#: An act of the story: done at its moment, on the case as it is then. None stands for a night.
Act = Callable[[datetime], None]


@dataclass(slots=True)
class Objecting:
    """What may follow a request that went badly, in order of time."""

    seed: int
    body: PublicBody
    province: Province
    calendar: WorkingCalendar
    case: Callable[[], CaseFile]
    by_web: bool

    def steps(self, since: date, *, silent: bool, late: bool, poor: bool) -> list[tuple[datetime, Act | None]]:
        """The acts after `since` (the answer, or the day the term ran out); none when nobody objects.

        `silent`: never answered; `late`: answered late; `poor`: something was not given, or the requester said no.
        """
        dice = random.Random(self.seed ^ 0x0B1EC7)
        grounds = "c" if silent else ("d" if dice.random() < 0.4 else "e") * poor + "g" * late
        likely = 0.5 if silent else 0.35 if poor else 0.15
        if not grounds or dice.random() > likely:
            return []
        received = self._after(since, dice.randint(1, 14))
        lodged = self._at(received, dice, 9, 20)
        return [(lodged, self._lodge(grounds, dice.choice(_WISHES))), *self.review(received, grounds, dice)]

    def review(self, received: date, grounds: str, dice: random.Random) -> list[tuple[datetime, Act | None]]:
        """What the office does with an objection received on `received`."""
        found: list[tuple[datetime, Act | None]] = []
        if dice.random() < 0.8:
            day = self._after(received, dice.randint(1, 6))
            found.append((self._at(day, dice, 9, 15), self._explain(dice.choice(_EXPLANATIONS))))
        if dice.random() < 0.2:
            day = self._after(received, dice.randint(7, 9))
            found.append((self._at(day, dice, 10, 14), self._talk(dice.choice(list(TalksResult)))))
        if dice.random() < 0.2:  # the superior is silent: the night tells it
            silent_on = self._after(received, 31)
            return [*found, (datetime.combine(silent_on, _NIGHT, self._zone), None)]
        decided = self._after(received, dice.randint(10, 33))
        if decided > self._after(received, 30):
            found.append((datetime.combine(self._after(received, 31), _NIGHT, self._zone), None))
        may_uphold = not {"c", "b"} & set(grounds)
        result = dice.choice((*sorted(ORDERING), Decision.UPHELD)) if may_uphold else dice.choice(sorted(ORDERING))
        found.append((self._at(decided, dice, 10, 15), self._decide(result, grounds)))
        if dice.random() < 0.4:
            day = self._after(decided, dice.randint(1, 5))
            answer = Response.NOT_SATISFIED if result is Decision.UPHELD else Response.ACCEPTS
            found.append((self._at(day, dice, 17, 21), self._respond(answer)))
        if result in ORDERING and dice.random() < 0.8:
            day = self._after(decided, dice.randint(6, 8) if dice.random() < 0.2 else dice.randint(2, 5))
            found.append((self._at(day, dice, 10, 15), self._execute(dice.getrandbits(30))))
        return found

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.body.zone)

    def _after(self, day: date, working_days: int) -> date:
        return self.calendar.count(day, working_days).day

    def _at(self, day: date, dice: random.Random, first_hour: int, last_hour: int) -> datetime:
        minutes = dice.randrange((last_hour - first_hour) * 60)
        return datetime.combine(day, time(first_hour), self._zone) + timedelta(minutes=minutes)

    def _requester(self) -> Actor:
        return replace(ANYONE, case_ids=frozenset({self.case().id}))

    def _lodge(self, grounds: str, wish: str) -> Act:
        def act(now: datetime) -> None:
            case = self.case()
            told = objecting.facts_for_objection(case, self.calendar, now.astimezone(self._zone).date()).chronology
            actor = self._requester() if self.by_web else self.province.desk(self.body)
            objecting.lodge_objection(
                case,
                grounds,
                wish,
                told,
                Hand(actor, now, self.calendar),
                channel=Channel.WEB if self.by_web else Channel.PHONE,
            )

        return act

    def _explain(self, text: str) -> Act:
        def act(now: datetime) -> None:
            deciding.explain_objection(self.case(), text, Hand(self.province.officer(self.body), now, self.calendar))

        return act

    def _talk(self, result: str) -> Act:
        def act(now: datetime) -> None:
            minutes = "Pemohon dan PPID hadir di meja layanan dan membicarakan bentuk datanya."
            deciding.hold_talks(
                self.case(), result, minutes, Hand(self.province.officer(self.body), now, self.calendar)
            )

        return act

    def _decide(self, result: Decision, grounds: str) -> Act:
        def act(now: datetime) -> None:
            today = now.astimezone(self._zone).date()
            orders = result in ORDERING
            decision = deciding.ObjectionDecision(
                result=result.value,
                reasons="" if orders else _UPHELD,
                rebuttals={letter: _REBUTTALS[letter] for letter in grounds},
                order=_ORDER if orders else "",
                execute_by=self._after(today, deciding.USUAL_DAYS_TO_EXECUTE) if orders else None,
            )
            deciding.decide_objection(
                self.case(), decision, Hand(self.province.superior(self.body), now, self.calendar)
            )

        return act

    def _respond(self, result: str) -> Act:
        def act(now: datetime) -> None:
            deciding.respond_to_decision(self.case(), result, "", Hand(self._requester(), now, self.calendar))

        return act

    def _execute(self, seed: int) -> Act:
        def act(now: datetime) -> None:
            case, officer = self.case(), self.province.officer(self.body)
            content = props.answer_table(self.body.name, case.question, case.number, random.Random(seed))
            kept = files.keep(
                content, kind=DocumentKind.EXECUTION, name=f"putusan-{case.objection_number.lower()}.csv",
                media_type="text/csv", now=now, case=case, user_id=officer.user_id,
            )  # fmt: skip
            note = "Tabel yang diperintahkan kami lampirkan. Berkasnya gratis."
            deciding.execute_decision(case, note, Hand(officer, now, self.calendar), files=[kept.sha256])

        return act


def without_request(
    province: Province, code: str, number: int, now: datetime, night: Callable[[PublicBody, datetime], None]
) -> Iterator[datetime]:
    """The story of an objection on ground b without a request, some weeks before `now`."""
    dice = random.Random(number)
    body, calendar = province.bodies[code], province.calendars[code]
    received = calendar.count(now.date() - timedelta(days=dice.randint(20, 80)), 1).day
    found: list[int] = []
    story = Objecting(number, body, province, calendar, lambda: db.session.get_one(CaseFile, found[0]), by_web=True)
    moment = story._at(received, dice, 9, 20)
    yield moment
    new = objecting.NewObjection(
        form_token=f"demo-keberatan-{number:08d}",
        requester=next(person for person in people() if person.kind == RequesterKind.PERSON and person.email),
        question=_MISSING[number % len(_MISSING)],
        wish="Umumkan di situs, dan beri tahu saya alamatnya.",
        chronology="Saya mencari di situs resmi dan tidak menemukannya.",
    )
    found.append(objecting.lodge_without_request(body, new, Hand(ANYONE, moment, calendar)).id)
    for at, act in sorted(story.review(received, "b", dice), key=lambda step: step[0]):
        yield at
        if act is None:
            night(body, at)
        else:
            act(at)
