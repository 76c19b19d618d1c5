"""Scenarios 11 and 13: what is no request, and a part that nobody wants."""

from pid_tracker.law.states import Stage
from tests import recount
from tests.browsing import words_of
from tests.scenarios.conftest import World, on
from tests.web.citizen import browsing as citizen_pages

LAMP = "Lampu jalan di depan rumah saya di Passo mati, tolong diperbaiki"


def filed_in_march(world: World) -> tuple[object, object, str]:
    """I1 and the re-labelled items of March, from the open data; and what the public page says."""
    phone = world.phone()
    counted = recount.count(recount.rows_of(phone.get("/data/permintaan.csv").text), on("2026-03-01"), on("2026-03-31"))
    return counted["masuk"], counted["dilabel ulang"], words_of(phone.get("/angka/maluku").text)


def test_11_a_complaint_is_told_where_to_go_and_becomes_a_request_when_its_writer_insists(world: World) -> None:
    world.at("2026-03-02 10:00")
    phone = world.phone()
    number = world.files(phone, LAMP)
    world.at("2026-03-04 10:00")
    ppid, here = world.officer("ppid"), f"/petugas/perkara/{number}"
    label = {
        "label-label": "COMPLAINT",
        "label-reason": "Anda melaporkan lampu jalan yang rusak agar diperbaiki.",
        "label-where": "SP4N-LAPOR!, di lapor.go.id atau SMS ke 1708",
    }
    assert ppid.post(f"{here}/label", label, on=here).status_code == 302
    assert world.messages(number, "n18_relabelled") == 1
    page = words_of(phone.get(f"/lacak/{number}").text)
    assert "Menurut PPID, ini pengaduan layanan" in page and "SP4N-LAPOR!" in page
    filed, relabelled, public = filed_in_march(world)
    assert (filed, relabelled) == (0, 1) and "ada 1 kiriman yang dilabel ulang" in public
    world.night("2026-03-17 00:15")
    assert world.messages(number, "n11_late") == 0
    world.at("2026-03-26 10:00")
    insisted = citizen_pages.post(phone, f"/lacak/{number}/tetap-permintaan", page=f"/lacak/{number}")
    assert insisted.status_code == 303
    assert world.seen(number, "complete_on", "due_on", "label") == (on("2026-03-02"), on("2026-03-16"), "")
    filed, relabelled, public = filed_in_march(world)
    assert (filed, relabelled) == (1, 0) and "dilabel ulang" not in public.split("Bagaimana angka ini dihitung?")[0]
    world.night("2026-03-27 00:15")
    assert world.messages(number, "n11_late") == 1


def test_13_not_our_competence_ends_with_the_word_of_the_ppid(world: World) -> None:
    world.at("2026-03-02 10:00")
    phone = world.phone()
    number = world.files(phone, "Daftar jalan lingkungan yang rusak di Kecamatan Baguala tahun 2025")
    here = f"/petugas/perkara/{number}"
    back = {"kembali-reason": "NOT_OURS", "kembali-explanation": "Jalan lingkungan ada di Dinas Perkim"}
    world.routes(world.officer("ppid"), number, "pupr")
    world.at("2026-03-03 10:00")
    part = world.part_page(number)
    assert world.officer("pupr").post(f"{part}/kembalikan", back, on=part).status_code == 302
    world.routes(world.officer("ppid"), number, "perkim")
    world.at("2026-03-04 10:00")
    back["kembali-explanation"] = "Jalan ini milik provinsi"
    assert world.officer("perkim").post(f"{part}/kembalikan", back, on=part).status_code == 302
    told = {"tetapkan1-instruction": "Jalan lingkungan memang urusan Perkim. Cari di bidang permukiman."}
    assert world.officer("ppid").post(f"{here}/bagian/1/tetapkan", told, on=here).status_code == 302
    seen = world.officer("perkim").get(part)
    assert "Kembalikan" not in words_of(seen) and told["tetapkan1-instruction"] in seen
    assert world.kinds(number) == [
        *("FILED", "PART_ROUTED", "PART_HANDED_BACK", "PART_ROUTED", "PART_HANDED_BACK", "PART_CONFIRMED")
    ]
    assert world.seen(number, "stage", "due_on") == (Stage.RECEIVED, on("2026-03-16"))
    history = words_of(phone.get(f"/lacak/{number}").text)
    for office in ("Dinas Pekerjaan Umum dan Penataan Ruang", "Dinas Perkim"):
        assert f"Diteruskan ke {office}" in history and f"{office} mengembalikan bagian 1" in history
