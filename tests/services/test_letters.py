"""The letters as people get them: what they say, in Indonesian, tagged, small, and the same bytes for the same case."""

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.models import CaseFile, Notice, PublicBody
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.telling import letters
from tests.builders import a_body, a_case, a_requester, instant, the_officer
from tests.closing import a_closing_notice, a_test, send_closing

KIB = 1024
QUESTION = """Daftar syarat dan jumlah penerima bantuan nelayan tahun 2025
Salinan perjanjian kerja sama pengelolaan Pelabuhan Perikanan Ukurlaran
Peta bidang tanah Pasar Omele"""
LONG_NAME = "Perkumpulan Nelayan Tradisional Tanimbar Selatan, u.p. Maria Magdalena Fransina Batlayeri-Ohoiwutun"


def text_of(pdf: bytes) -> str:
    """The words of a letter in reading order, lines joined."""
    document = pypdfium2.PdfDocument(pdf)
    words = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(words.split())


def the_longest_body() -> PublicBody:
    """A body with the longest name and address that we know."""
    return a_body(
        "kepulauan-tanimbar",
        name="Pemerintah Kabupaten Kepulauan Tanimbar",
        short_name="Kepulauan Tanimbar",
        prefix="KPT",
        seat="Saumlaki",
        address="Jalan Ir. Soekarno Nomor 1, Kelurahan Saumlaki Utara, Kecamatan Tanimbar Selatan, Saumlaki 97664",
    )


def a_mixed_notice(case: CaseFile) -> NoticeContents:
    """One part given, one not held, one referred."""
    given, not_held, referred = answering.draft_notice(case).parts
    return NoticeContents(
        parts=(
            replace(given, outcome=Outcome.GRANTED, material="Tabel penerima menurut kecamatan, satu berkas XLSX."),
            replace(not_held, outcome=Outcome.NOT_HELD, searched="arsip Dinas Perikanan dan Bagian Hukum"),
            replace(
                referred,
                outcome=Outcome.REFERRED,
                holder="Kantor Pertanahan Kabupaten Kepulauan Tanimbar",
                holder_address="Jalan Boediono 2, Saumlaki",
            ),
        ),
        summary="Kami berikan tabelnya; perjanjiannya belum pernah dibuat; petanya ada di Kantor Pertanahan.",
        form="Berkas digital (softcopy)",
        delivery="Melalui tautan aman",
        cost_rupiah=12500,
        payment="Lewat rekening kas daerah, minta tanda terima",
        time_needed="Tersedia saat surat ini dikirim",
        redaction="Tidak ada bagian yang dihitamkan",
    )


def a_notice(*, sent: bool) -> tuple[CaseFile, Notice]:
    """A case with a mixed notice, sent or still a draft."""
    body = the_longest_body()
    case = a_case(body).filed("2026-03-12 21:15", question=QUESTION, requester=a_requester(LONG_NAME)).built()
    contents = a_mixed_notice(case)
    notice = answering.save_notice(case, contents, the_officer(case.body), instant("2026-03-13"))
    if sent:
        now = instant("2026-03-30 10:00")
        notice = answering.send_notice(case, contents, Hand(the_officer(body), now, calendar_of(body)))
    db.session.commit()
    return case, notice


def a_receipt(when: str = "2026-04-02 21:15", **more: Any) -> bytes:
    """The receipt of a fresh case."""
    body = the_longest_body()
    case = a_case(body).filed(when, **more).built()
    case.code = "7KQ4-M2"
    db.session.commit()
    return letters.receipt_pdf(case, calendar_of(body), instant(when))


def test_a_receipt_says_number_code_and_a_due_date_that_explains_itself(app: Flask) -> None:
    with app.app_context():
        pdf = a_receipt()
    words = text_of(pdf)
    assert "KPT-26-00001" in words and "7KQ4-M2" in words
    assert "Kamis, 2 April 2026 pukul 21.15 WIT" in words
    assert "Jumat, 17 April 2026 (10 hari kerja)" in words
    assert "Jumat, 3 April 2026 Wafat Yesus Kristus SKB 1497/2025" in words
    assert "paling lambat Rabu, 8 April 2026" in words  # to say what is missing
    assert "http://localhost/lacak" in words


