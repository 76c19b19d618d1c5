"""Scenarios 15, 16, 19, 21, 22 and 24 to 26: referral, refusal, cost, hand-over, objection, dispute."""

import io
import re
import zipfile
from typing import Any

from flask.testing import FlaskClient

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import Role
from pid_tracker.law.states import Stage
from pid_tracker.models import ExemptEntry, Message, User
from pid_tracker.services.books.register_books import BOOKS
from pid_tracker.services.telling import message_texts
from tests.browsing import words_of
from tests.builders import appoint
from tests.closing import a_test
from tests.scenarios.conftest import World, body_named, on
from tests.web.citizen import browsing as citizen_pages

QUESTION = "Daftar penerima bantuan nelayan tahun 2025"
CONSENT = {"/minta/2": citizen_pages.PURPOSE | {"may_refer": "YES"}}
ASK_FIRST = {"/minta/2": citizen_pages.PURPOSE | {"may_refer": "ASK"}}


def page_of(phone: FlaskClient, number: str, more: str = "") -> str:
    """What a requester reads on the page of a case."""
    return words_of(phone.get(f"/lacak/{number}{more}").text)


def test_15_a_referral_inside_the_system_opens_a_request_there_that_day(world: World) -> None:
    world.at("2026-07-13 09:00")
    phone = world.phone()
    number = world.files(phone, QUESTION, **CONSENT)
    world.at("2026-07-15 09:00")
    there = {"bagian1-holder_code": "buru", "bagian1-holder": "", "bagian1-holder_address": ""}
    world.sends_letter(world.officer("ppid"), number, "REFERRED", **there)
    assert world.seen(number, "outcome", "answered_on") == (Outcome.REFERRED, on("2026-07-15"))
    new = "BUR-26-00001"
    assert world.seen(new, "filed_on", "due_on", "referred_from") == (on("2026-07-15"), on("2026-07-29"), number)
    assert new in page_of(phone, number) and new in words_of(world.officer("ppid").get(f"/petugas/perkara/{number}"))
    assert number in words_of(world.officer("buru-ppid").get(f"/petugas/perkara/{new}"))


def test_16_a_referral_outside_names_the_body_and_transmits_nothing(world: World) -> None:
    world.at("2026-07-13 09:00")
    phone = world.phone()
    number = world.files(phone, QUESTION, **ASK_FIRST)
    world.at("2026-07-15 09:00")
    outside = {"bagian1-holder": "Kantor Pertanahan Kota Ambon", "bagian1-holder_address": "https://bpn.example.id"}
    world.sends_letter(world.officer("ppid"), number, "REFERRED", **outside)
    answer = page_of(phone, number, "/jawaban")
    assert "Kantor Pertanahan Kota Ambon" in answer and "https://bpn.example.id" in answer
    with world.app.app_context():
        told = db.session.query(Message).filter_by(case=world.case(number), template="n9_not_held").one()
        assert "https://bpn.example.id" in message_texts.email_text(told)[1]
        assert db.session.query(Message).filter(Message.recipient.contains("bpn")).count() == 0
    assert len(world.figure_rows()) == 1


def closing_letter(world: World, number: str, test: str) -> dict[str, Any]:
    """A letter that refuses its one part on a test."""
    return world.letter(number, "REFUSED") | {
        "bagian1-closed": "Alamat rumah dan nomor rekening setiap penerima",
        "bagian1-reason": "itu data keuangan pribadi orang yang bukan pejabat",
        "bagian1-tests": test,
        "surat-summary": "Data rekening pribadi tidak dapat kami berikan.",
    }


