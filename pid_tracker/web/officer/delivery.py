"""What follows an answer, or stands beside it: consent told to an officer, cost, hand-over, withdrawal, correction."""

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import abort, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.asking import Delivery
from pid_tracker.law.vocabulary.handling import Acknowledgement, HandOverWay
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering, correcting, costing, handing_over, referring
from pid_tracker.services.request import assisting, identity, withdrawing
from pid_tracker.services.store.limits import PROOF
from pid_tracker.services.telling import hand_over_letters
from pid_tracker.web import context
from pid_tracker.web.officer import bp, delivery_forms, door, page
from pid_tracker.web.officer.letter import notice_is_sent

_USUAL: dict[str, HandOverWay] = {
    Delivery.DESK: HandOverWay.PICKUP,
    Delivery.POST: HandOverWay.POST,
    Delivery.VIEW: HandOverWay.VIEWING,
}


def _draw(
    template: str,
    case: CaseFile,
    form: FlaskForm,
    status: int = 200,
    *,
    refusal: Sequence[str] = (),
    changed: Sequence[tuple[str, str]] = (),
    **more: Any,
) -> ResponseReturnValue:
    """A page with one form about one case; after a refusal with everything that was typed."""
    return render_template(
        template, case=case, form=form, refusal=refusal, changed=changed,
        has_errors=bool(refusal or changed or form.errors), **more,
    ), status  # fmt: skip


@bp.post("/perkara/<number>/izin")
def record_consent(number: str) -> ResponseReturnValue:
    """The requester told us that the request may be passed on (meneruskan); it opens at the other body today."""
    case, form = door.the_case(number), delivery_forms.ConsentForm(prefix="izin-")
    show = partial(page.show_case, case, bound={"consent": form})
    if not form.validate():
        return show(422)
    act = partial(referring.pass_on, case, referring.Consent.TOLD, door.hand(case), how=form.how.data or "")
    return page.take(case, act, "Permintaan diteruskan, dan tercatat di badan itu hari ini.", show, form)


@bp.route("/perkara/<number>/biaya", methods=["GET", "POST"])
def note_cost(number: str) -> ResponseReturnValue:
    """N10: what a copy on paper costs (nota biaya); written anew, it replaces the one before."""
    case, last = door.the_case(number), costing.latest(door.the_case(number))
    known = last.cost if last else costing.Cost(0, case.body.per_sheet_rupiah or 0, 0, case.body.payment_ways)
    form = delivery_forms.CostForm(
        prefix="biaya-",
        data={
            "sheets": known.sheets if last else None, "per_sheet": known.per_sheet_rupiah,
            "postage": known.postage_rupiah or None, "payment": known.payment, "reason": known.reason,
        },
    )  # fmt: skip
    show = partial(_draw, "officer/note_cost.html", case, form, last=last)
    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)
    cost = costing.Cost(
        form.sheets.data or 0, form.per_sheet.data or 0, form.postage.data or 0,
        (form.payment.data or "").strip(), (form.reason.data or "").strip(),
    )  # fmt: skip
    act = partial(costing.note_cost, case, cost, door.hand(case))
    return page.take(case, act, "Nota biaya dikirim kepada pemohon. Tenggat tidak berubah.", show, form)


@bp.route("/perkara/<number>/serah-terima", methods=["GET", "POST"])
def hand_over(number: str) -> ResponseReturnValue:
    """R3: record what was handed over (serah terima), to whom, and how it was acknowledged."""
    case = door.the_case(number)
    usual = _USUAL.get(case.delivery)
    form = delivery_forms.HandOverForm(prefix="serah-", data={"way": usual, "signed": None})
    show = partial(_draw, "officer/hand_over.html", case, form, has_answer=notice_is_sent(case))
    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)
    given = handing_over.HandOver(
        form.way.data or "", handing_over.items_in(form.items.data or ""), (form.receiver.data or "").strip(),
        form.signed.data or "", (form.parcel.data or "").strip(),
    )  # fmt: skip
    act = partial(handing_over.hand_over, case, given, door.hand(case))
    back = url_for("officer.show_hand_over", number=number, seq=case.last_seq + 1)
    return page.take(case, act, "Serah terima dicatat. Cetak berita acaranya untuk ditandatangani.", show, form, back)


