"""`make real` on the self-written file: all is filed and answered, the recount agrees, and no text is printed."""

from datetime import date

import pytest

from tests import real_input, recount


def test_each_text_gets_number_due_date_and_outcome_and_the_figures_recount(capsys: pytest.CaptureFixture[str]) -> None:
    rows = real_input.lines_of(real_input.OWN)
    assert real_input.run(rows, "berkas contoh") == 0
    said = capsys.readouterr().out
    assert "Permintaan informasi: 12 teks" in said
    assert "Semua cocok." in said
    assert "BERBEDA" not in said
    assert not [row["id"] for row in rows if row["text"][:25] in said]


def test_the_recount_notices_one_row_too_few() -> None:
    head = "id,badan,kanal,tgl_masuk,tenggat,tenggat_awal,tgl_diperpanjang,tgl_tutup,tgl_jawab,hari_kerja,hasil,tahap,"
    head += "hari_lewat,dari_register_lama,tgl_putus_keberatan,tgl_data\n"
    one = "MAL-26-00001,maluku,surel,2026-04-02,2026-04-21,2026-04-21,,,2026-04-20,9,diberikan semua,dijawab,,tidak,,"
    rows = recount.rows_of(head + one + "2026-05-01\n" + one.replace("00001", "00002") + "2026-05-01\n")
    counted = recount.count(rows, date(2026, 4, 1), date(2026, 4, 30))
    assert (counted["masuk"], counted["dalam 10 hari"], counted["hari sampai dijawab"]) == (2, 2, {9: 2})
    assert recount.count(rows[:1], date(2026, 4, 1), date(2026, 4, 30)) != counted
