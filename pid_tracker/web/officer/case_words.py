"""Words of the officers' area for messages and parts; and what to mask before a unit reads a text."""

import re

from pid_tracker.models import CaseFile, Part
from pid_tracker.services.examining.personal_numbers import flagged
from pid_tracker.services.gate import happened
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.looking import blinding
from pid_tracker.services.words import timeline
from pid_tracker.web.filters import waktu_lengkap
from pid_tracker.web.officer import bp, door


def history(case: CaseFile) -> list[tuple[str, str, str, str]]:
    """What happened, newest first: (when, what, by which office, what more there is to say)."""
    zone, offices = case.body.zone, {row.seq: row.actor_label for row in case.events}
    return [
        (waktu_lengkap(entry.at, zone), entry.what, offices.get(entry.seq, ""), without_the_requester(entry.text, case))
        for entry in timeline.entries(happened.in_case(case), for_officer=True)
    ]


def changes(error: CaseChanged) -> list[tuple[str, str]]:
    """What happened since a form was shown: (by which office, what). Ask before the session is rolled back."""
    offices = {row.seq: row.actor_label for row in error.events}
    told = timeline.entries(happened.in_case(error.case), for_officer=True) if offices else ()
    found = [(offices[entry.seq], entry.what) for entry in told if entry.seq in offices]
    return found or [("Petugas lain", "bertindak pada saat yang sama")]


def to_mask(text: str, case: CaseFile) -> list[str]:
    """What in a text could tell a unit who asks: long numbers, telephones, addresses of mail, the person's name."""
    found = flagged(text) + re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", text)
    if case.requester is not None:
        whole = blinding.names_in(case.requester)
        names = [*whole, *(word for name in whole for word in name.split() if len(word) > 3)]
        for name in names:
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
                found.append(name)
    return list(dict.fromkeys(found))


@bp.app_template_filter("diminta")
def asked(case: CaseFile) -> str:
    """What a case asks for, as whoever looks may read it."""
    return blinding.asked_of(case, door.actor())


@bp.app_template_filter("diminta_bagian")
def asked_part(part: Part) -> str:
    """What a part asks for, as whoever looks may read it."""
    return blinding.part_of(part, door.actor())


@bp.app_template_filter("tanpa_pemohon")
def without_the_requester(text: str, case: CaseFile) -> str:
    """A text that quotes the question, as whoever looks may read it."""
    return blinding.text_of(text, case, door.actor())
