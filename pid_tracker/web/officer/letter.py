"""X4 and X5, the letter (surat jawaban): it drafts itself, shows what the law still asks for, and is sent once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.acts import may, open_steps
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.notice_contents import REQUIREMENTS, NoticeContents, PartAnswer
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import PROPOSED_CLOSED, DocumentKind, PartResult
from pid_tracker.models import CaseFile, Notice, Part, PublicBody
from pid_tracker.services.answer import (
    answering,
    approval,
    clearing,
    correcting,
    referring,
    tests_at_hand,
)
from pid_tracker.services.gate import casefile
from pid_tracker.services.looking import registers
from pid_tracker.services.telling import letters
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web import context
from pid_tracker.web.found import or_404
from pid_tracker.web.officer import acting, answer_forms, bp, case_forms, door, letter_closing, page
from pid_tracker.web.officer.answer_forms import ChangeForm
from pid_tracker.web.officer.approving import panel_of
from pid_tracker.web.taking import Told
from pid_tracker.web.typed import standing_rows

PartForms = Mapping[int, answer_forms.PartLetterForm]


@bp.get("/perkara/<number>/surat")
def show_letter(number: str) -> ResponseReturnValue:
    """The letter: sent, as it was sent; else the draft and what it still lacks."""
    return _show(door.the_case(number))


def _show(
    case: CaseFile,
    status: int = 200,
    *,
    contents: NoticeContents | None = None,
    bound: tuple[answer_forms.LetterForm, PartForms] | None = None,
    refusal: Sequence[str] = (),
    changed: Sequence[tuple[str, str]] = (),
    tried: bool = False,
    change: ChangeForm | None = None,
) -> ResponseReturnValue:
    if (sent := sent_letter(case)) is not None:
        return _show_sent(case, sent, status, typed=contents, refusal=refusal, changed=changed)
    notice, actor = answering.notice_of(case), door.actor()
    contents = contents or _draft(case)
    may_write = actor.role is Role.OFFICER and may(actor, E.ANSWERED, casefile.facts_of(case))
    checks = [(row, row.is_met(contents)) for row in REQUIREMENTS]
    lacking = [row for row, is_met in checks if not is_met]
    whole, parts = bound or _forms_of(case, contents)
    stands = _stands(case, whole, parts) if changed else ()
    letter_closing.offer_tests(case, contents, parts, context.today_at(case.body))
    panel = panel_of(case, contents, change)
    return render_template(
        "officer/show_letter.html",
        case=case,
        may_write=may_write and case.is_unanswered and E.ANSWERED in open_steps(case.stage),
        has_draft=notice is not None and bool(notice.contents),
        revision=notice.revision if notice is not None else 0,
        form=whole if whole.errors else change if change is not None and change.errors else None,
        clearance=panel,
        whole=whole,
        parts=[(part, parts[part.place], PartResult.words_of(part.result)) for part in case.parts],
        proposed_closed=[part for part in case.parts if part.result in PROPOSED_CLOSED],
        closings=letter_closing.closings(contents),
        safe_passed=case.safe_on is not None and context.today_at(case.body) > case.safe_on,
        files=registers.documents_of(case, DocumentKind.ANSWER),
        checks=checks,
        lacking=lacking,
        tried=tried,
        refusal=refusal,
        changed=changed,
        stands=stands,
        has_errors=bool(refusal or changed or (tried and lacking)),
    ), status


def _stands(case: CaseFile, whole: answer_forms.LetterForm, parts: PartForms) -> list[tuple[str, str]]:
    """What is saved now, wherever it differs from what was typed."""
    saved, saved_parts = _forms_of(case, _draft(case))
    rows = [
        (f"Bagian {place}: {label}", text)
        for place, form in saved_parts.items()
        for label, text in standing_rows(form, parts[place])
    ]
    return [*rows, *standing_rows(saved, whole)]


def sent_letter(case: CaseFile) -> Notice | None:
    """The letter, once it has gone out."""
    notice = answering.notice_of(case)
    return notice if notice is not None and notice.sent_on is not None else None


def _show_sent(case: CaseFile, sent: Notice, status: int, **told: Any) -> ResponseReturnValue:
    contents = answering.read_contents(sent.contents)
    return render_template(
        "officer/letter.html",
        case=case,
        letter=sent,
        sent=contents,
        closings=letter_closing.closings(contents),
        files=registers.documents_of(case, DocumentKind.ANSWER),
        approvals=approval.approvals_of(case),
        corrections=correcting.corrections(case, correcting.LETTER),
        may_print=door.actor().role in (Role.DESK, Role.OFFICER),
        **told,
    ), status


def _draft(case: CaseFile) -> NoticeContents:
    """The draft; a part that was added after it was saved is drafted anew, so that no part is forgotten."""
    drafted = answering.draft_notice(case)
    known = {row.place: row for row in drafted.parts}
    parts = tuple(known.get(part.place) or PartAnswer(part.place, part.text, None) for part in case.parts)
    return replace(drafted, parts=parts)


def _forms_of(case: CaseFile, contents: NoticeContents) -> tuple[answer_forms.LetterForm, PartForms]:
    cost = "" if contents.cost_rupiah is None else str(contents.cost_rupiah)
    whole = answer_forms.LetterForm(formdata=None, prefix="surat-", obj=contents, cost=cost)
    parts = {
        row.place: answer_forms.PartLetterForm(
            formdata=None,
            prefix=f"bagian{row.place}-",
            obj=replace(row, holder="", holder_address="") if row.holder_code else row,
        )
        for row in contents.parts
    }
    return whole, _with_bodies(parts, case)


def _with_bodies(parts: PartForms, case: CaseFile) -> PartForms:
    """The bodies of this installation, to choose from."""
    choices = case_forms.body_choices(case)
    for form in parts.values():
        form.holder_code.choices = choices
    return parts


def _typed(case: CaseFile) -> tuple[NoticeContents, answer_forms.LetterForm, PartForms]:
    """What the form says; every part of the case is in it."""
    whole = answer_forms.LetterForm(prefix="surat-")
    parts = {part.place: answer_forms.PartLetterForm(prefix=f"bagian{part.place}-") for part in case.parts}
    _with_bodies(parts, case)
    whole.validate()
    for form in parts.values():
        form.validate()
    cost = re.sub(r"[Rp.\s]", "", whole.cost.data or "")
    cost_rupiah = whole_number(cost, 11)
    if cost and cost_rupiah is None:
        whole.cost.errors = ["Tulis biaya dengan angka, misalnya 15000; tulis 0 bila gratis"]
    bodies = {body.code: body for body in referring.other_bodies(case)}
    answers = [_part_typed(part, parts[part.place], bodies) for part in case.parts]
    contents = NoticeContents(
        parts=tests_at_hand.rest_on_tests(answers, case.body_id),
        cost_rupiah=cost_rupiah,
        **{name: _text(whole[name].data) for name in _WORDS},
    )
    return contents, whole, parts


def _part_typed(part: Part, form: answer_forms.PartLetterForm, bodies: Mapping[str, PublicBody]) -> PartAnswer:
    """One part as typed; what belongs to another outcome is left out of the letter."""
    outcome = Outcome(form.outcome.data) if form.outcome.data in set(Outcome) else None
    gives = outcome in (Outcome.GRANTED, Outcome.PARTLY_GRANTED)
    refers = outcome in (Outcome.REFERRED, None)
    body = bodies.get(form.holder_code.data or "") if refers else None
    holder = body.name if body else _text(form.holder.data)
    address = body.address if body else _text(form.holder_address.data)
    typed = PartAnswer(
        place=part.place,
        question=part.text,
        outcome=outcome,
        material=_text(form.material.data) if gives or outcome is None else "",
        searched=_text(form.searched.data) if outcome in (Outcome.NOT_HELD, None) else "",
        holder=holder if refers else "",
        holder_address=address if refers else "",
        holder_code=body.code if body else "",
    )
    return letter_closing.typed(typed, form)


#: What the form and the letter have alike.
_WORDS = ("summary", "form", "delivery", "payment", "time_needed", "redaction")


def _text(typed: str | None) -> str:
    return (typed or "").replace("\r\n", "\n").strip()


@bp.post("/perkara/<number>/surat")
def save_letter(number: str) -> ResponseReturnValue:
    """Save the draft, draft it anew from the units' answers, ask for approval, or send the letter (Kirim surat)."""
    case, revision = door.the_case(number), context.seen_revision()
    hand = door.hand(case)
    wish, change = request.form.get("wish", "save"), ChangeForm(prefix="ubah-")
    change.validate()
    contents, whole, parts = _typed(case)
    bound = (whole, parts)
    if whole.errors or change.errors or any(form.errors for form in parts.values()):
        return _show(case, 422, contents=contents, bound=bound, change=change)
    if not may(door.actor(), E.ANSWERED, casefile.facts_of(case)):
        abort(404)

    def act() -> Told:
        page.refuse_stale(case, hand)
        if wish in _BY_WISH:
            why = change.change_reason.data or ""
            _BY_WISH[wish](case, contents, hand, change_reason=why, expected_revision=revision)
        else:
            kept = answering.save_notice(case, contents, hand.actor, hand.now, expected_revision=revision)
            if wish == "anew":
                kept.contents = {}
        return _DONE.get(wish, "Draf disimpan."), url_for("officer.show_letter", number=number)

    def show(status: int, **told: Any) -> ResponseReturnValue:
        return _show(case, status, contents=contents, bound=bound, tried=status == 422, change=change, **told)

    return acting.take(case, act, show, left=partial(_left, change))


_BY_WISH = {"send": answering.send_notice, "submit": clearing.submit_draft}
_DONE: Mapping[str, str] = {
    "send": "Surat jawaban sudah dikirim.",
    "submit": "Persetujuan sudah dimintakan.",
    "anew": "Draf disusun ulang dari jawaban kantor.",
}


def _left(change: ChangeForm, error: Incomplete) -> list[str]:
    """What is missing but no row of the checklist: the letter was sent already. A reason has its field."""
    change.change_reason.errors = [item.label for item in error.missing if item.field == "change_reason"]
    shown = {row.label for row in REQUIREMENTS} | set(change.change_reason.errors)
    return [f"{item.label} ({item.article})" for item in error.missing if item.label not in shown]


@bp.post("/perkara/<number>/surat.pdf")
def letter_pdf(number: str) -> ResponseReturnValue:
    """The letter that was sent, to print. It names the requester, so it is opened like other personal data: noted."""
    case = door.the_case(number)
    pdf = letters.notice_pdf(case, or_404(sent_letter(case)))
    return door.print_noted(case, pdf, "surat jawaban", f"surat-{case.number}")
