"""The dictionary of the open data (kamus data): every column and what it holds."""

from collections.abc import Mapping

from pid_tracker.law.closed_days import DayKind
from pid_tracker.law.grounds import Decision, DisputeStage, Outcome
from pid_tracker.law.rules import BOOKS, COURT_WINDOW
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.law.vocabulary.worded import Worded

#: The newest rule book: a file has one dictionary, whatever was in force when its oldest row was filed.
_DAYS = BOOKS[0].days


def _either(kind: type[Worded]) -> str:
    """The words of a closed list: "a, b, atau c"."""
    *first, last = (member.words for member in kind)
    return f"{', '.join(first)}, atau {last}"


#: Column of permintaan.csv -> what it holds (kamus data). The order is the order in the file.
REQUEST_COLUMNS: Mapping[str, str] = {
    "id": "Nomor pendaftaran permintaan",
    "badan": "Kode pemerintah yang menerima permintaan",
    "opd": "Kode dinas atau kantor yang memegang bagian permintaan; beberapa dipisah titik koma",
    "kanal": "Jalan masuknya permintaan",
    "tgl_masuk": "Tanggal permintaan diajukan",
    "tgl_lengkap": "Tanggal permintaan lengkap; hari ke-0 dari waktu menjawab",
    "tenggat": "Hari terakhir untuk menjawab, sebagaimana terakhir diberitahukan kepada pemohon",
    "diperpanjang": f"ya bila waktu ditambah {_DAYS.more} hari kerja, atau tidak",
    "tgl_jawab": "Tanggal surat jawaban; kosong bila belum dijawab",
    "hari_kerja": "Hari kerja sejak lengkap sampai dijawab, menurut kalender pemerintah itu",
    "hasil": f"Hasil: {', '.join(outcome.words for outcome in Outcome)}, "
    f"{Stage.WITHDRAWN.published}, atau {Stage.NOT_CONTINUED.published}",
    "pasal": "Huruf Pasal 17 UU 14/2008 yang menjadi dasar menutup informasi; kosong bila tidak ada yang ditutup",
    "topik": "Kode urusan pemerintahan dari dinas yang memegang bagiannya (Permendagri 90/2019); dipisah titik koma",
    "tenggat_awal": f"Hari kerja ke-{_DAYS.answer} sejak lengkap, sebelum tambahan waktu",
    "tgl_diperpanjang": "Tanggal pemberitahuan tambahan waktu",
    "tgl_tutup": "Tanggal permintaan dicabut atau tidak dilanjutkan",
    "tahap": "Tahap perkara sekarang",
    "hari_lewat": "Hari kerja lewat tenggat pada tanggal data; kosong bila tidak sedang terlambat",
    "dari_register_lama": "ya bila baris ini disalin dari register sebelum sistem ini; tidak ikut dihitung dalam angka",
    "tgl_data": "Tanggal data menurut waktu setempat pemerintah itu",
    "label": "Bila PPID menilai ini bukan permintaan informasi: pengaduan, data sendiri, atau bantuan; kosong bila "
    "permintaan. Dilabel sampai tenggat, baris ini tidak ikut dihitung dalam angka; dilabel sesudahnya, tetap ikut",
    "tgl_label": "Tanggal pelabelan itu",
    "mengapa_tenggat": "Alamat di situs ini yang menjelaskan tenggat hari demi hari menurut kalender yang berlaku",
    "tgl_putus_keberatan": "Tanggal keberatan diputus atasan PPID; sejak itu surat jawaban tidak ditunggu lagi",
}

#: Column of keberatan.csv -> what it holds.
OBJECTION_COLUMNS: Mapping[str, str] = {
    "id": "Nomor keberatan",
    "badan": "Kode pemerintah yang menerima keberatan",
    "tgl_terima": "Tanggal keberatan diterima; hari ke-0 dari waktu atasan PPID",
    "alasan": "Huruf alasan menurut UU 14/2008 Pasal 35 ayat (1), a sampai g; beberapa dipisah titik koma",
    "tenggat": f"Hari terakhir bagi atasan PPID untuk menjawab, {_DAYS.decision} hari kerja sejak diterima",
    "tgl_putus": "Tanggal keberatan diputus; kosong bila belum",
    "hasil": f"Hasil: {', '.join(decision.words for decision in Decision)}, atau {Stage.WITHDRAWN.published}; "
    "kosong bila belum diputus",
    "tepat_waktu": "ya bila diputus sampai tenggat, tidak bila diputus sesudahnya atau tenggat sudah lewat tanpa "
    "putusan; kosong bila masih berjalan atau dicabut sebelum tenggat",
    "tgl_data": "Tanggal data menurut waktu setempat pemerintah itu",
    "mengapa_tenggat": "Alamat di situs ini yang menjelaskan tenggat hari demi hari menurut kalender yang berlaku",
}

