"""The demo: some four hundred requests of the last twelve months, lived through the use cases in the order of time.

All stories run together, earliest act first, so that the register never goes back in time. The present is the end: what
would come later is open now. A month ends with a night at every body, which leaves the snapshots of that day.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from pid_tracker.clock import civil_date
from pid_tracker.demo import objection_stories, places
from pid_tracker.demo.plans import plans
from pid_tracker.demo.stories import Story
from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.handling import MessageChannel, MessageState
from pid_tracker.models import CaseEventRow, CaseFile, Message, PublicBody
from pid_tracker.services.loading import installing
from pid_tracker.services.upkeep import sweep

_STILL_QUEUED = timedelta(hours=18)
_WITHOUT_REQUEST_IN = 150  # an objection without a request for so many requests


class NotADemo(Exception):
    """This database is not one that may be filled with invented requests; the message says why."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What there is: `fresh` is False when an earlier run had made it."""

    cases: int
    events: int
    fresh: bool


def make_demo(count: int, seed: int, now: datetime) -> Demo:
    """Fill an empty demo database; an earlier demo is left as it is. One transaction: the caller commits."""
    known = installing.installation()
    if known is not None and known.mode != "demo":
        raise NotADemo(f"basis data ini dibuat dalam mode {known.mode}; demo memerlukan basis data sendiri")
    if known is not None and known.demo_ready:
        return _counted(fresh=False)
    if db.session.scalar(select(func.count(CaseFile.id))):
        raise NotADemo("basis data ini sudah berisi permintaan; demo memerlukan basis data kosong")
    province = places.found(now)
    zone = province.bodies[places.REGION].zone
    nights = _Nights()
    stories = [Story(plan, province, nights.at).told() for plan in plans(count, seed, now, province.calendars, zone)]
    for number in range(count // _WITHOUT_REQUEST_IN):
        stories.append(objection_stories.without_request(province, places.REGION, number, now, nights.at))
    stories.append(_month_ends(list(province.bodies.values()), zone, now, nights))
    live(stories, now)
    for body in province.bodies.values():
        sweep.sweep(body, now)
    _deliver_before(now - _STILL_QUEUED)
    installed = installing.installation()
    assert installed is not None  # noqa: S101 - made with the province
    installed.demo_ready = True
    db.session.flush()
    return _counted(fresh=True)


def live(stories: list[Iterator[datetime]], now: datetime) -> None:
    """Resume the story whose next act is earliest, until the present."""
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, story in enumerate(stories):
        waiting.append((next(story), number, story))
    heapq.heapify(waiting)
    while waiting:
        moment, number, story = heapq.heappop(waiting)
        if moment > now:
            return
        following = next(story, None)
        if following is not None:
            heapq.heappush(waiting, (following, number, story))


class _Nights:
    """Nights that were worked: one a body and day."""

    def __init__(self) -> None:
        self._done: set[tuple[int, date]] = set()

    def at(self, body: PublicBody, now: datetime) -> None:
        place = (body.id, civil_date(now, body.zone))
        if place not in self._done:
            self._done.add(place)
            sweep.sweep(body, now)


def _month_ends(bodies: Sequence[PublicBody], zone: str, now: datetime, nights: _Nights) -> Iterator[datetime]:
    """Late on the last evening of each month of the past year: a night at every body that has a case by then."""
    day = civil_date(now, zone).replace(day=1) - timedelta(days=335)
    while True:
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        moment = datetime.combine(day - timedelta(days=1), time(23, 50), ZoneInfo(zone))
        yield moment
        busy = set(db.session.scalars(select(CaseFile.body_id).distinct()))
        for body in bodies:
            if body.id in busy:
                nights.at(body, moment)


def _deliver_before(moment: datetime) -> None:
    """Messages of the past count as delivered, or told by the desk; those of the last hours wait for a worker."""
    for channel, state in ((MessageChannel.EMAIL, MessageState.SENT), (MessageChannel.DESK, MessageState.TOLD)):
        db.session.execute(
            update(Message)
            .where(Message.channel == channel, Message.state == MessageState.QUEUED, Message.due_at < moment)
            .values(state=state, sent_at=Message.due_at, tries=1)
        )


def _counted(*, fresh: bool) -> Demo:
    cases = db.session.scalar(select(func.count(CaseFile.id))) or 0
    events = db.session.scalar(select(func.count(CaseEventRow.position))) or 0
    return Demo(cases, events, fresh)
