"""What the gate asks of everything that closes information: finished consequence tests in force, and the approval.

`require` stands in `casefile.record`, so it holds for every road: page, bulk, import, command, programme. Nothing is
written here. UU 14/2008 Pasal 19; PERKI 1/2021 Pasal 10 ayat (2) huruf e and f, 34 and 49; ruling R8.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import undefer

from pid_tracker.extensions import db
from pid_tracker.law.consequence import Member, Occasion, TestContents, TestResult
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.facts import Answered, DraftCleared, Facts, ObjectionDecided
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
#: Decisions on an objection that leave (part of) a closing standing.
_KEEPING = frozenset({Decision.UPHELD, Decision.CHANGED})


def require(case: CaseFile, facts: Facts, actor: Actor, on: date) -> None:
    """Raise IllegalStep when this event would close something without its tests, or without the superior's approval.

    Only a notice can say that something is closed, and only a decision on an objection can leave it so: no other type
    of facts has words for it (UU 14/2008 Pasal 22 ayat (7)). A submitted draft is a proposal; the letter itself is
    asked again. `on` is the civil date of the act at the body's office.
    """
    if isinstance(facts, Answered):
        closed = closed_parts(facts)
        if closed is None:
            why = f"Sebut bagian mana yang ditutup, masing-masing dengan uji konsekuensinya ({_BASIS})."
            raise _refused(case, facts.kind, why)
        if closed:
            _require_tests(case, facts, closed, on)
            _require_approval(case, facts, actor)
    if isinstance(facts, ObjectionDecided) and facts.result in _KEEPING:
        _require_tests_of_the_answer(case, facts, on)


def closed_parts(answered: Answered) -> dict[str, Outcome] | None:
    """The parts that a notice closes: place -> outcome; None when it closes something without saying which part."""
    named = answered.parts or {}
    closed = {place: said for place, said in named.items() if said in NEEDS_CONSEQUENCE_TEST}
    if answered.outcome is Outcome.REFUSED and not closed:
        return None
    return None if answered.outcome is Outcome.PARTLY_GRANTED and not named else closed


def _require_tests(case: CaseFile, answered: Answered, closed: Mapping[str, Outcome], on: date) -> None:
    """Each closed part names tests of this body that were finished and approved, and stand on this day."""
    named = answered.tests or {}
    tests = tests_named(case.body_id, [number for place in closed for number in named.get(place, ())])
    for place, outcome in sorted(closed.items()):
        numbers, articles = (answered.tests or {}).get(place, ()), (answered.articles or {}).get(place, ())
        if not numbers:
            raise _refused(
                case,
                answered.kind,
                f"Bagian {place} ditutup tanpa uji konsekuensi. Informasi hanya boleh ditutup setelah uji konsekuensi "
                f"selesai ({_BASIS}). {_WHAT_TO_DO}",
            )
        if why := why_not(tests, numbers, outcome, articles, on):
            raise _refused(case, answered.kind, f"Bagian {place} belum dapat ditutup. {why} {_WHAT_TO_DO}")


def tests_named(body_id: int, numbers: Iterable[str]) -> Mapping[str, FinishedTest]:
    """The tests of a body with these numbers, as the law sees them, by number."""
    rows = tests_by_number(body_id, numbers)
    replaced = superseded_on(row.id for row in rows)
    return {row.number: finished_test(row, replaced.get(row.id)) for row in rows}


def why_not(
    tests: Mapping[str, FinishedTest], numbers: Sequence[str], outcome: Outcome, articles: Collection[str], on: date
) -> str:
    """Why a part with `outcome` may not rest on these of the body's `tests` on `on`; empty when it may."""
    covered: set[str] = set()
    for number in numbers:
        if number not in tests:
            return f"Uji {number} tidak ada di badan publik ini ({_BASIS})."
        if why := why_not_rest_on(tests[number], outcome, (), on):
            return why
        covered |= set(tests[number].articles)
    uncovered = [code for code in articles if code not in covered]
    return f"Uji yang dipilih tidak menguji {articles_of(uncovered) or 'pasal itu'} ({_BASIS})." if uncovered else ""


def _require_approval(case: CaseFile, answered: Answered, actor: Actor) -> None:
    """The superior approved exactly this notice, and is somebody else than who sends it (PERKI 1/2021 Pasal 10)."""
    row = approval_of(case, answered.notice or "")
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
        cleared = row.facts if row.actor_role == Role.SUPERIOR else None
        if isinstance(cleared, DraftCleared) and notice and cleared.draft == notice:
            found = row
    return found


def _require_tests_of_the_answer(case: CaseFile, decided: ObjectionDecided, on: date) -> None:
    """Whatever stays closed after the decision rests on tests that still stand (UU 14/2008 Pasal 19 and 20).

    Upholding keeps every closed part of the answer closed; changing keeps the parts that `tests` names, all without it.
    """
    answered = case.latest(Answered)
    closed = (closed_parts(answered) or {}) if answered else {}
    before, named = (answered.tests or {}) if answered else {}, decided.tests or {}
    if decided.result is Decision.CHANGED and decided.tests is not None:
        closed = {place: outcome for place, outcome in closed.items() if place in named}
    rests_on = {place: named.get(place) or before.get(place) or () for place in closed}
    tests = tests_named(case.body_id, [number for numbers in rests_on.values() for number in numbers])
    for place, outcome in sorted(closed.items()):
        numbers = rests_on[place]
        why = why_not(tests, numbers, outcome, (), on) if numbers else f"Tidak ada uji konsekuensinya ({_BASIS})."
        if why:
            raise _refused(
                case,
                decided.kind,
                f"Bagian {place} tidak dapat tetap ditutup. {why} Perintahkan memberi, atau selesaikan uji baru "
                "lebih dulu.",
            )


def _refused(case: CaseFile, kind: E, why: str) -> IllegalStep:
    return IllegalStep(kind, case.stage if case.last_seq >= 0 else None, why)


# -- tests as the law sees them ----------------------------------------------------------------------------------------


#: For whoever reads what the tests hold: their seals stay closed otherwise.
WITH_CONTENTS = undefer(ConsequenceTest.contents)


def tests_by_number(body_id: int, numbers: Iterable[str]) -> list[ConsequenceTest]:
    """The tests of a body with these numbers; those of another body are not found."""
    wanted = sorted(set(numbers))
    statement = select(ConsequenceTest).where(ConsequenceTest.body_id == body_id, ConsequenceTest.number.in_(wanted))
    return list(db.session.scalars(statement.options(WITH_CONTENTS).order_by(ConsequenceTest.id))) if wanted else []


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
