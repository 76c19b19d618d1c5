"""Bodies, units, users and appointments: who works where, in which role, by which decree."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete, Missing, Refused
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.accounts import AccountActKind, ChangeKind
from pid_tracker.models import AccountChange, Appointment, PublicBody, Unit, User
from pid_tracker.services.people import account_acts, sign_in, two_persons

#: Roles that an administrator may give; a requester or the system is never appointed.
GIVEN_ROLES: tuple[Role, ...] = (
    Role.DESK, Role.OFFICER, Role.UNIT_OFFICER, Role.SUPERIOR, Role.SUPERVISOR, Role.ADMIN,
)  # fmt: skip
_ONE_DAY = timedelta(days=1)
#: Offices that are never without a holder.
_NEVER_EMPTY = (Role.OFFICER, Role.SUPERIOR, Role.ADMIN)
#: No password has this hash.
NO_PASSWORD = "-"  # noqa: S105
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


def create_user(username: str, name: str, by_id: int, now: datetime) -> AccountChange:
    """Somebody new, who may sign in once another approves the account. Incomplete for a name that cannot be taken."""
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
    user = User(username=plain, name=name.strip(), password_hash=NO_PASSWORD, active=False, must_change_password=True)
    db.session.add(user)
    db.session.flush()
    account_acts.record(AccountActKind.ACCOUNT_MADE, user, by_id, now)
    return two_persons.propose(ChangeKind.ACCOUNT, user, by_id, now)


def shut_out(user: User, by_id: int, now: datetime) -> None:
    """Let somebody in no more; all sessions end at once. Incomplete for the last holder of an office, Refused for
    oneself."""
    if user.id == by_id:
        raise Refused("Akun sendiri tidak dapat dinonaktifkan. Minta administrator lain.")
    for row in sign_in.appointments_of(user, now):
        _refuse_last_holder(row, now)
    sign_in.end_all(user, now)
    user.active = False
    account_acts.record(AccountActKind.SHUT_OUT, user, by_id, now)


def end_sessions(user: User, by_id: int, now: datetime, session_id: int | None = None) -> None:
    """End one session of a person, or all of them."""
    if session_id is not None:
        sign_in.end_one(user, session_id, now)
    else:
        sign_in.end_all(user, now)
    account_acts.record(AccountActKind.SESSIONS_ENDED, user, by_id, now)


def role_by_decree(user: User, new: NewAppointment) -> Appointment:
    """A role by decree (surat keputusan), to be proposed; a unit officer needs a unit, everybody but an administrator a
    body. Incomplete while something is missing."""
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
    return Appointment(
        user_id=user.id,
        role=Role(new.role),
        acting="",
        body_id=body.id if body else None,
        unit_id=unit.id if unit and new.role == Role.UNIT_OFFICER else None,
        decree_number=new.decree_number.strip(),
        from_on=new.from_on,
        until_on=new.until_on,
    )


def end_appointment(row: Appointment, by_id: int, now: datetime) -> None:
    """Let a role end here and now, with the sessions of who held it. Incomplete for the last holder of an office, who
    is needed until there is a successor (PERKI 1/2021 Pasal 8)."""
    _refuse_last_holder(row, now)
    account_acts.end(row, by_id, now)
    sign_in.end_all(row.user, now)


def _refuse_last_holder(row: Appointment, now: datetime) -> None:
    """A body always has a PPID and a superior of its own, since answers are owed by law, whoever leaves; and somebody
    looks after the system. A substitute's days are counted, so that they do not count, nor do those of a holder until a
    day."""
    if row.role not in _NEVER_EMPTY or row.acting:
        return
    today = civil_date(now, row.body.zone) if row.body else now.date()
    others = db.session.scalars(
        select(Appointment)
        .join(Appointment.user)
        .where(
            Appointment.role == row.role,
            Appointment.body_id == row.body_id if row.body_id else Appointment.body_id.is_(None),
            Appointment.user_id != row.user_id,
            Appointment.acting == "",
            Appointment.from_on <= today + _ONE_DAY,
            Appointment.until_on.is_(None),
            Appointment.ended_at.is_(None),
            User.active,
        )
    )
    if others.first() is None:
        who = f"{sign_in.ROLE_WORDS[row.role]} terakhir" + (" di badan itu" if row.body_id else "")
        raise Incomplete([Missing("appointment", f"Ini {who}; tunjuk penggantinya lebih dulu", _BASIS)])
