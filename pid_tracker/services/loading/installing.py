"""A new installation: which government it serves, its public bodies and units from the packaged lists, its first user.

The packaged lists hold facts: names, region codes, urusan. Contacts in them are invented, so a production installation
begins without any and is told to load its own.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import resources

from sqlalchemy import select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import Appointment, Installation, PublicBody, User
from pid_tracker.services.loading import commissions, tables
from pid_tracker.services.loading.bodies_and_units import load_bodies, load_units
from pid_tracker.services.loading.tables import Row, Table
from pid_tracker.services.people import account_acts
from pid_tracker.services.people.passwords import hash_password, random_password

#: The packaged lists: bodies, and the units that go with them.
_LISTS = (("bodies.toml", "units.toml"), ("bodies_three_zones.toml", "bodies_three_zones.toml"))
_INVENTED = ("address", "phone", "whatsapp", "email")


class AlreadyInstalled(Exception):
    """This database is an installation already; the message says of which body and mode."""


class UnknownRegion(Exception):
    """No packaged body has this region code or short code; the message lists what there is."""


@dataclass(frozen=True, slots=True)
class NewInstallation:
    """What was made. `accounts` are the names and passwords of two administrators, shown once; each must be changed at
    the first sign-in."""

    body: PublicBody
    bodies: int
    units: int
    accounts: tuple[tuple[str, str], ...]


def installation() -> Installation | None:
    """The row that says what this database is; None before `init` or `demo`."""
    return db.session.scalars(select(Installation)).one_or_none()


def install(region: str, mode: str, now: datetime, usernames: Sequence[str] = ("admin", "admin2")) -> NewInstallation:
    """Make this database the installation of the body with `region` (81, 81.71, maluku) and of the bodies under it,
    with two administrators, since every right is given by two persons.

    Raises AlreadyInstalled for a second time, UnknownRegion when the lists have no such body.
    """
    known = installation()
    if known is not None:
        day = known.created_at.date().isoformat()
        raise AlreadyInstalled(f"Basis data ini sudah dipakai: {known.body_code}, mode {known.mode}, sejak {day}")
    bodies, units = packaged(region, with_contacts=mode != "production")
    load_bodies(bodies)
    taken = load_units(units)
    commissions.load_packaged()
    code = str(bodies.rows[0].cells["code"])
    body = db.session.scalars(select(PublicBody).where(PublicBody.code == code)).one()
    db.session.add(Installation(mode=mode, body_code=code, created_at=now))
    db.session.flush()
    accounts = tuple((name, add_administrator(name, body, now)) for name in usernames)
    return NewInstallation(body, len(bodies.rows), taken.new, accounts)


def add_administrator(username: str, body: PublicBody, now: datetime) -> str:
    """An administrator by who is at the server itself; gives the password, to be shown once. ValueError for a name
    that is taken."""
    if db.session.scalar(select(User.id).where(User.username == username)) is not None:
        raise ValueError(username)
    password = random_password()
    user = User(
        username=username, name=f"Administrator {username}", password_hash=hash_password(password),
        must_change_password=True,
    )  # fmt: skip
    db.session.add(user)
    db.session.flush()
    account_acts.set_password(user, None, now)
    account_acts.give(Appointment(user_id=user.id, role=Role.ADMIN, from_on=civil_date(now, body.zone)), None, now)
    return password


def packaged(region: str, *, with_contacts: bool) -> tuple[Table, Table]:
    """The packaged body with this region code or short code (first), the bodies under it, and their units."""
    names = []
    for bodies_name, units_name in _LISTS:
        bodies = _packaged(bodies_name, "body")
        names += [f"{row.cells['region_code']} {row.cells['code']}" for row in bodies.rows]
        found = next((row for row in bodies.rows if _is_region(row, region)), None)
        if found is None:
            continue
        code = found.cells["code"]
        rows = [found, *(row for row in bodies.rows if row.cells.get("parent") == code)]
        codes = {row.cells["code"] for row in rows}
        units = _packaged(units_name, "unit")
        kept = tuple(row for row in units.rows if row.cells["body"] in codes)
        return (
            replace(bodies, rows=tuple(_as_installed(row, codes, with_contacts) for row in rows)),
            replace(units, rows=kept),
        )
    raise UnknownRegion(f"Wilayah '{region}' belum ada dalam daftar. Yang ada: {', '.join(names)}")


def _packaged(name: str, part: str) -> Table:
    content = (resources.files("pid_tracker") / "demo" / name).read_bytes()
    return tables.read(name, content, part=part)


def _is_region(row: Row, region: str) -> bool:
    digits = re.sub(r"\D", "", region)
    code = str(row.cells["region_code"]).replace(".", "")
    return region.strip().casefold() == row.cells["code"] or (digits != "" and digits == code)


def _as_installed(row: Row, codes: Collection[object], with_contacts: bool) -> Row:
    """The row without a parent that is not installed too, and without invented contacts."""
    dropped = set() if with_contacts else set(_INVENTED)
    if row.cells.get("parent") not in codes:
        dropped.add("parent")
    return Row(row.line, {name: cell for name, cell in row.cells.items() if name not in dropped})
