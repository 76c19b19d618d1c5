"""No act names a file in which something stands out, unless a person looked at it and said that it may go out."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Decision
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.law.vocabulary.standing_out import FindingKind
from pid_tracker.models import CaseFile, Document, FileCheck
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.dispute import disputing
from pid_tracker.services.examining import confirming
from pid_tracker.services.examining.findings import Finding
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.store import files
from tests.builders import CaseBuilder, a_body, a_case, a_unit, a_user, instant, the_officer
from tests.services.test_disputing import before_the_commission

FOUND = (Finding(FindingKind.HIDDEN_SHEET, "lembar Gaji"), Finding(FindingKind.PERSONAL, "lembar Ruas", "8171…01"))
NOW = instant("2026-04-08 09:00")


def keep(
    case: CaseFile, kind: DocumentKind, found: tuple[Finding, ...] = FOUND, content: bytes = b"a;b\n1;2\n"
) -> Document:
    part = case.parts[0] if kind is DocumentKind.ANSWER else None
    document = files.keep(
        content, kind=kind, name="tabel.xlsx", media_type="text/csv", now=NOW, case=case, part=part
    )  # fmt: skip
    confirming.note(document, found)
    db.session.flush()
    return document


def _routed() -> CaseBuilder:
    body = a_body()
    return a_case(body).filed("2026-04-02").routed("2026-04-06", a_unit(body, "pupr"))


def _answered_by_unit() -> CaseBuilder:
    return _routed().answered_by_unit("2026-04-08")


def _decided() -> CaseBuilder:
    story = a_case(a_body()).filed("2026-04-02").answered("2026-04-10").objected("2026-04-15", "d")
    return story.decided("2026-04-22", Decision.CHANGED, execute_by="2026-04-29")


def _hand_in(story: CaseBuilder, digest: str) -> CaseBuilder:
    return story.answered_by_unit("2026-04-08", files=(digest,))


def _give_by_ruling(story: CaseBuilder, digest: str) -> CaseBuilder:
    hand = Hand(the_officer(story.body), instant("2026-08-20"), calendar_of(story.body))
    disputing.execute_ruling(story.case, "Tabelnya kami berikan.", hand, files=[digest])
    return story


#: What brings a case there, the kind of the file, and the act that names it.
ROADS: dict[str, tuple[Callable[[], CaseBuilder], DocumentKind, Callable[[CaseBuilder, str], CaseBuilder]]] = {
    "the answer of a unit": (_routed, DocumentKind.ANSWER, _hand_in),
    "the letter": (_answered_by_unit, DocumentKind.ANSWER, lambda story, _digest: story.answered("2026-04-10")),
    "the execution of a decision": (
        _decided, DocumentKind.EXECUTION, lambda story, digest: story.executed("2026-04-24", [digest]),
    ),
    "the execution of a ruling": (
        lambda: before_the_commission().ruling("2026-08-10", execute_by="2026-08-31"), DocumentKind.EXECUTION,
        _give_by_ruling,
    ),
}  # fmt: skip


@pytest.mark.parametrize("road", ROADS)
def test_no_road_gives_a_file_that_nobody_has_looked_at(app: Flask, road: str) -> None:
    begin, kind, act = ROADS[road]
    with app.app_context():
        story = begin()
        document = keep(story.case, kind)
        before = story.case.last_seq
        with pytest.raises(Incomplete, match=r"Belum dinyatakan boleh dibuka: tabel\.xlsx"):
            act(story, document.sha256)
        assert story.case.last_seq == before
        confirming.confirm([document], a_user("saniri").id, NOW)
        act(story, document.sha256)
        assert document.sha256 in story.case.events[-1].facts.enclosed


def test_who_looked_and_when_is_kept_with_what_stood_out(app: Flask) -> None:
    with app.app_context():
        story = _routed()
        person, document = a_user("saniri"), keep(story.case, DocumentKind.ANSWER)
        confirming.confirm([document], person.id, NOW)
        db.session.commit()
        db.session.expire_all()
        check = db.session.scalars(db.select(FileCheck)).one()
        assert check.confirmed_by == person and check.confirmed_at == NOW
        assert confirming.sentences(document) == tuple(one.sentence for one in FOUND)


def test_who_looked_first_stays(app: Flask) -> None:
    with app.app_context():
        story = _routed()
        document = keep(story.case, DocumentKind.ANSWER)
        first, later = a_user("saniri"), a_user("lain")
        confirming.confirm([document], first.id, NOW)
        confirming.confirm([document], later.id, datetime(2026, 5, 1, tzinfo=NOW.tzinfo))
        assert document.check is not None and document.check.confirmed_by_id == first.id


def test_a_file_in_which_nothing_stands_out_asks_nobody(app: Flask) -> None:
    with app.app_context():
        story = _routed()
        document = keep(story.case, DocumentKind.ANSWER, found=())
        assert document.check is None and confirming.fingerprint([document]) == ""
        _hand_in(story, document.sha256)


def test_a_file_that_came_meanwhile_changes_what_a_page_had_shown(app: Flask) -> None:
    with app.app_context():
        story = _routed()
        first = keep(story.case, DocumentKind.ANSWER)
        second = keep(story.case, DocumentKind.ANSWER, content=b"c;d\n")
        shown = confirming.fingerprint([first])
        assert shown and shown != confirming.fingerprint([first, second])


def test_what_was_noted_goes_with_its_file(app: Flask) -> None:
    with app.app_context():
        story = _routed()
        document = keep(story.case, DocumentKind.ANSWER)
        files.erase(document)
        db.session.commit()
        assert db.session.query(FileCheck).count() == 0
