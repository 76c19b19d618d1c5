"""The acts of the panel "Keberatan": the PPID explains and carries out, talks are held, a response is noted."""

from functools import partial

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answer_files
from pid_tracker.services.objection import deciding
from pid_tracker.services.store import files
from pid_tracker.web.officer import answer_uploads, bp, door, objection_panel, page
from pid_tracker.web.officer.objection_forms import ExecuteForm, ExplainForm, ResponseForm, TalksForm
from pid_tracker.web.officer.objections import show

_PREFIXES = objection_panel.PREFIXES


def _shown(case: CaseFile, name: str, form: FlaskForm) -> page.Shown:
    return partial(page.show_case, case, bound={name: form})


def _panel(case: CaseFile) -> str:
    """The case page; the superior goes back to the page of the objection."""
    if door.actor().role is Role.SUPERIOR:
        return url_for("officer.show_objection", number=case.objection_number)
    return url_for("officer.show_case", number=case.number, _anchor="keberatan")


@bp.post("/perkara/<number>/keberatan/penjelasan")
def explain_objection(number: str) -> ResponseReturnValue:
    """The PPID explains to the superior, once."""
    case, form = door.the_case(number), ExplainForm(prefix=_PREFIXES["explain"])
    drawn = _shown(case, "explain", form)
    if not form.validate():
        return drawn(422)
    act = partial(deciding.explain_objection, case, form.explanation.data or "", door.hand(case))
    return page.take(case, act, "Penjelasan dikirim kepada atasan PPID.", drawn, form, _panel(case))


@bp.post("/perkara/<number>/keberatan/musyawarah")
def hold_talks(number: str) -> ResponseReturnValue:
    """The parties talked (musyawarah), for grounds b to g."""
    case, form = door.the_case(number), TalksForm(prefix=_PREFIXES["talks"])
    is_superior = door.actor().role is Role.SUPERIOR
    drawn = partial(show, case, talks=form) if is_superior else _shown(case, "talks", form)
    if not form.validate():
        return drawn(422)
    act = partial(deciding.hold_talks, case, form.result.data or "", form.minutes.data or "", door.hand(case))
    return page.take(case, act, "Musyawarah tercatat.", drawn, form, _panel(case))


@bp.post("/perkara/<number>/keberatan/tanggapan")
def record_response(number: str) -> ResponseReturnValue:
    """The desk notes what the requester said to the decision (tanggapan pemohon)."""
    case, form = door.the_case(number), ResponseForm(prefix=_PREFIXES["response"])
    drawn = _shown(case, "response", form)
    if not form.validate():
        return drawn(422)
    act = partial(deciding.respond_to_decision, case, form.result.data or "", form.response.data or "", door.hand(case))
    return page.take(case, act, "Tanggapan pemohon tercatat.", drawn, form, _panel(case))


@bp.post("/perkara/<number>/keberatan/pelaksanaan")
def execute_decision(number: str) -> ResponseReturnValue:
    """The PPID carries the decision out. Files that can be taken are kept, also when a field is wrong."""
    case, form = door.the_case(number), ExecuteForm(prefix=_PREFIXES["execute"])
    drawn = _shown(case, "execute", form)
    if case.execute_by is None or case.executed_on is not None:
        why = "Tidak ada putusan yang menunggu dilaksanakan untuk perkara ini (UU 14/2008 Pasal 36)."
        return drawn(409, refusal=[why])
    form.validate()
    answer_uploads.keep(form.files, DocumentKind.EXECUTION, case)
    db.session.commit()
    kept = objection_panel.waiting_files(case)
    warned = [
        f"{row.name}: {words}" for row in kept for words in answer_files.examine(files.read(row), row.name).warnings
    ]
    if warned and not form.checked.data:
        form.checked.errors = [f"Periksa dulu, lalu centang bila boleh dibuka. {'; '.join(warned)}"]
    if form.errors:
        return drawn(422)
    act = partial(
        deciding.execute_decision, case, form.note.data or "", door.hand(case), files=[row.sha256 for row in kept]
    )
    return page.take(case, act, "Pelaksanaan putusan tercatat dan pemohon diberi tahu.", drawn, form, _panel(case))


@bp.post("/perkara/<number>/keberatan/pelaksanaan/hapus")
def remove_execution_file(number: str) -> ResponseReturnValue:
    """Take back a file that was added by mistake, as long as the execution is not recorded."""
    case = door.the_case(number)
    wanted = request.form.get("public_id", "")
    document = next((row for row in objection_panel.waiting_files(case) if row.public_id == wanted), None)
    if document is None:
        abort(404)
    files.erase(document)
    db.session.commit()
    flash("Berkas dihapus.")
    return redirect(_panel(case))
