"""The unit learns what is sought, never who asks, why, or how to reach them; whoever opens personal data is noted."""

import io
import re

import pytest

from pid_tracker.extensions import db
from pid_tracker.models import AccessRecord, CaseFile, Document
from pid_tracker.services.store import files
from tests.browsing import Browser, words_of
from tests.builders import a_case, a_requester, instant
from tests.web.officer.conftest import Office

SEEDED = {
    "name": "Zakarias Uneputty",
    "address": "Lorong Kenari 13, Negeri Soya",
    "group_name": "Kelompok Tani Mekar Wangi",
    "entity_name": "Yayasan Lentera Timur",
    "entity_number": "AHU-0099887",
    "principal_name": "Dorkas Uneputty",
    "principal_address": "Negeri Hutumuri",
    "phone": "0813-4455-6677",
    "email": "zakarias.rahasia@contoh.id",
    "needs": "memakai kursi roda",
    "nik": "8171029988770003",
}
PURPOSE = "menggugat kontraktor tertentu"


@pytest.fixture
def seeded(office: Office) -> str:
    """A case full of names, one part with the first unit, one with the second."""
    with office.app.app_context():
        requester = a_requester(**SEEDED | {"kind": "PROXY", "group_size": 3})
        built = (
            a_case(office.body())
            .filed(
                "2026-04-02 10:00",
                question="Volume pekerjaan jalan\nBiaya konsultan",
                requester=requester,
                purpose="OTHER",
                purpose_text=PURPOSE,
                office_hint="Kantor Soya",
            )
            .found_lacking("2026-04-06 08:00", "NIK")
            .completed("2026-04-06 08:30", "NIK")
            .routed("2026-04-06 09:00", office.pupr(), 1, instruction="Satu tabel saja")
        )
        case = built.built()
        for kind in ("IDENTITY", "POWER_OF_ATTORNEY"):
            files.keep(
                b"%PDF-1.4 bukti", kind=kind, name="bukti.pdf", media_type="application/pdf",
                now=instant("2026-04-06 09:00"), case=case,
            )  # fmt: skip
        db.session.commit()
        return case.number


def crawl(browser: Browser, start: str) -> dict[str, bytes]:
    """Every page that can be reached by links from `start`, with its headers."""
    seen: dict[str, bytes] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith(("/petugas", "/masuk/")):
            continue
        answer = browser.client.get(path)
        seen[path] = str(answer.headers).encode() + answer.data
        waiting += re.findall(r'(?:href|action|src)="([^"#]+)"', answer.text) if answer.mimetype == "text/html" else []
    return seen


def test_no_page_of_a_unit_holds_anything_about_the_requester(office: Office, seeded: str) -> None:
    unit = office.browser("pupr")
    with office.app.app_context():
        part_id = next(part.id for part in office_case(seeded).parts if part.place == 1)
    here = f"/petugas/bagian/{part_id}"
    fields = {
        "jawab-result": "OPEN", "jawab-explanation": "Ada tabelnya.", "jawab-checked_by": "Sekretaris",
        "jawab-files": (io.BytesIO(b"a;b\n1;2\n"), "tabel.csv"),
    }  # fmt: skip
    refused = unit.post(f"{here}/jawab", fields | {"jawab-result": ""}, on=here)
    late = unit.client.post(f"{here}/terima", data=unit.hidden(here) | {"seen_seq": "1"})
    assert (refused.status_code, late.status_code) == (422, 409)
    pages = crawl(unit, "/petugas/bagian") | {"422": refused.data, "409": late.data}
    assert here in pages and len(pages) >= 6
    hidden = [*SEEDED.values(), PURPOSE, "Uneputty", "Lainnya", "Mewakili", "Kuasa dari", "PROXY", "Biaya konsultan"]
    for path, content in pages.items():
        for secret in hidden:
            assert secret.encode() not in content, (path, secret)
    assert b"Volume pekerjaan jalan" in pages[here] and b"Satu tabel saja" in pages[here]


def office_case(number: str) -> CaseFile:
    return db.session.query(CaseFile).filter_by(number=number).one()


def test_a_unit_sees_only_the_parts_that_lie_with_it_now(office: Office, seeded: str) -> None:
    with office.app.app_context():
        ids = {part.place: part.id for part in office_case(seeded).parts}
    pupr, dkp = office.browser("pupr"), office.browser("dkp")
    pupr.get(f"/petugas/bagian/{ids[1]}")
    for browser, part_id in ((pupr, ids[2]), (dkp, ids[1]), (dkp, ids[2])):
        browser.get(f"/petugas/bagian/{part_id}", 404)
        for act in ("terima", "kembalikan", "jawab"):
            assert browser.post(f"/petugas/bagian/{part_id}/{act}", {"seen_seq": "3"}).status_code == 404
    pupr.get(f"/petugas/perkara/{seeded}", 404)


def test_the_requester_stays_closed_until_a_reason_is_given_and_every_opening_is_noted(
    office: Office, seeded: str
) -> None:
    desk, address = office.browser("meja"), f"/petugas/perkara/{seeded}"
    shown = crawl(desk, "/petugas")
    for path, content in shown.items():
        for secret in (SEEDED["name"], SEEDED["phone"], SEEDED["email"], SEEDED["nik"], PURPOSE):
            assert secret.encode() not in content, (path, secret)
    assert desk.post(f"{address}/pemohon", {"data-reason": " "}, on=address).status_code == 422
    opened = desk.post(f"{address}/pemohon", {"data-reason": "Menelepon soal biaya"}, on=address)
    assert opened.status_code == 200
    for value in (SEEDED["name"], SEEDED["phone"], PURPOSE, "••••••••••••0003"):
        assert value in opened.text
    assert SEEDED["nik"] not in opened.text
    with office.app.app_context():
        record = db.session.query(AccessRecord).one()
        assert (record.what, record.reason, record.user.username) == ("data pemohon", "Menelepon soal biaya", "meja")


