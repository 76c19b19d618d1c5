"""The closed days as iCalendar (RFC 5545): all-day events with identifiers that never change, lines folded."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta

from pid_tracker.law.closed_days import ClosedDay, DayKind
from pid_tracker.models import PublicBody

_LINE = 75  # octets, without the line break (RFC 5545, 3.1)
_ONE_DAY = timedelta(days=1)


def feed(body: PublicBody, days: Iterable[ClosedDay]) -> str:
    """The calendar of a body as a file: one event for each day that a decree closes. Weekends are closed anyway."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//PID Tracker//Kalender hari kerja//ID",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{text(f'Hari libur {body.short_name}')}",
    ]
    for row in days:
        lines.extend(_event(body, row))
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(body: PublicBody, row: ClosedDay) -> Iterator[str]:
    kind = row.kind.words
    worked = body.joint_leave_open and row.kind is DayKind.JOINT_LEAVE and row.day.weekday() < 5
    digest = hashlib.sha256(f"{row.decree}|{row.kind}".encode()).hexdigest()[:12]
    known = row.entered_at.strftime("%Y%m%dT%H%M%SZ") if row.entered_at else f"{row.day:%Y}0101T000000Z"
    yield "BEGIN:VEVENT"
    yield f"UID:{row.day:%Y%m%d}-{digest}@{body.code}.pid-tracker"
    yield f"DTSTAMP:{known}"
    yield f"DTSTART;VALUE=DATE:{row.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{row.day + _ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{text(row.name)}"
    yield f"DESCRIPTION:{text(f'{kind}. {row.decree}' + ('. Tetap dihitung sebagai hari kerja' if worked else ''))}"
    yield f"CATEGORIES:{text(kind)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def text(value: str) -> str:
    """A text value: what has a meaning in the format is escaped."""
    plain = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def fold(line: str) -> str:
    """A line cut so that no piece is longer than 75 octets; letters of several octets stay whole."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])
