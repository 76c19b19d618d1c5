"""What the law does not allow is refused in words, with everything typed still there."""

import re
from datetime import date

import pytest

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import triage
from tests.browsing import words_of
from tests.builders import a_case, a_unit, the_officer
from tests.web.officer.conftest import Office
from tests.web.officer.test_straight_way import lawful_letter, part_ids, routing


def kinds(office: Office) -> list[E]:
    with office.app.app_context():
        return [row.kind for row in office.case().events]


# -- completeness ------------------------------------------------------------------------------------------------------


def deficiency() -> dict[str, object]:
    return {"kurang-lacks": ["IDENTITY"], "kurang-note": "Foto KTP yang jelas."}


def test_a_deficiency_is_told_on_the_third_working_day(office: Office) -> None:
    """Filed Thursday, 2 April; Friday is a holiday, so the third working day is Wednesday, 8 April."""
    office.at("2026-04-08 23:59:59")
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    assert "Kirim kekurangan" in ppid.get(address)
    assert ppid.post(f"{address}/kekurangan", deficiency(), on=address).status_code == 302
    with office.app.app_context():
        case = office.case()
        assert (case.stage, case.repair_due_on) == (Stage.INCOMPLETE, date(2026, 4, 13))
    assert "Menunggu pemohon sampai Senin, 13 April 2026" in words_of(ppid.get(address))


def test_on_the_fourth_working_day_the_button_is_gone_and_the_notice_is_refused(office: Office) -> None:
    office.at("2026-04-09 00:00")
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    page = ppid.get(address)
    assert f"{address}/kekurangan" not in page
    sentence = "Batas memberi tahu kekurangan sudah lewat. Permintaan dianggap lengkap sejak Kamis, 2 April 2026"
    assert sentence in page
    answer = ppid.post(f"{address}/kekurangan", deficiency(), on=address)
    assert answer.status_code == 409
    assert "Batas memberi tahu kekurangan sudah lewat (Rabu, 8 April 2026)" in answer.text
    assert "PERKI 1/2021 Pasal 31 ayat (2)" in answer.text and "dapat ditanyakan kepada pemohon" in answer.text
    said = words_of(answer)
    assert "Yang tadi Anda tulis" in said and "Foto KTP yang jelas." in said, "the form is gone, its text is not"
    assert kinds(office) == [E.FILED]


