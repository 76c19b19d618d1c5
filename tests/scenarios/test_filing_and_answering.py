"""Scenarios 01, 03 to 06, 12, 14, 17 and 23: from filing to an answer, a lapse or a withdrawal."""

import io
import re

from PIL import Image

from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage
from tests import recount
from tests.browsing import words_of
from tests.scenarios.conftest import World, on
from tests.web.citizen import browsing as citizen_pages

QUESTION = "Daftar syarat dan jumlah penerima bantuan nelayan Kota Ambon tahun 2025"


def figures(world: World, first: str, last: str) -> dict[str, object]:
    """I1 to I6 of a period, counted anew from the open data."""
    rows = recount.rows_of(world.phone().get("/data/permintaan.csv").text)
    return recount.count(rows, on(first), on(last))


def test_01_a_normal_request_is_granted_in_full(world: World) -> None:
    world.at("2026-03-02 10:00")
    phone = world.phone()
    number = world.files(phone, QUESTION)
    assert world.seen(number, "due_on") == (on("2026-03-16"),)
    world.at("2026-03-12 09:00")
    world.sends_letter(world.officer("ppid"), number)
    assert world.seen(number, "stage", "outcome", "answer_days") == (Stage.ANSWERED, Outcome.GRANTED, 8)
    page = words_of(phone.get(f"/lacak/{number}").text)
    assert "Dijawab" in page and "diberikan semua" in page.lower()
    world.at("2026-03-17 09:00")
    assert figures(world, "2026-03-01", "2026-03-31")["dalam 10 hari"] == 1


def test_03_without_javascript_a_lost_line_loses_nothing_and_two_taps_make_one_request(world: World) -> None:
    world.at("2026-03-02 10:00")
    phone = world.phone()
    citizen_pages.fill(phone, until="/minta/4", **{"/minta/1": {"question": QUESTION}})
    citizen_pages.post(phone, "/minta/4", {"later": "1"})
    code = re.search(r"/minta/lanjutkan/([A-Z0-9-]+)", phone.get("/minta/simpan").text)
    assert code
    phone = world.phone()  # the line died and the browser forgot everything; the link is in the message
    citizen_pages.post(phone, "/minta/lanjutkan", {}, page=f"/minta/lanjutkan/{code[1]}")
    assert QUESTION in phone.get("/minta/1").text and "Yohana Pattiwael" in phone.get("/minta/3").text
    citizen_pages.post(phone, "/minta/4", {"identity_way": "LATER"})
    citizen_pages.post(phone, "/minta/5", citizen_pages.DELIVERY)
    form = citizen_pages.hidden_fields(phone.get("/minta/periksa").text)
    first, second = (phone.post("/minta/periksa", data=form) for _ in range(2))
    assert first.status_code == 303 and first.location == second.location
    number = first.location.rsplit("/", 1)[1]
    assert world.messages(number, "n1_received") == 1
    assert len(world.figure_rows()) == 1


SAID: dict[str, object] = {
    "form_token": "satu-formulir-satu-perkara",
    "channel": "PHONE",
    "question": QUESTION,
    "may_refer": "yes",
    "purpose": "CITIZEN",
    "kind": "PERSON",
    "name": "Maria Bau",
    "address": "Jalan Pasar 1",
    "identity_way": "DESK",
    "nik": "5304014503740001",
    "delivery": "DESK",
}


def at_the_desk(world: World, username: str = "meja", **more: object) -> str:
    """A request written down by the desk; its number."""
    said = SAID | more
    answer = world.officer(username).post("/petugas/meja/catat", said, on="/petugas/meja/catat")
    assert answer.status_code == 302, words_of(answer)
    return str(answer.location.rsplit("/", 1)[1])