def test_19_no_refusal_without_a_test_and_the_list_keeps_the_row_with_its_end(world: World) -> None:
    world.at("2026-04-02 09:00")
    phone = world.phone()
    number = world.files(phone, QUESTION)
    here = f"/petugas/perkara/{number}/surat"
    ppid = world.officer("ppid")
    blocked = ppid.post(here, closing_letter(world, number, "") | {"wish": "send"}, on=here)
    assert blocked.status_code in (409, 422) and "ji konsekuensi" in words_of(blocked)
    assert "/petugas/uji" in blocked.text
    assert world.seen(number, "outcome") == (None,)
    with world.app.app_context():
        test = a_test(body_named("maluku"), "2026-04-02").number
    letter = closing_letter(world, number, test)
    asked = ppid.post(here, letter | {"wish": "submit"}, on=here)
    assert asked.status_code == 302, words_of(asked)
    sekda = world.officer("sekda")
    draft = f"/petugas/persetujuan/{number}"
    assert number in sekda.get("/petugas/persetujuan")
    cleared = sekda.post(f"{draft}/setuju", {"setuju-draft": world.draft_of(number)}, on=draft)
    assert cleared.status_code == 302, words_of(cleared)
    sent = ppid.post(here, letter | {"wish": "send"}, on=here)
    assert sent.status_code == 302, words_of(sent)
    assert world.seen(number, "outcome") == (Outcome.REFUSED,)
    with world.app.app_context():
        assert db.session.query(ExemptEntry).count() == 1
    assert "2031" in words_of(world.phone().get("/dik").text)
    assert "Permintaan Anda kami tolak" in page_of(phone, number, "/jawaban")


def answered_case(world: World, filed: str, answered: str, **steps: dict[str, Any]) -> tuple[FlaskClient, str]:
    """A request that was answered in full; the phone and the number."""
    world.at(filed)
    phone = world.phone()
    number = world.files(phone, QUESTION, **steps)
    world.at(answered)
    world.sends_letter(world.officer("ppid"), number)
    return phone, number


def objects(world: World, phone: FlaskClient, number: str, *grounds: str) -> str:
    """The requester objects in three pages; the number of the objection."""
    first = f"/lacak/{number}/keberatan"
    steps = (
        (first, {"grounds": list(grounds)}),
        (f"{first}/2", {"wish": "Berikan tabel lengkapnya."}),
        (f"{first}/3", {}),
    )
    for path, fields in steps:
        answer = citizen_pages.post(phone, path, fields)
        assert answer.status_code == 303, words_of(answer)
    (kbr,) = world.seen(number, "objection_number")
    return str(kbr)


TABLE = "nama,desa\nA,B\n"


def answered_with_a_file(world: World) -> tuple[FlaskClient, str, str]:
    """A request that was answered with a table; the phone, the number, the address of the table."""
    world.at("2026-03-20 09:00")
    phone, ppid = world.phone(), world.officer("ppid")
    number = world.files(phone, QUESTION)
    world.routes(ppid, number, "pupr")
    here = world.part_page(number)
    handed_in = {
        "jawab-result": "OPEN",
        "jawab-explanation": "Datanya kami lampirkan.",
        "jawab-checked_by": "Sekretaris dinas",
        "jawab-files": (io.BytesIO(TABLE.encode()), "daftar.csv"),
    }
    answer = world.officer("pupr").post(f"{here}/jawab", handed_in, on=here)
    assert answer.status_code == 302, words_of(answer)
    world.at("2026-03-30 09:00")
    world.sends_letter(world.officer("ppid"), number)
    (digital,) = set(re.findall(rf'href="(/lacak/{number}/jawaban/[^"]+)"', phone.get(f"/lacak/{number}/jawaban").text))
    return phone, number, digital


def test_21_a_cost_above_the_tariff_is_corrected_and_the_answer_s_date_stays(world: World) -> None:
    phone, number, digital = answered_with_a_file(world)
    with world.app.app_context():
        body = body_named("maluku")
        body.per_sheet_rupiah, body.tariff_basis = 300, "Keputusan Sekda 41.1/2022"
        db.session.commit()
    case_page, ppid = f"/petugas/perkara/{number}", world.officer("ppid")
    bill = {"biaya-sheets": "120", "biaya-per_sheet": "1000", "biaya-payment": "Tunai di meja, dengan tanda terima"}
    above = ppid.post(f"{case_page}/biaya", bill, on=f"{case_page}/biaya")
    assert above.status_code == 422 and "di atas tarif" in above.text and 'value="120"' in above.text
    told = bill | {"biaya-reason": "Kertas A3 berwarna dicetak di luar kantor."}
    assert ppid.post(f"{case_page}/biaya", told, on=f"{case_page}/biaya").status_code == 302
    before = world.seen(number, "answered_on", "due_on", "outcome")
    assert "Berkas digital tetap gratis" in page_of(phone, number)
    assert phone.get(digital).text == TABLE
    objects(world, phone, number, "f")
    assert digital in phone.get(f"/lacak/{number}/jawaban").text
    assert phone.get(digital).text == TABLE, "an objection on the cost closes no file"
    sekda = world.officer("sekda")
    fair = bill | {"biaya-per_sheet": "300"}
    assert sekda.post(f"{case_page}/biaya", fair, on=f"{case_page}/biaya").status_code == 302
    assert world.seen(number, "answered_on", "due_on", "outcome") == before
    assert phone.get(digital).text == TABLE
    answer = page_of(phone, number, "/jawaban")
    assert "Rp36.000" in answer and phone.get(f"/lacak/{number}/surat.pdf").status_code == 200


