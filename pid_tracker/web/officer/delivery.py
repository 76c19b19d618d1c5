"""What follows an answer, or stands beside it: consent told to an officer, cost, hand-over, withdrawal, correction."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.events import EventKind as E
from pid_tracker.law.vocabulary.asking import Delivery
from pid_tracker.law.vocabulary.handling import Acknowledgement, HandOverWay
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import answering, correcting, costing, handing_over, referring
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import withdrawing
from pid_tracker.services.telling import hand_over_letters
from pid_tracker.web.found import or_404
from pid_tracker.web.officer import acting, bp, case_forms, delivery_forms, door, received_files
from pid_tracker.web.officer.letter import sent_letter
from pid_tracker.web.taking import Told

_USUAL: dict[str, HandOverWay] = {
    Delivery.DESK: HandOverWay.PICKUP,
    Delivery.POST: HandOverWay.POST,
    Delivery.VIEW: HandOverWay.VIEWING,
}


@acting.on_case("/perkara/<number>/izin", "consent")
def record_consent(case: CaseFile, form: case_forms.ConsentForm, hand: Hand) -> str:
    """The requester told us that the request may be passed on (meneruskan); it opens at the other body today."""
    referring.pass_on(case, referring.Consent.TOLD, hand, how=form.how.data or "")
    return "Permintaan diteruskan, dan tercatat di badan itu hari ini."


def _cost_form(case: CaseFile) -> delivery_forms.CostForm:
    last = costing.latest(case)
    known = last.cost if last else costing.Cost(0, case.body.per_sheet_rupiah or 0, 0, case.body.payment_ways)
    return delivery_forms.CostForm(
        prefix="biaya-",
        data={
            "sheets": known.sheets if last else None, "per_sheet": known.per_sheet_rupiah,
            "postage": known.postage_rupiah or None, "payment": known.payment, "reason": known.reason,
        },
    )  # fmt: skip


@acting.on_own_page(
    "/perkara/<number>/biaya",
    _cost_form,
    lambda case: "Betulkan nota biaya" if costing.latest(case) else "Tulis nota biaya salinan",
    template="officer/note_cost.html",
    more=lambda case: {"last": costing.latest(case)},
)
def note_cost(case: CaseFile, form: delivery_forms.CostForm, hand: Hand) -> str:
    """N10: what a copy on paper costs (nota biaya); written anew, it replaces the one before."""
    cost = costing.Cost(
        form.sheets.data or 0, form.per_sheet.data or 0, form.postage.data or 0,
        (form.payment.data or "").strip(), (form.reason.data or "").strip(),
    )  # fmt: skip
    costing.note_cost(case, cost, hand)
    return "Nota biaya dikirim kepada pemohon. Tenggat tidak berubah."


def _hand_over_form(case: CaseFile) -> delivery_forms.HandOverForm:
    return delivery_forms.HandOverForm(prefix="serah-", data={"way": _USUAL.get(case.delivery), "signed": None})


@acting.on_own_page(
    "/perkara/<number>/serah-terima",
    _hand_over_form,
    "Catat serah terima",
    template="officer/hand_over.html",
    more=lambda case: {"has_answer": sent_letter(case) is not None},
)
def hand_over(case: CaseFile, form: delivery_forms.HandOverForm, hand: Hand) -> Told:
    """R3: record what was handed over (serah terima), to whom, and how it was acknowledged."""
    given = handing_over.HandOver(
        form.way.data or "", handing_over.items_in(form.items.data or ""), (form.receiver.data or "").strip(),
        form.signed.data or "", (form.parcel.data or "").strip(),
    )  # fmt: skip
    back = url_for("officer.show_hand_over", number=case.number, seq=case.last_seq + 1)
    handing_over.hand_over(case, given, hand)
    return "Serah terima dicatat. Cetak berita acaranya untuk ditandatangani.", back


@bp.get("/perkara/<number>/serah-terima/<int:seq>")
def show_hand_over(number: str, seq: int) -> ResponseReturnValue:
    """The record (berita acara), to look at; the receiver is named in the PDF only."""
    case = door.the_case(number)
    record = or_404(handing_over.record_of(case, seq))
    return render_template(
        "officer/show_hand_over.html",
        case=case,
        record=record,
        record_number=hand_over_letters.record_number(case, record),
        way=HandOverWay(record.hand_over.way),
        signed=Acknowledgement.words_of(record.hand_over.signed),
        may_print=door.actor().role in door.ROLES["hand_over_pdf"],
    )


@bp.post("/perkara/<number>/serah-terima/<int:seq>.pdf")
def hand_over_pdf(number: str, seq: int) -> ResponseReturnValue:
    """The record to print and sign. It names the receiver, so it is opened like other personal data: noted."""
    case = door.the_case(number)
    content = hand_over_letters.hand_over_pdf(
        case, or_404(handing_over.record_of(case, seq)), answering.notice_of(case)
    )
    return door.print_noted(case, content, "berita acara", f"berita-acara-{case.number}-{seq}")


def _read_statement(case: CaseFile, form: delivery_forms.WithdrawForm) -> None:
    form.copy = received_files.scan(form.statement, case.body, "pernyataan-pencabutan")


@acting.on_own_page(
    "/perkara/<number>/cabut",
    lambda _case: delivery_forms.WithdrawForm(prefix="cabut-"),
    "Catat pencabutan atas permintaan pemohon",
    template="officer/withdraw_for_requester.html",
    offered=E.WITHDRAWN,
    check=_read_statement,
)
def withdraw_for_requester(case: CaseFile, form: delivery_forms.WithdrawForm, hand: Hand) -> str:
    """Staff write down a withdrawal, with the requester's own statement; without it the gate refuses."""
    withdrawing.withdraw_for_requester(case, form.copy, form.how.data or "", hand)
    return "Permintaan dicatat sebagai dicabut. Pemohon diberi tahu, dan pengawas dapat melihatnya."


@bp.get("/dicabut")
def withdrawn_by_staff() -> ResponseReturnValue:
    """Cases that staff withdrew for a requester, for those who supervise."""
    rows = [(row, *withdrawing.statement_of(row)) for row in withdrawing.withdrawn_by_staff(door.actor())]
    return render_template("officer/withdrawn_by_staff.html", rows=rows)


def _correct_form(case: CaseFile) -> delivery_forms.CorrectForm:
    form = delivery_forms.CorrectForm(prefix="betul-")
    if sent_letter(case) is None:
        form.about.choices = delivery_forms.ABOUT_WITHOUT_LETTER
    return form


@acting.on_own_page(
    "/perkara/<number>/pembetulan",
    _correct_form,
    "Betulkan salah tulis",
    template="officer/correct_error.html",
    more=lambda _case: {"never": delivery_forms.NOT_THIS_WAY},
)
def correct_error(case: CaseFile, form: delivery_forms.CorrectForm, hand: Hand) -> str:
    """Correct a clerical error (pembetulan): a new event, and what was wrong stays in the record."""
    about, right, reason = form.about.data or "", form.right.data or "", form.reason.data or ""
    correcting.correct(case, about, right, reason, hand, wrong=form.wrong.data or "")
    return "Pembetulan dicatat. Yang lama tetap tersimpan."
