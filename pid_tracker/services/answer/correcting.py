"""Correction of a clerical error (pembetulan salah tulis): a new event; what was wrong stays in the record, sealed.

A closed table says what can be corrected. Dates of the law, what was asked and the result of an answer never change
this way: they are acts, and `NEVER` says which act is possible instead.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Corrected
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.notice_contents import cites_exemption
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.handling import Correctable, MessageState
from pid_tracker.models import CaseEventRow, CaseFile, Message, Notice, Requester
from pid_tracker.services.gate import casefile, fingerprints
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.people import known_again
from pid_tracker.services.words import typed_text

LETTER = Correctable.LETTER
_CLOSES_NOTHING = "Pembetulan tidak dapat menutup informasi: itu memerlukan surat dengan uji konsekuensi"
_BASIS = "asas kecermatan, UU 30/2014 Pasal 10 ayat (1) huruf d"
_EMPTY = "(kosong)"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


#: What can never be corrected this way, and what is possible instead.
NEVER: Mapping[str, tuple[str, str]] = {
    "DATE": (
        "tanggal terima atau tenggat",
        "Tanggal terima dan tenggat lahir dari peristiwa yang sudah tercatat dan tidak dapat dibetulkan. Surat yang "
        "tiba lebih awal dicatat sebagai permintaan dengan suratnya yang bercap tanggal; tenggat yang sudah "
        "diberitahukan tidak pernah menjadi lebih cepat.",
    ),
    "QUESTION": (
        "isi permintaan",
        "Isi permintaan adalah kata-kata pemohon dan tidak dapat dibetulkan petugas. Tanyakan kepada pemohon, tambah "
        "bagian, atau sarankan permintaan baru.",
    ),
    "OUTCOME": (
        "hasil jawaban",
        "Hasil jawaban tidak dapat diubah sebagai salah tulis. Yang mungkin: keberatan pemohon kepada atasan PPID, "
        "lalu putusan atasan dilaksanakan (UU 14/2008 Pasal 35 dan 36).",
    ),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction as it was recorded; wrong, right and reason are empty once they were erased."""

    seq: int
    at: datetime
    about: str
    wrong: str
    right: str
    reason: str
    office: str

    @property
    def subject(self) -> Correctable:
        """What it is about."""
        return Correctable(self.about)


def correct(case: CaseFile, about: str, right: str, reason: str, hand: Hand, *, wrong: str = "") -> None:
    """Correct one clerical error. `wrong` is asked for a letter only; for the rest it is what the record holds.

    Raises IllegalStep for what is in NEVER, and for a letter that was not sent; Incomplete beside the field.
    """
    if about in NEVER:
        raise IllegalStep(E.CORRECTED, case.stage, NEVER[about][1])
    if (subject := Correctable.of(about)) is None:
        raise Incomplete([Missing("about", "Pilih apa yang dibetulkan", _BASIS)])
    right, wrong = _clean(about, right), wrong.strip()
    letter = _sent_letter(case) if about == LETTER else None
    if about == LETTER and letter is None:
        raise IllegalStep(
            E.CORRECTED, case.stage, "Surat jawaban belum dikirim, jadi tidak perlu pembetulan: ubah saja drafnya."
        )
    if subject.is_personal and case.requester is None:
        raise IllegalStep(E.CORRECTED, case.stage, "Pemohon perkara ini tidak tercatat (register lama).")
    before = wrong if letter is not None else _read(case, about)
    lacking = _lacking(about, right, before, reason)
    if letter is not None and before and not any(before in text for text in _texts_of(letter)):
        lacking.append(
            Missing("wrong", "Tulisan ini tidak ada di surat jawaban. Salin persis seperti di surat", _BASIS)
        )
    if letter is not None and cites_exemption(right) and not cites_exemption(before):
        lacking.append(Missing("right", _CLOSES_NOTHING, "UU 14/2008 Pasal 19"))
    if lacking:
        raise Incomplete(lacking)
    corrected = Corrected(about)
    if letter is not None:
        corrected = replace(corrected, of_seq=_first(case, E.ANSWERED).seq)
    elif about in ("PERIOD", "PLACE"):
        filed, asked = _first(case, E.FILED, E.IMPORTED, E.OBJECTED), {about.lower(): right}
        corrected = replace(corrected, of_seq=filed.seq, asked=fingerprints.commitment(case, **asked))
    texts = {"wrong": before or _EMPTY, "right": right, "reason": reason}
    casefile.record(case, corrected, hand, texts=texts)
    if letter is None:
        _write(case, about, right)


