"""How much may be sent: one table. What a page promises, what a file is refused for, and how large a whole form may be
(`web/sizes.py`) all follow from it."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limit:
    """One kind of upload: the types as they are told, how many files at a time, and how many bytes each (inclusive)."""

    types: str
    most: int = 1
    each: int = 5 * MEGABYTE

    @property
    def promise(self) -> str:
        """The types and sizes, for the hint of a field."""
        size = f"paling besar {self.each // MEGABYTE} MB"
        if self.most == 1:
            return f"{self.types}, {size}"
        return f"{self.types}; masing-masing {size}, paling banyak {self.most} berkas sekali kirim"

    @property
    def too_large(self) -> str:
        """The sentence beside the field of a file that is too large."""
        return f"Berkas lebih dari {self.each // MEGABYTE} MB"

    @property
    def too_many(self) -> str:
        """The sentence beside the field when more files were chosen than go at a time."""
        return f"Paling banyak {self.most} berkas sekali kirim; kirim sisanya sesudah ini"


#: Proofs and scanned letters: painted anew, stamped, sealed.
PROOF = Limit("JPG, PNG, HEIC, atau PDF")
#: What an office gives to the requester.
ANSWER = Limit("PDF, XLSX, CSV, DOCX, JPG, PNG, atau ZIP", most=6)
#: What goes with an objection, or to the commission's panel.
ATTACHMENT = Limit(ANSWER.types)
DECREE = Limit("PDF, JPG, atau PNG")
