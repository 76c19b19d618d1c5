"""The words of a message, made at the moment of sending from the case as it stands and the facts of its event.

`templates/messages/<name>.txt` is the e-mail (its subject is the first line), `<name>.sms.txt` the short text for the
desk.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pid_tracker.extensions import base_url
from pid_tracker.law.answer import NoticeContents
from pid_tracker.law.grounds import ExtensionGround, Outcome
from pid_tracker.law.words import MONTHS, tanggal
from pid_tracker.models import CaseEventRow, CaseFile, Message
from pid_tracker.services import answering, letters, triage

_FOLDER = Path(__file__).resolve().parent.parent.parent / "templates" / "messages"
_templates = Environment(
    loader=FileSystemLoader(_FOLDER),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - plain text: nothing in it is markup
    trim_blocks=True,
    keep_trailing_newline=True,
)


def email_text(message: Message) -> tuple[str, str]:
    """Subject and body of the e-mail. The subject holds the number and nothing personal."""
    text = _templates.get_template(f"{message.template}.txt").render(_values(message))
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"


def short_text(message: Message) -> str:
    """The text of at most 160 characters that the desk reads out or forwards."""
    return _templates.get_template(f"{message.template}.sms.txt").render(_values(message)).strip()


def _values(message: Message) -> dict[str, object]:
    case, facts = message.case, message.facts
    body = case.body
    row = next((row for row in case.events if row.seq == facts.get("seq")), None)
    due, objection = _day(facts.get("due_on")) or case.due_on, case.object_due_on or _day(facts.get("object_due_on"))
    link = f"{base_url()}/lacak/{case.number}/{case.link_token}"
    local = case.filed_at.astimezone(ZoneInfo(body.zone))
    return {
        "nomor": case.number,
        "kode": case.code,
        "nama": case.requester.name if case.requester else "",
        "daerah": body.short_name,
        "pemerintah": body.name,
        "telepon": body.whatsapp or body.phone,
        "alamat": body.address,
        "jam": body.office_hours,
        "zona": letters.zone_name(body.zone),
        "link": link,
        "link_tanggal": f"{base_url()}/lacak/{case.number}/tanggal",
        "link_pendek": f"{base_url()}/lacak",
        "waktu_lengkap": letters.moment(case.filed_at, body),
        "tgljam": f"{local.day}/{local.month} {local:%H.%M}",
        "tenggat": tanggal(due) if due else "",
        "tgl": _short(_day(facts.get("repair_due_on")) if message.template == "n2_incomplete" else due),
        "tgl0": _short(case.complete_on),
        "batas": _long(_day(facts.get("repair_due_on"))),
        "batas_kurang": _long(_day(facts.get("check_due_on"))),
        "tgl_lengkap": _long(_day(facts.get("complete_on"))),
        "batas_keberatan": _long(objection),
        "tgl_keberatan": _short(objection),
        **_of_event(row),
        **_of_parts(case),
        **_of_notice(case),
    }


def _of_event(row: CaseEventRow | None) -> Mapping[str, object]:
    told = row.details if row else {}
    lacks = [triage.LACKS[code] for code in told.get("lacks", [])]
    ground = told.get("ground")
    sentence = str(told.get("sentence", "")).rstrip(". ")
    reason = answering.EXTENSION_GROUNDS[ExtensionGround(ground)].lower() if ground else ""
    return {
        "daftar_kurang": ", ".join(name for name, _ in lacks),
        "alasan_singkat": "; ".join(why for _, why in lacks),
        "catatan": told.get("note", ""),
        "alasan": f"{reason}. {sentence}" if reason else sentence,
        "tenggat_lama": _long(_day(told.get("old"))),
    }


def _of_parts(case: CaseFile) -> Mapping[str, object]:
    many = len(case.parts) > 1
    routed = [part for part in case.parts if part.unit]
    return {
        "kantor_per_bagian": [
            f"{part.unit.name} (bagian {part.place})" if many else part.unit.name for part in routed if part.unit
        ]
    }


def _of_notice(case: CaseFile) -> Mapping[str, object]:
    notice = answering.notice_of(case)
    contents = answering.read_contents(notice.contents) if notice and notice.contents else NoticeContents(parts=())
    words = {
        Outcome.GRANTED: "diberikan",
        Outcome.NOT_HELD: "tidak kami miliki",
        Outcome.REFERRED: "ada di kantor lain",
    }
    return {
        "ringkasan": contents.summary,
        "biaya": "Gratis." if contents.cost_rupiah == 0 else "Biayanya tertulis di surat jawaban.",
        "tempat_dicari": "; ".join(dict.fromkeys(part.searched for part in contents.parts if part.searched)),
        "kantor_lain": [f"{part.holder}, {part.holder_address}" for part in contents.parts if part.holder],
        "hasil_per_bagian": [
            f"Bagian {part.place}: {words.get(part.outcome, '') if part.outcome else ''}" for part in contents.parts
        ],
    }


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None


def _long(day: date | None) -> str:
    return tanggal(day) if day else ""


def _short(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else ""
