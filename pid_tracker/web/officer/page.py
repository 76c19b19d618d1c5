"""The case page as it is drawn for every view that shows it: after a GET, and after a form that could not be taken."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.acts import may
from pid_tracker.law.admission import is_step
from pid_tracker.law.deadlines import read
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.rules import Duty
from pid_tracker.law.states import OPEN_STAGES
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile, Message
from pid_tracker.services.answer import answering, approval
from pid_tracker.services.calendar import leg_clock
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import registers
from pid_tracker.services.objection import objection_seen
from pid_tracker.services.telling import message_texts
from pid_tracker.services.words.tellings import MESSAGES
from pid_tracker.web import context
from pid_tracker.web.form_fields import blank_of
from pid_tracker.web.officer import (
    case_forms,
    case_panels,
    case_words,
    door,
    picture,
    shown_rows,
    testing_harm,
)
from pid_tracker.web.typed import standing_rows, typed_rows

Forms = Mapping[str, FlaskForm]


def show_case(
    case: CaseFile,
    status: int = 200,
    *,
    bound: Forms | None = None,
    refusal: Sequence[str] = (),
    changed: Sequence[tuple[str, str]] = (),
    identity: Mapping[str, Any] | None = None,
) -> ResponseReturnValue:
    """The case page; `bound` are forms as they were typed, by name."""
    actor, calendar, today = door.actor(), context.calendar(case.body), context.today_at(case.body)
    procedure = casefile.fold(case.events, calendar, case.filed_on)
    reckoning = read(procedure, today)
    answer, facts = reckoning[Duty.ANSWER], casefile.facts_of(case)
    stage = reckoning.stage or case.stage

    def open_to(kind: E) -> bool:
        return is_step(procedure, kind, today) and may(actor, kind, facts)

    strip = picture.strip_of(case, calendar, today)
    is_open = stage in OPEN_STAGES
    acts = {kind.value: open_to(kind) for kind in E}
    blank = {**blank_of(case_forms.WHOLE, case), **shown_rows.part_forms(case, calendar, today, acts)}
    all_forms = {**blank, **(bound or {})}
    review = objection_seen.look_at(case, calendar, today)
    is_checked, can_extend = procedure.was_found_complete, answer.extendable_to is not None
    check_due = reckoning[Duty.CHECK_COMPLETENESS].due_on
    past_check = check_due is None or today > check_due
    wrong = [form for form in (bound or {}).values() if form.errors]
    return render_template(
        "officer/show_case.html",
        case=case,
        stage=stage,
        strip=strip,
        is_open=is_open,
        offers={
            **case_panels.offers_of_request(
                case, stage, acts, all_forms["ahead"], is_checked=is_checked, can_extend=can_extend
            ),
            **case_panels.offers_of_objection(review, acts, actor),
        },
        asked=shown_rows.asked(case),
        claimed=shown_rows.claimed(case),
        forms=all_forms,
        form=wrong[0] if wrong else None,
        refusal=refusal,
        typed=[row for form in (bound or {}).values() for row in typed_rows(form)] if status == 409 and refusal else [],
        changed=changed,
        stands=[row for name in bound or () if name in blank for row in standing_rows(blank[name], all_forms[name])],
        has_errors=bool(refusal or changed),
        answer=answer,
        other_reading=picture.other_reading(case, calendar),
        late_safe=answer.safe_on is not None and is_open and today > answer.safe_on,
        check_due=check_due,
        past_check=past_check,
        is_checked=is_checked,
        extend_over=answer.due_on is not None and today > answer.due_on,
        history=case_words.history(case),
        parts=shown_rows.part_rows(case, all_forms, acts, was_changed=bool(changed)),
        minded=[
            (row, MESSAGES[row.template], _to_read_out(row, actor))
            for row in registers.messages_to_mind(case)
        ],
        identity=identity,
        identity_files=registers.documents_of(case, *PERSONAL_FILES),
        may_open=actor.role in (Role.DESK, Role.OFFICER),
        exemption=testing_harm.panel(case),
        letter=answering.notice_of(case),  # `notice` is the box of _parts/panel.html
        approvals=approval.approvals_of(case),
        waiting_level=approval.waiting_level(case),
        leg_table=leg_clock.table_of(case, calendar, today),
        review=review,
        may_read_objection=actor.role in (Role.DESK, Role.OFFICER, Role.SUPERIOR),
        waiting_files=case_panels.waiting_files(case) if actor.role is Role.OFFICER else [],
        handling=case_panels.handling(case, calendar, today),
        delivery=case_panels.delivery(case, acts, actor),
        late_days=-strip.days_left if strip and strip.days_left < 0 else 0,
        **case_panels.dispute(case, calendar, today, actor, acts, bound or {}),
    ), status  # fmt: skip


def refuse_stale(case: CaseFile, hand: Hand) -> None:
    """Before an act that writes no event: `CaseChanged` when somebody acted on the case since the form was shown."""
    casefile.lock_register()
    db.session.refresh(case)
    if case.last_seq != hand.seen_seq:
        raise CaseChanged(case, [row for row in case.events if row.seq > (hand.seen_seq or 0)])


#: Files that hold personal data: opened by desk and PPID only, for a reason, and noted.
PERSONAL_FILES = (
    *(DocumentKind.IDENTITY, DocumentKind.POWER_OF_ATTORNEY, DocumentKind.DEED, DocumentKind.RECEIVED_LETTER),
    DocumentKind.STATEMENT,
)

#: Messages that carry the tracking code: only the desk, which hands it out, reads them.
_WITH_CODE = frozenset({"n1_received", "n12_without_request", "code_again"})


def _to_read_out(message: Message, actor: Actor) -> str:
    """The short text that the desk reads out or forwards; empty for who does not talk to the requester."""
    may_read = actor.role is Role.DESK or (actor.role is Role.OFFICER and message.template not in _WITH_CODE)
    return message_texts.short_text(message) if may_read else ""
