"""One office with everybody in it, on Monday, 6 April 2026, 10.00 WIT; the term began on Thursday, 2 April."""

from dataclasses import dataclass

import pytest
from flask import Flask

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile, PublicBody, Unit
from tests.browsing import Browser
from tests.builders import a_body, a_case, a_unit, a_user, instant

MONDAY = "2026-04-06 10:00"


@dataclass
class Office:
    """The ids that tests need; rows are loaded anew where they are looked at."""

    app: Flask
    clock: FrozenClock
    body_id: int
    pupr_id: int
    dkp_id: int
    number: str

    def browser(self, username: str, address: str = "10.0.0.1") -> Browser:
        """Somebody of the office, signed in."""
        return Browser(self.app, address).sign_in(username)

    def case(self) -> CaseFile:
        """The case, inside an application context."""
        return db.session.query(CaseFile).filter_by(number=self.number).one()

    def body(self) -> PublicBody:
        """The body, inside an application context."""
        return db.session.get_one(PublicBody, self.body_id)

    def dkp(self) -> Unit:
        """The second unit, inside an application context."""
        return db.session.get_one(Unit, self.dkp_id)

    def pupr(self) -> Unit:
        """The first unit, inside an application context."""
        return db.session.get_one(Unit, self.pupr_id)

    def at(self, when: str) -> None:
        """Move the clock to a moment at the office."""
        self.clock.move_to(instant(when))


@pytest.fixture
def office(app: Flask, clock: FrozenClock) -> Office:
    """A province with two units, one user a role, and one case with two parts, filed complete."""
    with app.app_context():
        body = a_body()
        pupr, dkp = a_unit(body, "pupr"), a_unit(body, "dkp")
        a_user("meja", Role.DESK, body)
        a_user("ppid", Role.OFFICER, body)
        a_user("ppid2", Role.OFFICER, body)
        a_user("pupr", Role.UNIT_OFFICER, unit=pupr)
        a_user("dkp", Role.UNIT_OFFICER, unit=dkp)
        a_user("sekda", Role.SUPERIOR, body)
        a_user("pengawas", Role.SUPERVISOR, body)
        a_user("admin", Role.ADMIN)
        case = a_case(body).filed(
            "2026-04-02 21:15", question="Daftar ruas jalan provinsi yang rusak tahun 2025\nAnggaran pemeliharaannya"
        )
        number = case.built().number
        found = Office(app, clock, body.id, pupr.id, dkp.id, number)
    found.at(MONDAY)
    return found
