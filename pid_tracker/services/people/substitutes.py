"""Substitutes (Plt., Plh.): who stands in for whom and until when; and who may decide an objection.

Whoever signed the written notice, also as acting PPID, does not decide the objection to it: a substitute is named, with
a reason, and the record shows both (UU 14/2008 Pasal 35 ayat (1), elucidation; ruling R8).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.vocabulary.offices import Acting
from pid_tracker.models import Appointment, CaseFile, User
from pid_tracker.services.gate import casefile
from pid_tracker.services.people import sign_in

#: Roles that somebody can stand in for.
SUBSTITUTED: tuple[Role, ...] = (Role.DESK, Role.OFFICER, Role.UNIT_OFFICER, Role.SUPERIOR)
#: Said to the superior who may not decide.
WHY_NOT = (
    "Anda menandatangani surat jawaban perkara ini, jadi keberatannya tidak dapat Anda putus (UU 14/2008 Pasal 35 ayat "
    "(1), penjelasan). Mintalah administrator menunjuk Plh. Atasan PPID; penggantinya memutus dan menulis mengapa Anda "
    "digantikan."
)
_BASIS = "surat keputusan penunjukan (UU 30/2014 Pasal 14)"
_ELUCIDATION = "UU 14/2008 Pasal 35 ayat (1), penjelasan"


@dataclass(frozen=True, slots=True)
class NewSubstitute:
    """A substitute as named: for which appointment, as what, by which decree, from and until when (both inclusive)."""

    stands_in_for: int | None  # the appointment
    acting: str
    decree_number: str
    from_on: date
    until_on: date | None


def substitute_by_decree(user: User, new: NewSubstitute) -> Appointment:
    """A substitute for an office (Plt., Plh.), always with a last day, to be proposed.

    Incomplete while something is missing, and when somebody would stand in for themselves.
    """
    held = db.session.get(Appointment, new.stands_in_for) if new.stands_in_for is not None else None
    lacking = []
    if held is None or held.acting or held.role not in SUBSTITUTED:
        lacking.append(Missing("stands_in_for", "Pilih jabatan yang digantikan", _BASIS))
    elif held.user_id == user.id:
        lacking.append(Missing("stands_in_for", "Seseorang tidak dapat menggantikan dirinya sendiri", _BASIS))
    if new.acting not in set(Acting):
        lacking.append(Missing("acting", "Pilih Plt. atau Plh.", _BASIS))
    if not new.decree_number.strip():
        lacking.append(Missing("decree_number", "Isi nomor surat keputusan", _BASIS))
    if new.until_on is None:
        lacking.append(Missing("until_on", "Isi tanggal akhir; pengganti selalu bertanggal", _BASIS))
    elif new.until_on < new.from_on:
        lacking.append(Missing("until_on", "Tanggal akhir lebih awal daripada tanggal mulai", _BASIS))
    if lacking or held is None:
        raise Incomplete(lacking)
    return Appointment(
        user_id=user.id,
        role=held.role,
        body_id=held.body_id,
        unit_id=held.unit_id,
        acting=new.acting,
        substitutes_id=held.user_id,
        decree_number=new.decree_number.strip(),
        from_on=new.from_on,
        until_on=new.until_on,
    )


def offices() -> list[Appointment]:
    """The offices that somebody can stand in for: every appointment of a holder, newest last."""
    statement = (
        select(Appointment)
        .where(Appointment.acting == "", Appointment.role.in_(SUBSTITUTED), Appointment.ended_at.is_(None))
        .options(joinedload(Appointment.user), joinedload(Appointment.body), joinedload(Appointment.unit))
        .order_by(Appointment.id)
    )
    return list(db.session.scalars(statement))


def substitutes() -> list[Appointment]:
    """Every substitute that was ever named, the one who stays longest first."""
    statement = (
        select(Appointment)
        .where(Appointment.acting != "")
        .options(joinedload(Appointment.user), joinedload(Appointment.body), joinedload(Appointment.unit))
        .order_by(Appointment.until_on.desc(), Appointment.id.desc())
    )
    return list(db.session.scalars(statement))


# -- deciding an objection ---------------------------------------------------------------------------------------------


def may_decide(case: CaseFile, user_id: int | None) -> bool:
    """Whether this person may decide the objection: not when they signed the notice. To say why not: WHY_NOT."""
    return user_id not in casefile.facts_of(case).signer_ids


def standing_in(actor: Actor, now: datetime) -> Appointment | None:
    """The appointment by which the actor stands in for somebody now; None for the holder of the office."""
    if actor.user_id is None:
        return None
    rows = [
        row
        for row in db.session.scalars(
            select(Appointment).where(
                Appointment.user_id == actor.user_id,
                Appointment.role == actor.role,
                Appointment.body_id == actor.body_id,
            )
        )
        if sign_in.holds(row, now)
    ]
    return next(iter(rows), None) if rows and all(row.acting for row in rows) else None


def needs_reason(case: CaseFile, actor: Actor, now: datetime) -> bool:
    """Whether the actor decides in the place of somebody who signed the notice, so that the record has to say why."""
    row = standing_in(actor, now)
    return row is not None and row.substitutes_id in casefile.facts_of(case).signer_ids


def decided_by(case: CaseFile, actor: Actor, reason: str, now: datetime) -> tuple[bool, int | None, dict[str, str]]:
    """What the record of a decision says about who decided: whether a substitute did, for which user, and the texts.

    For a substitute the text `substitute_reason` says why; Incomplete without a reason where the one who would have
    decided signed the notice.
    """
    row = standing_in(actor, now)
    if row is None:
        return False, None, {}
    if needs_reason(case, actor, now) and len(reason.strip()) < 10:
        label = "Tulis mengapa Atasan PPID digantikan pada keputusan ini"
        raise Incomplete([Missing("substitute_reason", label, _ELUCIDATION)])
    return True, row.substitutes_id, {"substitute_reason": reason}
