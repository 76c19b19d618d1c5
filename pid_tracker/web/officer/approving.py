"""Approval of letters: what waits for me, read and decide, give back; and the panel on the letter's own page."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.acts import may
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering, approval, clearing
from pid_tracker.services.answer.approval import LEVEL_ROLES
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import blinding, registers
from pid_tracker.web import context
from pid_tracker.web.officer import acting, bp, door
from pid_tracker.web.officer.answer_forms import ChangeForm, ClearForm, ReturnForm
from pid_tracker.web.officer.picture import first_words
from pid_tracker.web.taking import Told


def panel_of(case: CaseFile, contents: NoticeContents, change: ChangeForm | None = None) -> dict[str, Any]:
    """How the approval of a letter with these contents stands, for its page; `change` is the form as it was typed.

    A step is a level as the page shows it: its name, who decides, and who cleared it, if anybody has. Without steps the
    letter needs no approval before it goes out (`is_needed`).
    """
    last, actor = approval.round_of(case), door.actor()
    waiting = last.waiting if last is not None else None
    cleared = last is not None and last.is_done and _is_cleared(case, contents)
    shown = last if last is not None and (waiting is not None or cleared) else None
    levels = shown.levels if shown is not None else approval.levels_for(case, contents)
    passed = shown.passed if shown is not None else ()
    return {
        "steps": [
            {"name": level.name, "who": LEVEL_ROLES[level.role], "passed": done}
            for level, done in zip_longest(levels, passed[: len(levels)])
        ],
        "is_needed": bool(levels),
        "waiting": waiting,
        "is_cleared": cleared,
        "returned": clearing.last_return(case),
        "changed": bool(approval.changed_outcomes(case, contents)),
        "change": change or ChangeForm(formdata=None, prefix="ubah-"),
        "give_back": ReturnForm(formdata=None, prefix="kembali-"),
        "may_give_back": waiting is not None and may(actor, E.DRAFT_RETURNED, casefile.facts_of(case)),
        "may_decide": clearing.is_turn_of(case, actor),
    }


def _is_cleared(case: CaseFile, contents: NoticeContents) -> bool:
    try:
        approval.require_cleared(case, answering.fingerprint(answering.contents_as_json(contents)), contents)
    except IllegalStep:
        return False
    return True


@bp.get("/persetujuan")
def drafts_waiting() -> ResponseReturnValue:
    """The letters that wait for my approval, nearest due date first."""
    rows = []
    for case in clearing.waiting_for(door.actor()):
        last = approval.round_of(case)
        rows.append(
            {
                "case": case,
                "words": first_words(blinding.asked_of(case, door.actor()), 120),
                "level": last.waiting.name if last is not None and last.waiting is not None else "",
                "since": last.submitted.on if last is not None else None,
                "outcomes": _outcomes(last.outcomes if last is not None else {}),
                "days_left": _days_left(case),
            }
        )
    return render_template("officer/drafts_waiting.html", rows=rows)


def _days_left(case: CaseFile) -> int | None:
    due = case.due_on
    return None if due is None else context.calendar(case.body).between(context.today_at(case.body), due)


def _outcomes(by_place: Mapping[str, Outcome]) -> list[tuple[str, Outcome]]:
    return sorted(by_place.items(), key=lambda item: int(item[0]))


@bp.get("/persetujuan/<number>")
def show_draft(number: str) -> ResponseReturnValue:
    """One letter to read and decide on; when it is not (or no more) my turn, the letter's own page."""
    case = door.the_case(number)
    if not clearing.is_turn_of(case, door.actor()):
        return redirect(url_for("officer.show_letter", number=number))
    return _show(case)


def _show(
    case: CaseFile,
    status: int = 200,
    *,
    clear: ClearForm | None = None,
    give_back: ReturnForm | None = None,
    refusal: Sequence[str] = (),
    changed: Sequence[tuple[str, str]] = (),
) -> ResponseReturnValue:
    last = approval.round_of(case)
    contents = answering.draft_notice(case)
    forms = [form for form in (clear, give_back) if form is not None and form.errors]
    return render_template(
        "officer/show_draft.html",
        case=case,
        sent=contents,
        level=last.waiting if last is not None else None,
        steps=panel_of(case, contents)["steps"],
        is_my_turn=clearing.is_turn_of(case, door.actor()),
        change=casefile.text_of(case, last.submitted.seq, "change") if last is not None else "",
        files=registers.documents_of(case, DocumentKind.ANSWER),
        days_left=_days_left(case),
        clear=clear or ClearForm(formdata=None, prefix="setuju-", draft=last.draft if last is not None else ""),
        give_back=give_back or ReturnForm(formdata=None, prefix="kembali-"),
        form=forms[0] if forms else None,
        refusal=refusal,
        changed=changed,
        has_errors=bool(refusal or changed or forms),
    ), status


@acting.on_case("/persetujuan/<number>/setuju", "clear", draw=_show)
def clear_draft(case: CaseFile, form: ClearForm, hand: Hand) -> Told:
    """Clear the draft at my level (Setujui)."""
    clearing.clear_draft(case, form.draft.data or "", form.note.data or "", hand)
    return f"Surat {case.number} disetujui.", url_for("officer.drafts_waiting")


@acting.on_case("/persetujuan/<number>/kembalikan", "give_back", draw=_show)
def return_draft(case: CaseFile, form: ReturnForm, hand: Hand) -> Told:
    """Give the draft back with a reason (Kembalikan), or take one's own back."""
    mine = not clearing.is_turn_of(case, hand.actor)
    clearing.return_draft(case, form.reason.data or "", hand)
    back = url_for("officer.show_letter", number=case.number) if mine else url_for("officer.drafts_waiting")
    return f"Naskah {case.number} dikembalikan untuk diperbaiki.", back