@bp.get("/perkara/<number>/serah-terima/<int:seq>")
def show_hand_over(number: str, seq: int) -> ResponseReturnValue:
    """The record (berita acara), to look at; the receiver is named in the PDF only."""
    case = door.the_case(number)
    record = _record(case, seq)
    return render_template(
        "officer/show_hand_over.html",
        case=case,
        record=record,
        record_number=hand_over_letters.record_number(case, record),
        way=HandOverWay(record.hand_over.way),
        signed=Acknowledgement.words_of(record.hand_over.signed),
        may_print=door.actor().role in door.ROLES["hand_over_pdf"],
    )


def _record(case: CaseFile, seq: int) -> handing_over.Record:
    record = handing_over.record_of(case, seq)
    return record if record is not None else abort(404)


@bp.post("/perkara/<number>/serah-terima/<int:seq>.pdf")
def hand_over_pdf(number: str, seq: int) -> ResponseReturnValue:
    """The record to print and sign. It names the receiver, so it is opened like other personal data: noted."""
    case = door.the_case(number)
    content = hand_over_letters.hand_over_pdf(case, _record(case, seq), answering.notice_of(case))
    assisting.open_personal_data(case, "berita acara (PDF)", "mencetak berita acara", door.actor(), context.now())
    name = f"berita-acara-{case.number}-{seq}.pdf"
    db.session.commit()
    return send_file(io.BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=name)


@bp.route("/perkara/<number>/cabut", methods=["GET", "POST"])
def withdraw_for_requester(number: str) -> ResponseReturnValue:
    """Staff write down a withdrawal, with the requester's own statement; without it the gate refuses."""
    case, form = door.the_case(number), delivery_forms.WithdrawForm(prefix="cabut-")
    show = partial(_draw, "officer/withdraw_for_requester.html", case, form)
    if not form.is_submitted():
        return show()
    statement, upload = None, form.statement.data
    form.validate()
    if upload is not None and upload.filename:
        try:
            statement = identity.stamped_copy(
                upload.read(PROOF.each + 1),
                case.body.name,
                context.today_at(case.body),
                "pernyataan-pencabutan",
            )
        except identity.BadFile as error:
            form.statement.errors = [str(error)]
    if form.errors:
        return show(422)
    act = partial(withdrawing.withdraw_for_requester, case, statement, form.how.data or "", door.hand(case))
    done = "Permintaan dicatat sebagai dicabut. Pemohon diberi tahu, dan pengawas dapat melihatnya."
    return page.take(case, act, done, show, form)


@bp.get("/dicabut")
def withdrawn_by_staff() -> ResponseReturnValue:
    """Cases that staff withdrew for a requester, for those who supervise."""
    rows = [(row, *withdrawing.statement_of(row)) for row in withdrawing.withdrawn_by_staff(door.actor())]
    return render_template("officer/withdrawn_by_staff.html", rows=rows)


@bp.route("/perkara/<number>/pembetulan", methods=["GET", "POST"])
def correct_error(number: str) -> ResponseReturnValue:
    """Correct a clerical error (pembetulan): a new event, and what was wrong stays in the record."""
    case, form = door.the_case(number), delivery_forms.CorrectForm(prefix="betul-")
    if not notice_is_sent(case):
        form.about.choices = delivery_forms.ABOUT_WITHOUT_LETTER
    show = partial(_draw, "officer/correct_error.html", case, form, never=delivery_forms.NOT_THIS_WAY)
    if not form.is_submitted():
        return show()
    if not form.validate():
        return show(422)
    act = partial(
        correcting.correct, case, form.about.data or "", form.right.data or "", form.reason.data or "", door.hand(case),
        wrong=form.wrong.data or "",
    )  # fmt: skip
    return page.take(case, act, "Pembetulan dicatat. Yang lama tetap tersimpan.", show, form)