def corrections(case: CaseFile, *abouts: str) -> tuple[Correction, ...]:
    """The corrections of a case, oldest first; only about these when any are named."""

    def text(seq: int, name: str) -> str:
        return casefile.text_of(case, seq, name)

    return tuple(
        Correction(
            row.seq, row.at, row.facts.about, text(row.seq, "wrong"), text(row.seq, "right"),
            text(row.seq, "reason"), row.actor_label,
        )
        for row in case.events
        if isinstance(row.facts, Corrected) and (not abouts or row.facts.about in abouts)
    )  # fmt: skip


def _first(case: CaseFile, *kinds: E) -> CaseEventRow:
    return next(row for row in case.events if row.kind in kinds)


def _lacking(about: str, right: str, before: str, reason: str) -> list[Missing]:
    lacking = []
    if not right:
        lacking.append(Missing("right", "Tulis yang benar", _BASIS))
    elif right == before:
        lacking.append(Missing("right", "Ini sama dengan yang tercatat sekarang", _BASIS))
    elif about == "EMAIL" and not _EMAIL.fullmatch(right):
        lacking.append(Missing("right", "Surel ini belum benar, contoh: nama@contoh.id", _BASIS))
    elif about == "PHONE" and not re.fullmatch(r"\+?[0-9]{9,15}", right):
        lacking.append(Missing("right", "Nomor HP terdiri dari 9 sampai 15 angka", _BASIS))
    if about == LETTER and not before:
        lacking.append(Missing("wrong", "Salin tulisan yang salah dari surat", _BASIS))
    if len(reason.strip()) < 10:
        lacking.append(Missing("reason", "Tulis alasannya dalam satu kalimat", _BASIS))
    return lacking


def _clean(about: str, text: str) -> str:
    if about in ("ADDRESS", LETTER):
        return text.replace("\r\n", "\n").strip()
    return typed_text.phone_number(text) if about == "PHONE" else typed_text.one_line(text)


_COLUMNS: Mapping[str, str] = {"NAME": "name", "ADDRESS": "address", "PHONE": "phone", "EMAIL": "email"}


def _read(case: CaseFile, about: str) -> str:
    holder: CaseFile | Requester | None = case.requester if about in _COLUMNS else case
    return str(getattr(holder, _COLUMNS.get(about, about.lower())))


def _write(case: CaseFile, about: str, right: str) -> None:
    person = case.requester
    if about not in _COLUMNS or person is None:
        setattr(case, about.lower(), right)
        return
    old = person.email.strip().lower()
    _keep_former(person, about, str(getattr(person, _COLUMNS[about])))
    setattr(person, _COLUMNS[about], right)
    person.person_blind = known_again.person_blind(
        person.nik or "", person.email, person.phone, person.name, person.address
    )
    if about == "EMAIL" and old:
        _redirect(case, old, right)


def _keep_former(person: Requester, about: str, value: str) -> None:
    """Remember what was written before, so that it is hidden from whoever may not see names."""
    column = _COLUMNS[about]
    known = list(person.former.get(column, ()))
    if value and value not in known:
        person.former = {**person.former, column: [*known, value]}


def keep_all_former(case: CaseFile) -> None:
    """The same for corrections that were made before this was remembered."""
    for row in corrections(case, *_COLUMNS):
        if case.requester is not None and row.wrong != _EMPTY:
            _keep_former(case.requester, row.about, row.wrong)


def _redirect(case: CaseFile, old: str, new: str) -> None:
    """What still waits to be sent goes to the address as it is right."""
    waits = select(Message).where(
        Message.case_id == case.id, Message.recipient == old, Message.state == MessageState.QUEUED
    )
    for message in db.session.scalars(waits).all():
        message.recipient = new.strip().lower()


def _sent_letter(case: CaseFile) -> Notice | None:
    sent = select(Notice).where(Notice.case_id == case.id, Notice.sent_on.is_not(None))
    return db.session.scalars(sent).one_or_none()


#: The writing of a letter that the office itself worded; question and result are not among it.
_WORDED = ("summary", "form", "delivery", "payment", "time_needed", "redaction")
_WORDED_PER_PART = ("material", "searched", "holder", "holder_address")


def _texts_of(letter: Notice) -> list[str]:
    parts = letter.contents.get("parts") or []
    whole = [str(letter.contents.get(name) or "") for name in _WORDED]
    return whole + [str(part.get(name) or "") for part in parts for name in _WORDED_PER_PART]