def test_a_proof_of_identity_is_opened_by_a_noted_post_only(office: Office, seeded: str) -> None:
    desk, address = office.browser("meja"), f"/petugas/perkara/{seeded}"
    with office.app.app_context():
        public_id = db.session.query(Document).filter_by(kind="IDENTITY").one().public_id
    here = f"{address}/berkas/{public_id}"
    assert desk.client.get(here).status_code == 405
    assert desk.client.get(f"/petugas/berkas/{public_id}").status_code == 404
    assert desk.post(here, {}, on=address).status_code == 422
    opened = desk.post(here, {"data-reason": "Mencocokkan nama"}, on=address)
    assert (opened.status_code, opened.data) == (200, b"%PDF-1.4 bukti")
    with office.app.app_context():
        assert [row.what for row in db.session.query(AccessRecord)] == ["berkas IDENTITY"]


def test_the_superior_does_not_open_personal_data(office: Office, seeded: str) -> None:
    superior = office.browser("sekda")
    assert superior.post(f"/petugas/perkara/{seeded}/pemohon", {"data-reason": "Ingin tahu"}).status_code == 404


def test_searching_for_a_requester_by_name_finds_nothing(office: Office, seeded: str) -> None:
    desk = office.browser("meja")
    assert seeded not in desk.get("/petugas?q=Uneputty")
    assert seeded in desk.get("/petugas?q=volume+pekerjaan")
    for wild in ("%25", "_", "%5C"):
        assert "Tidak ada perkara yang cocok" in words_of(desk.get(f"/petugas?q={wild}{wild}{wild}"))


def test_what_looks_personal_in_an_answer_is_flagged_before_it_goes(office: Office, seeded: str) -> None:
    unit = office.browser("pupr")
    with office.app.app_context():
        part_id = next(part.id for part in office_case(seeded).parts if part.place == 1)
    here = f"/petugas/bagian/{part_id}"
    content = b"nama,nik\nPapilaya,8171014503740001\n"
    fields = {
        "jawab-result": "OPEN", "jawab-explanation": "Hubungi 0812-3456-7890.", "jawab-checked_by": "Sekretaris",
    }  # fmt: skip
    first = unit.post(f"{here}/jawab", fields | {"jawab-files": (io.BytesIO(content), "daftar.csv")}, on=here)
    assert first.status_code == 422
    assert "8171…01" in first.text and "0812…90" in first.text and "daftar.csv" in first.text
    again = unit.post(f"{here}/jawab", fields | {"jawab-explanation": "Lihat berkas."}, on=here)
    assert again.status_code == 422  # the file still stands there
    assert unit.post(f"{here}/jawab", fields | {"jawab-checked": "y"}, on=here).status_code == 302


def test_a_file_that_lies_about_its_type_is_refused_and_the_text_stays(office: Office, seeded: str) -> None:
    unit = office.browser("pupr")
    with office.app.app_context():
        part_id = next(part.id for part in office_case(seeded).parts if part.place == 1)
    here = f"/petugas/bagian/{part_id}"
    for content, name in ((b"MZ\x90\x00\x03", "laporan.pdf"), (b"", "kosong.csv"), (b"<html><script>", "tabel.csv")):
        fields = {
            "jawab-result": "OPEN",
            "jawab-explanation": "Tulisan yang tetap ada.",
            "jawab-checked_by": "Sekretaris",
        }
        answer = unit.post(f"{here}/jawab", fields | {"jawab-files": (io.BytesIO(content), name)}, on=here)
        assert answer.status_code == 422 and "Tulisan yang tetap ada." in answer.text
    with office.app.app_context():
        assert db.session.query(Document).filter_by(kind="ANSWER").count() == 0


NAMED = "Saya Zakarias Uneputty (8171029988770003), minta volume pekerjaan jalan. Surel zakarias.rahasia@contoh.id"


@pytest.mark.parametrize("username", ["pengawas", "sekda"])
def test_who_may_not_see_names_reads_a_question_that_names_its_writer_without_it(office: Office, username: str) -> None:
    with office.app.app_context():
        requester = a_requester(SEEDED["name"], email=SEEDED["email"], phone=SEEDED["phone"])
        story = a_case(office.body()).filed("2026-04-02 10:00", question=NAMED, requester=requester)
        story.asked("2026-04-06", "Untuk ruas yang mana?").replied("2026-04-07", "Ruas Passo, kata Zakarias.")
        story.answered("2026-04-08").objected("2026-04-09").decided("2026-04-10").disputed("2026-04-13")
        number = story.built().number
    office.at("2026-04-14 10:00")
    pages = crawl(office.browser(username), "/petugas")
    assert f"/petugas/perkara/{number}" in pages and len(pages) >= 5
    for path, content in pages.items():
        for secret in (SEEDED["name"], "Zakarias", "Uneputty", SEEDED["nik"], SEEDED["email"]):
            assert secret.encode() not in content, (path, secret)
    assert "Saya (tertutup) ((tertutup)), minta volume pekerjaan jalan" in pages[f"/petugas/perkara/{number}"].decode()
    assert NAMED in office.browser("ppid").get(f"/petugas/perkara/{number}")
