"""What happens to an objection: the PPID explains, the parties talk (musyawarah), the superior decides, the requester
responds, the PPID carries out.

UU 14/2008 Pasal 35, 36; PERKI 1/2021 Pasal 43, 44. Who signed the notice does not decide (ruling R8): the gate asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Bare, DecisionExecuted, ObjectionDecided, RequesterResponded, TalksHeld
from pid_tracker.law.grounds import ORDERING, Decision, ObjectionGround, Response, TalksResult
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.notice_contents import cites_exemption
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.models import Appointment, CaseFile, User
from pid_tracker.services.gate import casefile, closing
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.people import substitutes

#: Working days until a decision is carried out, unless the superior names another day (a default, no term of law).
USUAL_DAYS_TO_EXECUTE = 5
_SHORTEST = 15  # letters of a text that says something
_REASONS = "UU 14/2008 Pasal 36 ayat (3)"
_REBUTTALS = "PERKI 1/2021 Pasal 44"
_CLOSES_NOTHING = (
    "Putusan ini tidak dapat menutup informasi, karena jawaban PPID tidak menutup apa pun. Perintahkan memberi; yang "
    "perlu ditutup diuji dulu oleh PPID"
)
_SUBSTITUTE = "UU 14/2008 Pasal 35 ayat (1), penjelasan"


@dataclass(frozen=True, slots=True)
class ObjectionDecision:
    """What the superior decides. `rebuttals` by letter, one for each ground; `order` and `execute_by` when something is
    to be given; `tests` are the consequence tests in force on which an upheld refusal rests (passed on to the gate).
    `substitute_reason` is asked when the usual superior may not decide.
    """

    result: str
    reasons: str = ""
    rebuttals: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    execute_by: date | None = None
    substitute_reason: str = ""
    tests: Mapping[str, tuple[str, ...]] | None = None
    received_on: date | None = None


def closed_by_the_answer(case: CaseFile) -> dict[str, list[str]]:
    """The parts that the answer closed: place -> numbers of the consequence tests that it rested on."""
    answered = case.latest(Answered)
    if answered is None:
        return {}
    tests = answered.tests or {}
    return {place: list(tests.get(place, ())) for place in sorted(closing.closed_parts(answered) or {})}


def explain_by(case: CaseFile, calendar: WorkingCalendar) -> date | None:
    """The internal date for the PPID's explanation: data of the body, no term of law (ruling R12)."""
    if case.objected_on is None:
        return None
    return calendar.count(case.objected_on, max(1, case.body.explanation_days)).day


def explain_objection(case: CaseFile, explanation: str, hand: Hand) -> None:
    """The PPID explains the answer, or the silence, to the superior (penjelasan PPID), once."""
    _require_text("explanation", explanation, "Tulis penjelasan untuk atasan", "UU 14/2008 Pasal 35")
    casefile.record(case, Bare(E.OBJECTION_EXPLAINED), hand, texts={"explanation": explanation})


def hold_talks(case: CaseFile, result: str, minutes: str, hand: Hand) -> None:
    """The parties talked (musyawarah), for grounds b to g (UU 14/2008 Pasal 35 ayat (2)): AGREED or NOT_AGREED.

    It ends nothing by itself: the superior still answers in writing, or the requester withdraws.
    """
    if result not in set(TalksResult):
        raise Incomplete([Missing("result", "Pilih hasil musyawarah", "UU 14/2008 Pasal 35 ayat (2)")])
    _require_text("minutes", minutes, "Tulis apa yang dibicarakan dan hasilnya", "UU 14/2008 Pasal 35 ayat (2)")
    casefile.record(case, TalksHeld(result), hand, texts={"minutes": minutes})


def barred_superiors(case: CaseFile, today: date) -> tuple[User, ...]:
    """The superiors of the body who may not decide, because they signed the notice (as acting PPID)."""
    return tuple(user for user in _superiors(case, today) if user.id in casefile.facts_of(case).signer_ids)


def able_superiors(case: CaseFile, today: date) -> tuple[User, ...]:
    """The superiors of the body who may decide."""
    return tuple(user for user in _superiors(case, today) if user.id not in casefile.facts_of(case).signer_ids)


def is_substitute(case: CaseFile, actor: Actor, now: datetime) -> bool:
    """Whether the actor decides in the place of a superior who signed the notice, so that the record has to say why."""
    barred = {user.id for user in barred_superiors(case, civil_date(now, case.body.zone))}
    return substitutes.needs_reason(case, actor, now) or (bool(barred) and actor.user_id not in barred)


def _superiors(case: CaseFile, today: date) -> Sequence[User]:
    held = select(Appointment.user_id).where(
        Appointment.body_id == case.body_id,
        Appointment.role == Role.SUPERIOR,
        Appointment.from_on <= today,
        Appointment.until_on.is_(None) | (Appointment.until_on >= today),
        Appointment.ended_at.is_(None),
    )
    return db.session.scalars(select(User).where(User.id.in_(held)).order_by(User.id)).all()


