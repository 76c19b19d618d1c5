"""Personal data of a requester: closed, opened for a reason, and every opening is noted with who, what, when, why."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.vocabulary.asking import Purpose, RequesterKind
from pid_tracker.models import CaseFile
from pid_tracker.services.answer import correcting
from pid_tracker.services.looking import registers
from pid_tracker.services.request import assisting
from pid_tracker.web import context
from pid_tracker.web.officer import bp, case, case_forms, door, page


@bp.post("/perkara/<number>/pemohon")
def open_identity(number: str) -> ResponseReturnValue:
    """Open name and contact (Buka data pemohon) for a reason; the page shows them this once."""
    found = door.the_case(number)
    form = case_forms.sent("reason", found)
    if not form.validate():
        return page.show_case(found, 422, bound={"reason": form})
    return open_for_a_reason(
        found, "data pemohon", form, "reason", lambda: page.show_case(found, identity=_told(found))
    )


def open_for_a_reason(
    found: CaseFile,
    what: str,
    form: Any,
    name: str,
    show: Callable[[], ResponseReturnValue],
    *,
    is_called: str = "data pemohon",
) -> ResponseReturnValue:
    """Note that `what` is opened and for what, then show it; without a reason the case page again (422).

    `name` is the form's name on that page; `is_called` is what its sentence calls the thing.
    """
    try:
        assisting.open_personal_data(found, what, form.reason.data or "", door.actor(), context.now())
        db.session.commit()
    except Incomplete as error:
        db.session.rollback()
        form.reason.errors = [item.label.replace("data pemohon", is_called) for item in error.missing]
        return page.show_case(found, 422, bound={name: form})
    return show()


def _told(found: CaseFile) -> dict[str, str]:
    person = found.requester
    if person is None:
        return {"Nama": "tidak tercatat (register lama)"}
    rows = {
        "Jenis": RequesterKind(person.kind).words,
        "Nama": person.name,
        "Alamat": person.address,
        "Kelompok": f"{person.group_name} ({person.group_size or '?'} orang)" if person.group_name else "",
        "Lembaga": person.entity_name,
        "Nomor pengesahan": person.entity_number,
        "Yang diwakili": ", ".join(filter(None, (person.principal_name, person.principal_address))),
        "NIK": f"••••••••••••{person.nik_last4}" if person.nik_last4 else "belum ada",
        "Nomor HP": person.phone,
        "Surel": person.email,
        "Keperluan": found.purpose_text or Purpose.words_of(found.purpose),
        "Kebutuhan khusus": person.needs,
    }
    corrected = [row for row in correcting.corrections(found) if row.subject.is_personal and row.right]
    rows |= {f"Dibetulkan: {row.subject.words}": f"{row.wrong} menjadi {row.right} ({row.reason})" for row in corrected}
    return {label: value for label, value in rows.items() if value}


@bp.post("/perkara/<number>/berkas/<public_id>")
def open_identity_file(number: str, public_id: str) -> ResponseReturnValue:
    """Open a proof of identity or a power of attorney; noted like the rest."""
    found = door.the_case(number)
    form = case_forms.sent("reason", found)
    kept = registers.documents_of(found, *page.PERSONAL_FILES)
    document = next((row for row in kept if row.public_id == public_id), None)
    if document is None:
        abort(404)
    what = f"berkas {document.kind}"
    return open_for_a_reason(found, what, form, "reason", partial(case.send, document))
