"""The hand-over record (berita acara serah terima) on paper: items and receiver by name, two places to sign."""

from datetime import datetime
from zoneinfo import ZoneInfo

from pid_tracker.extensions import JSONValue
from pid_tracker.law.vocabulary.handling import HandOverWay
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseFile, Notice
from pid_tracker.services.answer.handing_over import Record
from pid_tracker.services.telling.letters import Sheet, letterhead, moment


def record_number(case: CaseFile, record: Record) -> str:
    """The number of the record: that of the case, and the place of the event in it."""
    return f"BA-{record.seq}/{case.number}"


def hand_over_pdf(case: CaseFile, record: Record, notice: Notice | None) -> bytes:
    """The record as a PDF. It names the receiver, so whoever opens it for an office notes that first."""
    given, body = record.hand_over, case.body
    way = HandOverWay(given.way)
    sent = notice.sent_on if notice is not None else None
    values: dict[str, JSONValue] = {
        "paper": "a4",
        "draft": False,
        "number": case.number,
        "record_number": record_number(case, record),
        "when": moment(record.at, body),
        "place": way.place,
        "giver": record.office,
        "receiver": given.receiver,
        "received": tanggal(case.filed_on),
        "letter": f"nomor {notice.number}, {tanggal(sent)}" if notice and sent else "penyerahan sebelum surat jawaban",
        "parcel": given.parcel,
        "sentence": way.sentence,
        "items_title": way.items,
        "items": list(given.items),
        "total": f"Jumlah: {len(given.items)} butir.",
        "signed": given.signed,
        "object_due": tanggal(case.object_due_on) if case.object_due_on else "",
    }
    made: datetime = record.at.astimezone(ZoneInfo(body.zone))
    return Sheet("hand_over", case.number, made, letterhead(body) | values).pdf()
