"""The demo province as it is before anything happens: its bodies, its units, and one account for each role.

The passwords stand here and are printed each time: they open a demo database only, which no production start takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import Appointment, Installation, PublicBody, Unit, User
from pid_tracker.services.calendar import calendars
from pid_tracker.services.loading import commissions, installing
from pid_tracker.services.loading.bodies_and_units import load_bodies, load_units
from pid_tracker.services.people import account_acts
from pid_tracker.services.people.passwords import hash_password

REGION = "maluku"


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account: who signs in, in which role, for which body and unit, with which password."""

    username: str
    password: str
    role: Role
    name: str
    office: str
    body: str = REGION
    unit: str = ""


ACCOUNTS: tuple[Account, ...] = (
    Account("meja", "loket buka jam delapan", Role.DESK, "Petugas Meja Contoh", "Meja layanan informasi"),
    Account("ppid", "surat keluar tepat waktu", Role.OFFICER, "Pejabat PPID Contoh", "PPID Provinsi Maluku"),
    Account(
        "pupr", "jembatan batu dan aspal", Role.UNIT_OFFICER, "PPID Pelaksana PUPR Contoh", "Dinas PUPR",
        unit="dinas-pupr",
    ),
    Account(
        "perikanan", "jaring kapal cakalang segar", Role.UNIT_OFFICER, "PPID Pelaksana Perikanan Contoh",
        "Dinas Perikanan", unit="dinas-perikanan",
    ),
    Account("atasan", "keberatan dijawab tertulis", Role.SUPERIOR, "Atasan Pejabat Contoh", "Atasan PPID"),
    Account("pengawas", "angka jujur setiap bulan", Role.SUPERVISOR, "Pengawas Layanan Contoh", "Pengawas"),
    Account("admin", "kunci lemari tua berkarat", Role.ADMIN, "Administrator Contoh", "Administrator sistem", body=""),
    Account(
        "admin2", "pintu kedua dibuka bersama", Role.ADMIN, "Administrator Kedua Contoh",
        "Administrator, orang kedua (menyetujui usulan)", body="",
    ),
)  # fmt: skip
_APPOINTED_ON = date(2020, 1, 2)


@dataclass(slots=True)
class Province:
    """Bodies by code with their calendars, units by body and urusan, and the actors who work there."""

    bodies: Mapping[str, PublicBody]
    calendars: Mapping[str, WorkingCalendar]
    units: Mapping[tuple[str, str], tuple[Unit, ...]]
    user_ids: Mapping[tuple[Role, str, str], int]
    everyone: Mapping[str, tuple[Unit, ...]] = field(default_factory=dict)

    def officer(self, body: PublicBody) -> Actor:
        """The PPID of a body."""
        user = self.user_ids.get((Role.OFFICER, body.code, ""))
        return Actor(Role.OFFICER, f"PPID {body.short_name}", user_id=user, body_id=body.id)

    def superior(self, body: PublicBody) -> Actor:
        """The atasan PPID of a body."""
        user = self.user_ids.get((Role.SUPERIOR, body.code, ""))
        return Actor(Role.SUPERIOR, f"Atasan PPID {body.short_name}", user_id=user, body_id=body.id)

    def desk(self, body: PublicBody) -> Actor:
        """The desk of a body."""
        user = self.user_ids.get((Role.DESK, body.code, ""))
        return Actor(Role.DESK, f"Meja layanan PPID {body.short_name}", user_id=user, body_id=body.id)

    def unit_officer(self, body: PublicBody, unit: Unit) -> Actor:
        """The PPID pelaksana of a unit."""
        user = self.user_ids.get((Role.UNIT_OFFICER, body.code, unit.code))
        return Actor(Role.UNIT_OFFICER, unit.name, user_id=user, body_id=body.id, unit_id=unit.id)


def found(now: datetime) -> Province:
    """Make what is missing of the demo province, and give it."""
    bodies, units = installing.packaged(REGION, with_contacts=True)
    load_bodies(bodies)
    load_units(units)
    commissions.load_packaged()
    if installing.installation() is None:
        db.session.add(Installation(mode="demo", body_code=REGION, created_at=now))
    db.session.flush()
    return _province(_accounts(now))


def _accounts(now: datetime) -> dict[tuple[Role, str, str], int]:
    bodies = {body.code: body for body in db.session.scalars(select(PublicBody))}
    units = {(unit.body.code, unit.code): unit for unit in db.session.scalars(select(Unit))}
    known = {user.username: user for user in db.session.scalars(select(User))}
    ids = {}
    for account in ACCOUNTS:
        user = known.get(account.username)
        if user is None:
            user = User(
                username=account.username,
                name=account.name,
                password_hash=hash_password(account.password),
            )
            db.session.add(user)
            db.session.flush()
            role = Appointment(
                user_id=user.id,
                role=account.role,
                body=bodies.get(account.body),
                unit=units.get((account.body, account.unit)),
                decree_number="SK-CONTOH-01/2020",
                from_on=_APPOINTED_ON,
            )
            account_acts.give(role, None, now)
        ids[account.role, account.body, account.unit] = user.id
    return ids


def _province(user_ids: Mapping[tuple[Role, str, str], int]) -> Province:
    bodies = {body.code: body for body in db.session.scalars(select(PublicBody).order_by(PublicBody.code))}
    by_urusan: dict[tuple[str, str], list[Unit]] = {}
    everyone: dict[str, list[Unit]] = {}
    for unit in db.session.scalars(select(Unit).order_by(Unit.body_id, Unit.code)):
        everyone.setdefault(unit.body.code, []).append(unit)
        for code in unit.urusan_codes:
            by_urusan.setdefault((unit.body.code, code), []).append(unit)
    return Province(
        bodies,
        {code: calendars.calendar_of(body) for code, body in bodies.items()},
        {place: tuple(units) for place, units in by_urusan.items()},
        user_ids,
        {code: tuple(units) for code, units in everyone.items()},
    )
