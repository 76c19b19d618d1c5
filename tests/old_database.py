"""Writes a database with every kind of event, its files and its keys: `python -m tests.old_database FOLDER`.

Run with the code of the version that is to be remembered, then packed:
`tar -C FOLDER -cJf tests/data/before_issue_8.tar.xz pid-tracker.db demo-keys files`. What is done with it afterwards:
`test_old_database.py`. The demo province has a few of its stories; the rest happens at a body of its own, "lama".
"""

import sys
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from alembic import command

from pid_tracker.app import create_app
from pid_tracker.cli.database import alembic_config
from pid_tracker.clock import FrozenClock
from pid_tracker.config import Config
from pid_tracker.extensions import db
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.decrees import Decree
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Decision, Outcome
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseEventRow, Message, PublicBody
from pid_tracker.services.answer import clearing
from pid_tracker.services.calendar import calendars
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.dispute import disputing
from pid_tracker.services.examining.answer_files import AnswerFile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.people import sign_in, substitutes
from pid_tracker.services.request import deficiency_notices
from pid_tracker.services.upkeep import sweep
from tests import closing
from tests.builders import a_body, a_case, a_requester, a_unit, a_user, instant, the_desk, the_officer, the_superior

CSV = b"kelas;jumlah\n1;2\n"
REGISTER = (
    "Nomor;Tanggal;Informasi;Dijawab;Hasil\n1/2023;2023-02-01;Daftar aset;2023-02-10;ditutup\n;2023-03-01;Peta;;\n"
)
MAP = """[columns]
filed_on = "Tanggal"
question = "Informasi"
number = "Nomor"
answered_on = "Dijawab"
outcome = "Hasil"
[outcome]
"ditutup" = "REFUSED"
"""


def handled(body: PublicBody, other: PublicBody) -> None:
    """Every act before and about an answer."""
    pupr, dkp = a_unit(body, "pupr"), a_unit(body, "dkp")
    story = a_case(body).filed("2026-03-02", complete=False, question="Jalan rusak\nAnggarannya", may_refer=True)
    story.found_lacking("2026-03-03", note="Fotonya buram").completed("2026-03-04")
    story.routed("2026-03-04 10:00", pupr).routed("2026-03-04 10:05", dkp, 2).accepted("2026-03-05")
    story.handed_back("2026-03-05", 2).confirmed("2026-03-06", 2).asked("2026-03-06").replied("2026-03-07")
    story.answered_by_unit("2026-03-09").delivered_ahead("2026-03-10").split("2026-03-10", "Petanya")
    story.extended("2026-03-11").cost_noted(
        "2026-03-12", payment="Tunai, dengan tanda terima", reason="Kertas ukuran A3, peta"
    )
    story.answered("2026-03-16").handed_over("2026-03-17").handed_over("2026-03-18", "POST", parcel="JX1")
    story.rated("2026-03-18").corrected("2026-03-19").corrected("2026-03-19", "PERIOD", "2025")
    body.per_sheet_rupiah, body.tariff_basis = 300, "SK Gubernur 7/2025"
    told = a_case(body).filed("2026-03-02", received_on="2026-02-27", channel="LETTER").declared_complete("2026-03-03")
    told.relabelled("2026-03-04").insisted("2026-03-05").cost_noted("2026-03-06").withdrawn_by_staff("2026-03-09")
    a_case(body).filed("2026-03-02").withdrawn("2026-03-03")
    a_case(body).filed("2026-03-02").referred_to("2026-03-06", other).passed_on("2026-03-09").built()
    a_case(body).filed("2026-03-02", may_refer=True, question="Satu\nDua").referred_to("2026-03-06", other, 2).built()


def closed(body: PublicBody) -> None:
    """A refusal on a test, approved, objected to, changed and kept in part; a draft that came back."""
    test = closing.a_test(body)
    story = a_case(body).filed("2026-04-02")
    closing.send_closing(story.case, closing.a_closing_notice(story.case, Outcome.REFUSED, test), "2026-04-14")
    story.objected("2026-04-20", "a").decided("2026-04-22", Decision.UPHELD).responded("2026-04-23", "NOT_SATISFIED")
    back = a_case(body).filed("2026-04-02")
    notice = closing.a_closing_notice(back.case, Outcome.PARTLY_GRANTED, test)
    clearing.submit_draft(back.case, notice, Hand(the_officer(body), instant("2026-04-08"), calendar_of(body)))
    clearing.return_draft(
        back.case, "Ringkasannya kurang jelas.", Hand(the_superior(body), instant("2026-04-09"), calendar_of(body))
    )
    back.built()


