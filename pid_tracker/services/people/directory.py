"""Bodies, units, users and appointments: who works where, in which role, by which decree."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Role
from pid_tracker.models import Appointment, PublicBody, Unit, User
from pid_tracker.services.people import passwords, sign_in

#: Roles that an administrator may give; a requester or the system is never appointed.
GIVEN_ROLES: tuple[Role, ...] = (
    Role.DESK, Role.OFFICER, Role.UNIT_OFFICER, Role.SUPERIOR, Role.SUPERVISOR, Role.ADMIN,
)  # fmt: skip
_ONE_DAY = timedelta(days=1)
_BASIS = "surat keputusan penunjukan (PERKI 1/2021 Pasal 8)"


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A role as given: for a body, or for one of its units; both days are inclusive."""

    role: str
    body_id: int | None
    unit_id: int | None
    decree_number: str
    from_on: date
    until_on: date | None = None


def users() -> list[User]:
    """Everybody who signs in, by name, with their appointments."""
    held = selectinload(User.appointments)
    statement = select(User).options(held.joinedload(Appointment.body), held.joinedload(Appointment.unit))
    return list(db.session.scalars(statement.order_by(User.active.desc(), User.name)))


def user_of(user_id: int) -> User | None:
    """One user."""
    return db.session.get(User, user_id)


def names_of_users() -> dict[int | None, str]:
    """The name of everybody who signs in, by id; for pages of the administration only."""
    return {user.id: user.name for user in db.session.scalars(select(User))}


def bodies() -> list[PublicBody]:
    """All bodies, by name, with their units."""
    return list(
        db.session.scalars(select(PublicBody).options(selectinload(PublicBody.units)).order_by(PublicBody.name))
    )


def units() -> list[Unit]:
    """All active units, by body and name."""
    statement = select(Unit).join(PublicBody).where(Unit.active).options(joinedload(Unit.body))
    return list(db.session.scalars(statement.order_by(PublicBody.name, Unit.name)))


def create_user(username: str, name: str) -> tuple[User, str]:
    """Somebody new, with a password that is shown once and has to be changed at the first sign-in."""
    plain = username.strip().casefold()
    lacking = []
    if not plain or not plain.isascii() or any(not (sign.isalnum() or sign in ".-_") for sign in plain):
        lacking.append(Missing("username", "Nama pengguna hanya huruf, angka, titik, dan garis", "aturan sistem"))
    elif db.session.scalar(select(User.id).where(User.username == plain)) is not None:
        lacking.append(Missing("username", "Nama pengguna ini sudah dipakai", "aturan sistem"))
    if not name.strip():
        lacking.append(Missing("name", "Isi nama", "aturan sistem"))
    if lacking:
        raise Incomplete(lacking)
    password = passwords.random_password()
    user = User(
        username=plain, name=name.strip(), password_hash=passwords.hash_password(password), must_change_password=True
    )
    db.session.add(user)
    db.session.flush()
    return user, password


def reset_password(user: User, now: datetime) -> str:
    """A new password to be shown once; all sessions end. The second factor stays: it is still asked."""
    password = passwords.random_password()
    sign_in.change_password(user, password, now)
    user.must_change_password = True
    return password


def reset_second_factor(user: User, now: datetime) -> None:
    """The telephone is lost: the next sign-in sets up a new secret; all sessions end."""
    user.totp_secret, user.totp_confirmed, user.totp_step = None, False, None
    sign_in.end_all(user, now)


def set_active(user: User, active: bool, now: datetime) -> None:
    """Let somebody in or not; whoever is shut out is out at once. Incomplete for the last PPID of a body."""
    if not active:
        for row in sign_in.appointments_of(user, now):
            _refuse_last_officer(row, civil_date(now, row.body.zone) if row.body else row.from_on)
        sign_in.end_all(user, now)
    user.active = active


def appoint(user: User, new: NewAppointment) -> Appointment:
    """Give a role by decree (surat keputusan); a unit officer needs a unit, everybody but an administrator a body."""
    lacking = []
    unit = db.session.get(Unit, new.unit_id) if new.unit_id else None
    body = unit.body if unit else db.session.get(PublicBody, new.body_id) if new.body_id else None
    if new.role not in GIVEN_ROLES:
        lacking.append(Missing("role", "Pilih tugas", _BASIS))
    elif new.role == Role.UNIT_OFFICER and unit is None:
        lacking.append(Missing("unit", "Pilih kantor untuk PPID pelaksana", _BASIS))
    elif new.role != Role.ADMIN and body is None:
        lacking.append(Missing("body", "Pilih pemerintah", _BASIS))
    if not new.decree_number.strip():
        lacking.append(Missing("decree_number", "Isi nomor surat keputusan", _BASIS))
    if new.until_on is not None and new.until_on < new.from_on:
        lacking.append(Missing("until_on", "Tanggal akhir lebih awal daripada tanggal mulai", _BASIS))
    if lacking:
        raise Incomplete(lacking)
    row = Appointment(
        user=user,
        role=Role(new.role),
        body=body,
        unit=unit if new.role == Role.UNIT_OFFICER else None,
        decree_number=new.decree_number.strip(),
        from_on=new.from_on,
        until_on=new.until_on,
    )
    db.session.add(row)
    db.session.flush()
    return row


def end_appointment(appointment: Appointment, last_on: date) -> None:
    """Let a role end with `last_on`, its last day; never later than it ended before. Incomplete for the last PPID of a
    body, who is needed until there is a successor (PERKI 1/2021 Pasal 8)."""
    _refuse_last_officer(appointment, last_on)
    if appointment.until_on is None or appointment.until_on > last_on:
        appointment.until_on = last_on


def _refuse_last_officer(appointment: Appointment, last_on: date) -> None:
    """A body always has a PPID of its own: requests are owed an answer by law, whoever leaves. A substitute's days are
    counted, so that they do not count."""
    if appointment.role is not Role.OFFICER or appointment.body_id is None:
        return
    others = db.session.scalars(
        select(Appointment)
        .join(Appointment.user)
        .where(
            Appointment.role == Role.OFFICER,
            Appointment.body_id == appointment.body_id,
            Appointment.user_id != appointment.user_id,
            Appointment.acting == "",
            Appointment.from_on <= last_on + _ONE_DAY,
            Appointment.until_on.is_(None) | (Appointment.until_on > last_on),
            User.active,
        )
    )
    if others.first() is None:
        raise Incomplete(
            [Missing("appointment", "Ini PPID terakhir di badan itu; tunjuk penggantinya lebih dulu", _BASIS)]
        )
