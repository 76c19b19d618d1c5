"""Around a page that closes names stand names too: of the office, and of who is signed in. Those stay."""

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import PublicBody
from tests.builders import a_case, a_requester, a_user
from tests.web.officer.conftest import Office


def test_the_frame_is_not_closed_when_a_requester_is_called_like_it(office: Office) -> None:
    with office.app.app_context():
        body = db.session.get_one(PublicBody, office.body_id)
        a_user("kembar", Role.SUPERVISOR, body, name="Maluku Antrean Tahapary")
        who = a_requester("Maluku Antrean Tahapary")
        number = (
            a_case(body).filed("2026-04-02", requester=who, question="Saya Tahapary meminta anggaran").built().number
        )
    page = office.browser("kembar").get(f"/petugas/perkara/{number}")
    head, content = page.split("<main", 1)
    assert "Maluku Antrean Tahapary" in head and ">Antrean</a>" in head and "Pemerintah Provinsi Maluku" in head
    assert "Saya (tertutup) meminta anggaran" in content and "Tahapary" not in content.split("</main>")[0]
