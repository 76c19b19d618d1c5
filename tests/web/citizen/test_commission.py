"""S, to the information commission: from when, until when, where, with which papers; and what the page says after."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.states import Stage
from pid_tracker.models import CaseFile
from pid_tracker.services.loading import commissions
from tests.builders import CaseBuilder, a_body, a_case, instant
from tests.objection_history import decide, object_to
from tests.web.citizen.browsing import post
from tests.web.citizen.test_tracking import opened, plain


def a_silent_case(app: Flask, *, decided: bool = False) -> CaseBuilder:
    story = a_case(a_body()).filed("2026-04-02 21:15", question="Daftar nelayan 2025")
    commissions.load_packaged()
    object_to(story, "2026-04-20")
    if decided:
        decide(story, "2026-05-20")
    story.built()
    return story


@pytest.fixture
def silent(app: Flask, client: FlaskClient) -> str:
    """The superior's last day is Tuesday, 9 June 2026; the browser has opened the case."""
    with app.app_context():
        case = a_silent_case(app).case
        number, link = case.number, case.link_token
    opened(client, number, link)
    return number


def page_of(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return plain(answer.get_data(as_text=True))


def test_too_early_says_from_when_and_shows_no_form(client: FlaskClient, clock: FrozenClock, silent: str) -> None:
    clock.move_to(instant("2026-06-09 10:00"))
    page = page_of(client, f"/lacak/{silent}/komisi")
    assert "Belum boleh. Bisa mulai Rabu, 10 Juni 2026" in page and "Simpan nomor register" not in page
    assert "Komisi Informasi Provinsi Maluku" in page and "PERKI 1/2013 Pasal 6" in page
    assert "Surat keterangan" not in page.replace("Surat keterangan tidak ada jawaban", "")


def test_after_silence_the_way_is_open_with_its_last_day_and_the_table_of_days(
    client: FlaskClient, clock: FrozenClock, silent: str
) -> None:
    clock.move_to(instant("2026-06-10 08:00"))
    page = page_of(client, f"/lacak/{silent}/komisi")
    assert "Boleh sekarang, gratis. Paling aman sampai Jumat, 26 Juni 2026" in page
    assert "paling lambat Selasa, 30 Juni 2026" in page
    assert "Tahun Baru Islam" in page and "Mengapa tanggal ini?" in page
    assert "Alamat dan teleponnya belum ada di catatan kami" in page and "0911-000-0100" in page
    tracking = page_of(client, f"/lacak/{silent}")
    assert "Siapkan berkas ke Komisi Informasi" in tracking and "paling aman sampai Jumat, 26 Juni 2026" in tracking
    assert "sampai Senin, 29 Juni" not in page + tracking
    clock.move_to(instant("2026-06-29 08:00"))
    assert "Paling lambat Selasa, 30 Juni 2026" in page_of(client, f"/lacak/{silent}/komisi")


def test_the_eight_pieces_are_named_and_only_what_exists_is_linked(
    client: FlaskClient, clock: FrozenClock, silent: str
) -> None:
    clock.move_to(instant("2026-06-10 08:00"))
    html = client.get(f"/lacak/{silent}/komisi").get_data(as_text=True)
    pieces = re.findall(r"<li><strong>(.*?)</strong>", html)
    assert len(pieces) == 8
    links = set(re.findall(rf'href="(/[^"]*{silent}/[^"]+)"', html.split('id="berkas"')[1].split('id="cara"')[0]))
    assert links == {
        f"/minta/terkirim/{silent}/tanda-bukti.pdf", f"/lacak/{silent}/komisi/kronologi",
        f"/lacak/{silent}/komisi/tidak-ada-jawaban",
    }  # fmt: skip
    for link in links:
        assert client.get(link).status_code == 200
    assert "Unduh satu PDF" not in html and "ZIP" not in html


def test_the_statement_of_silence_comes_from_the_log_and_only_when_it_is_true(
    client: FlaskClient, clock: FrozenClock, silent: str
) -> None:
    clock.move_to(instant("2026-06-10 08:00"))
    page = page_of(client, f"/lacak/{silent}/komisi/tidak-ada-jawaban")
    assert "surat jawaban belum dikirim" in page and "Batas menjawab Jumat, 17 April 2026" in page
    assert "atasan PPID belum memberi tanggapan tertulis" in page and "Selasa, 9 Juni 2026" in page
    assert "KBR-MAL-26-00001" in page


def test_no_statement_where_everything_was_answered(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    with app.app_context():
        story = a_case(a_body()).filed("2026-04-02").answered("2026-04-10")
        object_to(story, "2026-04-20", "d")
        decide(story, "2026-05-20")
        case = story.built()
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-05-21"))
    opened(client, number, link)
    assert client.get(f"/lacak/{number}/komisi/tidak-ada-jawaban").location == f"/lacak/{number}/komisi"
    page = page_of(client, f"/lacak/{number}/komisi/kronologi")
    assert "Mengubah sebagian" in page and "Datanya ada di dinas." in page and "Surat jawaban nomor" in page


def test_the_chronology_tells_the_story_oldest_first_with_fingerprints(
    client: FlaskClient, clock: FrozenClock, silent: str
) -> None:
    clock.move_to(instant("2026-06-10 08:00"))
    page = page_of(client, f"/lacak/{silent}/komisi/kronologi")
    assert page.index("Permintaan diterima") < page.index("diajukan kepada atasan PPID")
    assert "huruf c: permintaan tidak ditanggapi" in page and "Mohon informasinya diberikan." in page
    assert len(re.findall(r"\b[0-9a-f]{64}\b", page)) == 2


def test_the_number_of_the_commission_may_be_told_later(app: Flask, client: FlaskClient, clock: FrozenClock,
                                                        silent: str) -> None:  # fmt: skip
    clock.move_to(instant("2026-06-15 08:00"))
    here = f"/lacak/{silent}/komisi"
    assert post(client, here, {"number": " "}).location == here
    with app.app_context():
        assert db.session.query(CaseFile).one().stage is Stage.UNDER_OBJECTION
    assert post(client, here, {"number": "007/VI/2026", "registered_on": "2026-06-12"}).location == f"/lacak/{silent}"
    page = page_of(client, f"/lacak/{silent}")
    assert "Di Komisi Informasi" in page and "007/VI/2026, Jumat, 12 Juni 2026" in page
    assert "Menunggu sidang pertama" in page and "Komisi Informasi Provinsi Maluku" in page
    assert "Sudah terdaftar" in page_of(client, here)


def test_a_day_that_is_too_early_is_refused_and_the_number_stays(
    client: FlaskClient, clock: FrozenClock, silent: str
) -> None:
    clock.move_to(instant("2026-06-15 08:00"))
    here = f"/lacak/{silent}/komisi"
    answer = post(client, here, {"number": "007/VI/2026", "registered_on": "2026-06-09"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Terlalu dini" in page and 'value="007/VI/2026"' in page
    answer = post(client, here, {"number": "007/VI/2026", "registered_on": "kemarin"})
    assert answer.status_code == 422 and "Tulis tanggal seperti" in answer.get_data(as_text=True)


def test_late_is_told_and_still_possible(client: FlaskClient, clock: FrozenClock, silent: str) -> None:
    clock.move_to(instant("2026-07-01 08:00"))
    page = page_of(client, f"/lacak/{silent}/komisi")
    assert "Batasnya, Selasa, 30 Juni 2026, sudah lewat" in page and "Komisi Informasi yang menilai" in page
    assert post(client, f"/lacak/{silent}/komisi", {"number": "1"}).location == f"/lacak/{silent}"


def test_without_an_objection_the_page_says_what_comes_first(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:  # fmt: skip
    with app.app_context():
        case = a_case(a_body()).filed("2026-04-02").answered("2026-04-10").built()
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-04-13"))
    opened(client, number, link)
    page = page_of(client, f"/lacak/{number}/komisi")
    assert "Ajukan dulu keberatan" in page and "Daftar Komisi Informasi belum diisi" in page
    assert "Siapkan berkas ke Komisi Informasi" not in page_of(client, f"/lacak/{number}")


def test_both_see_the_last_day_to_court(app: Flask, client: FlaskClient, clock: FrozenClock) -> None:
    """Scenario 26, the requester's side."""
    with app.app_context():
        story = a_silent_case(app).disputed("2026-06-15").ruling("2026-08-10", execute_by="2026-08-31")
        case = story.built()
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-08-11"))
    page = opened(client, number, link)
    assert "Selasa, 1 September 2026" in page and "Senin, 10 Agustus 2026" in page
    assert "Kami laksanakan paling lambat Senin, 31 Agustus 2026" in page
    clock.move_to(instant("2026-09-02"))
    page = page_of(client, f"/lacak/{number}")
    assert "Waktunya sudah habis" in page and "Kami terlambat, dan kami minta maaf" in page


def test_what_the_ruling_gives_is_fetched_with_the_code_only(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:  # fmt: skip
    with app.app_context():
        story = a_silent_case(app).disputed("2026-06-15").ruling("2026-08-10")
        case = story.ruling_executed("2026-08-20", ("nelayan.csv", b"a;b\n1;2\n")).built()
        number, link = case.number, case.link_token
    clock.move_to(instant("2026-08-21"))
    opened(client, number, link)
    html = client.get(f"/lacak/{number}").get_data(as_text=True)
    found = re.search(rf'href="(/lacak/{number}/putusan/[^"]+)"', html)
    assert found and client.get(found[1]).data == b"a;b\n1;2\n"
    assert app.test_client().get(found[1]).status_code == 404


@pytest.mark.parametrize("path", ["komisi", "komisi/kronologi", "komisi/tidak-ada-jawaban"])
def test_without_the_code_nothing_is_shown(app: Flask, silent: str, path: str) -> None:
    answer = app.test_client().get(f"/lacak/{silent}/{path}")
    assert answer.status_code == 303 and answer.location == f"/lacak/{silent}"
