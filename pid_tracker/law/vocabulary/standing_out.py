"""What can stand out in a file that is handed in, in which words, and what it leads to: a refusal, or a question to
whoever gives it."""

from pid_tracker.law.vocabulary.worded import Worded

_PRINT_ANEW = "Pilih Cetak lalu Simpan sebagai PDF, dan unggah hasilnya"
_SAVE_ANEW = "Simpan ulang dari program asalnya, lalu unggah lagi"


class FindingKind(Worded):
    """Something that stands out. With a `remedy` it refuses the file and says what to do; without, a person looks at it
    and says that it may go out."""

    remedy: str

    MACRO = "MACRO", "memuat makro", "Simpan tanpa makro (XLSX atau DOCX biasa), lalu unggah lagi"
    COMMAND = (
        "COMMAND", "memuat perintah yang menjalankan program lain (DDE)",
        "Hapus rumus atau bidang itu, lalu unggah lagi",
    )  # fmt: skip
    SCRIPT = "SCRIPT", "memuat skrip yang berjalan sendiri", _PRINT_ANEW
    LAUNCH = "LAUNCH", "menjalankan program atau membuka berkas lain", _PRINT_ANEW
    SUBMIT = "SUBMIT", "mengirim isian formulir ke alamat lain", _PRINT_ANEW
    EMBEDDED = (
        "EMBEDDED", "membawa berkas lain di dalamnya",
        "Keluarkan dan unggah tersendiri; grafik ditempel sebagai gambar",
    )  # fmt: skip
    REMOTE_PART = (
        "REMOTE_PART", "mengambil sebagian isinya dari alamat lain saat dibuka",
        "Putuskan sambungannya dan simpan isinya di dalam berkas, lalu unggah lagi",
    )  # fmt: skip
    FAKE_REDACTION = (
        "FAKE_REDACTION", "tulisan yang dihitamkan masih dapat disalin",
        "Hapus tulisannya, jangan hanya ditutup; atau cetak, hitamkan, lalu pindai",
    )  # fmt: skip
    REMOVED_TEXT = "REMOVED_TEXT", "tulisan yang sudah dihapus masih tersimpan sebagai versi sebelumnya", _PRINT_ANEW
    POLYGLOT = "POLYGLOT", "sekaligus berkas jenis lain", _SAVE_ANEW
    BOMB = "BOMB", "mengembang terlalu besar bila dibuka", "Bagi menjadi beberapa berkas, lalu unggah lagi"
    NESTED = "NESTED", "arsip di dalam arsip", "Keluarkan isinya dan unggah langsung"
    PROGRAM = "PROGRAM", "berkas program", "Keluarkan dari ZIP, lalu unggah lagi"
    BAD_NAME = "BAD_NAME", "namanya menunjuk ke luar folder ZIP", "Buat ZIP yang baru, lalu unggah lagi"
    OLD_FORM = (
        "OLD_FORM", "berkata sandi atau bentuk lama (DOC, XLS, PPT)", "Simpan sebagai DOCX, XLSX, atau PDF tanpa sandi"
    )  # fmt: skip
    UNREADABLE = "UNREADABLE", "rusak atau berkata sandi", "Perbaiki atau keluarkan dari ZIP, lalu unggah lagi"

    PERSONAL = "PERSONAL", "ada angka yang mirip NIK atau nomor HP", ""
    HIDDEN_TEXT = "HIDDEN_TEXT", "ada tulisan yang tidak terlihat tetapi dapat disalin", ""
    TINY_TEXT = "TINY_TEXT", "ada tulisan yang terlalu kecil untuk dibaca", ""
    COVERED_PICTURE = "COVERED_PICTURE", "ada kotak gelap di atas gambar: gambar di bawahnya masih utuh", ""
    CROPPED_PICTURE = "CROPPED_PICTURE", "ada gambar yang dipotong: sisanya masih ada di dalam berkas", ""
    EARLIER_VERSION = "EARLIER_VERSION", "versi sebelumnya masih tersimpan di dalam berkas", ""
    HIDDEN_LAYER = "HIDDEN_LAYER", "ada lapisan yang disembunyikan", ""
    COMMENT = "COMMENT", "ada komentar", ""
    TRACKED_CHANGE = "TRACKED_CHANGE", "ada jejak perubahan (track changes)", ""
    HIDDEN_SHEET = "HIDDEN_SHEET", "lembar ini tersembunyi: tampilkan atau hapus bila tidak untuk diberikan", ""
    HIDDEN_CELLS = "HIDDEN_CELLS", "ada baris atau kolom tersembunyi", ""
    PIVOT = "PIVOT", "tabel pivot menyimpan salinan seluruh data sumbernya", ""
    EXTERNAL_LINK = "EXTERNAL_LINK", "ada sambungan ke berkas lain beserta salinan isinya", ""
    PICTURE_EXTRAS = "PICTURE_EXTRAS", "gambar membawa keterangan tersembunyi (lokasi, kamera, atau komentar)", ""
    SCANNED = (
        "SCANNED", "hasil pindai tanpa teks, jadi tidak dapat kami periksa: baca sendiri, dan sertakan versi teksnya "
        "bila ada", "",
    )  # fmt: skip
    PARTLY_READ = "PARTLY_READ", "tidak kami periksa: baca sendiri", ""
    UNKNOWN = "UNKNOWN", "jenisnya tidak kami kenal, jadi isinya tidak kami periksa", ""


#: What would say more than its writer meant; it harms nobody who opens the file.
DISCLOSING = frozenset({FindingKind.FAKE_REDACTION, FindingKind.REMOVED_TEXT})
