"""Run in a copy of the tree in which the toy act was put: from the form to the message, on a real database."""

from pathlib import Path

from alembic import command

from pid_tracker.app import create_app
from pid_tracker.cli.database import alembic_config
from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile, Message
from pid_tracker.services.telling import message_texts
from pid_tracker.services.upkeep import verifying
from tests.browsing import Browser, words_of
from tests.builders import a_body, a_case, a_user, instant
from tests.conftest import a_config


def main(folder: Path) -> None:
    """Note a visit at the desk, and look at it from every side; an AssertionError tells what is missing."""
    clock = FrozenClock(instant("2026-04-02 10:00"))
    app = create_app(a_config(f"sqlite:///{folder / 'toy.db'}", folder), clock)
    with app.app_context():
        command.upgrade(alembic_config(), "head")
        body = a_body()
        a_user("meja", Role.DESK, body)
        a_user("pengawas", Role.SUPERVISOR, body)
        case = a_case(body).filed("2026-04-01").built()
        number, link = case.number, case.link_token
        db.session.commit()
    desk, page = Browser(app).sign_in("meja"), f"/petugas/perkara/{number}"
    assert f'href="{page}/kunjungan">Catat kunjungan' in desk.get(page), "the case page offers the act"
    supervisor = Browser(app).sign_in("pengawas")
    assert "Catat kunjungan" not in supervisor.get(page), "only to who may"
    supervisor.get(f"{page}/kunjungan", status=404)
    refused = desk.post(f"{page}/kunjungan", {"wish": " "}, on=f"{page}/kunjungan")
    assert refused.status_code == 422 and "Tulis keperluannya" in words_of(refused)
    done = desk.post(f"{page}/kunjungan", {"wish": "Menanyakan suratnya"}, on=f"{page}/kunjungan")
    assert done.status_code == 302 and done.location == page
    assert "Kunjungan dicatat." in words_of(desk.get(page))
    phone = app.test_client()
    phone.get(f"/lacak/{number}/{link}")
    told = words_of(phone.get(f"/lacak/{number}"))
    assert "Pemohon datang ke meja layanan" in told and "Menanyakan suratnya" in told
    assert "Mencatat kunjungan" in words_of(phone.get("/wewenang")), "the public table of rights"
    with app.app_context():
        case = db.session.query(CaseFile).one()
        message = db.session.query(Message).filter_by(case=case, template="visited").one()
        assert "Kunjungan Anda kami catat." in message_texts.email_text(message)[1]
        assert f"kunjungan Anda untuk {number} dicatat" in message_texts.short_text(message)
        assert verifying.verify().difference == ""
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main(Path("toy").absolute())
