"""The registers on the screen and as files: who gets which, what is noted, what is refused."""

import csv
import io
import re

import pytest

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import AccessRecord
from tests.browsing import words_of
from tests.builders import a_body, a_case, a_requester, a_user
from tests.web.officer.conftest import Office

REGISTER = "/petugas/register/permohonan"


@pytest.fixture
def filled(office: Office) -> Office:
    """The office's own case and one more with a name that nobody should see without a reason."""
    with office.app.app_context():
        requester = a_requester("Zakarias Uneputty", address="Lorong Kenari 13")
        a_case(office.body()).filed("2026-04-03", question="Harga sewa pasar 2025", requester=requester).built()
    return office


@pytest.mark.parametrize("username", ["meja", "ppid", "sekda", "pengawas"])
def test_the_register_is_read_without_names(filled: Office, username: str) -> None:
    browser = filled.browser(username)
    page = browser.get(REGISTER)
    assert "Harga sewa pasar 2025" in page and "Uneputty" not in page and "Kenari" not in page
    for form in ("csv", "xlsx"):
        answer = browser.client.get(f"{REGISTER}.{form}?tahun=2026")
        assert answer.status_code == 200 and b"Uneputty" not in answer.data
        assert f'filename="register-permohonan-maluku-2026.{form}"' in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"
    with filled.app.app_context():
        assert db.session.query(AccessRecord).count() == 0
    assert ("dengan-nama" in page) == (username in ("meja", "ppid"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_register_with_names_is_taken_for_a_reason_and_noted_on_every_case(filled: Office, form: str) -> None:
    desk = filled.browser("meja")
    here = f"{REGISTER}/dengan-nama?tahun=2026"
    assert desk.client.get(here).status_code == 405
    refused = desk.post(here, {"reason": " x ", "bentuk": form}, on=REGISTER)
    assert refused.status_code == 422 and "Tulis alasan" in refused.text and "Uneputty" not in refused.text
    answer = desk.post(here, {"reason": "Laporan bulanan ke atasan", "bentuk": form}, on=REGISTER)
    assert answer.status_code == 200
    if form == "csv":
        assert answer.data.startswith(b"\xef\xbb\xbf") and "Zakarias Uneputty" in answer.text
        rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert [row["No."] for row in rows] == ["MAL-26-00001", "MAL-26-00002"]
    with filled.app.app_context():
        records = db.session.query(AccessRecord).order_by(AccessRecord.case_id).all()
        assert len(records) == 2 and {row.user.username for row in records} == {"meja"}
        assert records[0].what == f"Register permohonan 2026 ({form.upper()})"
        assert records[0].reason == "Laporan bulanan ke atasan"


@pytest.mark.parametrize("username", ["sekda", "pengawas", "pupr", "admin"])
def test_nobody_else_gets_names(filled: Office, username: str) -> None:
    browser = filled.browser(username)
    answer = browser.post(f"{REGISTER}/dengan-nama", {"reason": "Ingin tahu saja", "bentuk": "csv"})
    assert answer.status_code == 404 and "Uneputty" not in answer.text


def test_what_is_not_there_answers_404(filled: Office) -> None:
    ppid = filled.browser("ppid")
    for path in ("/petugas/register/apa", f"{REGISTER}.pdf", f"{REGISTER}?hal=2", f"{REGISTER}?tahun=abc",
                 f"{REGISTER}?tahun=20266", f"{REGISTER}?badan=tidak-ada", f"{REGISTER}?hal=0"):  # fmt: skip
        ppid.get(path, 404)
    for path, form in ((REGISTER, "pdf"), ("/petugas/register/dikecualikan", "csv")):
        answer = ppid.post(f"{path}/dengan-nama", {"reason": "Laporan bulanan", "bentuk": form}, on=REGISTER)
        assert answer.status_code == 400


def test_a_supervisor_reads_the_governments_below_and_an_officer_does_not(filled: Office) -> None:
    with filled.app.app_context():
        other = a_body("buru", prefix="BUR", parent_id=filled.body_id)
        a_user("buru", Role.OFFICER, other)
        number = a_case(other).filed("2026-04-02").built().number
    pengawas = filled.browser("pengawas")
    assert number in pengawas.get(f"{REGISTER}?badan=buru") and number not in pengawas.get(REGISTER)
    filled.browser("ppid").get(f"{REGISTER}?badan=buru", 404)
    assert "MAL-26-00001" not in filled.browser("buru").get(REGISTER)


def test_a_year_without_rows_says_so(filled: Office) -> None:
    assert "Belum ada baris pada tahun 2019" in words_of(filled.browser("ppid").get(f"{REGISTER}?tahun=2019"))
    for book in ("keberatan", "sengketa", "dikecualikan"):
        assert "Belum ada baris" in words_of(filled.browser("ppid").get(f"/petugas/register/{book}"))


def test_heads_of_groups_stand_over_their_columns(filled: Office) -> None:
    page = filled.browser("ppid").get(REGISTER)
    spans = [(words, int(span)) for span, words in re.findall(r'colspan="(\d+)">([^<]+)<', page)]
    assert spans == [
        ("Status informasi", 3), ("Bentuk informasi", 2), ("Jenis permintaan", 2), ("Hari dan tanggal", 2),
        ("Biaya", 2),
    ]  # fmt: skip