def decide_objection(case: CaseFile, decision: ObjectionDecision, hand: Hand) -> None:
    """The superior answers the objection in writing (UU 14/2008 Pasal 36): upholds, changes, or orders to give.

    Incomplete while something is missing: reasons for what is upheld (Pasal 36 ayat (3)), a rebuttal of each ground
    (PERKI 1/2021 Pasal 44), the order and its day where something is to be given, the reason of a substitute.
    NotAllowed for who signed the notice.
    """
    casefile.lock_register()
    today = hand.today(case.body.zone)
    lacking = _lacking(case, decision, today, is_substitute=is_substitute(case, hand.actor, hand.now))
    if lacking:
        raise Incomplete(lacking)
    orders = decision.result in ORDERING
    acting, substituted, told = substitutes.decided_by(case, hand.actor, decision.substitute_reason, hand.now)
    if not acting and is_substitute(case, hand.actor, hand.now):
        acting, substituted = True, barred_superiors(case, today)[0].id
        told = {"substitute_reason": decision.substitute_reason}
    decided = ObjectionDecided(
        result=Decision(decision.result),
        letter=_letter_number(case, today.year),
        decider_acting=acting,
        substitute_for=substituted,
        execute_by=decision.execute_by if orders else None,
        tests=decision.tests,
    )
    rebuttals = [
        f"Huruf {letter}. {ObjectionGround(letter).words}: {decision.rebuttals[letter].strip()}"
        for letter in case.grounds
    ]
    texts = {"reasons": decision.reasons, "rebuttals": "\n\n".join(rebuttals), **told}
    if orders:
        texts["order"] = decision.order
    casefile.record(case, decided, hand, texts=texts, received_on=decision.received_on)


def _lacking(case: CaseFile, decision: ObjectionDecision, today: date, *, is_substitute: bool) -> list[Missing]:
    lacking = []
    if decision.result not in set(Decision):
        lacking.append(Missing("result", "Pilih putusan", "UU 14/2008 Pasal 36"))
    if decision.result == Decision.UPHELD and len(decision.reasons.strip()) < _SHORTEST:
        lacking.append(Missing("reasons", "Tulis alasan menguatkan jawaban PPID", _REASONS))
    for letter in case.grounds:
        if len(decision.rebuttals.get(letter, "").strip()) < _SHORTEST:
            lacking.append(Missing(f"rebuttal_{letter}", f"Tulis tanggapan atas alasan huruf {letter}", _REBUTTALS))
    if decision.result in ORDERING:
        if len(decision.order.strip()) < _SHORTEST:
            lacking.append(Missing("order", "Tulis apa yang harus diberikan atau diubah", _REBUTTALS))
        if decision.execute_by is None:
            lacking.append(Missing("execute_by", "Isi tanggal paling lambat dilaksanakan", _REBUTTALS))
        elif decision.execute_by < today:
            lacking.append(Missing("execute_by", "Tanggal pelaksanaan sudah lewat", _REBUTTALS))
    if decision.result in ORDERING and not closed_by_the_answer(case) and cites_exemption(decision.order):
        lacking.append(Missing("order", _CLOSES_NOTHING, "UU 14/2008 Pasal 19"))
    if is_substitute and len(decision.substitute_reason.strip()) < _SHORTEST:
        lacking.append(Missing("substitute_reason", "Tulis mengapa Anda memutus sebagai pengganti", _SUBSTITUTE))
    return lacking


def _letter_number(case: CaseFile, year: int) -> str:
    """The next number of the superior's letter book in a year: 00003/KBR/PPID-MAL/2026. The register's lock makes it
    unique."""
    decided = select(func.count(CaseFile.id)).where(
        CaseFile.body_id == case.body_id, CaseFile.decided_on.between(date(year, 1, 1), date(year, 12, 31))
    )
    return f"{(db.session.scalar(decided) or 0) + 1:05d}/KBR/PPID-{case.body.prefix}/{year}"


def respond_to_decision(case: CaseFile, result: str, response: str, hand: Hand) -> None:
    """The requester responds to the decision (tanggapan pemohon, PERKI 1/2021 Lampiran XI), once: ACCEPTS or
    NOT_SATISFIED. Neither closes the way to the commission."""
    if result not in set(Response):
        raise Incomplete([Missing("result", "Pilih menerima atau tidak puas", "PERKI 1/2021 Lampiran XI")])
    casefile.record(case, RequesterResponded(result), hand, texts={"response": response})


def execute_decision(case: CaseFile, note: str, hand: Hand, *, files: Sequence[str] = ()) -> None:
    """The PPID carries the decision out (pelaksanaan putusan); `files` are fingerprints of documents of kind EXECUTION.

    IllegalStep when nothing was ordered, or when it was done. Late is accepted; the overdue flag stays readable from
    the dates.
    """
    _require_text("note", note, "Tulis apa yang diberikan dan bagaimana", "UU 14/2008 Pasal 36")
    casefile.record(case, DecisionExecuted(tuple(files)), hand, texts={"note": note})


def is_execution_overdue(case: CaseFile, today: date) -> bool:
    """Whether what was ordered is late: from the day after `execute_by`, and for ever when it was done late."""
    return case.execute_by is not None and (case.executed_on or today) > case.execute_by


def _require_text(name: str, text: str, label: str, article: str) -> None:
    if len(text.strip()) < _SHORTEST:
        raise Incomplete([Missing(name, label, article)])
