"""Indonesian words for dates, numbers, money and zones. Pages add their own in `web/filters.py`, which agrees."""

from datetime import date

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

_ZONES = {
    "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}  # fmt: skip
_UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def tanggal(day: date) -> str:
    """A date as people say it: "Jumat, 17 April 2026"."""
    return f"{DAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def terbilang(number: int) -> str:
    """A number from 1 to 99 in words: "tiga", "sepuluh", "tujuh belas", "tiga puluh"."""
    tens, units = divmod(number, 10)
    if number in (10, 11):
        return "sepuluh" if number == 10 else "sebelas"
    if tens == 1:
        return f"{_UNITS[units]} belas"
    return " ".join(filter(None, (f"{_UNITS[tens]} puluh" if tens else "", _UNITS[units])))


def rupiah(amount: int) -> str:
    """ "Rp36.000"."""
    return f"Rp{amount:,}".replace(",", ".")


def zona(zone: str) -> str:
    """The word for an IANA zone: WIB, WITA or WIT; an unknown zone keeps its own name."""
    return _ZONES.get(zone, zone)
