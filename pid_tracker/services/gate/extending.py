"""What more time (perpanjangan) needs beyond its day and ground: each part lies with an office, or it says why not."""

from collections.abc import Mapping

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.models import CaseFile, Part

#: States of a part that no office has in hand.
_NOWHERE = ("NEW", "HANDED_BACK")
_ARTICLE = "PERKI 1/2021 Pasal 36"


def unplaced(case: CaseFile) -> tuple[Part, ...]:
    """The parts that lie with no unit (OPD) and were not referred to another body (rujukan)."""
    return tuple(part for part in case.parts if part.state in _NOWHERE and not part.referred_to)


def reason_name(place: int) -> str:
    """The name under which the reason for the part at `place` is typed, and kept with the event."""
    return f"part{place}"


def require(case: CaseFile, kind: E, texts: Mapping[str, str]) -> None:
    """Asked by the gate for every road: Incomplete names each part without an office and without a reason (ruling R30).

    Time is added to look for the information or to decide about it (PERKI 1/2021 Pasal 36), not to leave it lying.
    """
    if kind is not E.EXTENDED:
        return
    lacking = [
        Missing(
            reason_name(part.place),
            f"Bagian {part.place} belum di kantor mana pun ({_ARTICLE}). Teruskan dulu, atau tulis mengapa belum",
            _ARTICLE,
        )
        for part in unplaced(case)
        if not texts.get(reason_name(part.place), "").strip()
    ]
    if lacking:
        raise Incomplete(lacking)