def test_a_receipt_names_nobody_and_repeats_no_question(app: Flask) -> None:
    with app.app_context():
        words = text_of(a_receipt())
    assert "Yohana" not in words and "nelayan" not in words and "8171014503740001" not in words


def test_a_receipt_says_that_the_proof_of_identity_is_missing(app: Flask) -> None:
    with app.app_context():
        assert "belum kami terima" in text_of(a_receipt(complete=False))


def test_a_receipt_of_a_year_without_decree_calls_its_date_provisional(app: Flask) -> None:
    with app.app_context():
        words = text_of(a_receipt("2027-12-20"))
    assert "Tanggal ini sementara" in words and "belum ada keputusan" in words


def test_a_receipt_says_the_same_after_the_answer(app: Flask) -> None:
    with app.app_context():
        body = the_longest_body()
        story = a_case(body).filed("2026-04-02 21:15")
        before = letters.receipt_pdf(story.built(), calendar_of(body), instant("2026-04-02 21:15"))
        case = story.extended("2026-04-10").answered("2026-04-20").built()
        assert letters.receipt_pdf(case, calendar_of(body), instant("2026-05-04")) == before


def test_a_receipt_of_the_longest_term_is_small_and_one_page(app: Flask) -> None:
    with app.app_context():
        pdf = a_receipt("2026-03-11", complete=False)
    assert len(pdf) <= 40 * KIB
    assert len(pypdfium2.PdfDocument(pdf)) == 1


def test_a_notice_says_each_content_of_the_law_under_its_heading(app: Flask) -> None:
    with app.app_context():
        words = text_of(letters.notice_pdf(*a_notice(sent=True)))
    for said in (
        LONG_NAME.partition("-")[0],  # the line breaks at the hyphen
        "Saumlaki, 30 Maret 2026",
        "Jawaban untuk setiap bagian (UU huruf a, c; PERKI huruf a, c, h)",
        "Salinan perjanjian kerja sama pengelolaan Pelabuhan",
        "Seluruhnya: diberikan sebagian",
        "Materi yang diberikan (UU huruf d) Bagian 1: Tabel penerima menurut kecamatan, satu berkas XLSX.",
        "Kantor lain yang menguasai informasi (UU huruf b; PERKI huruf b) Bagian 3: Kantor Pertanahan",
        "Bagian 2: Sudah kami cari di arsip Dinas Perikanan dan Bagian Hukum",
        "Bagian yang dihitamkan (UU huruf e; PERKI huruf g) Tidak ada bagian yang dihitamkan",
        "Bentuk dan cara penyampaian (UU huruf f; PERKI huruf d) Berkas digital (softcopy). Melalui tautan aman.",
        "Biaya dan cara membayar (UU huruf g; PERKI huruf e) Rp12.500. Lewat rekening kas daerah, minta tanda terima.",
        "Waktu menyediakan (PERKI huruf f) Tersedia saat surat ini dikirim.",
        "paling lambat Rabu, 13 Mei 2026",
        "Atasan PPID Pemerintah Kabupaten Kepulauan Tanimbar",
        "Dikirim lewat sistem pada 30 Maret 2026",
    ):
        assert said in words, said
    assert "KONSEP" not in words


def test_a_notice_that_was_not_sent_says_that_it_is_a_draft(app: Flask) -> None:
    with app.app_context():
        words = text_of(letters.notice_pdf(*a_notice(sent=False)))
    assert "KONSEP" in words and "belum dikirim" in words
    assert "30 hari kerja sejak surat ini Anda terima" in words


def test_a_draft_with_nothing_decided_can_be_looked_at(app: Flask) -> None:
    with app.app_context():
        case = a_case(the_longest_body()).filed("2026-03-12", question=QUESTION).built()
        notice = answering.save_notice(
            case, answering.draft_notice(case), the_officer(case.body), instant("2026-03-13")
        )
        assert text_of(letters.notice_pdf(case, notice)).count("belum diputus") == 7  # held, answer; and the whole


@pytest.mark.parametrize("name", ["receipt", "notice"])
def test_a_letter_is_tagged_archivable_and_indonesian(app: Flask, name: str) -> None:
    with app.app_context():
        pdf = a_receipt() if name == "receipt" else letters.notice_pdf(*a_notice(sent=True))
    assert len(pdf) <= (40 if name == "receipt" else 120) * KIB
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang).lower().startswith("id")
        assert bool(document.Root.MarkInfo.Marked) and "/StructTreeRoot" in document.Root
        about = document.Root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in about and "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert "<pdfuaid:part>1</pdfuaid:part>" in about


