"""A notice of deficiency counts from the day it reached the requester; a failed delivery starts nothing (ruling R3)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from socket import create_server
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from flask import Flask
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law import clock_file
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import CaseFile, Message, PublicBody
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import assisting, deficiency_notices
from pid_tracker.services.telling import delivering, message_texts, smtp
from pid_tracker.services.upkeep import sweep, verifying
from tests.builders import CaseBuilder, a_body, a_case, a_requester, instant, the_desk, the_officer
from tests.samples import sample

SENT = "2026-09-23 10:00"  # a Wednesday; the third working day after it is Monday, 28 September


class Postbox:
    """Takes every mail, or turns every recipient away."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.refuses = False

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Take or refuse one recipient."""
        if self.refuses:
            return "550 tidak ada kotak surat ini"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        """Keep one mail."""
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def named(self, subject: str) -> list[str]:
        """The texts of the mails whose subject holds these words."""
        return [mail.get_payload(decode=True).decode() for mail in self.mails if subject in str(mail["Subject"])]  # type: ignore[union-attr]  # one plain part


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    box = Postbox()
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.server = smtp.MailServer.from_url(f"smtp://127.0.0.1:{port}?tls=none")  # type: ignore[attr-defined]  # a test's convenience
    yield box
    controller.stop()


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def story(body: PublicBody) -> CaseBuilder:
    """A foundation files without its deed on Tuesday, 22 September; the notice goes the day after."""
    return incomplete(body)


def incomplete(body: PublicBody, at: str = SENT, **asker: str) -> CaseBuilder:
    foundation = a_requester("Rahel Latuconsina", kind="ENTITY", entity_name="Yayasan Pesisir", **asker)
    story = a_case(body).filed("2026-09-22 09:00", complete=False, requester=foundation)
    story.found_lacking(at, "DEED").built()
    return story


def the_notice(case: CaseFile) -> Message:
    return db.session.scalars(
        select(Message).where(Message.case_id == case.id, Message.template == "n2_incomplete")
    ).one()


def work(postbox: Postbox, when: str | datetime, tries: int = 1) -> None:
    """The worker looks that many times, ten minutes apart."""
    now = instant(when)
    for turn in range(tries):
        delivering.deliver_due(postbox.server, now + timedelta(minutes=10 * turn))  # type: ignore[attr-defined]


def night(body: PublicBody, when: str) -> sweep.Night:
    found = sweep.sweep(body, instant(when))
    db.session.commit()
    return found


def kinds(case: CaseFile) -> list[E]:
    return [row.kind for row in case.events]


def test_a_notice_sent_on_its_day_starts_the_three_days_and_is_no_further_event(
    story: CaseBuilder, postbox: Postbox
) -> None:
    work(postbox, "2026-09-23 10:05")
    case = story.case
    assert the_notice(case).state == "SENT"
    assert kinds(case) == [E.FILED, E.DEFICIENCY_NOTIFIED]
    assert case.repair_due_on == date(2026, 9, 28)
    assert night(story.body, "2026-09-28 23:59:59").lapsed == 0
    assert night(story.body, "2026-09-29 00:15").lapsed == 1
    assert (case.stage, case.outcome) == (Stage.NOT_CONTINUED, None), "which is no refusal"


def test_a_notice_that_fails_for_good_never_lapses_a_request(story: CaseBuilder, postbox: Postbox) -> None:
    postbox.refuses = True
    work(postbox, SENT, tries=10)
    case = story.case
    assert the_notice(case).state == "FAILED"
    assert kinds(case)[-1] is E.NOTICE_FAILED
    assert (case.stage, case.repair_due_on, case.complete_on) == (Stage.INCOMPLETE, None, None)
    for day in ("2026-09-29 00:15", "2026-10-13 00:15"):
        assert night(story.body, day).lapsed == 0
    assert case.stage is Stage.INCOMPLETE
    assert verifying.verify().difference == ""


def test_the_days_run_from_the_day_the_desk_tells_it(story: CaseBuilder, postbox: Postbox) -> None:
    postbox.refuses = True
    work(postbox, SENT, tries=10)
    message, case = the_notice(story.case), story.case
    assert "Kirim dalam 3 hari kerja:" in message_texts.short_text(message), "no date that has not begun"
    told = instant("2026-10-01 14:00")
    assert assisting.mark_told(message, Hand(the_desk(story.body), told, calendar_of(story.body)))
    db.session.commit()
    assert (message.state, kinds(case)[-1]) == ("TOLD", E.NOTICE_DELIVERED)
    assert case.repair_due_on == date(2026, 10, 6)
    assert night(story.body, "2026-10-06 23:00").lapsed == 0
    assert night(story.body, "2026-10-07 00:15").lapsed == 1


def test_told_and_completed_in_the_new_days_the_ten_days_begin(story: CaseBuilder, postbox: Postbox) -> None:
    postbox.refuses = True
    work(postbox, SENT, tries=10)
    assisting.mark_told(
        the_notice(story.case), Hand(the_desk(story.body), instant("2026-10-01"), calendar_of(story.body))
    )
    case = story.completed("2026-10-06 23:59:59", "DEED").built()
    assert (case.stage, case.complete_on, case.due_on) == (Stage.IN_PROCESS, date(2026, 10, 6), date(2026, 10, 20))


def test_who_has_no_address_for_machines_is_told_by_the_desk_first(body: PublicBody) -> None:
    case = incomplete(body, email="").case
    assert (case.stage, case.repair_due_on) == (Stage.INCOMPLETE, None)
    assert night(body, "2026-10-07 00:15").lapsed == 0
    assisting.mark_told(the_notice(case), Hand(the_desk(body), instant("2026-10-08"), calendar_of(body)))
    db.session.commit()
    assert case.repair_due_on == date(2026, 10, 13)
    assert verifying.verify().difference == ""


def test_who_hands_in_what_nobody_told_is_complete_all_the_same(body: PublicBody) -> None:
    story = incomplete(body, email="").completed("2026-10-20", "DEED")
    assert (story.case.stage, story.case.complete_on) == (Stage.IN_PROCESS, date(2026, 10, 20))
    told = assisting.mark_told(the_notice(story.case), Hand(the_desk(body), instant("2026-10-21"), calendar_of(body)))
    assert not told and kinds(story.case)[-1] is E.COMPLETED


def test_a_mail_that_left_a_day_later_counts_from_there_and_says_so(body: PublicBody, postbox: Postbox) -> None:
    story = incomplete(body, "2026-09-23 21:30")  # after the hours in which people are disturbed
    work(postbox, "2026-09-23 21:31")
    assert the_notice(story.case).state == "QUEUED"
    work(postbox, "2026-09-24 07:00")
    assert (the_notice(story.case).state, kinds(story.case)[-1]) == ("SENT", E.NOTICE_DELIVERED)
    assert story.case.repair_due_on == date(2026, 9, 29)
    (text,) = postbox.named("Satu hal lagi")
    assert "Kirim paling lambat Selasa, 29 September 2026" in text


def test_a_notice_that_still_fails_on_the_last_day_lets_nothing_lapse(body: PublicBody, postbox: Postbox) -> None:
    story = incomplete(body)
    postbox.refuses = True
    work(postbox, "2026-09-28 19:50")  # the worker was away: this is the first try
    assert the_notice(story.case).state == "QUEUED"
    night(body, "2026-09-29 00:15")
    assert (story.case.stage, story.case.repair_due_on) == (Stage.INCOMPLETE, None)
    assert kinds(story.case).count(E.NOTICE_FAILED) == 1
    postbox.refuses = False
    work(postbox, "2026-09-29 08:00")
    assert kinds(story.case)[-1] is E.NOTICE_DELIVERED
    assert story.case.repair_due_on == date(2026, 10, 2)
    (text,) = postbox.named("Satu hal lagi")
    assert "Kirim paling lambat Jumat, 2 Oktober 2026" in text


def test_a_notice_that_arrived_cannot_fail_afterwards_and_arrives_once(story: CaseBuilder) -> None:
    case, calendar, now = story.case, calendar_of(story.body), instant("2026-09-24")
    casefile.record(case, Bare(E.NOTICE_DELIVERED), Hand(the_officer(story.body), now, calendar))
    for kind, actor in ((E.NOTICE_DELIVERED, the_desk(story.body)),):
        with pytest.raises(IllegalStep, match="sudah tercatat"):
            casefile.record(case, sample(kind), Hand(actor, now, calendar))
    assert not deficiency_notices.note_failed(case, now, calendar)


def test_a_message_that_is_no_notice_of_deficiency_starts_nothing(body: PublicBody, postbox: Postbox) -> None:
    story = a_case(body).filed("2026-09-22 09:00")
    story.built()
    postbox.refuses = True
    work(postbox, "2026-09-22 10:00", tries=10)
    assert kinds(story.case) == [E.FILED]


@pytest.mark.parametrize("kind", [E.NOTICE_FAILED, E.NOTICE_DELIVERED])
def test_the_clock_file_knows_neither_kind(kind: E) -> None:
    told = [{"kind": each, "at": "2026-09-22T09:00:00+09:00"} for each in ("FILED", kind.value)]
    with pytest.raises(clock_file.BadHistory, match=f"events.1.: unknown kind '{kind.value}'"):
        clock_file.answer({"zone": "Asia/Jayapura", "events": told}, instant("2026-09-22 10:00"))


@contextmanager
def nothing_is_recorded() -> Iterator[None]:
    """The database refuses every event, as a full disk would."""
    if db.engine.dialect.name == "sqlite":
        made = ["CREATE TRIGGER full_disk BEFORE INSERT ON case_event BEGIN SELECT RAISE(ABORT, 'penuh'); END"]
        undone = ["DROP TRIGGER full_disk"]
    else:
        raising = "BEGIN RAISE EXCEPTION 'penuh'; END"
        made = [
            f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ {raising} $$",
            "CREATE TRIGGER full_disk BEFORE INSERT ON case_event FOR EACH ROW EXECUTE FUNCTION full_disk()",
        ]
        undone = ["DROP TRIGGER full_disk ON case_event", "DROP FUNCTION full_disk()"]
    for statements in (made, undone):
        for statement in statements:
            db.session.execute(sa.text(statement))
        db.session.commit()
        if statements is made:
            try:
                yield
            finally:
                db.session.rollback()


def test_a_mail_whose_sending_could_not_be_noted_is_noted_later_and_not_sent_again(
    body: PublicBody, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    story = incomplete(body, "2026-09-23 21:30")  # leaves a day later, so that its sending is an event
    with nothing_is_recorded():
        work(postbox, "2026-09-24 07:00")
        assert the_notice(story.case).state == "TAKEN" and "could not be noted" in caplog.text
        work(postbox, "2026-09-24 07:06")
        assert len(postbox.named("Satu hal lagi")) == 1
    work(postbox, "2026-09-24 07:08")
    assert the_notice(story.case).state == "TAKEN", "the other try has its five minutes"
    work(postbox, "2026-09-25 07:12")
    assert (the_notice(story.case).state, kinds(story.case)[-1]) == ("SENT", E.NOTICE_DELIVERED)
    assert len(postbox.named("Satu hal lagi")) == 1
    assert verifying.verify().difference == ""
