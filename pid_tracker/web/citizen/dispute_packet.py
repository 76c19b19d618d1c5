"""S, to the information commission: whether and until when, the papers of the packet, how to hand them in."""

from collections.abc import Iterable
from functools import partial

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.rules import REGISTRY_CHECK, REGISTRY_REPAIR
from pid_tracker.models import CaseFile, Document
from pid_tracker.services.dispute import dispute_papers, dispute_seen, disputing
from pid_tracker.services.gate import happened
from pid_tracker.services.loading import commissions
from pid_tracker.services.words import timeline
from pid_tracker.web import context
from pid_tracker.web.citizen import bp
from pid_tracker.web.citizen.frame import go
from pid_tracker.web.citizen.opened import hand, on_case, reckoning, refused, render, send_kept, to_case
from pid_tracker.web.citizen.opened_forms import RegisterForm
from pid_tracker.web.citizen.pictures import strip_of_commission

#: A paper of the packet that is here -> the view that gives it.
_PAPERS = {
    "receipt": "receipt_letter", "letter": "answer_letter", "chronology": "chronology", "silence": "silence_statement",
}  # fmt: skip
_CHANGED = "Ada perubahan sejak halaman ini dibuka. Periksa lagi, lalu kirim"


def _was_filed_here(case: CaseFile) -> bool:
    return not case.is_imported


@on_case("/lacak/<number>/komisi", "GET", "POST", posts="30 per hour", only=_was_filed_here)
def dispute_packet(case: CaseFile) -> ResponseReturnValue:
    """S1 to S3 on one page; the POST notes the commission's number, when there is one yet."""
    form = RegisterForm(data={"seen_seq": str(case.last_seq)})
    if not form.validate_on_submit():
        return _packet_page(case, form), 422 if form.errors else 200
    if not form.number.data:
        flash("Nomornya boleh menyusul. Isi di halaman ini bila Komisi Informasi sudah memberikannya.")
        return go("citizen.dispute_packet", number=case.number)
    said, day = (case, form.number.data, hand(case)), form.registered_on.data
    why = refused(partial(disputing.register_dispute, *said, registered_on=day), _CHANGED)
    if why:
        form.number.errors = [why]
        return _packet_page(case, form), 422
    flash("Terima kasih. Sengketa Anda tercatat di sini; tahapnya kami tunjukkan di halaman ini.")
    return to_case(case)


def _packet_page(case: CaseFile, form: RegisterForm) -> str:
    calendar, today = reckoning(case)
    way = dispute_seen.way_to_commission(case, calendar, today)
    return render(
        "citizen/dispute_packet.html",
        case,
        way=way,
        strip=strip_of_commission(way, today),
        dispute=dispute_seen.look_at(case, calendar, today),
        competent=commissions.which_commission(case.body),
        pieces=dispute_seen.pieces_of_packet(case, calendar, today),
        registry={"check": REGISTRY_CHECK.working_days, "repair": REGISTRY_REPAIR.working_days},
        papers={paper: url_for(f"citizen.{view}", number=case.number) for paper, view in _PAPERS.items()},
        form=form,
        has_errors=bool(form.errors),
    )


@on_case("/lacak/<number>/komisi/kronologi", only=_was_filed_here)
def chronology(case: CaseFile) -> ResponseReturnValue:
    """Pieces 7 and 8: what happened, oldest first, with the objection and what came of it, and the list of files."""
    return render(
        "citizen/chronology.html",
        case,
        lines=tuple(reversed(timeline.entries(happened.in_case(case)))),
        objection=dispute_papers.objection_of(case),
        proofs=dispute_papers.proofs_of(case),
        now=context.now(),
        back_url=url_for("citizen.dispute_packet", number=case.number),
    )


@on_case("/lacak/<number>/komisi/tidak-ada-jawaban", only=_was_filed_here)
def silence_statement(case: CaseFile) -> ResponseReturnValue:
    """Pieces 4 and 6: that nothing was answered, from the log; only when that is so."""
    silence = dispute_seen.silences(case, *reckoning(case))
    if not silence.is_any:
        return go("citizen.dispute_packet", number=case.number)
    return render(
        "citizen/silence_statement.html",
        case,
        silence=silence,
        now=context.now(),
        last_event=case.events[-1],
        back_url=url_for("citizen.dispute_packet", number=case.number),
    )


@bp.get("/lacak/<number>/putusan/<public_id>")
def ruled_file(number: str, public_id: str) -> ResponseReturnValue:
    """A file that was given because the ruling orders it; only in a browser that has opened the case."""

    def given(case: CaseFile) -> Iterable[Document]:
        seen = dispute_seen.look_at(case, *reckoning(case))
        return seen.given if seen else ()

    return send_kept(number, public_id, given)
