"""Made-up values for the page that shows every component (`/komponen`): long names, empty states, every status.

No case, no person and no office of the database appears here. The days off are typed from the decrees of 2026.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import DateField, FileField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.law.rules import BOOKS
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import Format, Purpose
from pid_tracker.services.store.limits import PROOF
from pid_tracker.web.day_strip import DayStrip, strip
from pid_tracker.web.filters import STATUSES, Status, status

_DAYS = BOOKS[0].days
#: Weekdays of 2026 that are no working days, as far as the specimens need them.
_HOLIDAYS = {
    date(2026, 3, 18): "Cuti bersama Nyepi",
    date(2026, 3, 19): "Hari Suci Nyepi",
    date(2026, 3, 20): "Cuti bersama Idulfitri",
    date(2026, 3, 23): "Cuti bersama Idulfitri",
    date(2026, 3, 24): "Cuti bersama Idulfitri",
    date(2026, 4, 3): "Wafat Yesus Kristus",
    date(2026, 5, 1): "Hari Buruh Internasional",
    date(2026, 5, 14): "Kenaikan Yesus Kristus",
    date(2026, 5, 15): "Cuti bersama Kenaikan Yesus Kristus",
    date(2026, 5, 27): "Iduladha 1447 Hijriah",
    date(2026, 5, 28): "Cuti bersama Iduladha",
    date(2026, 6, 1): "Hari Lahir Pancasila",
    date(2026, 6, 16): "Tahun Baru Islam 1448 Hijriah",
}
_DECREE = "SKB 3 Menteri Nomor 1497/2025, 2/2025, 5/2025"
_CALENDAR = WorkingCalendar((ClosedDay(day, DayKind.HOLIDAY, name, _DECREE) for day, name in _HOLIDAYS.items()), [2026])


class SpecimenForm(Form):
    """One field of each kind."""

    words = TextAreaField(
        "Tuliskan informasi yang Anda butuhkan",
        [InputRequired("Tuliskan informasi yang Anda cari")],
        description="Pakai kata-kata sendiri, satu hal per baris",
    )
    years = StringField("Untuk tahun atau waktu kapan?", [Optional()])
    purpose = RadioField(
        "Untuk keperluan apa?",
        choices=[
            SelectChoice(purpose.lower(), purpose.words) for purpose in (Purpose.CITIZEN, Purpose.STUDY, Purpose.RIGHTS)
        ],
        validate_choice=False,
        description="Jawaban ini tidak menentukan boleh atau tidaknya informasi diberikan.",
    )
    forms = SelectMultipleField(
        "Bentuk yang Anda suka",
        [Optional()],
        choices=[
            SelectChoice("table", Format.TABLE.words),
            SelectChoice("text", Format.SCREEN_READER.words),
            SelectChoice("paper", Format.PAPER.words),
        ],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    regency = SelectField(
        "Pemerintah mana?",
        choices=[SelectChoice("", "Pilih"), SelectChoice("buru", "Kabupaten Buru"), SelectChoice("tual", "Kota Tual")],
        validate_choice=False,
    )
    received_on = DateField("Tanggal surat diterima", [Optional()])
    photo = FileField(
        "Pilih foto atau berkas",
        [Optional()],
        description=f"{PROOF.promise}; kami kecilkan otomatis",
    )
    correct = BooleanField("Data yang saya tulis sudah benar")

    def validate_words(self, field: TextAreaField) -> None:
        """The error that a text of a few letters gets."""
        if len(field.data or "") < 15:
            raise ValidationError("Tulis sedikit lebih lengkap, misalnya nama kegiatan, tempat, atau tahun")

    def validate_purpose(self, field: RadioField) -> None:
        """The error of an unanswered question."""
        if not field.data:
            raise ValidationError("Pilih satu keperluan")


def specimens() -> Mapping[str, Any]:
    """Everything that `templates/public/components.html` shows."""
    return {
        "blank_form": SpecimenForm(prefix="kosong"),
        "wrong_form": _wrong_form(),
        "strips": _strips(),
        "statuses": _statuses(),
        "summary_rows": (
            ("Informasi yang diminta", "Daftar syarat dan jumlah penerima bantuan nelayan\nTahun 2025", "#", ""),
            ("Ditujukan kepada", "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga"
             " Berencana Kabupaten Kepulauan Tanimbar", "#", "kantor yang dituju"),
            ("Nomor HP", "", "#", "nomor HP"),
        ),
        "table_columns": (
            {"label": "Kantor", "sorted": "ascending", "url": "#"},
            {"label": "Jatuh tempo", "num": True, "url": "#"},
            {"label": "Tepat waktu", "num": True},
            {"label": "Bagian", "num": True},
        ),
        "table_rows": (
            ("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "41", "38 dari 41", "92,7%"),
            ("Dinas Kesehatan", "1.204", "1.180 dari 1.204", "98%"),
            ("Kecamatan Nusalaut", "7", "6 dari 7", None),
        ),
        "channels": (("Situs web", 212), ("Datang ke meja layanan", 96), ("WhatsApp dan SMS", 61), ("Surat", 18),
                     ("Telepon", 0)),
        "timely": ((f"Dijawab dalam {_DAYS.answer} hari kerja", 301, "act"), ("Diperpanjang, tepat waktu", 44, "info"),
                   ("Terlambat", 23, "late"), ("Belum dijawab", 9, "paper")),
        "months": tuple(zip(("Mei 2025", "Jun 2025", "Jul 2025", "Agu 2025", "Sep 2025", "Okt 2025", "Nov 2025",
                             "Des 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026"),
                            (22, 31, 28, 40, 35, 33, 29, 18, 37, 42, 30, 39), strict=True)),
        "durations": (0, 4, 9, 14, 22, 31, 28, 36, 44, 52, 61, 8, 4, 6, 9, 7, 11, 14, 3, 2, 2, 1, 1, 0, 1, 0, 0, 0, 1,
                      0, 4),
        "queue": _queue(),
    }  # fmt: skip


def _wrong_form() -> SpecimenForm:
    form = SpecimenForm(MultiDict({"salah-words": "data bantuan"}), prefix="salah")
    form.validate()
    return form


def _statuses() -> tuple[Status, ...]:
    seen: dict[str, Status] = {}
    for stage in STATUSES:
        seen.setdefault(status(stage).word, status(stage))
    extended = status(Stage.IN_PROCESS, extended=True)
    return (*seen.values(), extended)


def _strip(opens: date, due: date, today: date, first_due: date | None = None, ended: date | None = None) -> DayStrip:
    counted, skipped = _CALENDAR.ledger(opens, due)
    late, _ = _CALENDAR.ledger(due, ended or today)
    reasons = [(day.day, day.why, day.decree) for day in skipped]
    return strip(opens, due, today, counted, reasons, first_due_on=first_due, ended_on=ended, late=late)


def _strips() -> tuple[tuple[str, DayStrip], ...]:
    opens, due = date(2026, 4, 2), date(2026, 4, 17)
    return (
        ("Baru diterima", _strip(opens, due, opens)),
        ("Berjalan", _strip(opens, due, date(2026, 4, 9))),
        ("Hari ini bukan hari kerja", _strip(opens, due, date(2026, 4, 11))),
        ("Hari terakhir", _strip(opens, due, due)),
        ("Dijawab tepat waktu", _strip(opens, due, date(2026, 4, 20), ended=date(2026, 4, 13))),
        ("Waktu ditambah", _strip(date(2026, 5, 22), date(2026, 6, 22), date(2026, 6, 12), date(2026, 6, 10))),
        ("Terlambat beberapa hari", _strip(opens, due, date(2026, 4, 22))),
        ("Terlambat lama", _strip(opens, due, date(2026, 7, 15))),
        (f"Keberatan, {_DAYS.decision} hari kerja", _strip(date(2026, 3, 11), date(2026, 4, 30), date(2026, 4, 15))),
    )


def _queue() -> tuple[Mapping[str, Any], ...]:
    cases = (
        ("MAL-26-00398", "Rincian anggaran pemeliharaan jalan provinsi ruas Passo sampai Liang tahun 2024 dan 2025",
         "Dinas PUPR", Stage.IN_PROCESS, True, 7),
        ("MAL-26-00402", "Daftar penerima bantuan nelayan Kota Ambon", "Dinas Kelautan dan Perikanan", Stage.IN_PROCESS,
         False, 6),
        ("MAL-26-00417", "Izin tambang yang masih berlaku di Pulau Romang", "Meja layanan", Stage.RECEIVED, False, 3),
        ("MAL-26-00421", "Hasil uji laboratorium air minum", "Dinas Kesehatan", Stage.IN_PROCESS, False, 1),
        ("MAL-26-00430", "Laporan keuangan BUMD", "Biro Perekonomian", Stage.IN_PROCESS, True, 5),
        ("MAL-26-00388", "Jumlah guru honorer per kecamatan", "PPID", Stage.ANSWERED, False, 4),
    )  # fmt: skip
    strips = _strips()
    return tuple(
        {"number": number, "words": words, "holder": holder, "status": status(stage, extended), "strip": strips[i][1]}
        for number, words, holder, stage, extended, i in cases
    )
