"""The requester of one demo case, and the hours at the office that she asked."""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pid_tracker.clock import civil_date
from pid_tracker.demo import props
from pid_tracker.demo.places import Province
from pid_tracker.demo.plans import Plan
from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.permissions import ANYONE, Actor
from pid_tracker.law.vocabulary.asking import Channel, Delivery, Format, IdentityWay, Lack, Purpose
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import filing
from pid_tracker.services.store import files

NIGHT = time(0, 15)
_BY_WEB = (Delivery.LINK, Delivery.LINK, Delivery.LINK, Delivery.VIEW)
_AT_DESK = (Delivery.DESK, Delivery.DESK, Delivery.LINK, Delivery.POST)


class Asker:
    """The case, the hours at its office, and what its requester does: file, complete, rate, withdraw."""

    def __init__(self, plan: Plan, province: Province) -> None:
        self.plan, self.province = plan, province
        self.dice = random.Random(plan.seed)
        self.body = province.bodies[plan.body]
        self.calendar: WorkingCalendar = province.calendars[plan.body]
        self.zone = ZoneInfo(self.body.zone)
        self.last = plan.filed_at
        self.filed_on = civil_date(plan.filed_at, self.body.zone)
        self.officer = province.officer(self.body)
        self.case_id = self._file().id

    # -- time ---------------------------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The civil date at the office of the last act."""
        return civil_date(self.last, self.body.zone)

    def after(self, day: date, working_days: int) -> date:
        """So many working days after `day`."""
        return self.calendar.count(day, working_days).day

    def at(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """A moment of `day` at the office between two hours, never before the last act."""
        minutes = self.dice.randrange((last_hour - first_hour) * 60)
        moment = datetime.combine(day, time(first_hour), self.zone) + timedelta(minutes=minutes)
        self.last = max(moment, self.last + timedelta(minutes=2))
        return self.last

    def soon(self) -> datetime:
        """Twenty minutes later: the desk has called."""
        self.last += timedelta(minutes=20)
        return self.last

    def midnight_after(self, day: date | None) -> datetime:
        """The night after `day`, in which the sweep runs."""
        assert day is not None  # noqa: S101 - the notice of deficiency has opened this term
        self.last = datetime.combine(day + timedelta(days=1), NIGHT, self.zone)
        return self.last

    def clock(self, day: date, first_hour: int, last_hour: int) -> datetime:
        """A moment of `day` at the office between two hours."""
        minutes = self.dice.randrange((last_hour - first_hour) * 60)
        return datetime.combine(day, time(first_hour), self.zone) + timedelta(minutes=minutes)

    # -- acts of the requester ----------------------------------------------------------------------------------------

    def case(self) -> CaseFile:
        """The case as it stands."""
        return db.session.get_one(CaseFile, self.case_id)

    def _requester(self) -> Actor:
        return replace(ANYONE, case_ids=frozenset({self.case_id}))

    def _file(self) -> CaseFile:
        plan, one = self.plan, self.plan.asked
        by_web = plan.channel == Channel.WEB
        deliveries = _BY_WEB if by_web else _AT_DESK
        reached = plan.requester.email or plan.requester.phone
        case = filing.file_request(
            self.body,
            filing.NewRequest(
                form_token=f"demo-{self.dice.getrandbits(96):024x}",
                requester=plan.requester,
                question="\n".join(one.texts),
                channel=plan.channel,
                period=one.period,
                place=one.place,
                purpose=one.purpose,
                may_refer=self.dice.random() < 0.7,
                delivery=self.dice.choice(deliveries) if reached else Delivery.DESK,
                formats=(Format.TABLE,) if self.dice.random() < 0.3 else (Format.DOCUMENT,),
                publish_later=one.purpose in (Purpose.PRESS, Purpose.STUDY) and self.dice.random() < 0.3,
                identity_way=(IdentityWay.PHOTO if by_web else IdentityWay.DESK)
                if plan.is_complete
                else IdentityWay.LATER,
                is_complete=plan.is_complete,
            ),
            Hand(ANYONE if by_web else self.province.desk(self.body), plan.filed_at, self.calendar),
        )
        if plan.is_complete and by_web:
            self._keep_identity(case, plan.filed_at)
        return case

    def _keep_identity(self, case: CaseFile, now: datetime) -> None:
        files.keep(
            props.identity_picture(),
            kind=DocumentKind.IDENTITY,
            name="identitas.jpg",
            media_type="image/jpeg",
            now=now,
            case=case,
        )

    def complete(self) -> None:
        """Hand in the picture that lacked."""
        self._keep_identity(self.case(), self.last)
        filing.complete_request(
            self.case(), Hand(self._requester(), self.last, self.calendar), handed_in=(Lack.IDENTITY,)
        )

    def rate(self, now: datetime) -> None:
        """Say whether the answer served."""
        filing.rate_answer(self.case(), self.plan.rating, Hand(self._requester(), now, self.calendar))

    def withdraw(self, now: datetime) -> None:
        """Withdraw the request."""
        filing.withdraw(self.case(), Hand(self._requester(), now, self.calendar))
