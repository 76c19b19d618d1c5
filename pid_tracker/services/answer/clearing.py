"""The acts of approval: submit a draft of the letter, clear it at one's level, give it back with a reason.

The draft is the saved notice; nobody clears their own, and each level needs another person (the rights table). While a
draft waits it cannot be changed; whoever wants to change it gives it back first, which is kept in the file.
"""

from sqlalchemy.orm import selectinload

from pid_tracker.extensions import db
from pid_tracker.law.acts import require
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import DraftCleared, DraftReturned, DraftSubmitted
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.permissions import Actor
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering, approval
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers

_BASIS = "aturan kantor"


def submit_draft(
    case: CaseFile,
    contents: NoticeContents,
    hand: Hand,
    *,
    change_reason: str = "",
    expected_revision: int | None = None,
) -> None:
    """Save the letter and ask for its approval (mintakan persetujuan), level by level.

    Incomplete while the letter is not whole, or when a result differs from what was submitted before and no reason is
    written; IllegalStep when no level has to clear it, or when it waits already.
    """
    answering.require_whole(contents)
    approval.require_reason(case, contents, change_reason)
    levels = approval.levels_for(case, contents)
    if not levels:
        raise IllegalStep(
            E.DRAFT_SUBMITTED, case.stage, "Surat ini tidak perlu persetujuan siapa pun. Surat dapat langsung dikirim."
        )
    notice = answering.save_notice(case, contents, hand.actor, hand.now, expected_revision=expected_revision)
    submitted = DraftSubmitted(
        draft=answering.fingerprint(notice.contents),
        levels=tuple(level.name for level in levels),
        roles=tuple(level.role for level in levels),
        parts=approval.outcomes_in(contents),
        files=approval.files_of(case),
    )
    casefile.record(
        case,
        submitted,
        hand,
        texts={"change": change_reason} if approval.changed_outcomes(case, contents) else None,
    )


def clear_draft(case: CaseFile, draft: str, note: str, hand: Hand) -> None:
    """Clear the draft at the level that waits (setujui); `draft` is the fingerprint that the approver has read.

    IllegalStep when another role has to act at this level, or when the draft is not the one that was read.
    """
    require(hand.actor, E.DRAFT_CLEARED, casefile.facts_of(case))
    last = approval.round_of(case)
    level = last.waiting if last is not None else None
    if last is None or level is None:
        raise IllegalStep(E.DRAFT_CLEARED, case.stage, "Tidak ada naskah yang menunggu persetujuan.")
    if level.role is not hand.actor.role:
        who = approval.LEVEL_ROLES[level.role]
        raise IllegalStep(E.DRAFT_CLEARED, case.stage, f"Tingkat “{level.name}” diputus {who}.")
    notice = answering.notice_of(case)
    if notice is None or not draft == last.draft == answering.fingerprint(notice.contents):
        raise IllegalStep(E.DRAFT_CLEARED, case.stage, "Naskahnya bukan lagi yang Anda baca. Baca dulu yang terbaru.")
    if last.files != approval.files_of(case):
        raise IllegalStep(
            E.DRAFT_CLEARED,
            case.stage,
            "Berkas yang ikut surat berubah sejak persetujuan diminta. Kembalikan naskahnya supaya diajukan ulang.",
        )
    place = len(last.passed) + 1
    casefile.record(
        case,
        DraftCleared(draft, level.name, place, "DONE" if place == len(last.levels) else "NEXT"),
        hand,
        texts={"note": note},
    )


def return_draft(case: CaseFile, reason: str, hand: Hand) -> None:
    """Give the draft back to its drafter with a reason (kembalikan); everything that was typed stays.

    The drafter may take it back too. Incomplete without a reason.
    """
    require(hand.actor, E.DRAFT_RETURNED, casefile.facts_of(case))
    last = approval.round_of(case)
    level = last.waiting if last is not None else None
    if last is None or level is None:
        raise IllegalStep(E.DRAFT_RETURNED, case.stage, "Tidak ada naskah yang menunggu persetujuan.")
    if len(reason.strip()) < 10:
        raise Incomplete([Missing("reason", "Tulis apa yang perlu diperbaiki", _BASIS)])
    casefile.record(case, DraftReturned(last.draft, level.name), hand, texts={"reason": reason})


def waiting_for(actor: Actor) -> list[CaseFile]:
    """The cases whose draft waits for this very actor: their role's turn, and none of their own making; oldest due
    date first."""
    statement = (
        registers.visible_to(actor)
        .where(CaseFile.under_clearance)
        .options(selectinload(CaseFile.events), selectinload(CaseFile.parts))
        .order_by(CaseFile.due_on.is_(None), CaseFile.due_on, CaseFile.id)
    )
    return [case for case in db.session.scalars(statement) if is_turn_of(case, actor)]


def is_turn_of(case: CaseFile, actor: Actor) -> bool:
    """Whether the draft of the case waits for this actor now."""
    last = approval.round_of(case)
    level = last.waiting if last is not None else None
    if level is None or level.role is not actor.role:
        return False
    return actor.user_id not in casefile.facts_of(case).drafter_ids


def last_return(case: CaseFile) -> tuple[str, str] | None:
    """Why the last draft came back, and from which office; None when it did not, or was submitted again."""
    last = approval.round_of(case)
    if last is None or last.returned is None or last.returned.kind is not E.DRAFT_RETURNED:
        return None
    return casefile.text_of(case, last.returned.seq, "reason"), last.returned.actor_label
