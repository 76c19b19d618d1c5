"""Whether an act is admitted, and what a refusal says: what closed the act and on which date, the article, and what is
possible instead.

The clock file and the gate that records an act ask the same function. The words are those of the records (`law/acts/`);
where no article settles it, the rule is ours and is called "aturan sistem".
"""

from datetime import date

from pid_tracker.law.acts import ACTS
from pid_tracker.law.acts.act import Act, Reason
from pid_tracker.law.events import CaseEvent
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.procedure import Procedure
from pid_tracker.law.rules import COURT_WINDOW, Duty
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.law.words import tanggal

_BEGINNING = tuple(kind for kind, act in ACTS.items() if act.begins)


def admit(case: Procedure, event: CaseEvent) -> None:
    """Take one more event, or raise IllegalStep with the reason; a refused event leaves no trace."""
    if reason := why_not(case, event):
        raise IllegalStep(event.kind, case.stage_on(event.on), reason)
    case.take(event)


def why_not(case: Procedure, event: CaseEvent) -> str:
    """Why the law does not allow the act now, as a sentence; "" when it does."""
    act, stage = ACTS[event.kind], case.stage_on(event.on)
    if case.last is not None and event.at < case.last.at:
        return (
            f"Waktunya lebih awal daripada peristiwa sebelumnya, {tanggal(case.last.on)} (aturan sistem: catatan "
            "berurutan menurut waktu). Catat dengan waktu sesudahnya."
        )
    if stage is None and act.begins is None:
        return "Belum ada permohonan yang tercatat (UU 14/2008 Pasal 22 ayat (4)). Catat permohonannya lebih dulu."
    if stage is not None and (no_step := _no_step(case, stage, act)):
        return no_step
    done = act.kind if act.once and act.kind in case.accepted else ""
    return _worded(case, stage, act, _over(case, act, event.on) or act.condition(case, event) or done)


def is_step(case: Procedure, kind: E, day: date) -> bool:
    """Whether the act is a step on `day`, before its contents are known: a page offers no other."""
    act, stage = ACTS[kind], case.stage_on(day)
    return stage in act.leads and not _over(case, act, day)


def _no_step(case: Procedure, stage: Stage, act: Act) -> str:
    """Why the act has no place at `stage`, or what has to come first; "" when neither stands in its way."""
    needed, says = next((row for row in act.needs if row[0] not in case.accepted), (act.kind, ""))
    if stage in act.leads and not says:
        return ""
    if says and stage in ACTS[needed].leads:  # what is missing can still come
        return says
    begun = case.first(*_BEGINNING)
    if begun and act.begins and not act.leads:
        return (
            f"Perkara ini sudah tercatat sejak {tanggal(begun.on)} dengan nomornya sendiri (UU 14/2008 Pasal 22 ayat "
            "(4)). Yang lain dicatat sebagai perkara baru."
        )
    return _standing_at(case, stage)


def _over(case: Procedure, act: Act, day: date) -> Reason:
    """What ended the act, whatever the stage."""
    if act.until in case.accepted:
        return act.until
    return Stage.NOT_CONTINUED if act.of_request and case.lapsed_by(day) else ""


def _worded(case: Procedure, stage: Stage | None, act: Act, reason: Reason) -> str:
    if isinstance(reason, Stage):
        return _standing_at(case, reason)
    if not isinstance(reason, E):
        return reason
    if reason is act.kind and act.once:
        done = tanggal(case.accepted[reason].on)
        return f"Ini sudah tercatat pada {done} dan hanya boleh satu kali ({act.once}). {act.instead}"
    return _sentence(case, ACTS[reason], _opener(case, stage))


def _standing_at(case: Procedure, stage: Stage) -> str:
    """What brought the case to `stage`, on which date, and what is possible there."""
    if stage is Stage.NOT_CONTINUED:
        repair = case.complete_span()
        until = f" ({tanggal(repair.due_on)})" if repair else ""
        return (
            f"Permohonan tidak dilanjutkan karena tidak dilengkapi sampai batasnya{until}, PERKI 1/2021 Pasal 33 "
            "ayat (4). Permohonan dapat dikirim ulang."
        )
    opener = _opener(case, stage)
    return _sentence(case, opener, opener)


def _opener(case: Procedure, stage: Stage | None) -> Act:
    """The act that brought the case to `stage`; to IN_PROCESS it may have come by time alone, since it was filed."""
    found = (act for kind, act in ACTS.items() if act.closed and kind in case.accepted)
    return next((act for act in found if stage and act.brings_to(stage)), ACTS[E.FILED])


def _sentence(case: Procedure, by: Act, stands_at: Act) -> str:
    return f"{by.closed} {stands_at.then}".format(
        on=tanggal(case.accepted[by.kind].on),
        objecting=case.rules[Duty.OBJECT].working_days,
        deciding=case.rules[Duty.DECIDE_OBJECTION].working_days,
        going=case.rules[Duty.GO_TO_COMMISSION].working_days,
        court=COURT_WINDOW.working_days,
    )
