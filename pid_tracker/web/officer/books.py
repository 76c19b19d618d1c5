"""The registers (buku register): on screen and as a file without names by GET; with names by a noted POST."""

from functools import partial
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import PublicBody
from pid_tracker.services.books import register_books, sheets
from pid_tracker.services.books.register_books import BOOKS, Book, Sheet
from pid_tracker.services.looking.blinding import MAY_SEE_NAMES
from pid_tracker.services.request import assisting
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web import context, taking
from pid_tracker.web.form_fields import line
from pid_tracker.web.officer import bp, door

_A_PAGE = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMS = ("csv", "xlsx")


class NamesForm(FlaskForm):
    """Why a register with names is taken out."""

    reason = line(
        "Untuk apa register dengan nama diambil?", "Tercatat dengan nama Anda pada setiap perkara di dalamnya"
    )


@bp.get("/register/<book>")
def show_book(book: str) -> ResponseReturnValue:
    """One register of a year on the screen, a hundred rows a page."""
    return _page(_book(book), NamesForm(formdata=None))


@bp.get("/register/<book>.<any(csv,xlsx):form>")
def book_file(book: str, form: str) -> ResponseReturnValue:
    """The whole year as a file, without names."""
    found, body = _book(book), _body()
    return _file(
        register_books.sheet(found, body, _year(body), door.actor(), context.now()), body, form, with_names=False
    )


@bp.post("/register/<book>/dengan-nama")
def book_with_names(book: str) -> ResponseReturnValue:
    """The whole year with names, addresses and contacts: for a reason, noted on every case that stands in it."""
    found, body, form = _book(book), _body(), NamesForm()
    kind = request.form.get("bentuk", "")
    if kind not in _FORMS or not found.names_people or door.actor().role not in MAY_SEE_NAMES:
        abort(400)

    def act() -> Response:
        sheet = register_books.sheet(found, body, _year(body), door.actor(), context.now(), with_names=True)
        what = f"{found.title} {sheet.year} ({kind.upper()})"
        assisting.open_register(sheet.cases, what, form.reason.data or "", door.actor(), context.now())
        return _file(sheet, body, kind, with_names=True)

    return taking.answer(form, act, partial(_page, found, form))


def _page(book: Book, form: NamesForm, status: int = 200) -> ResponseReturnValue:
    actor, body = door.actor(), _body()
    year, number = _year(body), _number("hal", 1)
    sheet = register_books.sheet(book, body, year, actor, context.now(), page=number, a_page=_A_PAGE)
    last = max(1, -(-(sheet.own + sheet.older) // _A_PAGE))
    if number > last:
        abort(404)
    years = register_books.years_of(book, body, actor, context.now())

    def address(view: str = "officer.show_book", **values: Any) -> str:
        badan = request.args.get("badan") or None
        return url_for(view, book=book.code, badan=badan, **({"tahun": year} | values))

    page = render_template(
        "officer/show_book.html",
        sheet=sheet,
        book=book,
        heads=_heads(book),
        books=list(BOOKS.values()),
        years=[(one, address(tahun=one)) for one in years],
        body=body,
        bodies=_bodies() if actor.role is Role.SUPERVISOR else [],
        form=form,
        may_have_names=book.names_people and actor.role in MAY_SEE_NAMES,
        has_errors=bool(form.errors),
        number=number,
        last=last,
        previous_url=address(hal=number - 1) if number > 1 else None,
        next_url=address(hal=number + 1) if number < last else None,
        files={kind: address("officer.book_file", form=kind) for kind in _FORMS},
    )
    return page, status


def _heads(book: Book) -> list[tuple[str, int]]:
    """The upper row of heads: (words, over how many columns); columns without a head of their own stand alone."""
    found: list[tuple[str, int]] = []
    for column in book.columns:
        if column.group and found and found[-1][0] == column.group:
            found[-1] = (column.group, found[-1][1] + 1)
        else:
            found.append((column.group, 1))
    return found


def _file(sheet: Sheet, body: PublicBody, form: str, *, with_names: bool) -> Response:
    if form == "csv":
        content = (sheets.BYTE_ORDER_MARK + "".join(sheets.csv_pieces(sheet.labels, sheet.rows))).encode()
        media_type = "text/csv; charset=utf-8; header=present"
    else:
        content = sheets.workbook(f"{sheet.book.title} {sheet.year}", sheet.labels, sheet.rows, context.now())
        media_type = _XLSX
    name = f"register-{sheet.book.code}-{body.code}-{sheet.year}{'-dengan-nama' if with_names else ''}.{form}"
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _book(code: str) -> Book:
    return BOOKS[code] if code in BOOKS else abort(404)


def _body() -> PublicBody:
    """The office's own body; for a supervisor also one below it (`badan`)."""
    own, code = door.own_body(), request.args.get("badan", "")
    if not code or code == own.code:
        return own
    found = next((body for body in _bodies() if body.code == code), None)
    if found is None or door.actor().role is not Role.SUPERVISOR:
        abort(404)
    return found


def _bodies() -> list[PublicBody]:
    """The bodies that a supervisor reads: the own one and those below."""
    own = door.own_body()
    below = select(PublicBody).where(PublicBody.parent_id == own.id).order_by(PublicBody.name)
    return [own, *db.session.scalars(below)]


def _year(body: PublicBody) -> int:
    return _number("tahun", context.today_at(body).year)


def _number(name: str, default: int) -> int:
    text = request.args.get(name, "")
    if not text:
        return default
    return whole_number(text, 4) or abort(404)
