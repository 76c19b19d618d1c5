"""What the gate asks of everything that closes information: finished consequence tests in force, and the approval.

`require` stands in `casefile.record`, so it holds for every road: page, bulk, import, command, programme. Nothing is
written here. UU 14/2008 Pasal 19; PERKI 1/2021 Pasal 10 ayat (2) huruf e and f, 34 and 49; ruling R8.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from pid_tracker.extensions import JSONValue, db
from pid_tracker.law.consequence import Member, Occasion, TestContents, TestResult
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, Decision, Outcome
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.reliance import FinishedTest, why_not_rest_on
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.models import CaseEventRow, CaseFile, ConsequenceTest

_BASIS = "UU 14/2008 Pasal 19; PERKI 1/2021 Pasal 49"
_WHAT_TO_DO = (
    "Selesaikan uji konsekuensinya di “Uji konsekuensi”, minta persetujuan Atasan PPID, lalu pilih uji itu di surat."
)
#: The only kinds that may say that something is closed.
_MAY_CLOSE = frozenset({E.ANSWERED, E.OBJECTION_DECIDED})
#: Decisions on an objection that leave (part of) a closing standing.
_KEEPING = frozenset({Decision.UPHELD, Decision.CHANGED})


def require(case: CaseFile, kind: E, details: Mapping[str, JSONValue], actor: Actor, on: date) -> None:
    """Raise IllegalStep when this event would close something without its tests, or without the superior's approval.

    `details` are those of the event: "outcome", "parts" {place: outcome}, "tests" {place: [numbers]}, "articles"
    {place: [codes]}, "notice" the fingerprint of the notice. `on` is the civil date of the act at the body's office.
    """
    if kind is E.DRAFT_SUBMITTED:
        return  # a proposal closes nothing: the approvers read it, and the letter itself is asked again
    closed = closed_parts(details)
    if closed is None:
        raise _refused(
            case, kind, f"Sebut bagian mana yang ditutup, masing-masing dengan uji konsekuensinya ({_BASIS})."
        )
    if closed and kind not in _MAY_CLOSE:
        raise _refused(case, kind, "Informasi hanya ditutup dengan surat jawaban (UU 14/2008 Pasal 22 ayat (7)).")
    if kind is E.ANSWERED and closed:
        _require_tests(case, kind, closed, details, on)
        _require_approval(case, details, actor)
    if kind is E.OBJECTION_DECIDED and details.get("result") in _KEEPING:
        _require_tests_of_the_answer(case, kind, details, on)


def closed_parts(details: Mapping[str, JSONValue]) -> dict[str, Outcome] | None:
    """The parts that an event closes: place -> outcome; None when it closes something without saying which part."""
    told, parts = details.get("outcome"), details.get("parts")
    named = parts if isinstance(parts, dict) else {}
    closed = {str(place): Outcome(str(said)) for place, said in named.items() if said in NEEDS_CONSEQUENCE_TEST}
    if told == Outcome.REFUSED and not closed:
        return None
    return None if told == Outcome.PARTLY_GRANTED and not named else closed


def _require_tests(
    case: CaseFile, kind: E, closed: Mapping[str, Outcome], details: Mapping[str, JSONValue], on: date
) -> None:
    """Each closed part names tests of this body that were finished and approved, and stand on this day."""
    named, articles = details.get("tests"), details.get("articles")
    for place, outcome in sorted(closed.items()):
        numbers = _listed(named, place)
        if not numbers:
            raise _refused(
                case,
                kind,
                f"Bagian {place} ditutup tanpa uji konsekuensi. Informasi hanya boleh ditutup setelah uji konsekuensi "
                f"selesai ({_BASIS}). {_WHAT_TO_DO}",
            )
        if why := why_not(case.body_id, numbers, outcome, _listed(articles, place), on):
            raise _refused(case, kind, f"Bagian {place} belum dapat ditutup. {why} {_WHAT_TO_DO}")


def why_not(body_id: int, numbers: Sequence[str], outcome: Outcome, articles: Collection[str], on: date) -> str:
    """Why a part with `outcome` may not rest on these tests of the body on `on`; empty when it may."""
    found = {row.number: row for row in tests_by_number(body_id, numbers)}
    replaced = superseded_on(row.id for row in found.values())
    covered: set[str] = set()
    for number in numbers:
        row = found.get(number)
        if row is None:
            return f"Uji {number} tidak ada di badan publik ini ({_BASIS})."
        test = finished_test(row, replaced.get(row.id))
        if why := why_not_rest_on(test, outcome, (), on):
            return why
        covered |= set(test.articles)
    uncovered = [code for code in articles if code not in covered]
    return f"Uji yang dipilih tidak menguji {articles_of(uncovered) or 'pasal itu'} ({_BASIS})." if uncovered else ""


def _require_approval(case: CaseFile, details: Mapping[str, JSONValue], actor: Actor) -> None:
    """The superior approved exactly this notice, and is somebody else than who sends it (PERKI 1/2021 Pasal 10)."""
    row = approval_of(case, str(details.get("notice") or ""))
    if row is None or (row.actor_id is not None and row.actor_id == actor.user_id):
        raise _refused(
            case,
            E.ANSWERED,
            "Surat yang menolak atau menutup sebagian memerlukan persetujuan tertulis Atasan PPID atas naskah ini, "
            "persis seperti yang dikirim (PERKI 1/2021 Pasal 10 ayat (2) huruf e dan f). Simpan drafnya, mintakan "
            "persetujuan, lalu kirim tanpa mengubahnya.",
        )


def approval_of(case: CaseFile, notice: str) -> CaseEventRow | None:
    """The superior's approval (DRAFT_CLEARED) of the notice with this fingerprint, unless the draft came back later."""
    found = None
    for row in case.events:
        if row.kind is E.DRAFT_RETURNED:
            found = None
        approved = row.kind is E.DRAFT_CLEARED and row.actor_role == Role.SUPERIOR
        if approved and notice and row.details.get("draft") == notice:
            found = row
    return found


