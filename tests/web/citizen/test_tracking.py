"""Tracking, completing, receiving, withdrawing: what a browser sees that has opened the case, and what others see."""

import re
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseFile, Document, Message
from pid_tracker.services.looking import tracking_codes
from pid_tracker.services.store import files
from tests.builders import CaseBuilder, a_body, a_case, a_unit, instant
from tests.closing import a_closing_notice, a_test, send_closing
from tests.web.citizen.browsing import a_photo, post, text_of, upload

NO_MATCH = "Nomor atau kode tidak cocok. Periksa SMS atau tanda bukti Anda"
QUESTION = "Daftar penerima bantuan nelayan 2025\nAnggaran jalan lingkar 2025"


def built(history: CaseBuilder) -> tuple[str, str, str]:
    """Number, code and link of a case."""
    case = history.built()
    return case.number, case.code, case.link_token


def opened(client: FlaskClient, number: str, link_token: str) -> str:
    """The tracking page, opened with the link of the messages."""
    answer = client.get(f"/lacak/{number}/{link_token}")
    assert answer.status_code == 303 and answer.location == f"/lacak/{number}"
    return plain(text_of(client.get(answer.location)))


def plain(page: str) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main", 1)[-1])).replace(" ,", ",")


def the_case() -> CaseFile:
    return db.session.scalars(select(CaseFile).order_by(CaseFile.id)).first() or pytest.fail("no case")


@pytest.fixture
def in_process(app: Flask) -> tuple[str, str, str]:
    """A case of two parts, each with an office."""
    with app.app_context():
        body = a_body()
        pupr, dinkes = a_unit(body, "pupr"), a_unit(body, "dinkes")
        history = a_case(body).filed("2026-03-27", question=QUESTION).routed("2026-03-30", pupr, 1)
        return built(history.routed("2026-03-30 09:03", dinkes, 2).accepted("2026-03-31", 1))


def test_number_and_code_open_the_case_in_any_spelling(client: FlaskClient, in_process: tuple[str, str, str]) -> None:
    number, code, _ = in_process
    typed = {"number": f" {number.lower().replace('-', ' ')}", "code": code.lower().replace("-", " ")}
    assert post(client, "/lacak", typed).location == f"/lacak/{number}"
    page = plain(text_of(client.get(f"/lacak/{number}")))
    assert "Diproses" in page and "Senin, 13 April 2026" in page
    assert "Dinas Pekerjaan Umum dan Penataan Ruang mulai mencari bagian 1" in page
    assert "Diteruskan ke Dinas Pekerjaan Umum dan Penataan Ruang dan Dinas Kesehatan" in page


@pytest.mark.parametrize(
    ("number", "code"),
    [("MAL-26-00001", "AAAA-AA"), ("MAL-26-09999", "AAAA-AA"), ("xyz", "x"), ("MAL-26-0000" + "1" * 30, "y"),
     ("MAL-26-\x0000001", "z"), ("ＭＡＬ-26-99999", "q"), ("' OR 1=1 --", "%")],
)  # fmt: skip
def test_a_wrong_code_and_an_unknown_number_get_the_same_sentence(
    client: FlaskClient, in_process: tuple[str, str, str], number: str, code: str
) -> None:
    answer = post(client, "/lacak", {"number": number, "code": code})
    assert answer.status_code == 422 and text_of(answer).count(NO_MATCH) == 2


@pytest.mark.parametrize("subject", ["MAL-26-00001", "MAL-26-09999"])
def test_after_ten_misses_the_code_is_taken_with_a_detail_of_the_requester_only(
    app: Flask, client: FlaskClient, clock: FrozenClock, in_process: tuple[str, str, str], subject: str
) -> None:
    number, code, link = in_process
    guesser = app.test_client()
    guesser.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    for _ in range(10):
        fields = {"number": subject, "code": "AAAA-AA"}
        assert post(guesser, "/lacak", fields).status_code == 422
    again = post(guesser, "/lacak", {"number": subject, "code": code})
    assert again.status_code == 429 and "Mohon tunggu sebentar" in text_of(again) and "0911" in text_of(again)
    asked = post(client, "/lacak", {"number": subject, "code": code})
    assert asked.status_code == 422 and "isi satu keterangan lagi" in text_of(asked)
    assert f'value="{code}"' in text_of(asked)
    wrong = post(client, "/lacak", {"number": subject, "code": code, "detail": "Orang Lain"})
    assert wrong.status_code == 422 and NO_MATCH in text_of(wrong)
    for detail in ("yohana  pattiwael", "0812 1111 2222", "+6281211112222"):
        expected = 303 if subject == number else 422
        told = post(app.test_client(), "/lacak", {"number": subject, "code": code, "detail": detail})
        assert told.status_code == expected, detail
    assert "Diproses" in opened(app.test_client(), number, link)
    clock.move_to(clock.now() + timedelta(minutes=61))
    expected = 303 if subject == number else 422
    assert post(client, "/lacak", {"number": subject, "code": code}).status_code == expected


