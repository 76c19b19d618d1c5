"""The words of a message, made at the moment of sending from the case as it stands and the facts of its event.

`templates/messages/<name>.txt` is the e-mail (its subject is the first line), `<name>.sms.txt` the short text for the
desk.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pid_tracker.extensions import base_url
from pid_tracker.law.answer import NoticeContents, PartAnswer, closes_something
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.exemptions import articles_of
from pid_tracker.law.facts import (
    AtUnit,
    Corrected,
    DeficiencyNotified,
    DueDateMoved,
    Extended,
    Filed,
    PartlyDelivered,
    Relabelled,
)
from pid_tracker.law.grounds import Outcome, Ruling
from pid_tracker.law.readings import last_days
from pid_tracker.law.rules import COURT_WINDOW, Duty, in_force
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.law.vocabulary.handling import HandOverWay, PartState
from pid_tracker.law.words import MONTHS, rupiah, tanggal, zona
from pid_tracker.models import CaseEventRow, CaseFile, Message
from pid_tracker.services.answer import answering, correcting, costing, handing_over, referring
from pid_tracker.services.calendar import calendars
from pid_tracker.services.calendar.told_dates import TOLD, duty_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.telling import dispute_sentences, letters
from pid_tracker.services.words import objection_words
from pid_tracker.services.words.timeline_words import listed
from pid_tracker.services.words.typed_text import one_line

_FOLDER = Path(__file__).resolve().parents[3] / "templates" / "messages"
SMS_LENGTH = 160
#: A name under which rows of the outbox may still wait, and the template that says it now.
_RENAMED: Mapping[str, str] = {"decision_moved": "date_moved"}
#: Terms of which a message speaks by the number of the objection.
_OF_OBJECTION = frozenset({Duty.DECIDE_OBJECTION, Duty.GO_TO_COMMISSION})
#: The letters of a short message (GSM 03.38) that take one place each.
_GSM = frozenset("@£$¥_ !\"#¤%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\n")
_templates = Environment(
    loader=FileSystemLoader(_FOLDER),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - plain text: nothing in it is markup
    trim_blocks=True,
    keep_trailing_newline=True,
)


def email_text(message: Message) -> tuple[str, str]:
    """Subject and body of the e-mail. The subject holds the number and nothing personal."""
    text = _templates.get_template(f"{_name(message)}.txt").render(_values(message))
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"


def _name(message: Message) -> str:
    return _RENAMED.get(message.template, message.template)


def short_text(message: Message) -> str:
    """The text that the desk reads out or forwards: one line of at most 160 characters of the GSM alphabet.

    What does not fit with everything is said with less: without the address of the site, then without the body's name.
    """
    template = _templates.get_template(f"{_name(message)}.sms.txt")
    values = _values(message)
    for shorter in ({}, {"link_pendek": ""}, {"link_pendek": "", "daerah": message.case.body.prefix}):
        text = _gsm(template.render(values | shorter))
        if len(text) <= SMS_LENGTH:
            return text
    return text[:SMS_LENGTH]


def _gsm(text: str) -> str:
    """The text in letters that every telephone has: é becomes e, – becomes -, what is left over a blank."""
    plain = unicodedata.normalize("NFKD", text.replace("–", "-").replace("—", "-"))
    known = "".join(sign if sign in _GSM else " " for sign in plain if not unicodedata.combining(sign))
    text = " ".join(known.split())
    return f"{text[:-1]}." if text.endswith(":") else text


def _values(message: Message) -> dict[str, object]:
    case, facts, body = message.case, message.facts, message.case.body
    row = next((row for row in case.events if row.seq == facts.get("seq")), None)
    filed = row.said(Filed) if row else None
    due, objection = _day(facts.get("due_on")) or case.due_on, case.object_due_on or _day(facts.get("object_due_on"))
    link = f"{base_url()}/lacak/{case.number}/{case.link_token}"
    local = case.filed_at.astimezone(ZoneInfo(body.zone))
    days, zone = in_force(case.filed_on).days, zona(body.zone)
    return {
        "nomor": case.number,
        "kode": case.code,
        "nama": one_line(case.requester.name) if case.requester else "Pemohon",
        "daerah": body.short_name,
        "pemerintah": body.name,
        "telepon": body.whatsapp or body.phone,
        "alamat": body.address,
        "jam": body.office_hours.removesuffix(f" {zone}"),
        "zona": zone,
        "link": link,
        "link_tanggal": f"{link}/tanggal",
        "link_pendek": f"{base_url().partition('://')[2]}/lacak",
        "waktu_lengkap": letters.received(case),
        "tgljam": f"{local.day}/{local.month} {local:%H.%M}",
        "hari": days.answer,
        "hari_tambahan": days.more,
        "hari_melengkapi": days.repair,
        "tenggat": tanggal(due) if due else "",
        "sementara": facts.get("certain") is False,
        "belum_ada_identitas": bool(filed and not filed.complete),
        "tgl": _short(_day(facts.get("repair_due_on")) if message.template == "n2_incomplete" else due),
        "tgl0": _short(case.complete_on),
        "batas": _long(_day(facts.get("repair_due_on"))),
        "tgl_melengkapi": _short(_day(facts.get("repair_due_on"))),
        "batas_kurang": _long(_day(facts.get("check_due_on"))),
        "tgl_lengkap": _long(_day(facts.get("complete_on"))),
        "batas_keberatan": _long(objection),
        "tgl_keberatan": _short(objection),
        **_of_event(row),
        **_of_moves(case, row),
        **_of_objection(case, row, facts, link),
        **_of_parts(case, row),
        **_of_notice(case),
        **_of_handling(case, row, due),
        **_of_delivery(case, row),
        **_of_ruling(case, row),
    }


def _of_event(row: CaseEventRow | None) -> Mapping[str, object]:
    notified, extended = (row.said(DeficiencyNotified), row.said(Extended)) if row else (None, None)
    lacks = [Lack(code) for code in notified.lacks] if notified else []
    sentence = one_line(extended.sentence).rstrip(". ") if extended else ""
    reason = extended.ground.words.lower() if extended else ""
    return {
        "daftar_kurang": ", ".join(lack.words for lack in lacks),
        "alasan_singkat": "; ".join(lack.why for lack in lacks),
        "kurang": lacks[0].words if len(lacks) == 1 else f"{len(lacks)} hal",
        "catatan": one_line((notified and notified.note) or ""),
        "alasan": f"{reason}. {sentence}" if reason else sentence,
    }


def _of_moves(case: CaseFile, row: CaseEventRow | None) -> Mapping[str, object]:
    """The dates that moved with one event and those told with it: each with its words, and the decrees together."""
    first = row.said(DueDateMoved) if row else None
    moves = [one for one in case.told(DueDateMoved) if row and first and (one is first or one.told_with == row.seq)]
    moved = [(duty_of(one), one.new, one.old) for one in moves]
    decrees = dict.fromkeys(one.decree for one in moves if one.decree)
    of_objection = not case.has_request or any(duty in _OF_OBJECTION for duty, _, _ in moved[:1])
    return {
        "perihal": f"keberatan {case.objection_number}" if of_objection else f"permintaan {case.number}",
        "keputusan": " dan ".join(decrees),
        "bacaan_berubah": not decrees and any(one.because == "READING" for one in moves),
        "tanggal_bergeser": [(TOLD[duty].what, _long(new), _long(old)) for duty, new, old in moved],
        "tgl_bergeser": listed([f"{TOLD[duty].short} {_short(new)}" for duty, new, _ in moved]),
        "ke_komisi_bergeser": any(duty == Duty.GO_TO_COMMISSION for duty, _, _ in moved),
    }


def _of_objection(
    case: CaseFile, row: CaseEventRow | None, facts: Mapping[str, Any], link: str
) -> Mapping[str, object]:
    """Numbers, dates and words of the objection; the last day for the commission is the safest one (ruling R2)."""
    procedure = casefile.fold(case.events, calendars.calendar_of(case.body), case.filed_on)
    found = last_days(procedure, Duty.GO_TO_COMMISSION)
    decide = _day(facts.get("decide_due_on")) or case.decide_due_on
    objected = objection_words.newest(case, E.OBJECTED)
    reasons = one_line(objection_words.written(case, E.OBJECTION_DECIDED, "reasons"))
    return {
        "link_keberatan": f"{link}/keberatan",
        "tentang": f" atas permintaan {case.number}" if case.has_request else "",
        "karena": "meminta informasi" if case.has_request else "mengajukan keberatan",
        "nomor_keberatan": case.objection_number,
        "keberatan_diterima": _received(case, objected),
        "hari_atasan": procedure.rules[Duty.DECIDE_OBJECTION].working_days,
        "tenggat_keberatan": _long(decide),
        "tgl_putusan": _short(decide),
        "hasil_keberatan": objection_words.decision_words(case),
        "alasan_putusan": reasons,
        "tgl_pelaksanaan": _long(case.execute_by),
        "batas_ki": _long(found[0] if found else None),
        "masih_bisa_ke_ki": found is not None and (row is None or row.on <= found[0]),
        "tgl_ki": _short(found[0] if found else None),
    }


def _received(case: CaseFile, row: CaseEventRow | None) -> str:
    """When an event reached the body: to the minute, or the day alone when it came before it was entered."""
    if row is None:
        return ""
    day = row.facts.received_on
    return tanggal(day) if day else letters.moment(row.at, case.body)


def _of_parts(case: CaseFile, row: CaseEventRow | None) -> Mapping[str, object]:
    """The offices that have a part now; if all were handed back meanwhile, the one that the event names."""
    there = [(part.place, part.unit) for part in case.parts if part.unit and part.state is not PartState.HANDED_BACK]
    names = [f"{unit.name} (bagian {place})" if len(case.parts) > 1 else unit.name for place, unit in there]
    routed = row.said(AtUnit) if row else None
    short = {unit.short_name for _, unit in there}
    return {
        "kantor_per_bagian": names or [routed.unit_name if routed else ""],
        "kantor": short.pop() if len(short) == 1 else f"{len(short)} kantor" if short else "kantor terkait",
    }


def _of_notice(case: CaseFile) -> Mapping[str, object]:
    notice = answering.notice_of(case)
    contents = answering.read_contents(notice.contents) if notice and notice.contents else NoticeContents(parts=())
    return {
        "ringkasan": one_line(contents.summary),
        "biaya": "Gratis." if contents.cost_rupiah == 0 else "Biayanya tertulis di surat jawaban.",
        "tempat_dicari": "; ".join(dict.fromkeys(one_line(part.searched) for part in contents.parts if part.searched)),
        "kantor_lain": [one_line(f"{part.holder}, {part.holder_address}") for part in contents.parts if part.holder],
        "di_luar": any(part.holder and not part.holder_code for part in contents.parts),
        "hasil_per_bagian": [f"Bagian {part.place}: {_result(part)}" for part in contents.parts]
        if len(contents.parts) > 1
        else [_result(part)[:1].upper() + _result(part)[1:] for part in contents.parts],
        "tutupan": closes_something(contents),
    }


def _of_handling(case: CaseFile, row: CaseEventRow | None, due: date | None) -> Mapping[str, object]:
    """A question, a re-labelling, parts given ahead: what was written is read from the sealed texts of the event."""

    def written(name: str) -> str:
        return one_line(casefile.text_of(case, row.seq, name)) if row else ""

    relabelled, delivered = (row.said(Relabelled), row.said(PartlyDelivered)) if row else (None, None)
    ahead = [f"bagian {part.place}" for part in case.parts if part.delivered_on is not None]
    return {
        "pertanyaan": written("question"),
        "alasan_label": written("reason").rstrip(". "),
        "ke_mana": written("where").rstrip(". "),
        "label_kata": relabelled.label.words if relabelled else "",
        "bagian_diserahkan": listed([f"bagian {place}" for place in delivered.delivered] if delivered else []),
        "catatan_penyerahan": written("note"),
        "bagian_siap": listed(ahead),
        "masih_ada": len(ahead) < len(case.parts),
        "sudah_lewat": bool(row and due and row.on > due),
    }


def _of_delivery(case: CaseFile, row: CaseEventRow | None) -> Mapping[str, object]:
    """Referral, cost, hand-over, correction, withdrawal: as they stand, or as the event tells them."""
    filed, corrected, kind = (row.said(Filed), row.said(Corrected), row.kind) if row else (None, None, None)
    passed = referring.referred_cases(case)
    waiting = [entry.body.name for entry in referring.waiting(case)]
    note = next((note for note in costing.notes(case) if row and note.seq == row.seq), None)
    given = handing_over.record_of(case, row.seq) if row and kind is E.HANDED_OVER else None
    about = correcting.ABOUT[corrected.about] if corrected else None
    cost = note.cost if note else costing.Cost(0, 0)
    way = HandOverWay.words_of(given.hand_over.way) if given else ""
    return {
        "asal": (filed and filed.referred_by) or "",
        "nomor_asal": (filed and filed.referred_from) or "",
        "diteruskan": [(one_line(found.body.name), found.number) for found in passed],
        "perlu_izin": listed(waiting),
        "lembar": cost.sheets,
        "per_lembar": rupiah(cost.per_sheet_rupiah),
        "biaya_salinan": rupiah(cost.copying_rupiah),
        "ongkos": rupiah(cost.postage_rupiah) if cost.postage_rupiah else "",
        "jumlah": rupiah(cost.total_rupiah),
        "tanpa_biaya": not cost.total_rupiah,
        "dasar_tarif": one_line(note.tariff) if note else "",
        "di_atas_tarif": note is not None and note.is_above,
        "cara_resmi": one_line(cost.payment).rstrip(". "),
        "sudah_dijawab": case.answered_on is not None,
        "diserahkan": [one_line(item) for item in given.hand_over.items] if given else [],
        "jumlah_hal": len(given.hand_over.items) if given else 0,
        "cara_serah": way,
        "tgl_serah": _long(row.on) if row and given else "",
        "yang_dibetulkan": about.label if about else "",
        "pembetulan_surat": corrected is not None and corrected.about == correcting.LETTER,
        "dicabut_petugas": kind is E.WITHDRAWN and case.withdrawn_by_staff,
    }


def _of_ruling(case: CaseFile, row: CaseEventRow | None) -> Mapping[str, object]:
    """What happened in the dispute, what the commission's ruling says, and the last day to go to court."""
    news = dispute_sentences.NEWS.get(row.kind) if row else None
    return {
        "kabar": news(row, {}) if row and news else "",
        "kabar_lagi": dispute_sentences.more(row) if row else "",
        "putusan": Ruling.words_of(case.ruling),
        "putusan_diterima": _long(case.ruling_on),
        "tgl_putusan_pendek": _short(case.ruling_on),
        "batas_pengadilan": _long(case.court_due_on),
        "hari_pengadilan": COURT_WINDOW.working_days,
        "tgl_pengadilan": _short(case.court_due_on),
        "batas_laksanakan": _long(case.ruling_execute_by),
    }


def _result(part: PartAnswer) -> str:
    """What was answered to one part, in one line."""
    if part.outcome is Outcome.GRANTED:
        return f"kami berikan. {one_line(part.material)}"
    if part.outcome is Outcome.PARTLY_GRANTED:
        return f"kami berikan sebagian. {_sentence(part.material)} K{_closed(part)[1:]}"
    if part.outcome is Outcome.REFUSED:
        return _closed(part)
    if part.outcome is Outcome.REFERRED:
        return f"tidak ada pada kami. Yang memilikinya: {one_line(part.holder)}, {one_line(part.holder_address)}"
    return f"tidak ada pada kami. Sudah kami cari di {one_line(part.searched)}"


def _closed(part: PartAnswer) -> str:
    """What is closed, why in plain words, under which article, and until when."""
    until = f", sampai {_long(_day(part.until))}" if part.until else ""
    closed, reason = one_line(part.closed).rstrip(". "), one_line(part.reason).rstrip(". ")
    return f"kami tutup: {closed}, karena {reason} ({articles_of(part.articles)}){until}."


def _sentence(text: str) -> str:
    return f"{one_line(text).rstrip('. ')}."


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None


def _long(day: date | None) -> str:
    return tanggal(day) if day else ""


def _short(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else ""
