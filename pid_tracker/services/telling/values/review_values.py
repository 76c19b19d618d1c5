"""Values of the messages about objection and dispute; the last day for the commission is the safest (ruling R2)."""

from collections.abc import Mapping
from datetime import date

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Decision, Ruling
from pid_tracker.law.readings import last_days
from pid_tracker.law.rules import COURT_WINDOW, Duty, in_force
from pid_tracker.models import CaseFile
from pid_tracker.services.calendar import calendars
from pid_tracker.services.gate import casefile, happened
from pid_tracker.services.telling import letters
from pid_tracker.services.telling.values.occasion import Maker, Occasion, Values, long, short
from pid_tracker.services.words.tellings import TELLINGS, say
from pid_tracker.services.words.typed_text import one_line


def commission_day(case: CaseFile) -> date | None:
    """The safest last day to go to the commission."""
    procedure = casefile.fold(case.events, calendars.calendar_of(case.body), case.filed_on)
    found = last_days(procedure, Duty.GO_TO_COMMISSION)
    return found[0] if found else None


def _decide_due_on(of: Occasion) -> date | None:
    return of.day("decide_due_on") or of.case.decide_due_on


def _received(of: Occasion) -> Values:
    case, objected, decide = of.case, of.case.newest(E.OBJECTED), _decide_due_on(of)
    received_on = objected.facts.received_on if objected else None
    return {
        "keberatan_diterima": long(received_on) or (letters.moment(objected.at, case.body) if objected else ""),
        "hari_atasan": in_force(case.filed_on)[Duty.DECIDE_OBJECTION].working_days,
        "tenggat_keberatan": long(decide),
        "tgl_putusan": short(decide),
        "batas_ki": long(commission_day(case)),
    }


def _decided(of: Occasion) -> Values:
    case, decided, until = of.case, of.case.newest(E.OBJECTION_DECIDED), commission_day(of.case)
    return {
        "hasil_keberatan": Decision.words_of(case.decision),
        "alasan_putusan": one_line(casefile.text_of(case, decided.seq, "reasons")) if decided else "",
        "tgl_pelaksanaan": long(case.execute_by),
        "batas_ki": long(until),
        "tgl_ki": short(until),
    }


def _executed(of: Occasion) -> Values:
    until = commission_day(of.case)
    return {"batas_ki": long(until), "masih_bisa_ke_ki": until is not None and (of.row is None or of.row.on <= until)}


def _silent(of: Occasion) -> Values:
    until = commission_day(of.case)
    return {"tenggat_keberatan": long(_decide_due_on(of)), "batas_ki": long(until), "tgl_ki": short(until)}


def _news(of: Occasion) -> Values:
    if of.row is None:
        return {"kabar": "", "kabar_lagi": ""}
    telling, event = TELLINGS[of.row.kind], happened.of(of.row)
    return {"kabar": say(telling.sentence, event), "kabar_lagi": say(telling.more, event)}


def _ruling(of: Occasion) -> Values:
    case = of.case
    return {
        "putusan": Ruling.words_of(case.ruling),
        "putusan_diterima": long(case.ruling_on),
        "tgl_putusan_pendek": short(case.ruling_on),
        "batas_pengadilan": long(case.court_due_on),
        "hari_pengadilan": COURT_WINDOW.working_days,
        "tgl_pengadilan": short(case.court_due_on),
        "batas_laksanakan": long(case.ruling_execute_by),
    }


VALUES: Mapping[str, Maker] = {
    "n12_objection": lambda of: {**_received(of), "tentang": f" atas permintaan {of.case.number}"},
    "n12_without_request": lambda of: {**_received(of), "kode": of.case.code},
    "n13_decision": _decided,
    "executed": _executed,
    "n14_silent": _silent,
    "dispute_news": _news,
    "n15_ruling": _ruling,
    "n16_ruling_executed": lambda of: {},
}