def test_the_same_notice_gives_the_same_bytes(app: Flask) -> None:
    with app.app_context():
        case, notice = a_notice(sent=True)
        assert letters.notice_pdf(case, notice) == letters.notice_pdf(case, notice)


def test_nothing_that_somebody_typed_is_read_as_markup(app: Flask) -> None:
    typed = 'Daftar #strong[aset] $x$ <b> \\ "kutip" #include("/etc/passwd")'
    with app.app_context():
        story = a_case(the_longest_body()).filed(
            "2026-04-02", question=typed, requester=a_requester("Orang #eval(1) $y$")
        )
        notice = answering.save_notice(
            story.built(), story.lawful_notice(), the_officer(story.built().body), instant("2026-04-03")
        )
        words = text_of(letters.notice_pdf(story.case, notice))
    assert "Orang #eval(1) $y$" in words
    assert '#strong[aset] $x$ <b> \\ "kutip" #include("/etc/passwd")' in words


def a_closed_notice(outcome: Outcome) -> tuple[CaseFile, Notice]:
    """A case with one part, closed as a whole or in part, sent with the superior's approval."""
    body = the_longest_body()
    case = a_case(body).filed("2026-04-02 21:15", requester=a_requester(LONG_NAME)).built()
    return case, send_closing(case, a_closing_notice(case, outcome, a_test(body)), "2026-04-14")


def test_a_refusal_says_every_field_of_annex_ix(app: Flask) -> None:
    with app.app_context():
        words = text_of(letters.notice_pdf(*a_closed_notice(Outcome.REFUSED)))
    for said in (
        "Hal : Keputusan penolakan permintaan informasi",
        "Nomor pendaftaran : KPT-26-00001",
        "Nama pemohon : Perkumpulan Nelayan Tradisional Tanimbar Selatan",
        "Alamat : Jalan Pantai 7, Ambon",
        "Telepon atau surel : 0812-1111-2222, yohana@contoh.id",
        "Daftar syarat dan jumlah penerima bantuan nelayan",
        "PPID memutuskan bahwa informasi yang diminta dikecualikan, sehingga permintaan ditolak.",
        "Dasar : UU 14/2008 Pasal 17 huruf h angka 3",
        "Akibat bila dibuka : Rekening dan alamat dapat disalahgunakan",
        "Sampai : Minggu, 2 Maret 2031",
        "Uji konsekuensi : Nomor UK-KPT-26-00001, Senin, 2 Maret 2026; penetapan nomor",
        "dalam 30 hari kerja sejak surat ini Anda terima, paling lambat Rabu, 3 Juni 2026",
        "Dengan persetujuan tertulis Atasan PPID Kepulauan Tanimbar, 14 April 2026",
    ):
        assert said in words, said


def test_a_partial_notice_lists_what_is_closed_under_which_article_and_until_when(app: Flask) -> None:
    with app.app_context():
        words = text_of(letters.notice_pdf(*a_closed_notice(Outcome.PARTLY_GRANTED)))
    for said in (
        "Hal : Pemberitahuan tertulis",
        "Informasi yang ditutup (UU huruf c, e; PERKI huruf c, g) Yang ditutup : Alamat rumah dan nomor rekening",
        "Alasan : Itu data keuangan pribadi orang yang bukan pejabat",
        "Sampai : Minggu, 2 Maret 2031",
        "Materi yang diberikan (UU huruf d) Tabel penerima menurut desa",
        "Bagian yang dihitamkan (UU huruf e; PERKI huruf g) Kolom alamat dan rekening dihitamkan",
    ):
        assert said in words, said
    assert "permintaan ditolak" not in words


def test_a_notice_stored_before_there_were_tests_is_still_read(app: Flask) -> None:
    old = {"place": 1, "question": "Daftar", "outcome": "GRANTED", "material": "Tabel", "searched": "", "holder": "",
           "holder_address": ""}  # fmt: skip
    (part,) = answering.read_contents({"parts": [old], "summary": "Ada."}).parts
    assert (part.material, part.closed, part.articles, part.tests) == ("Tabel", "", (), ())