def test_22_what_was_seen_on_site_is_recorded_apart_from_the_answer(world: World) -> None:
    view = {"/minta/5": citizen_pages.DELIVERY | {"delivery": "VIEW"}}
    phone, number = answered_case(world, "2026-03-02 10:00", "2026-03-12 09:00", **view)
    world.at("2026-03-16 10:00")
    desk, page = world.officer("meja"), f"/petugas/perkara/{number}/serah-terima"
    seen = {
        "serah-way": "VIEWING",
        "serah-items": "Jilid 1\nJilid 2\nJilid 3\nJilid 4",
        "serah-receiver": "Yohana Pattiwael",
        "serah-signed": "SIGNED",
    }
    done = desk.post(page, seen, on=page)
    assert done.status_code == 302 and "Jilid 4" in words_of(desk.get(done.location))
    assert world.seen(number, "answered_on", "handed_over_on") == (on("2026-03-12"), on("2026-03-16"))
    assert "Jilid 4" in page_of(phone, number)


def decision(grounds: str, **more: str) -> dict[str, str]:
    """What a superior fills in to order that everything be given."""
    fields = {
        f"putusan-rebuttal_{letter}": "Tabelnya memang belum lengkap, jadi harus diberikan." for letter in grounds
    }
    return fields | {
        "putusan-result": "REVERSED",
        "putusan-reasons": "",
        "putusan-order": "Berikan tabel lengkap dalam bentuk XLSX.",
        **{f"putusan-{name}": value for name, value in more.items()},
    }


def test_24_an_objection_succeeds_in_time_and_its_execution_is_watched(world: World) -> None:
    phone, number = answered_case(world, "2026-07-06 09:00", "2026-07-20 09:00")
    world.at("2026-08-03 09:00")
    kbr = objects(world, phone, number, "d")
    assert world.seen(number, "decide_due_on") == (on("2026-09-16"),)
    world.at("2026-09-16 23:00")
    page = f"/petugas/keberatan/{kbr}"
    sekda = world.officer("sekda")
    decided = sekda.post(f"{page}/putusan", decision("d", execute_by="2026-09-23"), on=page)
    assert decided.status_code == 302, words_of(decided)
    stage, decided_on, execute_by = world.seen(number, "stage", "decided_on", "execute_by")
    assert (stage, decided_on, execute_by) == (Stage.OBJECTION_DECIDED, on("2026-09-16"), on("2026-09-23"))
    row = world.phone().get("/data/keberatan.csv").text.splitlines()[1]
    assert f"{kbr},maluku,2026-08-03,d,2026-09-16,2026-09-16," in row and ",ya," in row
    assert "23 September 2026" in page_of(phone, number)
    case_page = f"/petugas/perkara/{number}"
    world.at("2026-09-23 23:00")
    assert not is_overdue(world, kbr)
    world.at("2026-09-24 08:00")
    assert is_overdue(world, kbr)
    given = {
        "laksana-note": "Tabel lengkap dikirim lewat tautan.",
        "laksana-checked": "y",
        "laksana-files": (io.BytesIO(b"nama;desa\nA;B\n"), "tabel.csv"),
    }
    done = world.officer("ppid").post(f"{case_page}/keberatan/pelaksanaan", given, on=case_page)
    assert done.status_code == 302, words_of(done)
    assert world.seen(number, "executed_on") == (on("2026-09-24"),)


def is_overdue(world: World, kbr: str) -> bool:
    """Whether the list of decisions to be carried out says that this one is late."""
    page = world.officer("ppid").get("/petugas/keberatan?lihat=pelaksanaan")
    (row,) = [row for row in re.findall(r"<tr.*?</tr>", page, re.S) if kbr in row]
    return "lewat" in words_of("<main" + row)