#: Column of kalender.csv -> what it holds.
CALENDAR_COLUMNS: Mapping[str, str] = {
    "tanggal": "Hari kantor tutup",
    "hari": "Nama hari",
    "badan": "Kode pemerintah yang kalendernya ditunjukkan",
    "jenis": _either(DayKind),
    "nama": "Nama hari libur",
    "keputusan": "Keputusan yang menjadi dasarnya",
    "hari_kerja": "ya bila pemerintah itu tetap menghitungnya sebagai hari kerja, atau tidak",
}

#: Column of sengketa.csv -> what it holds. The commission's own number is not here: with it a row could be tied to the
#: applicant, whom the commission names in public.
DISPUTE_COLUMNS: Mapping[str, str] = {
    "id": "Nomor pendaftaran permintaan; kosong bila keberatannya tanpa permintaan",
    "badan": "Kode pemerintah yang menjadi pihak",
    "komisi": "Komisi Informasi yang memeriksa",
    "alasan": "Huruf alasan keberatan, Pasal 35 ayat (1) UU 14/2008; beberapa dipisah titik koma",
    "tgl_daftar": "Tanggal sengketa terdaftar di Komisi Informasi",
    "batas_daftar": "Hari terakhir untuk ke Komisi Informasi",
    "lewat_batas": "ya bila didaftarkan sesudah batas itu; Komisi Informasi yang menilai",
    "tahap": f"Tahap terakhir di Komisi Informasi: {_either(DisputeStage)}",
    "putusan": "Isi putusan; kosong bila belum diputus",
    "tgl_putusan": "Tanggal salinan putusan kami terima",
    "batas_pengadilan": f"Hari terakhir untuk ke pengadilan, {COURT_WINDOW.working_days} hari kerja sejak salinan "
    "putusan diterima",
    "tgl_pengadilan": "Tanggal putusan dibawa ke pengadilan; kosong bila tidak",
    "laksanakan_sampai": "Batas pelaksanaan menurut putusan atau kesepakatan mediasi",
    "tgl_dilaksanakan": "Tanggal putusan atau kesepakatan dilaksanakan",
    "akhir": "Bagaimana sengketa selesai; kosong bila masih berjalan",
    "tgl_selesai": "Tanggal sengketa selesai",
    "tgl_data": "Tanggal data menurut waktu setempat pemerintah itu",
}

#: Column of dik.csv -> what it holds.
EXEMPTION_COLUMNS: Mapping[str, str] = {
    "nomor_uji": "Nomor uji konsekuensi",
    "badan": "Kode pemerintah",
    "unit": "Badan publik dan unit kerja yang menguasai informasi",
    "uraian": "Uraian informasi, tanpa mengungkap isinya",
    "pasal": "Huruf dan angka Pasal 17 UU 14/2008; beberapa dipisah titik koma",
    "alasan": "Alasan dalam satu kalimat",
    "tgl_uji": "Tanggal uji konsekuensi",
    "tgl_berlaku": "Tanggal disetujui Atasan PPID; sejak itu berlaku",
    "tgl_berakhir": "Hari terakhir ditutup",
    "penetapan": "Nomor surat penetapan",
    "keadaan": f"{TestState.IN_FORCE.words}, {TestState.ENDED.words}, atau {TestState.SUPERSEDED.words}, "
    "pada tanggal data",
    "tgl_data": "Tanggal data menurut waktu setempat pemerintah itu",
}

#: Column of indikator.csv -> what it holds.
INDICATOR_COLUMNS: Mapping[str, str] = {
    "tgl_data": "Tanggal data menurut waktu setempat pemerintah itu",
    "badan": "Kode pemerintah",
    "opd": "Kode dinas atau kantor; kosong untuk pemerintah seluruhnya",
    "dari": "Hari pertama dari masa yang dihitung",
    "sampai": "Hari terakhir dari masa yang dihitung",
    "kode": "Kode angka, I1 sampai I6",
    "ukuran": "Apa yang dihitung",
    "jumlah": "Hitungannya: jumlah permintaan, atau hari kerja untuk median, rata-rata, dan persentil",
    "dari_jumlah": "Penyebutnya; kosong bila bukan bagian dari sesuatu",
}
