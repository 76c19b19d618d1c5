"""One small sample of each kind's facts: enough for the gate, and nothing of it matters for who may or when."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from pid_tracker.law import facts as f
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Decision, DisputeEnd, DisputeStage, ExtensionGround, Label, ObjectionGround, Outcome
from pid_tracker.law.grounds import Ruling as RulingResult

_NO_FILE = "00" * 32
_DAY, _LATER = date(2026, 4, 17), date(2026, 4, 20)

SAMPLES: Mapping[E, f.Facts] = {kind: f.Bare(kind) for kind, of in f.FACTS.items() if of is f.Bare} | {
    row.kind: row
    for row in (
        f.Filed("MAL-26-00001", "maluku", "WEB", 1, True, _NO_FILE),
        f.Imported("MAL-L23-00001", "maluku", _NO_FILE, 2, f.Claimed(filed_on=_DAY), _NO_FILE),
        f.DeficiencyNotified(("IDENTITY",), ""),
        f.Completed(("IDENTITY",)),
        f.Extended(ExtensionGround.NOT_YET_HELD, "Datanya masih dikumpulkan."),
        f.DueDateMoved(_DAY, _LATER),
        f.LateNotice(_DAY),
        f.Withdrawn(_NO_FILE),
        f.PartsSplit(()),
        f.PartRouted(1, 1, "pupr", "Dinas PUPR"),
        f.PartConfirmed(1, 1, "pupr", "Dinas PUPR"),
        f.PartAccepted(1),
        f.PartHandedBack(1, 1, "NOT_OURS"),
        f.PartAnswered(1, "OPEN", 1, ()),
        f.PartlyDelivered((), ()),
        f.ReferredOn(1, "buru", "Kabupaten Buru", "BUR-26-00001", "REQUESTER"),
        f.DraftSubmitted(_NO_FILE, ("Sekda",)),
        f.DraftCleared(_NO_FILE, "Sekda", 1, "DONE"),
        f.DraftReturned(_NO_FILE, "Sekda"),
        f.Answered(Outcome.NOT_HELD, {"1": Outcome.NOT_HELD}, files=()),
        f.Rated("YES"),
        f.CostNoted(10, 500, 0, 5000, "SK 1", 500),
        f.HandedOver("PICKUP", 1, "SIGNED"),
        f.Corrected("PERIOD"),
        f.Objected((ObjectionGround.REFUSED, ObjectionGround.NOT_ANSWERED), "KBR-MAL-26-00001", "WEB"),
        f.TalksHeld("AGREED"),
        f.ObjectionDecided(Decision.CHANGED, "1/2026"),
        f.RequesterResponded("ACCEPTS"),
        f.DecisionExecuted(()),
        f.SuperiorSilent(_DAY),
        f.DisputeRegistered("X-1", "Komisi Informasi", "BODY"),
        f.DisputeStaged(DisputeStage.HEARING),
        f.RulingReceived(RulingResult.ORDERS_RELEASE, "X-2"),
        f.CourtFiled("PTUN", "BODY"),
        f.RulingExecuted(()),
        f.DisputeClosed(DisputeEnd.INADMISSIBLE),
        f.Relabelled(Label.COMPLAINT),
        f.NoteAdded(),
    )
}


def sample(kind: E, **more: Any) -> f.Facts:
    """The sample of a kind, with other values where they are given."""
    return replace(SAMPLES[kind], **more)
