"""The requester hands in what was missing (melengkapi): files, NIK, address, or the details of what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Part
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import filing
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store import files


@dataclass(frozen=True, slots=True)
class HandIn:
    """What is handed in: the codes of Lack that it answers, and the things themselves. `copies` are pairs of the kind
    of document and the copy: a power of attorney and the one with its stamp are of one kind."""

    codes: Sequence[str]
    copies: Sequence[tuple[DocumentKind, Copy]] = ()
    nik: str = ""
    address: str = ""
    subject: str = ""


def hand_in(case: CaseFile, handed: HandIn, hand: Hand) -> None:
    """Complete the request (PERKI 1/2021 Pasal 33 ayat (3)). What was asked stays as it was written: details of it are
    added as a further part. IllegalStep when the days are over."""
    filing.complete_request(case, hand, handed_in=tuple(handed.codes), nik=handed.nik)
    for kind, copy in handed.copies:
        files.keep(copy.content, kind=kind, name=copy.name, media_type=copy.media_type, now=hand.now, case=case)
    if handed.address and case.requester is not None:
        case.requester.address = handed.address
    if handed.subject:
        case.parts.append(Part(place=len(case.parts) + 1, text=handed.subject))
