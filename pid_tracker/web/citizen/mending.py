"""What a requester does with an open case: complete it (L), withdraw it (C), send it again."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db, limiter
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.models import CaseFile
from pid_tracker.services.gate.casefile import CaseChanged
from pid_tracker.services.request import completing, drafts, filing
from pid_tracker.services.telling import case_seen
from pid_tracker.web import context
from pid_tracker.web.citizen import bp, frame
from pid_tracker.web.citizen.case_forms import ActForm, CompleteForm, WithdrawForm
from pid_tracker.web.citizen.checks import warns_about_nik
from pid_tracker.web.citizen.finding_back import readable
from pid_tracker.web.citizen.frame import about
from pid_tracker.web.citizen.too_late import not_taken
from pid_tracker.web.citizen.uploads import UPLOADS, take_uploads

#: What is lacking -> field of the form
FIELDS = {
    Lack.IDENTITY: "identity", Lack.NIK: "nik", Lack.DEED: "deed", Lack.POWER_OF_ATTORNEY: "power",
    Lack.STAMP: "stamp", Lack.ADDRESS: "address", Lack.SUBJECT: "subject",
}  # fmt: skip
_EMPTY = {"nik": "Isi NIK", "address": "Isi alamat", "subject": "Tuliskan informasi yang Anda cari"}


def _why(error: IllegalStep | CaseChanged) -> str:
    return error.why if isinstance(error, IllegalStep) else "Ada perubahan sejak halaman ini dibuka."


def _seen(case: CaseFile) -> case_seen.Seen:
    return case_seen.look_at(case, context.calendar(case.body), context.today_at(case.body))


@bp.route("/lacak/<number>/lengkapi", methods=["GET", "POST"])
@limiter.limit("30 per hour", methods=["POST"])
def complete_case(number: str) -> ResponseReturnValue:
    """L1: only what is missing, each with its ground, and the field right there."""
    case = readable(number)
    if case is None:
        return frame.go("citizen.show_case", number=number)
    seen = _seen(case)
    if not seen.is_lacking:
        if request.method == "POST":
            return not_taken(case, E.COMPLETED, CompleteForm())
        if seen.may_send_again:
            return render_template("citizen/not_continued.html", seen=seen, form=ActForm(), **about(case)), 410
        return frame.go("citizen.show_case", number=case.number)
    form = CompleteForm(data={"seen_seq": str(case.last_seq)})
    for code, name in FIELDS.items():
        if code not in seen.lacks:
            del form[name]
    if request.method == "POST" and (done := _completed(case, seen, form)) is not None:
        return done
    back = url_for("citizen.show_case", number=number)
    asked = [(FIELDS[lack], lack.words, lack.why) for lack in map(Lack, seen.lacks)]
    page = render_template(
        "citizen/complete_case.html", form=form, seen=seen, asked=asked, back_url=back, **about(case)
    )
    return page, 422 if form.errors else 200


def _completed(case: CaseFile, seen: case_seen.Seen, form: CompleteForm) -> ResponseReturnValue | None:
    """The page after a good try; None when something is to mend."""
    form.validate()
    number, body = case.number, case.body
    stamp = body.name, context.today_at(body)
    db.session.rollback()
    copies = take_uploads(form, *stamp)
    for code in seen.lacks:
        field = form[FIELDS[Lack(code)]]
        there = field.short_name in copies if field.short_name in UPLOADS else bool(field.data)
        if not there and not field.errors:
            field.errors = [_EMPTY.get(field.short_name, "Pilih berkas")]
    if form.errors:
        return None

    def typed(name: str) -> str:
        return (form[name].data or "") if name in form else ""

    case = readable(number) or case
    papers = [(UPLOADS[name], copy) for name, copy in copies.items()]
    handed = completing.HandIn(seen.lacks, papers, typed("nik"), typed("address"), typed("subject"))
    try:
        completing.hand_in(case, handed, context.hand(context.requester(), case.body, case.last_seq))
    except (IllegalStep, CaseChanged):
        db.session.rollback()
        return not_taken(readable(number) or case, E.COMPLETED, form)
    db.session.commit()
    if warns_about_nik(typed("nik")):
        flash("NIK biasanya 16 angka. Kami tetap menerimanya; petugas akan mencocokkan dengan kartu Anda.")
    return frame.go("citizen.show_completed", number=number)


@bp.get("/lacak/<number>/lengkap")
def show_completed(number: str) -> ResponseReturnValue:
    """L2: thanks, and the date."""
    case = readable(number)
    if case is None:
        return frame.go("citizen.show_case", number=number)
    return render_template("citizen/show_completed.html", seen=_seen(case), **about(case))


@bp.route("/lacak/<number>/cabut", methods=["GET", "POST"])
def withdraw_case(number: str) -> ResponseReturnValue:
    """C1: sure? And C2: done."""
    case = readable(number)
    if case is None:
        return frame.go("citizen.show_case", number=number)
    form = WithdrawForm(data={"seen_seq": str(case.last_seq)})
    if not _seen(case).may_withdraw:
        return _no_longer_withdrawn(case, form)
    changed = ""
    if form.validate_on_submit():
        try:
            filing.withdraw(case, frame.hand(case), reason=form.reason.data or "")
        except (IllegalStep, CaseChanged) as error:
            db.session.rollback()
            case, changed = readable(number) or case, _why(error)
            if not _seen(case).may_withdraw:
                return _no_longer_withdrawn(case, form)
            form.seen_seq.data = str(case.last_seq)
        else:
            db.session.commit()
            what = "Keberatan" if case.objection_number else "Permintaan"
            flash(f"{what} ini sudah Anda cabut. Catatannya tetap ada. Anda bisa meminta lagi kapan saja.")
            return frame.go("citizen.show_case", number=number)
    back = url_for("citizen.show_case", number=case.number)
    page = render_template("citizen/withdraw_case.html", form=form, changed=changed, back_url=back, **about(case))
    return page, 409 if changed else 422 if form.errors else 200


def _no_longer_withdrawn(case: CaseFile, form: WithdrawForm) -> ResponseReturnValue:
    """The same tap twice is no matter; whoever sent anything else reads why it was not taken."""
    is_same_tap = case.stage is Stage.WITHDRAWN and not form.reason.data
    if request.method == "GET" or is_same_tap:
        return frame.go("citizen.show_case", number=case.number)
    return not_taken(case, E.WITHDRAWN, form)


@bp.post("/lacak/<number>/kirim-ulang")
@limiter.limit("12 per minute; 60 per hour")
def send_again(number: str) -> ResponseReturnValue:
    """A request that was not continued, filed again in one tap: a new number, what is still missing follows."""
    case = readable(number)
    if case is None or not _seen(case).may_send_again:
        return frame.go("citizen.show_case", number=number)
    new = drafts.file_again(case, context.home_body(), frame.hand_at(case.body))
    db.session.commit()
    context.open_case(new)
    return frame.go("citizen.show_filed", number=new.number)