def disputed(body: PublicBody) -> None:
    """Objections to their end, with a substitute and without a request; a dispute through every stage."""
    story = (
        a_case(body).filed("2026-03-02").answered("2026-03-06").objected("2026-03-09", "dg", received_on="2026-03-06")
    )
    story.explained("2026-03-10").talked("2026-03-11").decided("2026-03-12").executed("2026-03-16").responded(
        "2026-03-17"
    )
    story.disputed("2026-03-18", registered_on="2026-03-17").in_stage("2026-03-20", on="2026-03-25")
    now, calendar = instant("2026-03-26"), calendar_of(body)
    disputing.keep_closed_document(
        story.case, AnswerFile("text/csv", "a.csv", CSV), Hand(the_officer(body), now, calendar)
    )
    story.in_stage("2026-03-27", "MEDIATION").ruling("2026-04-06", execute_by="2026-04-20", received_on="2026-04-02")
    story.in_court("2026-04-07").ruling_executed("2026-04-08", ("b.csv", CSV)).dispute_closed("2026-04-09")
    agreed = a_case(body).filed("2026-03-02").answered("2026-03-06").objected("2026-03-09").decided("2026-03-12")
    agreed.disputed("2026-03-18").dispute_closed("2026-03-19", "MEDIATED", execute_by="2026-04-01").built()
    a_case(body).objected_without_request("2026-03-05").built()
    office, person = a_user("sekda-lama", Role.SUPERIOR, body), a_user("asisten-lama")
    new = substitutes.NewSubstitute(office.appointments[0].id, "PLH", "SK 7/2026", date(2026, 3, 1), date(2026, 6, 30))
    stand_in = sign_in.officer_actor(substitutes.appoint_substitute(person, new), person)
    other = a_case(body).filed("2026-03-02").answered("2026-03-06").objected("2026-03-09")
    other.decided("2026-03-12", by=stand_in, substitute_reason="Sekda berhalangan tetap.").built()


def told_by_the_night(body: PublicBody) -> None:
    """Notices that fail or are told by the desk, what runs out in silence, a date that a decree moves."""
    failing = a_case(body).filed("2026-04-20", complete=False).found_lacking("2026-04-21").built()
    deficiency_notices.note_failed(failing, instant("2026-04-22"), calendar_of(body))
    reading = (
        a_case(body)
        .filed("2026-04-20", complete=False, requester=a_requester(email=""))
        .found_lacking("2026-04-21")
        .built()
    )
    message = db.session.scalars(
        sa.select(Message).where(Message.case_id == reading.id, Message.template == deficiency_notices.TEMPLATE)
    ).one()
    deficiency_notices.note_told(message, Hand(the_desk(body), instant("2026-04-22"), calendar_of(body)))
    a_case(body).filed("2026-04-20")
    a_case(body).filed("2026-04-20").answered("2026-04-21").objected("2026-04-22").built()
    day = ClosedDay(date(2026, 4, 29), DayKind.HOLIDAY, "Hari khusus", "KEP-1")
    calendars.enter_decree(
        Decree("KEP-1", "Hari khusus", 2026, None, None, frozenset(), (day,)), instant("2026-04-23"), body=body
    )
    for night in ("2026-04-24 00:30", "2026-05-11 00:30", "2026-06-25 00:30"):
        sweep.sweep(body, instant(night))
        db.session.commit()


def main(folder: Path) -> None:
    """Make the database in a folder that is empty."""
    config = Config.from_env({"PID_TRACKER_MODE": "demo", "INSTANCE_PATH": str(folder)})
    app = create_app(config, FrozenClock(instant("2026-11-23 10:00")))
    (folder / "r.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "m.toml").write_text(MAP, encoding="utf-8")
    with app.app_context():
        command.upgrade(alembic_config(), "head")
    runner = app.test_cli_runner()
    done = runner.invoke(args=["demo", "--cases", "6"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        body, other = a_body("lama", prefix="LMA"), a_body("baru", prefix="BRU")
        a_user("ppid-lama", Role.OFFICER, body)
        handled(body, other)
        closed(body)
        disputed(body)
        told_by_the_night(body)
        db.session.commit()
    done = runner.invoke(
        args=["load", "register", str(folder / "r.csv"), "--body", "lama", "--map", str(folder / "m.toml")]
    )
    assert done.exit_code == 0, done.output
    done = runner.invoke(args=["verify"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        missing = set(E) - set(db.session.scalars(sa.select(CaseEventRow.kind).distinct()))
        assert not missing, missing
        db.session.remove()
        db.engine.dispose()  # the last one closes the write-ahead log


if __name__ == "__main__":
    main(Path(sys.argv[1]))
