"""An office whose every list grows, for tests that count what a page asks of the database.

`grow` adds a row to each list; `tell` makes new cases with as many parts, events, files and messages as wanted.
"""

from dataclasses import dataclass, field

import sqlalchemy as sa

from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.grounds import Decision, Outcome
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import Message, PublicBody, Unit, User
from pid_tracker.services.answer import approval, clearing
from pid_tracker.services.calendar import calendars
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import messages
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.objection import objecting
from pid_tracker.services.store import files
from tests.builders import CaseBuilder, a_body, a_case, a_unit, a_user, appoint, instant, the_officer
from tests.closing import a_closing_notice, a_finished_test, a_test

#: Monday, 15 June 2026: everything below has happened.
NOW = "2026-06-15 10:00"
_ADMIN = Actor(Role.ADMIN, "Administrator")


@dataclass
class World:
    """What stands in addresses: every page is fetched outside the session that built it."""

    body_id: int
    rows: int = 0
    parts: int = 0
    named: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> PublicBody:
        """The home body."""
        return db.session.get_one(PublicBody, self.body_id)


def a_world() -> World:
    """A province with one user a role and nothing to do."""
    body = a_body()
    pupr = a_unit(body, "pupr")
    a_user("meja", Role.DESK, body)
    a_user("ppid", Role.OFFICER, body)
    a_user("pupr", Role.UNIT_OFFICER, unit=pupr)
    a_user("sekda", Role.SUPERIOR, body)
    a_user("pengawas", Role.SUPERVISOR, body)
    a_user("admin", Role.ADMIN)
    clerk = a_user("juru")
    db.session.commit()
    return World(body.id, named={"clerk": str(clerk.id)})


def grow(world: World, more: int) -> None:
    """`more` rows on every list."""
    for place in range(world.rows, world.rows + more):
        _a_row_of_each(world, place)
    world.rows += more


def _a_row_of_each(world: World, place: int) -> None:
    body = world.body
    pupr = db.session.scalars(sa.select(Unit).where(Unit.body_id == body.id, Unit.code == "pupr")).one()
    _people_and_bodies(world, place)
    own = a_unit(body, f"unit{place}")
    shared = a_case(body).filed("2026-06-08", question="Ruas jalan\nJembatan").routed("2026-06-09", pupr)
    shared.routed("2026-06-09", own, 2).handed_back("2026-06-10", 2).asked("2026-06-10").built()
    a_case(body).filed("2026-06-08").routed("2026-06-09", own).answered_by_unit("2026-06-10").built()
    waiting = a_case(body).filed("2026-06-08").built()
    notice, now = a_closing_notice(waiting, Outcome.PARTLY_GRANTED, a_test(body, "2026-03-03")), instant("2026-06-10")
    clearing.submit_draft(waiting, notice, Hand(the_officer(body), now, calendar_of(body)))
    a_case(body).filed("2026-04-02").objected("2026-04-20", "c").disputed("2026-06-12").built()
    decided = a_case(body).filed("2026-04-02").objected("2026-04-20", "c")
    decided.decided("2026-05-04", Decision.REVERSED, execute_by="2026-06-30").responded("2026-05-05").built()
    a_case(body).filed("2026-06-02").withdrawn_by_staff("2026-06-03").built()
    a_case(body).objected_without_request("2026-06-08").built()
    a_finished_test(body, "2026-03-04")


def _people_and_bodies(world: World, place: int) -> None:
    body = world.body
    child = a_body(f"kab{place}", prefix=f"K{place:02d}", parent_id=body.id)
    a_case(child).filed("2026-06-08").routed("2026-06-09", a_unit(child, f"dinas{place}")).built()
    approval.add_level(body, f"Tingkat {place}", "OFFICER", "CLOSING", _ADMIN, instant("2026-04-01"))
    a_user(f"orang{place}", Role.OFFICER, body)
    substitute = a_user(f"plh{place}")
    appointment = appoint(substitute, Role.SUPERIOR, body, from_on="2026-06-01", until_on="2026-06-30")
    appointment.acting = "PLT"
    clerk = db.session.get_one(User, int(world.named["clerk"]))
    appoint(clerk, Role.DESK, body, from_on="2019-01-01", until_on="2019-12-31")
    day = ClosedDay(instant(f"2026-11-{place % 28 + 1:02d}").date(), DayKind.LOCAL, "Hari daerah", f"SK {place}")
    decree = Decree(f"SK {place}", "Hari daerah", 2026, instant("2026-06-01").date(), None, frozenset(), (day,))
    calendars.enter_decree(decree, instant("2026-06-11"), body=body)
    db.session.commit()


def tell(world: World, many: int) -> None:
    """New cases with `many` (two or more) parts, events, files and messages: one open, one answered and objected to."""
    story = _worked_on(world, many)
    open_case = story.delivered_ahead("2026-06-09 10:00", *range(2, many + 1)).built()
    for place in range(many):
        messages.queue(open_case, "code_again", occasion=f"test {place}", now=instant("2026-06-09"), facts={})
    db.session.execute(sa.update(Message).where(Message.case_id == open_case.id).values(state="FAILED"))
    answered = _worked_on(world, many)
    answered.answered("2026-06-10 08:00").objected("2026-06-10 09:00", "d")
    for place in range(many):
        answered.talked(f"2026-06-11 {8 + place // 10:02d}:{place % 10:02d}")
        objecting.attach(answered.case, f"a;{place}\n".encode(), f"surat{place}.csv", instant("2026-06-11"))
    answered.built()
    world.parts = many
    world.named |= {"part": str(open_case.parts[0].id), "objection": answered.case.objection_number}
    for name, case in (("open", open_case), ("answered", answered.case)):
        world.named |= {name: case.number, f"{name}_link": case.link_token}


def _worked_on(world: World, many: int) -> CaseBuilder:
    body = world.body
    story = a_case(body).filed("2026-06-08 08:00", question="Ruas jalan 1")
    story.split("2026-06-08 08:30", *(f"Ruas jalan {place}" for place in range(2, many + 1)))
    db.session.commit()
    units = list(db.session.scalars(sa.select(Unit).where(Unit.body_id == body.id).order_by(Unit.id).limit(many)))
    for place in range(1, many + 1):
        story.routed("2026-06-09 09:00", units[(place - 1) % len(units)], place)
    for place in range(1, many + 1):
        _answer_part(story, place)
    story.built()
    return story


def _answer_part(story: CaseBuilder, place: int) -> None:
    """The unit answers with two files; then a question goes out and comes back."""
    kept = [
        files.keep(
            f"a;{place};{number}\n".encode(), kind="ANSWER", name=f"ruas{place}-{number}.csv", media_type="text/csv",
            now=instant("2026-06-09"), case=story.case, part=story.part(place),
        ).sha256
        for number in range(2)
    ]  # fmt: skip
    story.answered_by_unit("2026-06-09 10:00", place, files=kept)
    story.asked("2026-06-09 10:00").replied("2026-06-09 10:00")
