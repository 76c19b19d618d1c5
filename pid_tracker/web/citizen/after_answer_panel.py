"""What a requester's pages show of referral, cost of copies and hand-over: values for `citizen/_delivery.html`."""

from dataclasses import dataclass

from pid_tracker.law.facts import Filed
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import correcting, costing, handing_over, referring
from pid_tracker.web.citizen.case_forms import ActForm


@dataclass(frozen=True, slots=True)
class Panel:
    """What was passed on and where it is now; what waits for the requester's word; the latest note of cost; records.

    `referred_by` is the body that passed it on to this one; empty for none.
    """

    referred_by: str
    referred: tuple[CaseFile, ...]
    waiting: tuple[referring.Waiting, ...]
    cost: costing.Noted | None
    records: tuple[handing_over.Record, ...]
    letter_corrections: tuple[correcting.Correction, ...]
    consent: ActForm


def of(case: CaseFile) -> Panel:
    """The panel of a case."""
    filed = case.latest(Filed)
    return Panel(
        referred_by=(filed and filed.referred_by) or "",
        referred=referring.referred_cases(case),
        waiting=referring.waiting(case),
        cost=costing.latest(case),
        records=handing_over.records(case),
        letter_corrections=tuple(row for row in correcting.corrections(case, correcting.LETTER) if row.right),
        consent=ActForm(formdata=None, data={"seen_seq": str(case.last_seq)}),
    )