def test_25_who_signed_the_answer_does_not_decide_the_objection(world: World) -> None:
    world.at("2026-07-06 09:00")
    phone = world.phone()
    number = world.files(phone, QUESTION)
    with world.app.app_context():
        body = body_named("maluku")
        sekda = db.session.query(User).filter_by(username="sekda").one()
        appoint(sekda, Role.OFFICER, body)  # acting PPID beside being the superior
        kepala = User(username="asisten", name="Asisten", password_hash=sekda.password_hash)
        db.session.add(kepala)
        appoint(kepala, Role.SUPERIOR, body)
    world.at("2026-07-20 09:00")
    acting = world.officer("sekda")
    chosen = acting.get("/masuk/tugas")
    role = next(value for value, words in roles_in(chosen) if "PPID" in words and "Atasan" not in words)
    assert acting.post("/masuk/tugas", {"appointment": role}, on="/masuk/tugas").status_code == 302
    world.sends_letter(acting, number)
    world.at("2026-08-03 09:00")
    kbr = objects(world, phone, number, "d")
    page = f"/petugas/keberatan/{kbr}"
    world.at("2026-08-10 09:00")
    signer = world.officer("sekda")
    roles = roles_in(signer.get("/masuk/tugas"))
    superior = next(value for value, words in roles if "Atasan" in words)
    signer.post("/masuk/tugas", {"appointment": superior}, on="/masuk/tugas")
    assert "pengganti" in words_of(signer.get(page)).lower()
    (seq,) = world.seen(number, "last_seq")
    typed = decision("d", execute_by="2026-08-20") | {"seen_seq": str(seq)}
    refused = signer.post(f"{page}/putusan", typed, on=page)
    assert refused.status_code in (404, 409)
    assert world.seen(number, "decided_on") == (None,)
    other = world.officer("asisten")
    unexplained = other.post(f"{page}/putusan", decision("d", execute_by="2026-08-20"), on=page)
    assert unexplained.status_code == 422 and "mengapa Anda memutus sebagai pengganti" in words_of(unexplained)
    reason = {"substitute_reason": "Sekda menandatangani surat jawabannya sebagai pejabat PPID."}
    decided = other.post(f"{page}/putusan", decision("d", execute_by="2026-08-20", **reason), on=page)
    assert decided.status_code == 302, words_of(decided)
    assert world.seen(number, "decided_on") == (on("2026-08-10"),)
    told = "Diputus pengganti: Sekda menandatangani surat jawabannya sebagai pejabat PPID."
    assert told in words_of(other.get(page))
    audit = words_of(world.officer("ppid").get(f"/petugas/perkara/{number}"))
    assert told in audit
    with world.app.app_context():
        sekda = db.session.query(User).filter_by(username="sekda").one()
        (row,) = [row for row in world.case(number).events if row.kind is E.OBJECTION_DECIDED]
        assert (row.details["decider_acting"], row.details["substitute_for"]) == (True, sekda.id)
    register = world.officer("ppid").get("/petugas/register/keberatan.csv")
    assert "Asisten, Atasan PPID Provinsi Maluku" in register


def roles_in(page: str) -> list[tuple[str, str]]:
    """The roles that a page of sign-in offers: (value, words)."""
    return re.findall(r'name="appointment"[^>]*value="(\d+)"[^>]*>(.*?)</', page, re.S)


