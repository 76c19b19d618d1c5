"""The straight way: declare complete, route, the unit answers, the officer sends the letter; two officers at once."""

import io
import re
import threading

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.states import Stage
from pid_tracker.services.answer import answering
from tests.browsing import Browser, words_of
from tests.web.officer.conftest import Office


def routing(
    office: Office, place: int, text: str = "Daftar ruas jalan provinsi yang rusak tahun 2025"
) -> dict[str, str]:
    return {
        f"bagian{place}-unit": str(office.pupr_id),
        f"bagian{place}-text_for_unit": text,
        f"bagian{place}-instruction": "Berkas yang sudah ada saja",
    }


def part_ids(office: Office) -> list[int]:
    with office.app.app_context():
        return [part.id for part in office.case().parts]


def lawful_letter(places: tuple[int, ...] = (1, 2)) -> dict[str, str]:
    whole = {
        "surat-summary": "Semua informasi yang diminta kami berikan.",
        "surat-form": "Berkas digital",
        "surat-delivery": "Melalui tautan aman",
        "surat-cost": "0",
        "surat-time_needed": "Tersedia saat surat dikirim",
        "surat-redaction": "Tidak ada bagian yang dihitamkan",
    }
    for place in places:
        whole |= {f"bagian{place}-outcome": "GRANTED", f"bagian{place}-material": "Tabel ruas jalan, satu berkas"}
    return whole


