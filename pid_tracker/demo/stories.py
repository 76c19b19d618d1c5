"""One demo case as a story: a generator that gives the instant of its next act, and acts when it is resumed.

Every act is a use case that a person would use; the story only decides when. A story is never resumed after the
present: what would come later stays open. Night's work (lapse, "kami terlambat") is asked of the sweep.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from pid_tracker.clock import civil_date
from pid_tracker.demo import objection_stories, props
from pid_tracker.demo.asker import NIGHT, Asker
from pid_tracker.demo.places import Province
from pid_tracker.demo.plans import Fate, Plan
from pid_tracker.extensions import db
from pid_tracker.law.grounds import ExtensionGround, Outcome
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.vocabulary.asking import Channel, Delivery, Lack, Rating
from pid_tracker.law.vocabulary.handling import DocumentKind, HandBackReason, PartResult
from pid_tracker.models import CaseFile, Message, Part, PublicBody, Unit
from pid_tracker.services.answer import answering
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import assisting, deficiency_notices, triage
from pid_tracker.services.store import files

_SEARCHED = ("Arsip sekretariat", "Sistem dokumen kantor", "Gudang arsip bidang")
_NOT_FOUND = (
    "Kami sudah mencari dan tidak menemukan dokumen ini. Dokumen seperti itu tidak pernah dibuat di kantor kami."
)
_REASONS = (
    "Datanya masih dikumpulkan dari kantor di pulau-pulau, dan pengirimannya memerlukan waktu.",
    "Dokumen tersimpan di gudang arsip dan masih dicocokkan dengan daftar serah terima.",
    "Berkas tahun lama belum didigitalkan dan sedang disalin satu per satu.",
)

Act = Callable[[datetime], None]


@dataclass(slots=True)
class Story:
    """The life of one planned case in the demo province."""

    plan: Plan
    province: Province
    night: Callable[[PublicBody, datetime], None]

    def told(self) -> Iterator[datetime]:
        """The instants of the story's acts; resuming after an instant does the act."""
        yield self.plan.filed_at
        life = _Life(self.plan, self.province)
        if self.plan.found_lacking:
            yield life.at(life.after(life.filed_on, life.dice.randint(1, 2)), 8, 11)
            life.find_lacking()
            if life.case().repair_due_on is None:
                yield life.soon()
                life.tell_what_is_lacking()
            if self.plan.fate is Fate.LAPSED:
                yield life.midnight_after(life.case().repair_due_on)
                self.night(life.body, life.last)
                return
            yield life.at(life.after(life.today, life.dice.randint(1, 3)), 16, 21)
            life.complete()
        for moment, act in life.work():
            yield moment
            if act is None:
                self.night(life.body, moment)
            else:
                act(moment)


