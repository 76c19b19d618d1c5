"""People: requesters, officers, their appointments, sign-ins, and who looked at what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from pid_tracker.extensions import Base, Sealed, enum_column
from pid_tracker.law.permissions import Role
from pid_tracker.models.agency import PublicBody, Unit


class Requester(Base):
    """Who asks (pemohon), as written for one case: seen by desk and PPID only, never published (journeys 2.1).

    `kind` is a RequesterKind, `phone_channel` a PhoneChannel or empty. `nik` is sealed; `nik_blind` finds the same
    person again; pages show the last four digits only. For an ENTITY `entity_number` is the approval number (nomor
    pengesahan).
    """

    __tablename__ = "requester"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    address: Mapped[str]
    group_name: Mapped[str] = mapped_column(default="")
    group_size: Mapped[int | None]
    entity_name: Mapped[str] = mapped_column(default="")
    entity_number: Mapped[str] = mapped_column(default="")
    principal_name: Mapped[str] = mapped_column(default="")
    principal_address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    phone_channel: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    nik: Mapped[str | None] = mapped_column(Sealed("requester.nik"), deferred=True)
    nik_blind: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    nik_last4: Mapped[str] = mapped_column(default="")
    person_blind: Mapped[bytes] = mapped_column(LargeBinary, index=True)  # to count different requesters
    #: Column -> what was written there before it was corrected; whoever may not see names sees none of it either.
    former: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class User(Base):
    """Somebody who signs in. The second factor (TOTP) is sealed; `totp_step` is the last step used, each counts
    once."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    totp_secret: Mapped[str | None] = mapped_column(Sealed("user_account.totp_secret"), deferred=True)
    totp_confirmed: Mapped[bool] = mapped_column(default=False)
    totp_step: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    acts_seen: Mapped[int] = mapped_column(default=0, server_default="0")  # the last AccountAct that the owner has read

    appointments: Mapped[list["Appointment"]] = relationship(
        back_populates="user", order_by="Appointment.id", foreign_keys="Appointment.user_id"
    )


class Appointment(Base):
    """A role that somebody holds for a body or a unit, by decree, from one day to another (both inclusive).

    `acting` is empty for the holder of the office, else an Acting: PLT (pelaksana tugas) when the office is vacant, PLH
    (pelaksana harian) when its holder, `substitutes_id`, is away; a substitute always has an `until_on` (UU 30/2014
    Pasal 14). What was ended by hand (`ended_at`) ends at that instant, whatever the days say.
    """

    __tablename__ = "appointment"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    acting: Mapped[str] = mapped_column(default="")
    substitutes_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("public_body.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    decree_number: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="appointments", foreign_keys=[user_id])
    substitutes: Mapped[User | None] = relationship(foreign_keys=[substitutes_id])
    body: Mapped[PublicBody | None] = relationship()
    unit: Mapped[Unit | None] = relationship()


class SignInSession(Base):
    """A session that the server can revoke; the cookie holds a random token, the table only its hash."""

    __tablename__ = "sign_in_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
    appointment: Mapped[Appointment | None] = relationship()


class Miss(Base):
    """A wrong code, password or one-time code, counted exactly (ruling R20). `subject` names no person in clear."""

    __tablename__ = "miss"
    __table_args__ = (Index("ix_miss_scope_subject_at", "scope", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]


class AccessRecord(Base):
    """Somebody opened personal data: who, of which case, what, when and why ("siapa melihat data saya")."""

    __tablename__ = "access_record"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    what: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    user: Mapped[User] = relationship()