def test_a_crowd_that_tries_codes_does_not_keep_the_owner_out(
    app: Flask, clock: FrozenClock, in_process: tuple[str, str, str]
) -> None:
    number, code, _ = in_process
    with app.app_context():
        for turn in range(3000):
            address = f"198.51.{turn % 1000 // 250}.{turn % 250}"
            with suppress(tracking_codes.WrongCode, tracking_codes.CodeAlone):
                tracking_codes.open_with_code(number, "AAAA-AA", address, clock.now(), "08111" if turn % 2 else "")
            clock.move_to(clock.now() + timedelta(milliseconds=50))
        db.session.commit()
    owner = app.test_client()
    assert post(owner, "/lacak", {"number": number, "code": code}).status_code == 422
    told = {"number": number, "code": code, "detail": "yohana@contoh.id"}
    assert post(owner, "/lacak", told).location == f"/lacak/{number}"


def test_without_the_code_nothing_is_said_not_even_whether_it_exists(
    app: Flask, in_process: tuple[str, str, str]
) -> None:
    def shown(number: str, path: str = "") -> str:
        answer = app.test_client().get(f"/lacak/{number}{path}", follow_redirects=True)
        assert answer.status_code == 200
        return re.sub(r'value="[^"]*"', "", text_of(answer)).replace(number, "N")

    number = in_process[0]
    unknown = "MAL-26-09999"
    assert shown(number) == shown(unknown) and "nelayan" not in shown(number)
    for path in ("/tanggal", "/lengkapi", "/lengkap", "/cabut", "/jawaban", "/surat.pdf"):
        assert shown(number, path) == shown(unknown, path)


@pytest.mark.parametrize("path", ["cabut", "lengkapi", "nilai", "kirim-ulang"])
def test_an_act_without_the_code_changes_nothing(
    app: Flask, client: FlaskClient, in_process: tuple[str, str, str], path: str
) -> None:
    number = in_process[0]
    answer = post(client, f"/lacak/{number}/{path}", {"rating": "YES"}, page="/lacak")
    assert answer.status_code == 303 and answer.location == f"/lacak/{number}"
    with app.app_context():
        assert the_case().last_seq == 3


def test_a_link_that_is_cut_off_says_what_to_do(client: FlaskClient, in_process: tuple[str, str, str]) -> None:
    answer = client.get(f"/lacak/{in_process[0]}/{in_process[2][:-1]}")
    assert answer.status_code == 404 and "Tautan ini tidak lengkap" in text_of(answer)
    assert client.get(f"/lacak/{in_process[0]}/{in_process[2]}/tanggal").location.endswith("/tanggal")


def test_a_lost_code_is_sent_to_the_contact_and_the_words_are_the_same_for_every_number(
    app: Flask, client: FlaskClient, in_process: tuple[str, str, str]
) -> None:
    answers = [
        post(client, "/lacak/kode-hilang", {"number": n}) for n in (in_process[0], in_process[0], "MAL-26-09999")
    ]
    assert {answer.location for answer in answers} == {"/lacak/kode-dikirim"}
    with app.app_context():
        queued = select(func.count(Message.id)).where(Message.template == "code_again")
        assert db.session.scalar(queued) == 1
    empty = post(client, "/lacak/kode-hilang", {"number": ""})
    assert empty.status_code == 422 and "Isi nomor pendaftaran" in text_of(empty)


def test_every_day_of_the_term_is_accounted_for_with_its_decree(
    client: FlaskClient, in_process: tuple[str, str, str]
) -> None:
    opened(client, *in_process[::2])
    page = plain(text_of(client.get(f"/lacak/{in_process[0]}/tanggal")))
    assert (
        "hari ke-10, jatuh tempo" in page and "tidak: Wafat Yesus Kristus" in page and "Perpres 21/2023 Pasal 3" in page
    )
    assert "UU 14/2008 Pasal 22 ayat (7)" in page and "aman" not in page