class _Life(Asker):
    """The case at its office: what its officer and the units do with it."""

    def find_lacking(self) -> None:
        note = "Unggah foto KTP atau SIM lewat tautan pelacakan, atau bawa ke meja layanan."
        triage.notify_deficiency(self.case(), [Lack.IDENTITY], note, Hand(self.officer, self.last, self.calendar))

    def tell_what_is_lacking(self) -> None:
        """Who has no e-mail is called by the desk; the days to repair run from there (ruling R3)."""
        notice = select(Message).where(Message.case_id == self.case_id, Message.template == deficiency_notices.TEMPLATE)
        assisting.mark_told(db.session.scalars(notice).one(), Hand(self.officer, self.last, self.calendar))

    def work(self) -> list[tuple[datetime, Act | None]]:
        """What happens from completeness on, in order of time; None stands for a night on which lateness is told."""
        case, plan = self.case(), self.plan
        opened, due = case.complete_on, case.due_on
        assert opened is not None and due is not None  # noqa: S101 - the request is complete
        steps: list[tuple[datetime, Act | None]] = []
        routed_on = self.after(opened, self.dice.choice((1, 1, 1, 2, 3)))
        if not plan.found_lacking and self.dice.random() < 0.55:
            steps.append((self.at(self.after(opened, 1), 8, 9), self._declare_complete))
        neglected = plan.fate is Fate.SILENT and self.dice.random() < 0.5
        if not neglected:
            steps += self._part_work(opened, routed_on)
        if plan.extended:
            steps.append((self.clock(self.after(opened, self.dice.randint(8, 10)), 10, 13), self._extend))
            due = self.after(opened, 17)
        answered_on = self.after(opened, plan.working_days)
        if plan.fate is Fate.WITHDRAWN:
            withdrawn_at = self.clock(self.after(opened, self.dice.randint(2, 7)), 17, 21)
            steps = [step for step in steps if step[0] < withdrawn_at] + [(withdrawn_at, self.withdraw)]
        elif plan.fate is not Fate.SILENT:
            answered_at = max(
                self.clock(answered_on, 13, 16), max(moment for moment, _ in steps) + timedelta(minutes=9)
            )
            steps.append((answered_at, self._answer))
            if plan.rating:
                days = timedelta(days=self.dice.randint(1, 6), hours=self.dice.randint(2, 8))
                steps.append((answered_at + days, self.rate))
        if plan.fate is Fate.SILENT or answered_on > due:
            steps.append((datetime.combine(self.after(due, 1), NIGHT, self.zone), None))
        if plan.fate is not Fate.WITHDRAWN:
            steps += self._objection(due if plan.fate is Fate.SILENT else answered_on, is_late=answered_on > due)
        return sorted(steps, key=lambda step: step[0])

    def _objection(self, since: date, *, is_late: bool) -> list[tuple[datetime, Act | None]]:
        """What may follow after the answer and its rating, or after the term ran out."""
        plan, silent = self.plan, self.plan.fate is Fate.SILENT
        by_web = plan.channel == Channel.WEB
        story = objection_stories.Objecting(plan.seed, self.body, self.province, self.calendar, self.case, by_web)
        poor = not silent and (
            plan.asked.hint != Outcome.GRANTED or plan.last_not_held or plan.rating in (Rating.NO, Rating.PARTLY)
        )
        rated = timedelta(days=7 if plan.rating else 0)  # who rates does so within a week
        return story.steps(since + rated, silent=silent, late=is_late and not silent, poor=poor)

    def _part_work(self, opened: date, routed_on: date) -> list[tuple[datetime, Act | None]]:
        """Each part goes to its unit, now and then by way of a wrong one, and comes back with an answer."""
        found: list[tuple[datetime, Act | None]] = []
        unit_days = max(1, self.plan.working_days - 3)
        for place, urusan in enumerate(self.plan.asked.urusan, start=1):
            right = self._unit(urusan)
            sent_at = self.clock(routed_on, 9, 11)
            if place == 1 and self.plan.handed_back:
                wrong = self.dice.choice([unit for unit in self.province.everyone[self.body.code] if unit is not right])
                found.append((sent_at, self._route(place, wrong)))
                sent_at = self.clock(self.after(routed_on, 1), 8, 10)
                found.append((sent_at, self._hand_back(place, wrong, right)))
                sent_at += timedelta(hours=2)
            found.append((sent_at, self._route(place, right)))
            accepted_at = sent_at + timedelta(minutes=self.dice.randint(20, 200))
            found.append((accepted_at, self._accept(place, right)))
            if self.plan.fate is not Fate.SILENT:
                day = self.after(civil_date(accepted_at, self.body.zone), self.dice.randint(1, unit_days))
                day = min(day, self.after(opened, self.plan.working_days))
                moment = max(self.clock(day, 8, 13), accepted_at + timedelta(minutes=20))
                found.append((moment, self._answer_part(place, right)))
        return found

    def _unit(self, urusan: str) -> Unit:
        everyone = self.province.everyone[self.body.code]
        return self.province.units.get((self.body.code, urusan), everyone)[0]

    def _part(self, place: int) -> Part:
        return next(part for part in self.case().parts if part.place == place)

    def _declare_complete(self, now: datetime) -> None:
        triage.declare_complete(self.case(), Hand(self.officer, now, self.calendar))

    def _route(self, place: int, unit: Unit) -> Act:
        def act(now: datetime) -> None:
            part = self._part(place)
            routing = triage.Routing(unit, part.text, instruction="Mohon dijawab dengan berkas yang bisa diolah.")
            triage.route_part(self.case(), part, routing, Hand(self.officer, now, self.calendar))

        return act

    def _hand_back(self, place: int, wrong: Unit, right: Unit) -> Act:
        def act(now: datetime) -> None:
            why = f"{HandBackReason.NOT_OURS.words}. Urusan ini dipegang {right.name}."
            actor = self.province.unit_officer(self.body, wrong)
            triage.hand_back_part(
                self.case(), self._part(place), HandBackReason.NOT_OURS, why, Hand(actor, now, self.calendar)
            )

        return act

    def _accept(self, place: int, unit: Unit) -> Act:
        def act(now: datetime) -> None:
            actor = self.province.unit_officer(self.body, unit)
            triage.accept_part(self.case(), self._part(place), Hand(actor, now, self.calendar))

        return act

    def _answer_part(self, place: int, unit: Unit) -> Act:
        def act(now: datetime) -> None:
            one, case, part = self.plan.asked, self.case(), self._part(place)
            actor = self.province.unit_officer(self.body, unit)
            digests: list[str] = []
            if one.hint != Outcome.GRANTED or (self.plan.last_not_held and place == len(one.texts)):
                told = _NOT_FOUND if one.hint == Outcome.GRANTED else one.answers[place - 1]
                searched = "; ".join(one.searched or _SEARCHED)
                answer = triage.UnitAnswer(PartResult.NOT_HELD, told, f"Sekretaris {unit.short_name}", searched)
            else:
                content = props.answer_table(unit.name, part.text, case.number, self.dice)
                kept = files.keep(
                    content,
                    kind=DocumentKind.ANSWER,
                    name=f"jawaban-{case.number.lower()}-bagian-{place}.csv",
                    media_type="text/csv",
                    now=now,
                    case=case,
                    part=part,
                    user_id=actor.user_id,
                )
                digests.append(kept.sha256)
                answer = triage.UnitAnswer(PartResult.OPEN, one.answers[place - 1], f"Sekretaris {unit.short_name}")
            triage.answer_part(case, part, answer, Hand(actor, now, self.calendar), files=digests)

        return act

    def _extend(self, now: datetime) -> None:
        sentence = self.dice.choice(_REASONS)
        ground = ExtensionGround.NOT_YET_HELD.value
        answering.extend_term(self.case(), ground, sentence, Hand(self.officer, now, self.calendar))

    def _answer(self, now: datetime) -> None:
        case, one = self.case(), self.plan.asked
        if one.hint == Outcome.REFERRED:
            for part in case.parts:
                answering.refer_part(case, part.place, *one.holder, self.officer, now)
        answering.send_notice(case, self._notice(case), Hand(self.officer, now, self.calendar))

    def _notice(self, case: CaseFile) -> NoticeContents:
        """The notice as it drafts itself, with what the officer adds: what delivery on paper costs."""
        drafted = answering.draft_notice(case)
        if not drafted.form or drafted.cost_rupiah is not None:
            return drafted
        if case.delivery == Delivery.POST:
            return replace(
                drafted, cost_rupiah=18_000, payment="Tunai di meja layanan atau saat diantar, dengan kuitansi"
            )
        return replace(drafted, cost_rupiah=0)