def test_26_the_ruling_of_the_commission_is_tracked_for_both_sides(world: World) -> None:
    phone, number = answered_case(world, "2026-05-04 09:00", "2026-05-18 09:00")
    world.at("2026-05-20 09:00")
    objects(world, phone, number, "d")
    (decide_due,) = world.seen(number, "decide_due_on")
    world.at("2026-07-08 09:00")
    assert decide_due < on("2026-07-08")
    world.night("2026-07-08 07:00")
    assert citizen_pages.post(phone, f"/lacak/{number}/komisi", {"number": "007/VII/KIP-MAL-PS/2026"}).status_code in (
        302,
        303,
    )
    assert world.seen(number, "stage") == (Stage.IN_DISPUTE,)
    ppid, case_page = world.officer("ppid"), f"/petugas/perkara/{number}"
    closed = {"tertutup-files": (io.BytesIO(f"a;{SECRET}\n1;2\n".encode()), f"{SECRET}.csv")}
    assert ppid.post(f"{case_page}/sengketa/dokumen-tertutup", closed, on=case_page).status_code == 302
    assert SECRET in ppid.get(case_page)
    world.at("2026-08-10 09:00")
    world.night("2026-08-10 00:15")  # as every night: a month without any would be a clock that leapt
    ppid = world.officer("ppid")
    ruling = {
        "putusan-result": "ORDERS_RELEASE",
        "putusan-number": "015/X/2026",
        "putusan-order": "Berikan daftar lengkapnya.",
        "putusan-execute_by": "2026-08-31",
    }
    ruled = ppid.post(f"{case_page}/sengketa/putusan", ruling, on=case_page)
    assert ruled.status_code == 302, words_of(ruled)
    assert world.seen(number, "court_due_on", "ruling_execute_by") == (on("2026-09-01"), on("2026-08-31"))
    assert "1 September 2026" in page_of(phone, number)
    assert "1 September 2026" in words_of(ppid.get(case_page))
    world.at("2026-08-24 09:00")
    done = {"laksana-note": "Daftar lengkap.", "laksana-files": (io.BytesIO(b"a;b\n1;2\n"), "daftar.csv")}
    ppid = world.officer("ppid")
    assert ppid.post(f"{case_page}/sengketa/pelaksanaan", done, on=case_page).status_code == 302
    assert "daftar.csv" in page_of(phone, number)
    row = world.phone().get("/data/sengketa.csv").text.splitlines()[1]
    assert "2026-08-10" in row and "2026-08-24" in row and "007/VII" not in row
    world.at("2026-09-01 23:59:59")
    assert "dapat ke pengadilan sampai Selasa, 1 September 2026" in page_of(phone, number)
    world.at("2026-09-02 00:00")
    assert "Waktunya sudah habis, Selasa, 1 September 2026" in page_of(phone, number)
    world.at("2026-09-02 09:00")
    ppid = world.officer("ppid")
    end = {"selesai-end": "RULED", "selesai-reason": "Tidak ada yang ke pengadilan; putusan sudah dilaksanakan."}
    ended = ppid.post(f"{case_page}/sengketa/selesai", end, on=case_page)
    assert ended.status_code == 302, words_of(ended)
    assert world.seen(number, "stage", "court_on", "closed_on") == (Stage.CLOSED, None, on("2026-09-02"))
    page = page_of(phone, number)
    assert "Diputus Komisi Informasi, Rabu, 2 September 2026" in page and "Siapa yang memegang sekarang" not in page
    no_export_holds(world, phone, number, SECRET)


SECRET = "DOKUMEN-TERTUTUP-7"


def no_export_holds(world: World, phone: FlaskClient, number: str, secret: str) -> None:
    """Neither the open data, nor a register in any form, nor anything that the requester can open holds `secret`."""
    public, ppid = world.phone(), world.officer("ppid")
    exports = {path: public.get(path).data for path in links_in(public.get("/data").text, "/data/")}
    assert len(exports) >= 6
    for book in BOOKS:
        for form in ("csv", "xlsx"):
            here = f"/petugas/register/{book}"
            exports[f"{here}.{form}"] = ppid.client.get(f"{here}.{form}").data
            asked = {"reason": "Laporan ke Komisi Informasi", "bentuk": form}
            exports[f"{here}.{form} named"] = ppid.post(f"{here}/dengan-nama", asked, on=here).data
    chronology = f"/lacak/{number}/komisi/kronologi"
    mine = [f"/lacak/{number}", f"/lacak/{number}/komisi", chronology]
    for path in mine:
        answer = phone.get(path)
        exports[path] = answer.data
        found = links_in(answer.text, f"/lacak/{number}") if answer.mimetype == "text/html" else set()
        mine += sorted(found - set(mine))
    assert len(mine) >= 6 and number.encode() in exports[chronology]
    for path, content in exports.items():
        for said in (content, *unzipped(content)):
            assert secret.lower().encode() not in said.lower(), path


def links_in(page: str, start: str) -> set[str]:
    """The addresses that a page links to and that begin with `start`."""
    return {link for link in re.findall(r'href="([^"#?]+)', page) if link.startswith(start)}


def unzipped(content: bytes) -> list[bytes]:
    """What a workbook or an archive holds."""
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(name) for name in archive.namelist()]
