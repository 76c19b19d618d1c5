"""The values that every message has, and what the values of any message are made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from pid_tracker.extensions import base_url
from pid_tracker.law.facts import Facts
from pid_tracker.law.rules import in_force
from pid_tracker.law.words import MONTHS, tanggal, zona
from pid_tracker.models import CaseEventRow, CaseFile
from pid_tracker.services.gate import casefile
from pid_tracker.services.words.typed_text import one_line

F = TypeVar("F", bound=Facts)
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a message is about: the case as it stands, the event it tells, and the dates as they stood with it."""

    case: CaseFile
    row: CaseEventRow | None
    facts: Mapping[str, Any]

    def day(self, name: str) -> date | None:
        """A date as it stood when the message was queued."""
        stored = self.facts.get(name)
        return date.fromisoformat(stored) if isinstance(stored, str) else None

    @property
    def due_on(self) -> date | None:
        """The last day of the answer, as the message tells it."""
        return self.day("due_on") or self.case.due_on

    @property
    def link(self) -> str:
        """The page of the case; whoever has it needs no code."""
        return f"{base_url()}/lacak/{self.case.number}/{self.case.link_token}"

    def said(self, of: type[F]) -> F | None:
        """What the event says, if it is of this kind."""
        return self.row.said(of) if self.row else None

    def written(self, name: str) -> str:
        """What somebody wrote with the event, in one line."""
        return one_line(casefile.text_of(self.case, self.row.seq, name)) if self.row else ""


Maker = Callable[[Occasion], Values]


def base(of: Occasion) -> Values:
    """What every message may use: who, where, the links, and the two dates that most of them name."""
    case, body = of.case, of.case.body
    zone, objection = zona(body.zone), case.object_due_on or of.day("object_due_on")
    return {
        "nomor": case.number,
        "nomor_keberatan": case.objection_number,
        "nama": one_line(case.requester.name) if case.requester else "Pemohon",
        "daerah": body.short_name,
        "pemerintah": body.name,
        "telepon": body.whatsapp or body.phone,
        "alamat": body.address,
        "jam": body.office_hours.removesuffix(f" {zone}"),
        "zona": zone,
        "link": of.link,
        "link_tanggal": f"{of.link}/tanggal",
        "link_keberatan": f"{of.link}/keberatan",
        "link_pendek": f"{base_url().partition('://')[2]}/lacak",
        "karena": "meminta informasi" if case.has_request else "mengajukan keberatan",
        "hari": in_force(case.filed_on).days.answer,
        "tenggat": long(of.due_on),
        "tgl": short(of.due_on),
        "sementara": of.facts.get("certain") is False,
        "batas_keberatan": long(objection),
        "tgl_keberatan": short(objection),
    }


def long(day: date | None) -> str:
    """ "Kamis, 2 April 2026"; empty without a day."""
    return tanggal(day) if day else ""


def short(day: date | None) -> str:
    """ "2 Apr 2026"; empty without a day."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else ""
