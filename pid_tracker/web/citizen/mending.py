"""What a requester does with an open case: complete it (L), withdraw it (C), send it again."""

from functools import partial

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import Lack
from pid_tracker.models import CaseFile
from pid_tracker.services.request import completing, drafts, filing
from pid_tracker.services.telling import case_seen
from pid_tracker.web import context
from pid_tracker.web.checks import warns_about_nik
from pid_tracker.web.citizen.frame import go, hand_at
from pid_tracker.web.citizen.opened import about, hand, look_at, not_taken, on_case, refused, render, to_case
from pid_tracker.web.citizen.opened_forms import ActForm, CompleteForm, WithdrawForm
from pid_tracker.web.citizen.sending import sent
from pid_tracker.web.citizen.uploads import UPLOADS, take_uploads

#: What is lacking -> field of the form
FIELDS = {
    Lack.IDENTITY: "identity", Lack.NIK: "nik", Lack.DEED: "deed", Lack.POWER_OF_ATTORNEY: "power",
    Lack.STAMP: "stamp", Lack.ADDRESS: "address", Lack.SUBJECT: "subject",
}  # fmt: skip
_EMPTY = {"nik": "Isi NIK", "address": "Isi alamat", "subject": "Tuliskan informasi yang Anda cari"}


@on_case("/lacak/<number>/lengkapi", "GET", "POST", posts="30 per hour")
def complete_case(case: CaseFile) -> ResponseReturnValue:
    """L1: only what is missing, each with its ground, and the field right there."""
    seen = look_at(case)
    if not seen.is_lacking:
        if request.method == "POST":
            return not_taken(case, E.COMPLETED, CompleteForm())
        if seen.may_send_again:
            return render_template("citizen/not_continued.html", seen=seen, form=ActForm(), **about(case)), 410
        return to_case(case)
    form = CompleteForm(data={"seen_seq": str(case.last_seq)})
    for code, name in FIELDS.items():
        if code not in seen.lacks:
            del form[name]
    if request.method == "POST" and (done := _completed(case, seen, form)) is not None:
        return done
    asked = [(FIELDS[lack], lack.words, lack.why) for lack in map(Lack, seen.lacks)]
    page = render("citizen/complete_case.html", case, form=form, seen=seen, asked=asked)
    return page, 422 if form.errors else 200


def _completed(case: CaseFile, seen: case_seen.Seen, form: CompleteForm) -> ResponseReturnValue | None:
    """The page after a good try; None when something is to mend."""
    form.validate()
    copies = take_uploads(form, case.body)
    for code in seen.lacks:
        field = form[FIELDS[Lack(code)]]
        there = field.short_name in copies if field.short_name in UPLOADS else bool(field.data)
        if not there and not field.errors:
            field.errors = [_EMPTY.get(field.short_name, "Pilih berkas")]
    if form.errors:
        return None

    def typed(name: str) -> str:
        return (form[name].data or "") if name in form else ""

    papers = [(UPLOADS[name], copy) for name, copy in copies.items()]
    handed = completing.HandIn(seen.lacks, papers, typed("nik"), typed("address"), typed("subject"))
    actor = context.hand(context.requester(), case.body, case.last_seq)
    if refused(partial(completing.hand_in, case, handed, actor)):
        return not_taken(case, E.COMPLETED, form)
    if warns_about_nik(typed("nik")):
        flash("NIK biasanya 16 angka. Kami tetap menerimanya; petugas akan mencocokkan dengan kartu Anda.")
    return go("citizen.show_completed", number=case.number)


@on_case("/lacak/<number>/lengkap")
def show_completed(case: CaseFile) -> ResponseReturnValue:
    """L2: thanks, and the date."""
    return render_template("citizen/show_completed.html", seen=look_at(case), **about(case))


@on_case("/lacak/<number>/cabut", "GET", "POST")
def withdraw_case(case: CaseFile) -> ResponseReturnValue:
    """C1: sure? And C2: done."""
    form = WithdrawForm(data={"seen_seq": str(case.last_seq)})
    if not look_at(case).may_withdraw:
        return _no_longer_withdrawn(case, form)
    changed = ""
    if form.validate_on_submit():
        changed = refused(partial(filing.withdraw, case, hand(case), reason=form.reason.data or ""))
        if not changed:
            what = "Keberatan" if case.objection_number else "Permintaan"
            flash(f"{what} ini sudah Anda cabut. Catatannya tetap ada. Anda bisa meminta lagi kapan saja.")
            return to_case(case)
        if not look_at(case).may_withdraw:
            return _no_longer_withdrawn(case, form)
        form.seen_seq.data = str(case.last_seq)
    page = render("citizen/withdraw_case.html", case, form=form, changed=changed)
    return page, 409 if changed else 422 if form.errors else 200


def _no_longer_withdrawn(case: CaseFile, form: WithdrawForm) -> ResponseReturnValue:
    """The same tap twice is no matter; whoever sent anything else reads why it was not taken."""
    is_same_tap = case.stage is Stage.WITHDRAWN and not form.reason.data
    if request.method == "GET" or is_same_tap:
        return to_case(case)
    return not_taken(case, E.WITHDRAWN, form)


@on_case(
    "/lacak/<number>/kirim-ulang",
    "POST",
    posts="12 per minute; 60 per hour",
    only=lambda case: look_at(case).may_send_again,
)
def send_again(case: CaseFile) -> ResponseReturnValue:
    """A request that was not continued, filed again in one tap: a new number, what is still missing follows."""
    new = drafts.file_again(case, context.home_body(), hand_at(case.body))
    db.session.commit()
    return sent(new)
