"""The note of what a copy costs (nota biaya): sheets, rate, postage, how to pay; and the body's own tariff.

Only copying and sending may be charged (PERKI 1/2021 Pasal 37 ayat (3)), at the standard that the body has set and
published (Pasal 37 ayat (1), 38 ayat (2)). A note is no answer: it neither stops nor meets a term (ruling R19).
"""

from dataclasses import dataclass
from datetime import date, datetime

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import CostNoted
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile, PublicBody
from pid_tracker.services.gate import casefile, revising
from pid_tracker.services.gate.hand import Hand

MOST_SHEETS = 100_000
MOST_RUPIAH = 10_000_000
_ONLY_THESE = "PERKI 1/2021 Pasal 37 ayat (3): hanya penyalinan dan pengiriman"
_PAYING = "PERKI 1/2021 Pasal 38 ayat (3) dan (4)"


@dataclass(frozen=True, slots=True)
class Cost:
    """What is charged, in whole rupiah: `sheets` at `per_sheet_rupiah` each, and postage. `payment` names the ways to
    pay; `reason` why it is above the body's tariff, where it is."""

    sheets: int
    per_sheet_rupiah: int
    postage_rupiah: int = 0
    payment: str = ""
    reason: str = ""

    @property
    def copying_rupiah(self) -> int:
        """What the copies cost."""
        return self.sheets * self.per_sheet_rupiah

    @property
    def total_rupiah(self) -> int:
        """What is to pay in all."""
        return self.copying_rupiah + self.postage_rupiah


@dataclass(frozen=True, slots=True)
class Noted:
    """A note that was sent: the cost, the tariff in force then, and by which office it was written."""

    seq: int
    on: date
    cost: Cost
    tariff: str
    tariff_rupiah: int | None
    office: str

    @property
    def is_above(self) -> bool:
        """Whether a sheet costs more than the tariff then in force."""
        return self.cost.per_sheet_rupiah > (self.tariff_rupiah or 0)


def is_above(body: PublicBody, cost: Cost) -> bool:
    """Whether a sheet costs more than the body's tariff; without a tariff every charge for copies does."""
    return bool(cost.sheets) and cost.per_sheet_rupiah > (body.per_sheet_rupiah or 0)


def note_cost(case: CaseFile, cost: Cost, hand: Hand) -> None:
    """Tell the requester what a copy on paper costs, or correct what was told: the latest note counts.

    The superior corrects a note that there is (after an objection on ground f). Raises Incomplete beside the field:
    nothing charged, no way to pay, above the tariff without a reason.
    """
    earlier = latest(case)
    if hand.actor.role is Role.SUPERIOR and earlier is None:
        why = "Belum ada nota biaya yang dapat dibetulkan. Nota pertama ditulis PPID (PERKI 1/2021 Pasal 31 ayat (4))."
        raise IllegalStep(E.COST_NOTED, case.stage, why)
    lacking = []
    if not 0 <= cost.sheets <= MOST_SHEETS:
        lacking.append(Missing("sheets", "Jumlah lembar antara 0 dan 100.000", _ONLY_THESE))
    if not 0 <= cost.per_sheet_rupiah <= MOST_RUPIAH:
        lacking.append(Missing("per_sheet", "Tarif per lembar antara 0 dan 10.000.000 rupiah", _ONLY_THESE))
    if not 0 <= cost.postage_rupiah <= MOST_RUPIAH:
        lacking.append(Missing("postage", "Ongkos kirim antara 0 dan 10.000.000 rupiah", _ONLY_THESE))
    if not lacking and not cost.total_rupiah and earlier is None:
        lacking.append(Missing("sheets", "Tidak ada biaya, jadi tidak perlu nota", _ONLY_THESE))
    if cost.total_rupiah > 0 and len(cost.payment.strip()) < 5:
        lacking.append(
            Missing("payment", "Tulis cara membayar: tunai dengan tanda terima, atau rekening resmi", _PAYING)
        )
    if is_above(case.body, cost) and len(cost.reason.strip()) < 15:
        label = "Tarif ini di atas tarif yang ditetapkan: turunkan, atau tulis alasannya dalam satu kalimat"
        lacking.append(Missing("reason", label, "PERKI 1/2021 Pasal 37 ayat (1)"))
    if lacking:
        raise Incomplete(lacking)
    noted = CostNoted(
        sheets=cost.sheets,
        per_sheet_rupiah=cost.per_sheet_rupiah,
        postage_rupiah=cost.postage_rupiah,
        total_rupiah=cost.total_rupiah,
        tariff=case.body.tariff_basis,
        tariff_rupiah=case.body.per_sheet_rupiah,
    )
    reason = cost.reason if is_above(case.body, cost) else ""
    texts = {"payment": cost.payment, "reason": reason}
    casefile.record(case, noted, hand, texts=texts)


def notes(case: CaseFile) -> tuple[Noted, ...]:
    """Every note of a case, newest first."""
    return tuple(
        Noted(
            seq=row.seq,
            on=row.on,
            cost=Cost(
                row.facts.sheets,
                row.facts.per_sheet_rupiah,
                row.facts.postage_rupiah,
                casefile.text_of(case, row.seq, "payment"),
                casefile.text_of(case, row.seq, "reason"),
            ),
            tariff=row.facts.tariff or "",
            tariff_rupiah=row.facts.tariff_rupiah,
            office=row.actor_label,
        )
        for row in reversed(case.events)
        if isinstance(row.facts, CostNoted)
    )


def latest(case: CaseFile) -> Noted | None:
    """The note that counts."""
    return next(iter(notes(case)), None)


def set_tariff(
    body: PublicBody,
    per_sheet_rupiah: int | None,
    basis: str,
    payment_ways: str,
    actor: Actor,
    now: datetime,
    *,
    expected_revision: int | None = None,
) -> None:
    """The body's standard cost (standar biaya): rupiah a sheet, the decree, the ways to pay. None takes it away.

    PERKI 1/2021 Pasal 37 ayat (1), 38 ayat (2). Incomplete for an amount without its decree; SavedMeanwhile when
    the body's settings were saved since the form was shown. Notes already sent keep the tariff of their day.
    """
    revising.take_turn(body)
    revising.require_seen(body, expected_revision)
    lacking = []
    if per_sheet_rupiah is not None and not 0 <= per_sheet_rupiah <= MOST_RUPIAH:
        lacking.append(Missing("per_sheet", "Tarif per lembar antara 0 dan 10.000.000 rupiah", _ONLY_THESE))
    if per_sheet_rupiah is not None and len(basis.strip()) < 5:
        label = "Sebut keputusan yang menetapkan tarif ini"
        lacking.append(Missing("basis", label, "PERKI 1/2021 Pasal 37 ayat (1)"))
    if per_sheet_rupiah and len(payment_ways.strip()) < 5:
        lacking.append(Missing("payment_ways", "Tulis cara membayar yang resmi", _PAYING))
    if lacking:
        raise Incomplete(lacking)
    body.per_sheet_rupiah = per_sheet_rupiah
    body.tariff_basis, body.payment_ways = basis.strip(), payment_ways.strip()
    revising.note_saved(body, actor.label, now)
