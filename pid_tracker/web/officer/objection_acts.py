"""The acts of the panel "Keberatan": the PPID explains and carries out, talks are held, a response is noted."""

from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.objection import deciding
from pid_tracker.web.officer import acting, bp, case_panels, door, page, received_files
from pid_tracker.web.officer.objection_forms import ExecuteForm, ExplainForm, ResponseForm, TalksForm
from pid_tracker.web.officer.objections import show
from pid_tracker.web.taking import Told


def _panel(case: CaseFile) -> str:
    """The case page; the superior goes back to the page of the objection."""
    if door.actor().role is Role.SUPERIOR:
        return url_for("officer.show_objection", number=case.objection_number)
    return url_for("officer.show_case", number=case.number, _anchor="keberatan")


@acting.on_case("/perkara/<number>/keberatan/penjelasan", "explain")
def explain_objection(case: CaseFile, form: ExplainForm, hand: Hand) -> Told:
    """The PPID explains to the superior, once."""
    deciding.explain_objection(case, form.explanation.data or "", hand)
    return "Penjelasan dikirim kepada atasan PPID.", _panel(case)


def _draw_talks(case: CaseFile, status: int = 200, *, talks: TalksForm, **told: Any) -> ResponseReturnValue:
    if door.actor().role is Role.SUPERIOR:
        return show(case, status, talks=talks, **told)
    return page.show_case(case, status, bound={"talks": talks}, **told)


@acting.on_case("/perkara/<number>/keberatan/musyawarah", "talks", draw=_draw_talks)
def hold_talks(case: CaseFile, form: TalksForm, hand: Hand) -> Told:
    """The parties talked (musyawarah), for grounds b to g."""
    deciding.hold_talks(case, form.result.data or "", form.minutes.data or "", hand)
    return "Musyawarah tercatat.", _panel(case)


@acting.on_case("/perkara/<number>/keberatan/tanggapan", "response")
def record_response(case: CaseFile, form: ResponseForm, hand: Hand) -> Told:
    """The desk notes what the requester said to the decision (tanggapan pemohon)."""
    deciding.respond_to_decision(case, form.result.data or "", form.response.data or "", hand)
    return "Tanggapan pemohon tercatat.", _panel(case)


def _not_awaited(case: CaseFile) -> str:
    awaited = case.execute_by is not None and case.executed_on is None
    return "" if awaited else "Tidak ada putusan yang menunggu dilaksanakan untuk perkara ini (UU 14/2008 Pasal 36)."


def _keep_files(case: CaseFile, form: ExecuteForm) -> None:
    received_files.keep(form.files, DocumentKind.EXECUTION, case)
    warned = received_files.warnings(case_panels.waiting_files(case))
    if warned and not form.checked.data:
        form.checked.errors = [f"Periksa dulu, lalu centang bila boleh dibuka. {'; '.join(warned)}"]


@acting.on_case("/perkara/<number>/keberatan/pelaksanaan", "execute", closed=_not_awaited, check=_keep_files)
def execute_decision(case: CaseFile, form: ExecuteForm, hand: Hand) -> Told:
    """The PPID carries the decision out. Files that can be taken are kept, also when a field is wrong."""
    named = [row.sha256 for row in case_panels.waiting_files(case)]
    deciding.execute_decision(case, form.note.data or "", hand, files=named)
    return "Pelaksanaan putusan tercatat dan pemohon diberi tahu.", _panel(case)


@bp.post("/perkara/<number>/keberatan/pelaksanaan/hapus")
def remove_execution_file(number: str) -> ResponseReturnValue:
    """Take back a file that was added by mistake, as long as the execution is not recorded."""
    case = door.the_case(number)
    wanted = request.form.get("public_id", "")
    document = next((row for row in case_panels.waiting_files(case) if row.public_id == wanted), None)
    if document is None:
        abort(404)
    return received_files.erase(document, _panel(case))