def test_04_an_oral_request_has_the_same_number_code_and_clock(world: World) -> None:
    world.at("2026-03-02 10:00")
    desk = world.officer("meja")
    assert "Sudah dibacakan ulang kepada pemohon" in desk.get("/petugas/meja/catat")
    number = at_the_desk(world, phone="0812-1111-2222", phone_channel="SMS", read_back="y")
    channel, due = world.seen(number, "channel", "due_on")
    assert (channel, due) == ("PHONE", on("2026-03-16"))
    with world.app.app_context():
        code = world.case(number).code
    phone = world.phone()
    opened = citizen_pages.post(phone, "/lacak", {"number": number.lower(), "code": code.lower()})
    assert opened.status_code == 303  # number and code open the case like anybody's
    assert "16 Maret 2026" in words_of(phone.get(f"/lacak/{number}").text)
    assert "lewat telepon" in words_of(world.officer("ppid").get(f"/petugas/perkara/{number}"))


def test_05_a_letter_counts_from_the_day_of_its_stamp(world: World) -> None:
    world.at("2026-05-25 09:00", "belu")
    letter = {"channel": "LETTER", "received_on": "2026-05-22"}
    desk = world.officer("belu-meja")
    bare = desk.post("/petugas/meja/catat", SAID | letter, on="/petugas/meja/catat")
    assert bare.status_code == 422 and QUESTION in bare.text
    assert "Tanggal terima lebih awal dari hari ini: lampirkan surat bercap tanggal" in words_of(bare)
    picture = io.BytesIO()
    Image.new("RGB", (600, 800), "#eee").save(picture, "JPEG")
    picture.seek(0)
    number = at_the_desk(world, "belu-meja", **letter, scan=(picture, "surat.jpg"))
    assert number.startswith("BEL-26-")
    assert world.seen(number, "filed_on", "due_on") == (on("2026-05-22"), on("2026-06-10"))


def test_06_what_is_never_completed_is_not_continued_and_is_sent_again_in_one_tap(world: World) -> None:
    world.at("2026-09-22 09:00")
    phone = world.phone()
    entity = {"kind": "ENTITY", "name": "Yosina Latuconsina", "address": "Jalan Yos Sudarso 3, Ambon"}
    citizen_pages.fill(phone, until="/minta/4", **{"/minta/1": {"question": QUESTION}, "/minta/3": entity})
    citizen_pages.post(phone, "/minta/3b", {"entity_name": "Yayasan Laut Biru", "entity_number": "AHU-123"})
    citizen_pages.post(phone, "/minta/4", {"identity_way": "LATER"})
    citizen_pages.post(phone, "/minta/5", citizen_pages.DELIVERY)
    number = citizen_pages.post(phone, "/minta/periksa").location.rsplit("/", 1)[1]
    world.at("2026-09-23 09:00")
    ppid, here = world.officer("ppid"), f"/petugas/perkara/{number}"
    notice = {"kurang-lacks": "DEED", "kurang-note": "Kirim akta dan pengesahannya."}
    assert ppid.post(f"{here}/kekurangan", notice, on=here).status_code == 302
    assert world.seen(number, "repair_due_on") == (on("2026-09-28"),)
    world.night("2026-09-28 23:59:59")
    assert world.seen(number, "stage") == (Stage.INCOMPLETE,)
    world.night("2026-09-29 00:00")
    assert world.seen(number, "stage", "outcome") == (Stage.NOT_CONTINUED, None)
    world.at("2026-09-30 09:00")
    page = words_of(phone.get(f"/lacak/{number}").text)
    assert "tidak dilanjutkan" in page.lower() and "ditolak" not in page.lower()
    again = citizen_pages.post(phone, f"/lacak/{number}/kirim-ulang", page=f"/lacak/{number}")
    assert again.status_code == 303
    new = again.location.rsplit("/", 1)[1]
    assert new != number and number in phone.get(f"/lacak/{new}").text
    world.at("2026-10-30 09:00")
    counted = figures(world, "2026-09-01", "2026-10-05")
    assert counted["masuk"] == 2 and counted.get("jatuh tempo", 0) == 0  # the first is in I1 and not in I2


