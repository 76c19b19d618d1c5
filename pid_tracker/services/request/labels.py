"""Re-labelling (pelabelan ulang): what was filed as a request and is a complaint, one's own data, or a plea for aid.

PERKI 1/2021 knows no request that may be ignored, so a label closes nothing: it is given in writing with its reason and
where to go, the clock runs on unseen, and one tap of the requester makes it a request with its first date (ruling R11).
How it counts is in `law/compliance.py`.
"""

from dataclasses import dataclass
from datetime import date

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Bare, Relabelled
from pid_tracker.law.grounds import Label
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.models import CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand


@dataclass(frozen=True, slots=True)
class LabelSeen:
    """A re-labelling that holds: what it is called, since when, why, and where to go."""

    word: str
    given_on: date
    reason: str
    where: str


def relabel(case: CaseFile, label: str, reason: str, where: str, hand: Hand) -> None:
    """The PPID says in writing, once, that this is no information request, why, and where to go (ruling R11)."""
    lacking = []
    if label not in set(Label):
        lacking.append(Missing("label", "Pilih apa sebenarnya isi kiriman ini", "UU 14/2008 Pasal 1 angka 1"))
    if len(reason.strip()) < 15:
        lacking.append(
            Missing("reason", "Tulis alasannya dalam satu kalimat untuk pemohon", "UU 14/2008 Pasal 7 ayat (4)")
        )
    if len(where.strip()) < 5:
        lacking.append(Missing("where", "Tulis ke mana pemohon dapat membawanya", "UU 25/2009 Pasal 36"))
    if lacking:
        raise Incomplete(lacking)
    casefile.record(case, Relabelled(Label(label)), hand, texts={"reason": reason, "where": where})


def insist(case: CaseFile, hand: Hand, *, why: str = "") -> None:
    """The requester says that it stays a request ("tetap sebagai permintaan"), or the desk notes it: its first dates
    hold."""
    casefile.record(case, Bare(E.INSISTED), hand, texts={"why": why})


def holding(case: CaseFile) -> LabelSeen | None:
    """The re-labelling that holds now, as it was written; None when there is none. Read only."""
    row = next((row for row in case.events if row.kind is E.RELABELLED), None)
    if row is None or not case.label:
        return None
    reason, where = (casefile.text_of(case, row.seq, name) for name in ("reason", "where"))
    return LabelSeen(Label(case.label).words, row.on, reason, where)