def test_a_date_that_changed_keeps_the_earlier_one_with_its_reason(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-16").extended("2026-04-01"))
    page = opened(client, number, link)
    assert "Waktu ditambah" in page and "Datanya masih dikumpulkan" in page
    dates = plain(text_of(client.get(f"/lacak/{number}/tanggal")))
    assert "Tanggal yang pernah kami sebut" in dates and "Waktu ditambah 7 hari kerja, satu kali" in dates


def test_a_late_case_says_so_and_names_the_right(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-02"))
    page = opened(client, number, link)
    assert "Lewat tenggat" in page and "Kami terlambat, dan kami minta maaf" in page and "keberatan" in page


# -- completing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def lacking(app: Flask) -> tuple[str, str, str]:
    """A case that lacks the proof, the NIK and the address; to be repaired until Wednesday, 8 April."""
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-31", complete=False)
        return built(history.found_lacking("2026-04-02", "IDENTITY", "NIK", "ADDRESS"))


def test_only_what_is_missing_is_asked_and_what_was_typed_stays(
    client: FlaskClient, lacking: tuple[str, str, str]
) -> None:
    assert "Perlu dilengkapi" in opened(client, *lacking[::2])
    path = f"/lacak/{lacking[0]}/lengkapi"
    page = plain(text_of(client.get(path)))
    assert "Satu hal lagi agar permintaan Anda diproses" in page and "PERKI 1/2021 Pasal 27" in page
    assert "Rabu, 8 April 2026" in page and "Surat kuasa" not in page
    answer = post(client, path, {"nik": "8171014503740001", "identity": upload(b"no picture")})
    again = text_of(answer)
    assert answer.status_code == 422 and "8171014503740001" in again and "<title>Perbaiki: " in again
    assert "Berkas harus JPG, PNG, HEIC, atau PDF" in again and "Isi alamat" in again


def test_a_request_that_was_completed_gets_its_date_and_the_proof_is_sealed(
    app: Flask, client: FlaskClient, lacking: tuple[str, str, str]
) -> None:
    opened(client, *lacking[::2])
    fields = {"nik": "8171014503740002", "address": "Jalan Baru 1", "identity": upload(a_photo())}
    answer = post(client, f"/lacak/{lacking[0]}/lengkapi", fields)
    assert answer.location == f"/lacak/{lacking[0]}/lengkap"
    assert "Terima kasih, sudah lengkap" in plain(text_of(client.get(answer.location)))
    with app.app_context():
        case = the_case()
        assert case.requester is not None and case.requester.address == "Jalan Baru 1"
        assert case.requester.nik == "8171014503740002" and case.stage is Stage.IN_PROCESS
        assert db.session.scalars(select(Document)).one().is_sealed
    twice = post(client, f"/lacak/{lacking[0]}/lengkapi", {"address": "Jalan Lain"}, page="/lacak")
    assert twice.status_code == 409 and "Jalan Lain" in text_of(twice) and "sudah lengkap sejak" in text_of(twice)


def test_a_letter_of_attorney_and_its_stamp_handed_in_together_are_both_kept(app: Flask, client: FlaskClient) -> None:
    """PERKI 1/2021 Pasal 27: two papers of one kind; the second stood in the place of the first."""
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-31", complete=False)
        number, _, link = built(history.found_lacking("2026-04-02", "POWER_OF_ATTORNEY", "STAMP"))
    opened(client, number, link)
    fields = {"power": upload(a_photo(), "kuasa.jpg"), "stamp": upload(a_photo(500, 800), "meterai.jpg")}
    assert post(client, f"/lacak/{number}/lengkapi", fields).status_code == 303
    with app.app_context():
        papers = db.session.scalars(select(Document).order_by(Document.id)).all()
        assert [(paper.kind, paper.name) for paper in papers] == [
            ("POWER_OF_ATTORNEY", "surat-kuasa.jpg"),
            ("POWER_OF_ATTORNEY", "surat-kuasa-bermeterai.jpg"),
        ]
        assert len({paper.sha256 for paper in papers}) == 2


def test_who_objects_early_can_still_complete_the_request(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    """Ground b, PERKI 1/2021 Pasal 33 ayat (3): the objection takes away none of the days to repair."""
    clock.move_to(instant("2026-04-06 10:00"))
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-31", complete=False).found_lacking("2026-04-02", "ADDRESS")
        number, _, link = built(history.objected("2026-04-06", "b"))
    assert "Lengkapi" in opened(client, number, link)
    path = f"/lacak/{number}/lengkapi"
    assert "Rabu, 8 April 2026" in plain(text_of(client.get(path)))
    assert post(client, path, {"address": "Jalan Baru 1"}).location == f"/lacak/{number}/lengkap"
    with app.app_context():
        assert the_case().due_on == date(2026, 4, 20)  # ten working days after the 6th; nothing is closed in between


def test_a_decision_on_the_early_objection_leaves_the_way_to_complete_open(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    clock.move_to(instant("2026-04-07 10:00"))
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-31", complete=False).found_lacking("2026-04-02", "ADDRESS")
        number, _, link = built(history.objected("2026-04-06", "b").decided("2026-04-07", execute_by="2026-04-08"))
    assert "Lengkapi" in opened(client, number, link)
    path = f"/lacak/{number}/lengkapi"
    assert "Rabu, 8 April 2026" in plain(text_of(client.get(path)))
    assert post(client, path, {"address": "Jalan Baru 1"}).location == f"/lacak/{number}/lengkap"


def test_after_the_last_day_the_same_contents_are_sent_again_with_one_tap(
    app: Flask, client: FlaskClient, clock: FrozenClock, lacking: tuple[str, str, str]
) -> None:
    clock.move_to(instant("2026-04-09"))
    assert "Ini bukan penolakan" in opened(client, *lacking[::2])
    path = f"/lacak/{lacking[0]}/lengkapi"
    page = client.get(path)
    assert page.status_code == 410 and "Permintaan ini tidak kami lanjutkan" in text_of(page)
    sent = post(client, f"/lacak/{lacking[0]}/kirim-ulang", page=path)
    assert sent.status_code == 303 and sent.location.startswith("/minta/terkirim/")
    assert post(client, f"/lacak/{lacking[0]}/kirim-ulang", page=path).location == sent.location  # tapped twice
    number = sent.location.rsplit("/", 1)[1]
    assert number in plain(text_of(client.get(f"/lacak/{lacking[0]}")))
    assert lacking[0] in plain(text_of(client.get(f"/lacak/{number}")))


# -- receiving and withdrawing -----------------------------------------------------------------------------------------


@pytest.fixture
def answered(app: Flask) -> tuple[str, str, str]:
    """A case answered on 1 April with one file for its first part."""
    with app.app_context():
        body = a_body()
        history = a_case(body).filed("2026-03-16", question=QUESTION).routed("2026-03-17", a_unit(body, "pupr"))
        files.keep(
            b"<script>alert(1)</script>",
            kind="ANSWER",
            name='jawaban "akhir".html',
            media_type="text/html",
            now=instant("2026-03-30"),
            case=history.case,
            part=history.part(1),
        )
        return built(history.answered("2026-04-01"))


def test_the_answer_says_what_was_given_and_which_right_remains(
    client: FlaskClient, answered: tuple[str, str, str]
) -> None:
    assert "Dijawab" in opened(client, *answered[::2])
    page = plain(text_of(client.get(f"/lacak/{answered[0]}/jawaban")))
    assert "Informasi yang Anda minta ada di sini" in page and "Kami berikan tabelnya." in page
    assert "keberatan" in page and re.search(r"paling lambat \w+, \d+ Mei 2026", page)
    letter = client.get(f"/lacak/{answered[0]}/surat.pdf")
    assert letter.data[:5] == b"%PDF-" and "attachment" in letter.headers["Content-Disposition"]


def test_a_file_of_the_answer_is_only_ever_downloaded_and_only_by_who_opened_the_case(
    app: Flask, client: FlaskClient, answered: tuple[str, str, str]
) -> None:
    opened(client, *answered[::2])
    page = text_of(client.get(f"/lacak/{answered[0]}/jawaban"))
    address = re.search(r'href="(/lacak/[^"]+/jawaban/[^"]+)"', page)
    assert address
    got = client.get(address[1])
    assert got.data == b"<script>alert(1)</script>" and got.mimetype == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert got.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in got.headers["Content-Security-Policy"]
    assert app.test_client().get(address[1]).status_code == 404


def test_a_stored_file_that_broke_is_told_in_words(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-30")
        kept = {"kind": "ANSWER", "name": "a.csv", "media_type": "text/csv", "now": instant("2026-04-01")}
        public_id = files.keep(b"a;b", case=history.case, **kept).public_id
        number, _, link = built(history.answered("2026-04-01"))
    opened(client, number, link)
    address = f"/lacak/{number}/jawaban/{public_id}"
    assert client.get(address).data == b"a;b"
    (stored,) = (path for path in (tmp_path / "files").rglob("*") if path.is_file())
    stored.write_bytes(b"a;c")
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Berkas ini tidak dapat dibuka: berkas rusak (sidik tidak cocok)." in plain(text_of(answer))


def test_a_file_is_not_shown_before_the_notice_is_sent(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-03-30")
        document = files.keep(
            b"secret",
            kind="ANSWER",
            name="a.txt",
            media_type="text/plain",
            now=instant("2026-04-01"),
            case=history.case,
        )
        public_id = document.public_id
        number, _, link = built(history)
    assert "Buka jawaban" not in opened(client, number, link)
    assert client.get(f"/lacak/{number}/jawaban").location == f"/lacak/{number}"
    assert client.get(f"/lacak/{number}/jawaban/{public_id}").status_code == 404


@pytest.mark.parametrize(
    ("outcome", "heading"),
    [(Outcome.NOT_HELD, "Kami tidak memiliki informasi ini"), (Outcome.REFERRED, "Informasi ini ada di kantor lain")],
)
def test_the_heading_says_the_outcome(app: Flask, client: FlaskClient, outcome: Outcome, heading: str) -> None:
    with app.app_context():
        number, _, link = built(a_case(a_body()).filed("2026-03-16").answered("2026-04-01", outcome))
    opened(client, number, link)
    assert heading in plain(text_of(client.get(f"/lacak/{number}/jawaban")))


def test_an_answer_is_rated_once(app: Flask, client: FlaskClient, answered: tuple[str, str, str]) -> None:
    opened(client, *answered[::2])
    path, page = f"/lacak/{answered[0]}/nilai", f"/lacak/{answered[0]}/jawaban"
    empty = post(client, path, {}, page=page)
    assert empty.status_code == 422 and "Pilih ya, sebagian, atau tidak" in text_of(empty)
    for rating in ("PARTLY", "YES"):
        assert post(client, path, {"rating": rating}, page="/lacak").status_code == 303
    with app.app_context():
        assert the_case().rating == "PARTLY"
    assert "Anda menjawab: Sebagian" in plain(text_of(client.get(page)))


def test_withdrawing_asks_first_and_keeps_the_record(
    app: Flask, client: FlaskClient, in_process: tuple[str, str, str]
) -> None:
    opened(client, *in_process[::2])
    path = f"/lacak/{in_process[0]}/cabut"
    assert "Petugas tidak boleh meminta Anda mencabut" in text_of(client.get(path))
    for _ in range(2):
        assert post(client, path, page=path if _ == 0 else "/lacak").location == f"/lacak/{in_process[0]}"
    page = plain(text_of(client.get(f"/lacak/{in_process[0]}")))
    assert "Dicabut pemohon" in page and "Ditutup" in page
    with app.app_context():
        assert the_case().stage is Stage.WITHDRAWN


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY_GRANTED])
def test_a_closed_answer_says_what_why_under_which_article_until_when_and_shows_its_test(
    app: Flask, client: FlaskClient, outcome: Outcome
) -> None:
    with app.app_context():
        case = a_case(a_body()).filed("2026-03-27").built()
        send_closing(case, a_closing_notice(case, outcome, a_test(case.body)), "2026-04-01")
        number, link = case.number, case.link_token
    opened(client, number, link)
    page = plain(text_of(client.get(f"/lacak/{number}/jawaban")))
    heading = "Permintaan Anda kami tolak" if outcome is Outcome.REFUSED else "Sebagian informasi kami berikan"
    for said in (
        heading,
        "Alamat rumah dan nomor rekening setiap penerima",
        "Itu data keuangan pribadi orang yang bukan pejabat",
        "UU 14/2008 Pasal 17 huruf h angka 3",
        "Minggu, 2 Maret 2031",
        "Ringkasan uji konsekuensi UK-MAL-26-00001",
        "Rekening dan alamat dapat disalahgunakan",
    ):
        assert said in page, said
    assert "Kolom alamat rumah" not in page  # the exact words stay with those who tested


def test_what_lapsed_beside_an_early_objection_says_so_can_be_sent_again_and_leaves_the_objection(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    """Ruling R25; PERKI 1/2021 Pasal 33 ayat (4)."""
    with app.app_context():
        history = a_case(a_body()).filed("2026-09-22", complete=False).found_lacking("2026-09-23")
        number, _, link = built(history.objected("2026-09-24", "b").looked_at("2026-09-29"))
    clock.move_to(instant("2026-09-29"))
    page = plain(opened(client, number, link))
    assert "Permintaan ini tidak dilanjutkan, karena kekurangannya tidak kami terima" in page
    assert "dan keberatan Anda tetap berjalan" in page and "Atasan PPID menjawab paling lambat" in page
    assert "Kirim ulang dengan isi yang sama" in page and "Dihentikan" in page
    assert "Lengkapi" not in page and "Dicabut" not in page
