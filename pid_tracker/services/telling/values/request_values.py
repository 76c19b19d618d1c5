"""Values of the messages about the request itself."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from pid_tracker.law.facts import AtUnit, DeficiencyNotified, DueDateMoved, Extended, Filed, Relabelled
from pid_tracker.law.rules import Duty, in_force
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.law.vocabulary.handling import PartState
from pid_tracker.services.telling import letters
from pid_tracker.services.telling.values.occasion import Maker, Occasion, Values, long, short
from pid_tracker.services.telling.values.review_values import commission_day
from pid_tracker.services.words.phrases import listed
from pid_tracker.services.words.told_terms import TOLD, duty_of
from pid_tracker.services.words.typed_text import one_line

#: Terms of which a message speaks by the number of the objection.
_OF_OBJECTION = frozenset({Duty.DECIDE_OBJECTION, Duty.GO_TO_COMMISSION})


def _received(of: Occasion) -> Values:
    case, filed = of.case, of.said(Filed)
    local = case.filed_at.astimezone(ZoneInfo(case.body.zone))
    return {
        "kode": case.code,
        "waktu_lengkap": letters.received(case),
        "tgljam": f"{local.day}/{local.month} {local:%H.%M}",
        "belum_ada_identitas": bool(filed and not filed.complete),
        "batas_kurang": long(of.day("check_due_on")),
        "asal": (filed and filed.referred_by) or "",
        "nomor_asal": (filed and filed.referred_from) or "",
    }


def _incomplete(of: Occasion) -> Values:
    notified = of.said(DeficiencyNotified)
    lacks = [Lack(code) for code in notified.lacks] if notified else []
    return {
        "daftar_kurang": ", ".join(lack.words for lack in lacks),
        "alasan_singkat": "; ".join(lack.why for lack in lacks),
        "kurang": lacks[0].words if len(lacks) == 1 else f"{len(lacks)} hal",
        "catatan": one_line((notified and notified.note) or ""),
        "hari_melengkapi": in_force(of.case.filed_on).days.repair,
        **_repair(of),
    }


def _repair(of: Occasion) -> Values:
    due_on = of.day("repair_due_on")
    return {"batas": long(due_on), "tgl_melengkapi": short(due_on)}


def _searching(of: Occasion) -> Values:
    """The offices that have a part now; if all were handed back meanwhile, the one that the event names."""
    parts, routed = of.case.parts, of.said(AtUnit)
    there = [(part.place, part.unit) for part in parts if part.unit and part.state is not PartState.HANDED_BACK]
    names = [f"{unit.name} (bagian {place})" if len(parts) > 1 else unit.name for place, unit in there]
    brief = {unit.short_name for _, unit in there}
    return {
        "kantor_per_bagian": names or [routed.unit_name if routed else ""],
        "kantor": brief.pop() if len(brief) == 1 else f"{len(brief)} kantor" if brief else "kantor terkait",
    }


def _extended(of: Occasion) -> Values:
    extended = of.said(Extended)
    sentence = one_line(extended.sentence).rstrip(". ") if extended else ""
    return {
        "hari_tambahan": in_force(of.case.filed_on).days.more,
        "alasan": f"{extended.ground.words.lower()}. {sentence}" if extended else "",
        "bagian_siap": listed([f"bagian {part.place}" for part in of.case.parts if part.delivered_on is not None]),
    }


def _moved(of: Occasion) -> Values:
    """The dates that moved with one event and those told with it: each with its words, and the decrees together."""
    case, row, first = of.case, of.row, of.said(DueDateMoved)
    moves = [one for one in case.told(DueDateMoved) if row and first and (one is first or one.told_with == row.seq)]
    moved = [(duty_of(one), one.new, one.old) for one in moves]
    decrees = dict.fromkeys(one.decree for one in moves if one.decree)
    of_objection = not case.has_request or any(duty in _OF_OBJECTION for duty, _, _ in moved[:1])
    return {
        "perihal": f"keberatan {case.objection_number}" if of_objection else f"permintaan {case.number}",
        "keputusan": " dan ".join(decrees),
        "bacaan_berubah": not decrees and any(one.because == "READING" for one in moves),
        "tanggal_bergeser": [(TOLD[duty].what, long(new), long(old)) for duty, new, old in moved],
        "tgl_bergeser": listed([f"{TOLD[duty].short} {short(new)}" for duty, new, _ in moved]),
        "ke_komisi_bergeser": any(duty == Duty.GO_TO_COMMISSION for duty, _, _ in moved),
        "batas_ki": long(commission_day(case)),
    }


def _relabelled(of: Occasion) -> Values:
    relabelled = of.said(Relabelled)
    return {
        "label_kata": relabelled.label.words if relabelled else "",
        "alasan_label": of.written("reason").rstrip(". "),
        "ke_mana": of.written("where").rstrip(". "),
    }


VALUES: Mapping[str, Maker] = {
    "code_again": lambda of: {"kode": of.case.code},
    "n1_received": _received,
    "n2_incomplete": _incomplete,
    "n3_complete": lambda of: {"tgl0": short(of.case.complete_on), "tgl_lengkap": long(of.day("complete_on"))},
    "lapsed": _repair,
    "n4_searching": _searching,
    "n5_extended": _extended,
    "n11_late": lambda of: {},
    "date_moved": _moved,
    "n16_question": lambda of: {"pertanyaan": of.written("question")},
    "n18_relabelled": _relabelled,
    "n19_insisted": lambda of: {"sudah_lewat": bool(of.row and of.due_on and of.row.on > of.due_on)},
    "withdrawn": lambda of: {"dicabut_petugas": of.case.withdrawn_by_staff},
}
