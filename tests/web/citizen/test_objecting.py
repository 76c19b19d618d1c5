"""K1 to K4 as a phone without JavaScript sees them: from the link of N11 to the number, and what can go wrong."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Decision
from pid_tracker.models import CaseFile, Document, Message
from pid_tracker.services.gate import casefile
from pid_tracker.services.store import files
from pid_tracker.services.upkeep import sweep
from tests.builders import CaseBuilder, a_body, a_case, a_requester, instant
from tests.web.citizen.browsing import hidden_fields, post, text_of, upload
from tests.web.citizen.test_tracking import plain


@pytest.fixture
def late(app: Flask, clock: FrozenClock) -> CaseFile:
    """Due Friday, 17 April 2026, unanswered; the night of Monday has told it; it is Monday, 10.00."""
    clock.move_to(instant("2026-04-20 10:00"))
    with app.app_context():
        body = a_body()
        a_case(body).filed("2026-04-02 21:15").built()
        sweep.sweep(body, instant("2026-04-20 00:15"))
        db.session.commit()
        case = db.session.scalars(select(CaseFile)).one()
        db.session.refresh(case)
        _ = case.code, case.link_token  # deferred: read before the case is let go
        db.session.expunge(case)
        return case


def opened(client: FlaskClient, story: CaseBuilder) -> str:
    """The number of a case that this browser has opened by its link."""
    case = story.built()
    number, link = case.number, case.link_token
    assert client.get(f"/lacak/{number}/{link}").status_code == 303
    return str(number)


def ticked(page: str) -> list[str]:
    """The reasons that are ticked on a page."""
    boxes = re.findall(r'<input[^>]*name="grounds"[^>]*>', page)
    return [found[1] for box in boxes if " checked" in box and (found := re.search(r'value="(\w)"', box))]


def the_case() -> CaseFile:
    return db.session.scalars(select(CaseFile).order_by(CaseFile.id)).first() or pytest.fail("no case")


def test_from_the_link_of_the_message_to_the_number_in_four_pages_with_nothing_typed(
    app: Flask, client: FlaskClient, late: CaseFile
) -> None:
    with app.app_context():
        message = db.session.scalars(select(Message).where(Message.template == "n11_late")).one()
        assert message.case.link_token == late.link_token
    link = f"/lacak/{late.number}/{late.link_token}/keberatan"
    first = client.get(link)
    assert (first.status_code, first.location) == (303, f"/lacak/{late.number}/keberatan")
    pages = []
    page = client.get(first.location)
    for _ in range(3):
        text = text_of(page)
        pages.append(text)
        typed = re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*(.*?)</textarea>', text, re.S)
        assert [name for name, value in typed if not value.strip()] in ([], ["wish"])
        sent = dict(hidden_fields(text)) | dict(typed)
        answer = client.post(page.request.path, data={**sent, "grounds": ticked(text)})
        assert answer.status_code == 303, text_of(answer)
        page = client.get(answer.location)
    assert "KBR-MAL-26-00001" in text_of(page)
    assert len(pages) + 1 <= 4
    assert (
        all("Yohana" not in text for text in pages[:2]) and "Yohana Pattiwael" in pages[2]
    )  # carried over, shown once
    with app.app_context():
        case = the_case()
        assert case.grounds == "c" and case.objection_number == "KBR-MAL-26-00001"
        told = casefile.text_of(case, case.events[-1].seq, "chronology")
        assert "saya belum menerima surat jawaban" in told


def test_the_first_page_says_what_it_costs_until_when_and_ticks_the_reason(client: FlaskClient, late: CaseFile) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    page = text_of(client.get(f"/lacak/{late.number}/keberatan"))
    words = plain(page)
    assert "Gratis. Tidak perlu pengacara. Dijawab paling lambat 30 hari kerja." in words
    assert re.search(r"Paling aman, ajukan sampai (\w+, \d+ \w+ 2026)", words)
    assert ticked(page) == ["c"]
    assert len(re.findall(r'name="grounds"', page)) == 7


def test_no_reason_is_told_in_words_and_nothing_is_lost(client: FlaskClient, late: CaseFile) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    path = f"/lacak/{late.number}/keberatan"
    answer = post(client, path)
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu alasan" in text_of(answer) and "<title>Perbaiki:" in text_of(answer)
    assert post(client, path, {"grounds": ["c", "e"]}).status_code == 303
    answer = post(client, f"{path}/2", {"wish": "Berikan tabelnya", "chronology": ""})
    assert answer.status_code == 422 and "Berikan tabelnya" in text_of(answer)
    assert "Berikan tabelnya" in text_of(client.get(f"{path}/2"))


def test_two_taps_and_a_reload_are_one_objection(app: Flask, client: FlaskClient, late: CaseFile) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    path = f"/lacak/{late.number}/keberatan"
    post(client, path, {"grounds": ["c"]})
    post(client, f"{path}/2", {"wish": "", "chronology": "Tidak dijawab."})
    fields = hidden_fields(text_of(client.get(f"{path}/3")))
    answers = [client.post(f"{path}/3", data=fields) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"{path}/terkirim"] * 2
    for again in (path, f"{path}/2", f"{path}/3"):
        assert client.get(again).location == f"{path}/terkirim"
    with app.app_context():
        assert [row.kind for row in the_case().events].count(E.OBJECTED) == 1
        assert db.session.query(Message).filter_by(template="n12_objection").count() == 1


def test_the_last_page_names_number_date_and_the_way_to_the_commission(client: FlaskClient, late: CaseFile) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    path = f"/lacak/{late.number}/keberatan"
    post(client, path, {"grounds": ["c"]})
    post(client, f"{path}/2", {"chronology": "Tidak dijawab."})
    post(client, f"{path}/3")
    page = plain(text_of(client.get(f"{path}/terkirim")))
    assert "KBR-MAL-26-00001" in page and "Atasan PPID menjawab paling lambat" in page
    assert re.search(r"Anda bisa ke Komisi Informasi sampai \w+, \d+ \w+ 2026", page)
    page = plain(text_of(client.get(f"/lacak/{late.number}")))
    assert "Keberatan diproses" in page and "Atasan PPID menjawab paling lambat" in page
    assert "Ajukan keberatan" not in page and "Cabut keberatan ini" in page
    why = plain(text_of(client.get(f"/lacak/{late.number}/tanggal/putusan-keberatan")))
    assert "30 hari kerja sesudah Senin, 20 April 2026" in why and "UU 14/2008 Pasal 36 ayat (2)" in why


def test_too_early_is_told_with_the_date_and_cost_and_periodic_stay_possible(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-04-07 10:00"))
    with app.app_context():
        number = opened(client, a_case(a_body()).filed("2026-04-02 21:15"))
    path = f"/lacak/{number}/keberatan"
    assert "mulai Sabtu, 18 April 2026" in plain(text_of(client.get(path)))
    answer = post(client, path, {"grounds": ["c", "f"]})
    assert answer.status_code == 422 and "waktu menjawab belum habis" in text_of(answer)
    assert post(client, path, {"grounds": ["f"]}).status_code == 303


def test_a_late_objection_gets_a_banner_and_is_taken(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-09-01 10:00"))
    with app.app_context():
        number = opened(client, a_case(a_body()).filed("2026-03-02").answered("2026-03-09"))
    path = f"/lacak/{number}/keberatan"
    words = "Keberatan tetap kami terima dan catat; atasan PPID yang menilai."
    assert words in plain(text_of(client.get(path)))
    post(client, path, {"grounds": ["d"]})
    post(client, f"{path}/2", {"chronology": "Jawabannya lain."})
    post(client, f"{path}/3")
    assert words in plain(text_of(client.get(f"{path}/terkirim")))
    assert "Sesudah batas mengajukan" in plain(text_of(client.get(f"/lacak/{number}")))


def test_a_file_is_kept_shown_taken_off_and_sent_along(app: Flask, client: FlaskClient, late: CaseFile) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    path = f"/lacak/{late.number}/keberatan"
    post(client, path, {"grounds": ["c"]})
    bad = post(client, f"{path}/2", {"chronology": "x" * 20, "attachment": upload(b"\x00\x01\x02", "virus.exe")})
    assert bad.status_code == 422 and "Berkas harus PDF" in text_of(bad)
    good = {"chronology": "Tidak dijawab.", "attachment": upload(b"a;b\n1;2\n", "bukti.csv", "text/csv")}
    assert post(client, f"{path}/2", good).location == f"{path}/3"
    assert "bukti.csv" in text_of(client.get(f"{path}/3"))
    post(client, f"{path}/2", {"chronology": "Tidak dijawab.", "remove": "OBJECTION"})
    assert "bukti.csv" not in text_of(client.get(f"{path}/3"))
    post(client, f"{path}/2", {**good, "attachment": upload(b"a;b\n1;2\n", "bukti.csv", "text/csv")})
    post(client, f"{path}/3")
    with app.app_context():
        document = db.session.scalars(select(Document).where(Document.case_id == the_case().id)).one()
        assert (document.kind, document.is_sealed, files.read(document)) == ("OBJECTION", True, b"a;b\n1;2\n")
        address = f"{path}/berkas/{document.public_id}"
    assert client.get(address).data == b"a;b\n1;2\n"
    assert app.test_client().get(address).status_code == 404


@pytest.mark.parametrize("chronology", ["", "x" * 6001])
def test_what_is_wrong_on_the_second_page_is_not_sent_from_the_third(
    client: FlaskClient, late: CaseFile, chronology: str
) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    path = f"/lacak/{late.number}/keberatan"
    post(client, path, {"grounds": ["c"]})
    assert post(client, f"{path}/2", {"chronology": chronology}).status_code == 422
    assert client.get(f"{path}/3").location == f"{path}/2"


def test_without_the_code_nothing_of_an_objection_is_shown(app: Flask, client: FlaskClient, late: CaseFile) -> None:
    pages = ("keberatan", "keberatan/2", "keberatan/3", "keberatan/terkirim", "tanggapan", "tanggal/putusan-keberatan")
    for end in (*pages, "pernyataan-terlambat"):
        for number in (late.number, "MAL-26-09999"):
            answer = client.get(f"/lacak/{number}/{end}")
            assert answer.status_code == 303 and answer.location == f"/lacak/{number}"
    assert client.get(f"/lacak/{late.number}/salah/keberatan").status_code == 404


def test_an_objection_goes_on_elsewhere_with_the_short_code(app: Flask, client: FlaskClient, late: CaseFile) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    path = f"/lacak/{late.number}/keberatan"
    answer = post(client, path, {"grounds": ["c", "g"], "later": "1"})
    found = re.search(r"/minta/lanjutkan/([0-9A-Z-]+)", text_of(answer))
    assert found
    elsewhere = app.test_client()
    elsewhere.get(f"/lacak/{late.number}/{late.link_token}")
    assert ticked(text_of(elsewhere.get(path))) != ["c", "g"]
    assert post(elsewhere, "/minta/lanjutkan", {"code": found[1]}).location == path
    assert ticked(text_of(elsewhere.get(path))) == ["c", "g"]
    assert ticked(text_of(client.get(path))) != ["c", "g"]  # it is in one browser at a time


def test_an_answer_that_comes_between_is_told_before_it_is_sent(
    app: Flask, client: FlaskClient, late: CaseFile, clock: FrozenClock
) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    path = f"/lacak/{late.number}/keberatan"
    post(client, path, {"grounds": ["c"]})
    post(client, f"{path}/2", {"chronology": "Tidak dijawab."})
    fields = hidden_fields(text_of(client.get(f"{path}/3")))
    with app.app_context():
        case = the_case()
        story = a_case(case.body)
        story.case = case
        story.answered("2026-04-20 09:59").built()
    answer = client.post(f"{path}/3", data=fields)
    assert answer.status_code == 409 and "Surat jawaban dikirim" in plain(text_of(answer))
    assert "Tidak dijawab." in text_of(answer)
    assert post(client, f"{path}/3").location == f"{path}/terkirim"


def test_number_and_code_lead_to_the_objection(client: FlaskClient, late: CaseFile) -> None:
    page = plain(text_of(client.get("/keberatan")))
    assert "Gratis, tidak perlu pengacara" in page and "tanpa meminta lebih dulu" in page
    assert post(client, "/keberatan", {"number": late.number, "code": "AAAA-AA"}).status_code == 422
    assert post(client, "/keberatan", {"number": "", "code": ""}).status_code == 422
    answer = post(client, "/keberatan", {"number": late.number, "code": late.code})
    assert answer.location == f"/lacak/{late.number}/keberatan"


@pytest.mark.parametrize("end", ["withdrawn", "not continued"])
def test_what_is_over_is_told_in_words(app: Flask, client: FlaskClient, clock: FrozenClock, end: str) -> None:
    clock.move_to(instant("2026-09-30 10:00"))
    with app.app_context():
        story = a_case(a_body()).filed("2026-09-22", complete=end == "withdrawn")
        story = story.withdrawn("2026-09-23") if end == "withdrawn" else story.found_lacking("2026-09-23")
        number = opened(client, story)
    answer = client.get(f"/lacak/{number}/keberatan")
    assert answer.status_code == 409 and "Keberatan tidak bisa diajukan" in text_of(answer)


# -- without a request -------------------------------------------------------------------------------------------------

MISSING = {"body": "maluku", "question": "Laporan keuangan daerah tahun 2025", "chronology": "Situs, 3 Agustus 2026"}
OBJECTOR = {"kind": "PERSON", "name": "Siti Latuconsina", "address": "Jalan Pantai 7", "purpose": "CITIZEN"}


def test_missing_periodic_information_gets_number_and_code_without_a_request(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-08-03 10:00"))
    with app.app_context():
        a_body()
    path = "/keberatan/tanpa-permintaan"
    assert client.get(f"{path}/2").location == path
    assert post(client, path, {**MISSING, "question": "apa"}).status_code == 422
    assert post(client, path, {**MISSING, "body": "lain"}).status_code == 422
    assert post(client, path, MISSING).location == f"{path}/2"
    assert post(client, f"{path}/2", OBJECTOR).status_code == 422  # nobody could be told
    assert post(client, f"{path}/2", {**OBJECTOR, "kind": "GROUP", "phone": "081211112222"}).status_code == 422
    assert post(client, f"{path}/2", {**OBJECTOR, "email": "siti@contoh.id"}).location == f"{path}/3"
    page = plain(text_of(client.get(f"{path}/3")))
    assert "Laporan keuangan daerah tahun 2025" in page and "Rabu, 16 September 2026" in page
    fields = hidden_fields(text_of(client.get(f"{path}/3")))
    answers = [client.post(f"{path}/3", data=fields) for _ in range(2)]
    assert {answer.location for answer in answers} == {"/lacak/KBR-MAL-26-00001/keberatan/terkirim"}
    done = plain(text_of(client.get(answers[0].location)))
    with app.app_context():
        case = db.session.scalars(select(CaseFile)).one()
        assert case.code in done and case.requester is not None and case.requester.name == "Siti Latuconsina"
    page = plain(text_of(client.get("/lacak/KBR-MAL-26-00001")))
    assert "Keberatan diproses" in page and "Yang seharusnya diumumkan" in page
    for end in ("tanggal", "tanggal/komisi", "cabut", "pernyataan-terlambat", "jawaban"):
        assert client.get(f"/lacak/KBR-MAL-26-00001/{end}").status_code in (200, 303), end


# -- after the decision ------------------------------------------------------------------------------------------------


def decided(result: Decision = Decision.REVERSED) -> CaseBuilder:
    story = a_case(a_body()).filed("2026-07-13", requester=a_requester()).answered("2026-07-24")
    return story.objected("2026-08-03", "d").decided("2026-09-10", result)


def test_the_decision_is_read_and_responded_to_once(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-09-11 10:00"))
    with app.app_context():
        number = opened(client, decided())
    page = plain(text_of(client.get(f"/lacak/{number}")))
    assert "dikabulkan seluruhnya" in page and "Dilaksanakan PPID paling lambat Kamis, 17 September 2026" in page
    assert "Anda bisa membawa perkara ini ke Komisi Informasi" in page and "Cabut" not in page
    path = f"/lacak/{number}/tanggapan"
    assert post(client, path).status_code == 422
    assert post(client, path, {"result": "NOT_SATISFIED", "response": "Kurang lengkap"}).location == f"/lacak/{number}"
    assert client.get(path).status_code == 303
    assert "Tanggapan Anda: tidak puas dengan putusan" in plain(text_of(client.get(f"/lacak/{number}")))
    with app.app_context():
        case = the_case()
        assert casefile.text_of(case, case.events[-1].seq, "response") == "Kurang lengkap"


def test_what_is_not_carried_out_in_time_is_confessed_and_what_was_given_is_there(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-09-17 10:00"))
    with app.app_context():
        story = decided()
        number = opened(client, story)
    assert "Pelaksanaan lewat batas" not in plain(text_of(client.get(f"/lacak/{number}")))
    clock.move_to(instant("2026-09-18 10:00"))
    assert "Pelaksanaan lewat batas" in plain(text_of(client.get(f"/lacak/{number}")))
    with app.app_context():
        case = the_case()
        document = files.keep(
            b"a;b\n", kind="EXECUTION", name="tabel.csv", media_type="text/csv", now=instant("2026-09-18"), case=case
        )
        story = a_case(case.body)
        story.case = case
        address = f"/lacak/{number}/keberatan/berkas/{document.public_id}"
        db.session.commit()
        assert client.get(address).status_code == 404  # not given yet
        story.executed("2026-09-18 11:00", [document.sha256]).built()
    clock.move_to(instant("2026-09-18 12:00"))
    page = plain(text_of(client.get(f"/lacak/{number}")))
    assert "Sudah dilaksanakan Jumat, 18 September 2026" in page and "tabel.csv" in page
    assert client.get(address).data == b"a;b\n"


def test_the_silence_of_the_superior_is_confessed_with_the_way_on(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-09-17 08:00"))
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d")
        number = opened(client, story)
        sweep.sweep(story.body, instant("2026-09-17 00:15"))
        db.session.commit()
    page = plain(text_of(client.get(f"/lacak/{number}")))
    assert "Atasan PPID belum menjawab, dan kami minta maaf" in page and "lewat 1 hari kerja" in page
    assert "paling aman sampai Jumat, 2 Oktober 2026" in page
    statement = plain(text_of(client.get(f"/lacak/{number}/pernyataan-terlambat")))
    assert "KBR-MAL-26-00001 paling lambat Rabu, 16 September 2026" in statement


def test_the_statement_of_lateness_is_dated_and_keeps_the_history(client: FlaskClient, late: CaseFile) -> None:
    client.get(f"/lacak/{late.number}/{late.link_token}")
    page = plain(text_of(client.get(f"/lacak/{late.number}")))
    assert "Pernyataan terlambat dari kami" in page
    statement = plain(text_of(client.get(f"/lacak/{late.number}/pernyataan-terlambat")))
    assert "paling lambat Jumat, 17 April 2026 . Sampai Senin, 20 April 2026" in statement.replace(" .", " .")
    assert "Permintaan diterima" in statement


def test_an_objection_is_withdrawn_in_its_own_words(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    clock.move_to(instant("2026-08-04 10:00"))
    with app.app_context():
        story = a_case(a_body()).filed("2026-07-13").answered("2026-07-24").objected("2026-08-03", "d")
        number = opened(client, story)
    page = plain(text_of(client.get(f"/lacak/{number}/cabut")))
    assert "Cabut keberatan ini?" in page and "tetap milik Anda" in page
    post(client, f"/lacak/{number}/cabut")
    assert "Keberatan ini sudah Anda cabut" in plain(text_of(client.get(f"/lacak/{number}")))


@pytest.mark.parametrize(
    "duty", ["kelengkapan", "melengkapi", "jawaban", "keberatan", "putusan-keberatan", "komisi", "DECIDE_OBJECTION"]
)
def test_every_duty_has_its_page_of_days(app: Flask, client: FlaskClient, clock: FrozenClock, duty: str) -> None:
    clock.move_to(instant("2026-09-11 10:00"))
    with app.app_context():
        number = opened(client, decided())
    page = plain(text_of(client.get(f"/lacak/{number}/tanggal/{duty}")))
    assert "Mengapa tanggal ini?" in page and ("Hari demi hari" in page or duty == "melengkapi")
    assert client.get(f"/lacak/{number}/tanggal/lain").status_code == 404


def test_the_days_of_the_requesters_terms_are_dates_of_the_law(app: Flask, clock: FrozenClock) -> None:
    with app.app_context():
        case = decided().built()
        assert case.commission_due_on == date(2026, 9, 30)