def test_from_the_queue_to_the_letter(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    assert office.number in ppid.get("/petugas")
    assert ppid.post(f"{address}/lengkap", on=address).status_code == 302
    for place in (1, 2):
        assert ppid.post(f"{address}/bagian/{place}/teruskan", routing(office, place), on=address).status_code == 302
    unit = office.browser("pupr")
    for part_id in part_ids(office):
        here = f"/petugas/bagian/{part_id}"
        assert unit.post(f"{here}/terima", on=here).status_code == 302
        fields = {
            "jawab-result": "OPEN",
            "jawab-explanation": "Ada 41 ruas. Rinciannya di tabel. Sumbernya survei 2025.",
            "jawab-checked_by": "Sekretaris dinas",
            "jawab-files": (io.BytesIO(b"ruas,panjang\nPasso,4\n"), "ruas.csv"),
        }
        answer = unit.post(f"{here}/jawab", fields, on=here)
        assert answer.status_code == 302, words_of(answer)
    assert "jawaban kantor siap" in ppid.get(address)
    office.at("2026-04-14 10:00")
    assert ppid.client.get("/petugas").status_code == 302  # idle for days: signed out
    ppid = office.browser("ppid")
    sent = ppid.post(f"{address}/surat", lawful_letter() | {"wish": "send"}, on=f"{address}/surat")
    assert sent.status_code == 302, words_of(sent)
    assert "/PPID-MAL/2026" in ppid.get(f"{address}/surat")
    with office.app.app_context():
        case = office.case()
        assert (case.stage, case.outcome, case.answer_days) == (Stage.ANSWERED, Outcome.GRANTED, 7)
        assert len(case.events[-1].details["files"]) == 2


def test_the_letter_drafts_itself_from_the_unit_answers(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    ppid.post(f"{address}/bagian/1/teruskan", routing(office, 1), on=address)
    unit, here = office.browser("pupr"), f"/petugas/bagian/{part_ids(office)[0]}"
    fields = {"jawab-result": "NOT_HELD", "jawab-explanation": "Tidak ada.", "jawab-checked_by": "Sekretaris"}
    assert unit.post(f"{here}/jawab", fields, on=here).status_code == 422
    fields["jawab-searched"] = "Arsip bidang bina marga"
    assert unit.post(f"{here}/jawab", fields, on=here).status_code == 302
    page = ppid.get(f"{address}/surat")
    assert "Arsip bidang bina marga" in page
    assert re.search(r'value="NOT_HELD"[^>]*checked|checked[^>]*value="NOT_HELD"', page)


def test_the_second_of_two_officers_is_told_what_changed_and_keeps_the_text(office: Office) -> None:
    first, second = office.browser("ppid"), office.browser("ppid2")
    address = f"/petugas/perkara/{office.number}"
    stale = second.hidden(address)
    assert first.post(f"{address}/lengkap", on=address).status_code == 302
    late = second.client.post(
        f"{address}/bagian/1/teruskan", data=stale | routing(office, 1, "Tulisan petugas kedua tentang ruas jalan")
    )
    assert late.status_code == 409
    assert "Tulisan petugas kedua tentang ruas jalan" in late.text
    assert "Permintaan dinyatakan lengkap" in words_of(late)
    again = dict(re.findall(r'name="(csrf_token|seen_seq)" value="([^"]*)"', late.text))
    sent = second.client.post(f"{address}/bagian/1/teruskan", data=again | routing(office, 1, "Tulisan kedua"))
    assert sent.status_code == 302


def test_twenty_at_the_same_moment_leave_one_letter(office: Office) -> None:
    address = f"/petugas/perkara/{office.number}/surat"
    people = [office.browser("ppid" if turn % 2 else "ppid2", f"10.0.1.{turn}") for turn in range(6)]
    forms = [person.hidden(address) | lawful_letter() | {"wish": "send"} for person in people]
    start, seen = threading.Barrier(len(people)), []

    def send(person: Browser, form: dict[str, str]) -> None:
        start.wait()
        seen.append(person.client.post(address, data=form))

    threads = [threading.Thread(target=send, args=pair) for pair in zip(people, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in seen) == [302, *[409] * (len(people) - 1)]
    assert all("Surat jawaban" in words_of(answer) for answer in seen if answer.status_code == 409)
    with office.app.app_context():
        case = office.case()
        assert [row.kind for row in case.events].count(E.ANSWERED) == 1
        notice = answering.notice_of(case)
        assert notice is not None and notice.number == "00001/PPID-MAL/2026"


def test_a_part_that_was_handed_back_is_moved_to_another_unit(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    ppid.post(f"{address}/bagian/1/teruskan", routing(office, 1), on=address)
    unit, here = office.browser("pupr"), f"/petugas/bagian/{part_ids(office)[0]}"
    empty = unit.post(f"{here}/kembalikan", {"kembali-reason": "NOT_OURS"}, on=here)
    assert empty.status_code == 422
    assert "Tulis kantor yang berwenang, atau jelaskan mengapa tidak tahu" in words_of(empty)
    back = {"kembali-reason": "NOT_OURS", "kembali-explanation": "Dinas Kelautan dan Perikanan"}
    assert unit.post(f"{here}/kembalikan", back, on=here).status_code == 302
    unit.get(here, 404)
    page = ppid.get(address)
    assert "Dikembalikan kantor" in page
    moved = routing(office, 1) | {"bagian1-unit": str(office.dkp_id)}
    assert ppid.post(f"{address}/bagian/1/teruskan", moved, on=address).status_code == 302
    assert office.number in office.browser("dkp").get("/petugas/bagian")
    with office.app.app_context():
        part = office.case().parts[0]
        assert (part.unit_id, part.state) == (office.dkp_id, "ROUTED")


def test_a_part_may_be_referred_to_another_body(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    half = ppid.post(f"{address}/bagian/2/rujuk", {"rujuk2-holder": "Balai Jalan Nasional"}, on=address)
    assert half.status_code == 422 and "Isi alamat badan itu" in words_of(half)
    both = {"rujuk2-holder": "Balai Jalan Nasional", "rujuk2-address": "Jalan Jenderal Sudirman 1, Ambon"}
    assert ppid.post(f"{address}/bagian/2/rujuk", both, on=address).status_code == 302
    assert "Balai Jalan Nasional" in ppid.get(f"{address}/surat")
    with office.app.app_context():
        assert office.case().parts[1].referred_to == "Balai Jalan Nasional"


def test_parts_may_be_added_and_the_letter_answers_them_too(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    saved = lawful_letter() | {"wish": "save"}
    assert ppid.post(f"{address}/surat", saved, on=f"{address}/surat").status_code == 302
    assert ppid.post(f"{address}/pilah", {"pilah-texts": "Nama kontraktornya"}, on=address).status_code == 302
    letter = lawful_letter() | {"wish": "send"}
    sent = ppid.post(f"{address}/surat", letter, on=f"{address}/surat")
    assert sent.status_code == 422
    assert "Apakah informasi kami kuasai" in words_of(sent)


def test_the_text_for_the_unit_is_masked_before_it_goes(office: Office) -> None:
    ppid, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    telling = "Kata Yohana, jalan di depan rumah saya, 0812-1111-2222, NIK 8171014503740001"
    answer = ppid.post(f"{address}/bagian/1/teruskan", routing(office, 1, telling), on=address)
    assert answer.status_code == 422
    for item in ("Yohana", "0812…22", "8171…01"):
        assert item in words_of(answer)
    assert "jalan di depan rumah saya" in answer.text
    checked = routing(office, 1, telling) | {"bagian1-checked": "y"}
    assert ppid.post(f"{address}/bagian/1/teruskan", checked, on=address).status_code == 302
