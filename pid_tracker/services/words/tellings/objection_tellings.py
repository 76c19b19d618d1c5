"""The objection (keberatan) and what the superior makes of it."""

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Facts, Objected, ObjectionDecided
from pid_tracker.law.grounds import Response, TalksResult
from pid_tracker.law.words import tanggal
from pid_tracker.services.words.tellings.telling import Happened, Telling, written


def _objected(event: Happened) -> str:
    objected = event.told(Objected)
    grounds = "; ".join(letter.words for letter in objected.grounds)
    return f"Keberatan {objected.number} diajukan kepada atasan PPID: {grounds}"


def _received_before(event: Happened) -> str:
    if event.received_on == event.on:
        return ""
    return f"Keberatannya kami terima {tanggal(event.received_on)}; dicatat {tanggal(event.on)}."


def _with_its_code(facts: Facts) -> str:
    """An objection on ground b without a request gets its tracking code with the message about it."""
    names_a_body = isinstance(facts, Objected) and facts.body is not None
    return "n12_without_request" if names_a_body else "n12_objection"


def _execute_by(event: Happened) -> str:
    by = event.told(ObjectionDecided).execute_by
    return f"Dilaksanakan paling lambat {tanggal(by)}." if by else ""


TELLINGS = (
    Telling(
        E.OBJECTED,
        _objected,
        more=_received_before,
        messages={"n12_objection": "Keberatan diterima", "n12_without_request": "Keberatan diterima"},
        which=_with_its_code,
    ),
    Telling(E.OBJECTION_EXPLAINED, "PPID memberi penjelasan kepada atasan"),
    Telling(E.TALKS_HELD, lambda event: f"Musyawarah diadakan: {TalksResult(event.facts.came_to).words}"),
    Telling(
        E.OBJECTION_DECIDED,
        lambda event: f"Atasan PPID memutus keberatan: {event.told(ObjectionDecided).result.words}",
        more=_execute_by,
        more_inside=written(substitute_reason="Diputus pengganti: "),
        messages={"n13_decision": "Keberatan diputus"},
    ),
    Telling(
        E.REQUESTER_RESPONDED, lambda event: f"Pemohon {Response.words_of(event.facts.came_to, 'menanggapi putusan')}"
    ),
    Telling(E.DECISION_EXECUTED, "Putusan atasan PPID dilaksanakan", messages={"executed": "Putusan dilaksanakan"}),
    Telling(
        E.SUPERIOR_SILENT,
        "Kami memberi tahu bahwa atasan PPID belum menjawab keberatan",
        messages={"n14_silent": "Atasan PPID belum menjawab"},
    ),
)
