"""D, the dispute file: the list of disputes, and the acts of the panel "Sengketa" on the case page."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.dispute import dispute_list, dispute_seen, disputing
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.looking import blinding
from pid_tracker.web import context
from pid_tracker.web.found import the_one
from pid_tracker.web.officer import (
    acting,
    bp,
    case,
    case_forms,
    case_panels,
    dispute_forms,
    door,
    picture,
    received_files,
)


@bp.get("/sengketa")
def disputes() -> ResponseReturnValue:
    """Every dispute that this office may see: what comes next first, then what is over."""
    body = door.own_body()
    found = dispute_list.disputes(door.actor(), context.today_at(body))
    return render_template(
        "officer/disputes.html",
        rows=[(row, picture.first_words(blinding.asked_of(row.case, door.actor()))) for row in found],
        running=sum(row.is_running for row in found),
        overdue=sum(row.is_overdue for row in found),
        many_bodies=door.actor().role is Role.SUPERVISOR,
    )


@acting.on_case("/perkara/<number>/sengketa/daftar", "register_dispute")
def register_dispute(found: CaseFile, form: dispute_forms.RegisterForm, hand: Hand) -> str:
    """D1: the commission has registered the dispute."""
    disputing.register_dispute(found, form.number.data or "", hand, registered_on=form.registered_on.data)
    return "Sengketa tercatat."


@acting.on_case("/perkara/<number>/sengketa/tahap", "move_dispute")
def move_dispute(found: CaseFile, form: dispute_forms.StageForm, hand: Hand) -> str:
    """D2: a stage, or a day of hearing."""
    stage, note = form.stage.data or "", form.note.data or ""
    disputing.move_to_stage(found, stage, hand, on=form.session_on.data, note=note)
    return "Tahap sengketa tercatat."


@acting.on_case("/perkara/<number>/sengketa/putusan", "receive_ruling")
def receive_ruling(found: CaseFile, form: dispute_forms.RulingForm, hand: Hand) -> str:
    """D3: the copy of the ruling; the days to court begin."""
    result, number, order = form.result.data or "", form.number.data or "", form.order.data or ""
    ruling = disputing.Ruling(result, number, order, form.received_on.data, form.execute_by.data)
    disputing.receive_ruling(found, ruling, hand)
    return "Putusan tercatat, pemohon diberi tahu."


@acting.on_case("/perkara/<number>/sengketa/pengadilan", "file_in_court")
def file_in_court(found: CaseFile, form: dispute_forms.CourtForm, hand: Hand) -> str:
    """D3: a party does not accept the ruling."""
    court, by, number = form.court.data or "", form.by.data or "", form.number.data or ""
    disputing.file_in_court(found, court, by, hand, number=number, filed_on=form.filed_on.data)
    return "Tercatat: putusan dibawa ke pengadilan."


def _keep_files(case: CaseFile, form: dispute_forms.ExecuteRulingForm) -> None:
    if case_panels.awaits_execution(case):
        received_files.keep(form.files, DocumentKind.EXECUTION, case)
    received_files.ask(form, case_panels.waiting_files(case))


@acting.on_case("/perkara/<number>/sengketa/pelaksanaan", "execute_ruling", check=_keep_files)
def execute_ruling(found: CaseFile, form: dispute_forms.ExecuteRulingForm, hand: Hand) -> str:
    """D3: what the ruling or the agreement orders is given. Files that can be taken are kept, also when a field is
    wrong."""
    named = received_files.confirm(form, case_panels.waiting_files(found), hand)
    disputing.execute_ruling(found, form.note.data or "", hand, files=named)
    return "Pelaksanaan tercatat, pemohon diberi tahu."


@acting.on_case("/perkara/<number>/sengketa/selesai", "close_dispute")
def close_dispute(found: CaseFile, form: dispute_forms.CloseForm, hand: Hand) -> str:
    """D3: the dispute is over."""
    end, reason = form.end.data or "", form.reason.data or ""
    disputing.close_dispute(found, end, reason, hand, execute_by=form.agreed_by.data)
    return "Sengketa ditutup."


def _receive(_case: CaseFile, form: dispute_forms.ClosedDocumentForm) -> None:
    form.received = received_files.received(form.files)


@acting.on_case("/perkara/<number>/sengketa/dokumen-tertutup", "closed_document", check=_receive)
def keep_closed_document(found: CaseFile, form: dispute_forms.ClosedDocumentForm, hand: Hand) -> str:
    """D2: a document that only the panel may see; it leaves the office by no export."""
    if form.received is not None:
        disputing.keep_closed_document(found, form.received, hand)
    return "Dokumen tertutup disimpan."


@bp.post("/perkara/<number>/sengketa/dokumen-tertutup/<public_id>")
def open_closed_document(number: str, public_id: str) -> ResponseReturnValue:
    """Open such a document for a reason; noted like personal data."""
    found = door.the_case(number)
    document = the_one(dispute_seen.closed_documents(found), lambda row: row.public_id == public_id)
    what, form = DocumentKind.CLOSED_INSPECTION.words, case_forms.sent("open_closed", found)
    return case.open_for_a_reason(
        found, what, form, "open_closed", partial(case.send, document), is_called="dokumen ini"
    )