def _require_tests_of_the_answer(case: CaseFile, kind: E, details: Mapping[str, JSONValue], on: date) -> None:
    """Whatever stays closed after the decision rests on tests that still stand (UU 14/2008 Pasal 19 and 20).

    Upholding keeps every closed part of the answer closed; changing keeps the parts that `tests` names, all without it.
    """
    answered = next((row for row in case.events if row.kind is E.ANSWERED), None)
    closed = (closed_parts(answered.details) or {}) if answered else {}
    before = answered.details.get("tests") if answered else None
    named = details.get("tests")
    if details.get("result") == Decision.CHANGED and isinstance(named, dict):
        closed = {place: outcome for place, outcome in closed.items() if place in named}
    for place, outcome in sorted(closed.items()):
        numbers = _listed(named, place) or _listed(before, place)
        why = (
            why_not(case.body_id, numbers, outcome, (), on) if numbers else f"Tidak ada uji konsekuensinya ({_BASIS})."
        )
        if why:
            raise _refused(
                case,
                kind,
                f"Bagian {place} tidak dapat tetap ditutup. {why} Perintahkan memberi, atau selesaikan uji baru "
                "lebih dulu.",
            )


def _refused(case: CaseFile, kind: E, why: str) -> IllegalStep:
    return IllegalStep(kind, case.stage if case.last_seq >= 0 else None, why)


def _listed(value: object, place: str) -> list[str]:
    """The list that stands at a place of {place: [...]}; empty when there is none, or it is something else."""
    found = value.get(place) if isinstance(value, dict) else None
    return [str(item) for item in found] if isinstance(found, list | tuple) else []


# -- tests as the law sees them ----------------------------------------------------------------------------------------


def tests_by_number(body_id: int, numbers: Iterable[str]) -> list[ConsequenceTest]:
    """The tests of a body with these numbers; those of another body are not found."""
    wanted = sorted(set(numbers))
    statement = select(ConsequenceTest).where(ConsequenceTest.body_id == body_id, ConsequenceTest.number.in_(wanted))
    return list(db.session.scalars(statement.order_by(ConsequenceTest.id))) if wanted else []


def superseded_on(ids: Iterable[int]) -> dict[int, date]:
    """Of these tests, those in whose place a newer approved test stands, with the day from which it does."""
    newer = db.session.execute(
        select(ConsequenceTest.supersedes_id, ConsequenceTest.valid_from)
        .where(ConsequenceTest.supersedes_id.in_(list(ids)), ConsequenceTest.valid_from.is_not(None))
        .order_by(ConsequenceTest.valid_from.desc())
    )
    return {old: day for old, day in newer if old is not None and day is not None}


def finished_test(row: ConsequenceTest, replaced_on: date | None = None) -> FinishedTest:
    """The law's view of a stored test; a draft counts as open and not yet valid."""
    return FinishedTest(
        number=row.number,
        result=TestResult(row.result) if row.result else TestResult.OPEN,
        articles=tuple(row.articles),
        valid_from=row.valid_from if row.state is TestState.APPROVED else None,
        ends_on=row.ends_on,
        superseded_on=replaced_on,
    )


def contents_of(row: ConsequenceTest) -> TestContents:
    """The contents as they were stored."""
    values = json.loads(row.contents)
    return TestContents(
        **{
            **values,
            "occasion": Occasion(values["occasion"]) if values.get("occasion") else None,
            "result": TestResult(values["result"]) if values.get("result") else None,
            "articles": tuple(values.get("articles", ())),
            "members": tuple(Member(**member) for member in values.get("members", ())),
            **{name: _day(values.get(name)) for name in ("held_on", "ends_on", "decree_on")},
        }
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