def test_a_notice_of_deficiency_names_what_is_missing(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    answer = ppid.post(f"{address}/kekurangan", {"kurang-note": "Ada yang belum jelas"}, on=address)
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu kekurangan" in answer.text and "Ada yang belum jelas" in answer.text


def test_after_the_request_was_declared_complete_nothing_is_missing(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    ppid.post(f"{address}/lengkap", on=address)
    assert f"{address}/kekurangan" not in ppid.get(address)
    assert ppid.post(f"{address}/kekurangan", deficiency(), on=address).status_code == 409


def test_the_desk_takes_in_what_was_missing(office: Office) -> None:
    desk, address = office.browser("meja"), f"/petugas/perkara/{office.number}"
    desk.post(f"{address}/kekurangan", deficiency(), on=address)
    assert desk.post(f"{address}/dilengkapi", {}, on=address).status_code == 422
    given = {"lengkapi-handed_in": ["IDENTITY"], "lengkapi-nik": "8171 0145 0374 0001"}
    assert desk.post(f"{address}/dilengkapi", given, on=address).status_code == 302
    with office.app.app_context():
        case = office.case()
        assert (case.stage, case.complete_on) == (Stage.IN_PROCESS, date(2026, 4, 6))
        assert case.requester is not None and case.requester.nik_last4 == "0001"


# -- more time ---------------------------------------------------------------------------------------------------------


def extension() -> dict[str, str]:
    return {
        "tambah-ground": "NOT_YET_HELD",
        "tambah-sentence": "Datanya masih dikumpulkan dari kabupaten.",
        "tambah-part1": "Kantor yang menguasainya masih ditanyakan.",
        "tambah-part2": "Menunggu petunjuk dari sekretariat.",
    }


def test_time_is_added_until_the_last_second_of_the_due_date(office: Office) -> None:
    office.at("2026-04-17 23:59:59")
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    assert "Tambah 7 hari kerja, sampai 28 Apr 2026" in ppid.get(address)
    assert ppid.post(f"{address}/perpanjangan", extension(), on=address).status_code == 302
    with office.app.app_context():
        assert office.case().due_on == date(2026, 4, 28)
    assert ppid.post(f"{address}/perpanjangan", extension(), on=address).status_code == 409


def test_one_second_past_midnight_it_is_too_late(office: Office) -> None:
    office.at("2026-04-18 00:00:00")
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    page = ppid.get(address)
    assert "Waktu perpanjangan sudah lewat (Jumat, 17 April 2026). Kirim jawaban secepatnya." in page
    assert f"{address}/perpanjangan" not in page
    answer = ppid.post(f"{address}/perpanjangan", extension(), on=address)
    assert answer.status_code == 409
    assert "Waktu perpanjangan sudah lewat (Jumat, 17 April 2026)" in answer.text
    assert kinds(office) == [E.FILED]


def test_time_is_added_only_when_each_part_lies_with_an_office_or_says_why_not(office: Office) -> None:
    """Ruling R30; PERKI 1/2021 Pasal 36: said on the page and by the gate, and nothing typed is lost."""
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    page = words_of(ppid.get(address))
    assert "Teruskan dulu bagian di bawah ini, atau tulis alasannya" in page and "(PERKI 1/2021 Pasal 36)" in page
    assert "Mengapa bagian 1 belum diteruskan?" in page
    for nothing in ("", "   "):
        refused = ppid.post(f"{address}/perpanjangan", extension() | {"tambah-part1": nothing}, on=address)
        assert refused.status_code == 422 and kinds(office) == [E.FILED]
        assert (
            "Bagian 1 belum di kantor mana pun (PERKI 1/2021 Pasal 36). Teruskan dulu, atau tulis mengapa belum"
            in refused.text
        )
        assert extension()["tambah-sentence"] in refused.text
        assert re.search(r'value="NOT_YET_HELD"[^>]*checked|checked[^>]*value="NOT_YET_HELD"', refused.text)
    assert ppid.post(f"{address}/perpanjangan", extension(), on=address).status_code == 302
    assert "Bagian 1 belum diteruskan: Kantor yang menguasainya masih ditanyakan." in words_of(ppid.get(address))


def test_time_is_added_without_a_word_more_when_each_part_lies_with_an_office(office: Office) -> None:
    with office.app.app_context():
        case, unit = office.case(), a_unit(office.body(), "dinkes")
        officer, now, calendar = the_officer(case.body), office.clock.now(), calendar_of(case.body)
        triage.route_part(case, case.parts[0], triage.Routing(unit, case.parts[0].text), Hand(officer, now, calendar))
        answering.refer_part(case, 2, "Kantor Pertanahan Kota Ambon", "Jalan Jenderal Sudirman 1, Ambon", officer, now)
        db.session.commit()
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    assert "Mengapa bagian" not in words_of(ppid.get(address))
    without = {name: value for name, value in extension().items() if "part" not in name}
    assert ppid.post(f"{address}/perpanjangan", without, on=address).status_code == 302


def test_an_extension_needs_its_ground_and_a_sentence(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    answer = ppid.post(f"{address}/perpanjangan", {"tambah-sentence": "sibuk"}, on=address)
    assert answer.status_code == 422
    for words in ("Pilih satu alasan", "Tulis alasannya dalam satu kalimat untuk pemohon"):
        assert words in answer.text
    other = extension() | {"tambah-ground": "TOO_BUSY"}
    assert ppid.post(f"{address}/perpanjangan", other, on=address).status_code == 422


# -- the letter --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("without", "label"),
    [
        ({"bagian2-outcome": ""}, "Apakah informasi kami kuasai, dan diberikan atau tidak"),
        ({"bagian1-outcome": "REFERRED", "bagian1-holder": "BPN"}, "Kantor lain yang menguasai informasi"),
        ({"bagian1-outcome": "NOT_HELD"}, "Tempat yang sudah dicari dan penjelasan mengapa tidak ada"),
        ({"bagian1-material": ""}, "Materi informasi yang diberikan"),
        ({"surat-redaction": ""}, "Bagian yang dihitamkan dan alasannya, atau pernyataan bahwa tidak ada"),
        ({"surat-form": ""}, "Bentuk informasi yang tersedia"),
        ({"surat-delivery": ""}, "Cara penyampaian"),
        ({"surat-cost": ""}, "Biaya dan cara membayar"),
        ({"surat-cost": "15.000"}, "Biaya dan cara membayar"),
        ({"surat-time_needed": ""}, "Waktu yang diperlukan untuk menyediakan"),
        ({"surat-summary": ""}, "Ringkasan jawaban dalam bahasa sehari-hari"),
    ],
)
def test_the_letter_is_not_sent_while_one_content_is_missing(
    office: Office, without: dict[str, str], label: str
) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    typed = lawful_letter() | {"surat-payment": ""} | without | {"wish": "send"}
    answer = ppid.post(address, typed, on=address)
    assert answer.status_code == 422
    summary = answer.text.split("Surat belum dapat dikirim")[1].split("</ul>")[0]
    assert summary.count("<li>") == 1 and label in summary
    assert "Tabel ruas jalan, satu berkas" in answer.text
    assert kinds(office) == [E.FILED]


@pytest.mark.parametrize("cost", ["murah", "9" * 5000], ids=["word", "long"])
def test_a_cost_that_is_no_number_is_told_beside_its_field(office: Office, cost: str) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    answer = ppid.post(address, lawful_letter() | {"surat-cost": cost}, on=address)
    assert answer.status_code == 422 and "Tulis biaya dengan angka" in answer.text


@pytest.mark.parametrize("outcome", ["REFUSED", "PARTLY_GRANTED"])
def test_nothing_is_closed_without_a_consequence_test(office: Office, outcome: str) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    typed = lawful_letter() | {"bagian1-outcome": outcome, "wish": "send"}
    answer = ppid.post(address, typed, on=address)
    assert answer.status_code == 422
    assert "Uji konsekuensi yang selesai dan disetujui, untuk setiap bagian yang ditutup" in answer.text
    assert kinds(office) == [E.FILED]


def test_a_proposal_to_close_waits_and_the_officers_are_told(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    ppid.post(f"{address}/bagian/1/teruskan", routing(office, 1), on=address)
    unit, here = office.browser("pupr"), f"/petugas/bagian/{part_ids(office)[0]}"
    fields = {"jawab-result": "CLOSED", "jawab-explanation": "Kontrak.", "jawab-checked_by": "Sekretaris"}
    assert "menunggu uji konsekuensi" in unit.get(here)
    assert unit.post(f"{here}/jawab", fields, on=here).status_code == 302
    assert "Usulan menutup menunggu uji konsekuensi" in ppid.get(address)
    assert "bagian=1" in ppid.page
    assert "Bagian 1 diusulkan ditutup" in ppid.get(f"{address}/surat")


def test_given_and_not_held_together_are_a_lawful_answer(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    typed = lawful_letter() | {"bagian2-outcome": "NOT_HELD", "bagian2-searched": "Arsip bina marga", "wish": "send"}
    assert ppid.post(address, typed, on=address).status_code == 302
    with office.app.app_context():
        assert office.case().outcome is Outcome.PARTLY_GRANTED


def test_a_letter_is_sent_once_and_a_sent_letter_is_fixed(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    assert ppid.post(address, lawful_letter() | {"wish": "send"}, on=address).status_code == 302
    page = ppid.get(address)
    assert 'name="wish"' not in page
    for wish in ("send", "save", "anew"):
        typed = lawful_letter() | {"wish": wish, "seen_seq": "1"}
        assert ppid.post(address, typed).status_code == 422
    assert kinds(office).count(E.ANSWERED) == 1


def test_a_withdrawn_request_is_not_worked_on(office: Office) -> None:
    with office.app.app_context():
        case = a_case(office.body()).filed("2026-04-02 10:00").withdrawn("2026-04-06 09:00").built()
        address = f"/petugas/perkara/{case.number}"
    ppid = office.browser("ppid")
    page = ppid.get(address)
    for act in ("lengkap", "kekurangan", "bagian/1/teruskan", "bagian/1/rujuk", "pilah", "perpanjangan"):
        assert f'"{address}/{act}"' not in page
        fields = routing(office, 1) | extension() | {"pilah-texts": "Bagian lain"} | deficiency()
        fields |= {"rujuk1-holder": "BPN", "rujuk1-address": "Ambon"}
        assert ppid.post(f"{address}/{act}", fields | {"seen_seq": "1"}).status_code == 409


def test_a_letter_with_a_sign_that_cannot_be_printed_is_refused_and_what_was_typed_stays(office: Office) -> None:
    ppid, path = office.browser("ppid"), f"/petugas/perkara/{office.number}/surat"
    whole = {
        "bagian1-outcome": "GRANTED", "bagian1-material": "\uf0b7 Daftar ruas", "bagian2-outcome": "GRANTED",
        "bagian2-material": "Anggaran", "surat-summary": "Kami berikan 😀.", "surat-form": "Berkas digital",
        "surat-delivery": "Tautan aman", "surat-cost": "0", "surat-time_needed": "Hari ini",
        "surat-redaction": "Tidak ada bagian yang dihitamkan",
    }  # fmt: skip
    refused = ppid.post(path, whole | {"wish": "send"}, on=path)
    assert refused.status_code == 422
    assert "Tanda 😀 tidak dapat dicetak di surat. Ganti dengan kata" in words_of(refused)
    assert "Kami berikan 😀." in refused.text and "• Daftar ruas" in refused.text
    sent = ppid.post(path, whole | {"wish": "send", "surat-summary": "Kami berikan."}, on=path)
    assert sent.status_code == 302
    letter = ppid.post(f"{path}.pdf", {}, on=path)
    assert letter.status_code == 200 and letter.data.startswith(b"%PDF-")
