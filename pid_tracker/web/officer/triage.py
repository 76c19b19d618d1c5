"""The forms on the right of the case page: completeness, parts, routing, referral, more time."""

from functools import partial

from flask import abort
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from pid_tracker.models import CaseFile, Part, Unit
from pid_tracker.services.answer import answering
from pid_tracker.services.looking import registers
from pid_tracker.services.request import assisting, filing, triage
from pid_tracker.web import context
from pid_tracker.web.filters import tanggal
from pid_tracker.web.officer import bp, door, forms, page, words


def _shown(case: CaseFile, name: str, form: FlaskForm) -> page.Shown:
    return partial(page.show_case, case, bound={name: form})


@bp.post("/perkara/<number>/lengkap")
def declare_complete(number: str) -> ResponseReturnValue:
    """Question 1, yes: the request is complete (dinyatakan lengkap)."""
    case = door.the_case(number)
    act = partial(triage.declare_complete, case, door.hand(case))
    return page.take(case, act, "Permintaan dinyatakan lengkap.", partial(page.show_case, case))


@bp.post("/perkara/<number>/kekurangan")
def notify_deficiency(number: str) -> ResponseReturnValue:
    """Question 1, no: tell the requester what is missing (surat kekurangan)."""
    case, form = door.the_case(number), forms.DeficiencyForm(prefix="kurang-")
    show = _shown(case, "lacks", form)
    if not form.validate():
        return show(422)
    act = partial(
        triage.notify_deficiency, case, form.lacks.data or [], (form.note.data or "").strip(), door.hand(case)
    )
    return page.take(case, act, "Pemohon diberi tahu apa yang kurang.", show, form)


@bp.post("/perkara/<number>/dilengkapi")
def hand_in(number: str) -> ResponseReturnValue:
    """The requester completed the request at the desk."""
    case, form = door.the_case(number), forms.HandInForm(prefix="lengkapi-")
    show = _shown(case, "hand_in", form)
    if form.validate() and not form.handed_in.data:
        form.handed_in.errors = ["Pilih apa yang diserahkan"]
    if form.errors:
        return show(422)
    act = partial(
        filing.complete_request, case, door.hand(case), handed_in=tuple(form.handed_in.data or ()),
        nik=form.nik.data or "",
    )  # fmt: skip
    return page.take(case, act, "Tercatat: permintaan sudah dilengkapi.", show, form)


@bp.post("/perkara/<number>/pilah")
def split_parts(number: str) -> ResponseReturnValue:
    """Split into more parts (memilah)."""
    case, form = door.the_case(number), forms.SplitForm(prefix="pilah-")
    show = _shown(case, "split", form)
    if form.validate() and len(case.parts) + len((form.texts.data or "").splitlines()) > filing.MAX_PARTS:
        form.texts.errors = [f"Satu permintaan paling banyak {filing.MAX_PARTS} bagian"]
    if form.errors:
        return show(422)
    act = partial(triage.split_parts, case, (form.texts.data or "").splitlines(), door.hand(case))
    return page.take(case, act, "Bagian ditambah.", show, form)


@bp.post("/perkara/<number>/bagian/<int:place>/teruskan")
def route_part(number: str, place: int) -> ResponseReturnValue:
    """Question 3: give a part to a unit, with what it may read."""
    case = door.the_case(number)
    part, form = door.the_part_of(case, place), forms.RouteForm(prefix=f"bagian{place}-")
    units = registers.units_of(case.body_id)
    form.unit.choices = page.unit_choices(units)
    show = _shown(case, f"route{place}", form)
    unit = next((unit for unit in units if str(unit.id) == form.unit.data), None)
    form.validate()
    if unit is None:
        form.unit.errors = ["Pilih kantor yang mencari"]
    found = words.to_mask(form.text_for_unit.data or "", case)
    if found and not form.checked.data:
        form.text_for_unit.errors = [f"Samarkan dulu, atau centang bahwa sudah diperiksa: {', '.join(found)}"]
    if form.errors or unit is None:
        return show(422)
    act = partial(_route, case, part, unit, form)
    return page.take(case, act, f"Bagian {place} diteruskan ke {unit.name}.", show, form)


def _route(case: CaseFile, part: Part, unit: Unit, form: forms.RouteForm) -> None:
    routing = triage.Routing(
        unit, form.text_for_unit.data or "", form.internal_due_on.data, (form.instruction.data or "").strip()
    )
    triage.route_part(case, part, routing, door.hand(case))


@bp.post("/perkara/<number>/bagian/<int:place>/rujuk")
def refer_part(number: str, place: int) -> ResponseReturnValue:
    """Note that another body has it (rujukan); the requester is told with the letter."""
    case, seq, form = door.the_case(number), door.seen_seq(), forms.ReferForm(prefix=f"rujuk{place}-")
    door.the_part_of(case, place)
    form.code.choices = page.body_choices(case)
    show = _shown(case, f"refer{place}", form)
    if not form.validate():
        return show(422)
    holder, address, code = (form.holder.data or "").strip(), (form.address.data or "").strip(), form.code.data or ""
    act = partial(
        answering.refer_part, case, place, holder, address, door.actor(), context.now(), code=code,
        expected_revision=context.seen_revision(),
    )  # fmt: skip
    done = "Rujukan dicatat untuk surat jawaban." if holder or code else "Rujukan dihapus."
    return page.take(case, partial(page.unless_stale, case, seq, act), done, show, form)


@bp.post("/perkara/<number>/perpanjangan")
def extend_term(number: str) -> ResponseReturnValue:
    """X3: seven working days more (perpanjangan), once, until the due date."""
    case = door.the_case(number)
    form = forms.extend_form(case)
    show = _shown(case, "extend", form)
    if not form.validate():
        return show(422)
    due = case.extendable_to
    act = partial(
        answering.extend_term, case, form.ground.data or "", form.sentence.data or "", door.hand(case),
        reasons={int(field.short_name.removeprefix("part")): field.data or "" for field in form.reasons},
    )  # fmt: skip
    return page.take(case, act, f"Waktu ditambah sampai {tanggal(due) if due else 'tenggat baru'}.", show, form)


@bp.post("/perkara/<number>/pesan/<int:message_id>/diberi-tahu")
def mark_told(number: str, message_id: int) -> ResponseReturnValue:
    """The desk told the requester by mouth or letter what a message says."""
    case = door.the_case(number)
    message = next((row for row in registers.messages_to_mind(case) if row.id == message_id), None)
    if message is None:
        abort(404)
    act = partial(assisting.mark_told, message, door.hand_at(case.body))
    return page.take(case, act, "Tercatat: pemohon sudah diberi tahu.", partial(page.show_case, case))