def test_12_an_extension_in_time_moves_the_date_once(world: World) -> None:
    world.at("2026-09-07 09:00")
    phone = world.phone()
    number = world.files(phone, QUESTION)
    assert world.seen(number, "due_on") == (on("2026-09-21"),)
    world.at("2026-09-18 09:00")
    ppid, here = world.officer("ppid"), f"/petugas/perkara/{number}"
    more = {
        "tambah-ground": "NOT_YET_HELD",
        "tambah-sentence": "Datanya masih dikumpulkan dari kabupaten.",
        "tambah-part1": "Kantor yang menguasainya masih ditanyakan.",
    }
    assert ppid.post(f"{here}/perpanjangan", more, on=here).status_code == 302
    assert world.seen(number, "due_on") == (on("2026-09-30"),)
    second = ppid.post(f"{here}/perpanjangan", more, on=here)
    assert second.status_code == 409 and "hanya boleh satu kali" in words_of(second)
    assert world.messages(number, "n5_extended") == 1
    world.at("2026-09-30 23:59:59")
    world.sends_letter(world.officer("ppid"), number)
    world.at("2026-10-01 09:00")
    assert figures(world, "2026-09-01", "2026-09-30")["diperpanjang, tepat waktu"] == 1
    ledger = words_of(phone.get(f"/lacak/{number}/tanggal").text)
    assert "21 September 2026" in ledger and "30 September 2026" in ledger  # the former date stays, with its reason


def test_14_two_offices_answer_one_letter(world: World) -> None:
    world.at("2026-03-02 10:00")
    phone = world.phone()
    number = world.files(phone, "Daftar ruas jalan rusak tahun 2025\nJumlah puskesmas keliling tahun 2025")
    ppid = world.officer("ppid")
    world.routes(ppid, number, "pupr", 1)
    world.routes(ppid, number, "dinkes", 2)
    world.at("2026-03-06 09:00")
    world.unit_answers("pupr", number, 1)
    world.unit_answers("dinkes", number, 2)
    world.at("2026-03-10 09:00")
    world.sends_letter(world.officer("ppid"), number)
    world.at("2026-03-31 09:00")
    assert figures(world, "2026-03-01", "2026-03-31")["jatuh tempo"] == 1  # one request, however many parts
    for unit in ("pupr", "dinkes"):
        assert "1 dari 1" in words_of(world.phone().get(f"/angka/maluku/{unit}").text)
    assert world.kinds(number).count("ANSWERED") == 1


def test_17_who_does_not_hold_it_says_where_it_was_searched(world: World) -> None:
    world.at("2026-03-02 10:00")
    phone = world.phone()
    number = world.files(phone, QUESTION)
    world.routes(world.officer("ppid"), number, "pupr")
    here = world.part_page(number)
    fields = {"jawab-result": "NOT_HELD", "jawab-explanation": "Tidak ada pada kami.", "jawab-checked_by": "Sekretaris"}
    empty = world.officer("pupr").post(f"{here}/jawab", fields, on=here)
    assert empty.status_code == 422 and "Tulis tempat yang sudah dicari" in words_of(empty)
    assert "Tidak ada pada kami." in empty.text
    world.unit_answers("pupr", number, 1, "NOT_HELD", "Arsip bidang bina marga")
    world.at("2026-03-12 09:00")
    world.sends_letter(world.officer("ppid"), number, "NOT_HELD", **{"bagian1-searched": "Arsip bidang bina marga"})
    page = words_of(phone.get(f"/lacak/{number}/jawaban").text)
    assert "Arsip bidang bina marga" in page
    (object_due,) = world.seen(number, "object_due_on")
    assert object_due == on("2026-05-04") and "4 Mei 2026" in page


def test_23_a_withdrawn_request_counts_as_filed_and_not_as_due(world: World) -> None:
    world.at("2026-03-02 10:00")
    phone = world.phone()
    number = world.files(phone, QUESTION)
    world.at("2026-03-06 10:00")  # the fourth working day
    withdrawn = citizen_pages.post(phone, f"/lacak/{number}/cabut")
    assert withdrawn.status_code == 303
    page = words_of(phone.get(f"/lacak/{number}").text)
    assert "Ditutup" in page and "dicabut pemohon" in page.lower()
    world.at("2026-04-30 10:00")
    counted = figures(world, "2026-03-01", "2026-03-31")
    assert counted["masuk"] == 1 and counted.get("jatuh tempo", 0) == 0
