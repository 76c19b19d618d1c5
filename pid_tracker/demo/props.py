"""Files of the demo: tables as a unit would hand them in, and a picture that stands for a proof of identity."""

import csv
import io
import random
from functools import cache

from PIL import Image, ImageDraw

_COLUMNS = ("Tahun", "Wilayah", "Uraian", "Jumlah", "Keterangan")
_PLACES = ("Pulau Ambon", "Pulau Seram", "Pulau Buru", "Kepulauan Kei", "Kepulauan Aru", "Kepulauan Tanimbar")


def answer_table(unit: str, question: str, number: str, dice: random.Random) -> bytes:
    """A small table (CSV with semicolons, as Excel in Indonesia opens it). Its figures are drawn by lot and say so."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Nomor permintaan", number])
    writer.writerow(["Kantor", unit])
    writer.writerow(["Yang diminta", question])
    writer.writerow(["Catatan", "Data contoh: angka dibuat program, bukan keadaan sebenarnya"])
    writer.writerow([])
    writer.writerow(_COLUMNS)
    for year in (2023, 2024, 2025):
        for place in dice.sample(_PLACES, 3):
            writer.writerow([year, place, "Jumlah tercatat", dice.randint(3, 900), "contoh"])
    return ("\ufeff" + text.getvalue()).encode()


@cache
def identity_picture() -> bytes:
    """A grey card that says that it is none (JPEG)."""
    card = Image.new("RGB", (640, 400), "#e4e7e2")
    pen = ImageDraw.Draw(card)
    pen.rectangle((16, 16, 623, 383), outline="#5b665f", width=3)
    pen.text((60, 150), "CONTOH - bukan bukti identitas", fill="#2e3a33", font_size=34)
    pen.text((60, 215), "hanya untuk permintaan informasi (demo)", fill="#2e3a33", font_size=24)
    stream = io.BytesIO()
    card.save(stream, "JPEG", quality=70)
    return stream.getvalue()
