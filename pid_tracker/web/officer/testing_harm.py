"""X2, consequence tests (uji konsekuensi): list, draft, finish, the superior's approval, and what is due for review."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.extensions import db
from pid_tracker.law.consequence import REQUIREMENTS, Occasion, TestAct, TestContents, missing
from pid_tracker.law.exemptions import PERIODS, articles_of
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import Role
from pid_tracker.law.vocabulary.handling import PROPOSED_CLOSED
from pid_tracker.law.vocabulary.offices import TestState
from pid_tracker.law.words import tanggal
from pid_tracker.models import CaseFile, ConsequenceTest, Part, PublicBody
from pid_tracker.services.answer import tests_at_hand, weighing
from pid_tracker.services.answer.tests_at_hand import Standing
from pid_tracker.services.gate import closing
from pid_tracker.services.words.typed_text import whole_number
from pid_tracker.web import context, signed_in, tags, taking
from pid_tracker.web.officer import bp, door
from pid_tracker.web.officer.testing_harm_forms import TestForm, contents_in, form_of, letter_groups
from pid_tracker.web.taking import Told
from pid_tracker.web.typed import standing_rows


@bp.get("/uji")
def consequence_tests() -> ResponseReturnValue:
    """All tests of the body, newest first, and on top those whose review has come."""
    body = door.own_body()
    calendar, today = context.calendar(body), context.today_at(body)
    rows = tests_at_hand.standings(body.id, calendar, today)
    return render_template(
        "officer/consequence_tests.html",
        rows=[_row(row) for row in rows],
        reviews=[_row(row) for row in tests_at_hand.to_review(body.id, calendar, today)],
        may_write=door.actor().role is Role.OFFICER,
    )


def reviews_of(body: PublicBody) -> list[Mapping[str, Any]]:
    """What the queue shows: tests that have to be opened or tested anew; nothing for who does not work on them."""
    if not weighing.may(door.actor(), TestAct.READ, body.id):
        return []
    found = tests_at_hand.to_review(body.id, context.calendar(body), context.today_at(body))
    return [_row(row) for row in found]


def _row(row: Standing) -> Mapping[str, Any]:
    contents = closing.contents_of(row.test)
    return {
        "test": row.test,
        "state": tags.TESTS[row.state],
        "has_ended": row.state is TestState.ENDED,
        "what": contents.description or contents.document or "belum diisi",
        "articles": articles_of(row.test.articles).removeprefix("UU 14/2008 "),
        "review_on": row.review_on,
        "is_due": row.is_due,
    }


@bp.get("/uji/baru")
def new_test() -> ResponseReturnValue:
    """A blank test, or one that begins with a part of a request (`perkara`, `bagian`) and what could be reused."""
    part = _part_asked(request.args)
    return _edit_page(None, form_of(_first_contents(part)), part=part)


@bp.post("/uji/baru")
def start_test() -> ResponseReturnValue:
    """Keep the new test as a draft; it has its number from here on."""
    part, form = _part_asked(request.form), TestForm(prefix="uji-")

    def act() -> Told:
        contents = contents_in(form, TestContents())
        test = weighing.start(door.own_body(), contents, door.actor(), context.now(), part=part)
        return f"Draf uji {test.number} disimpan.", _page_of(test)

    return taking.answer(form, act, partial(_edit_page, None, form, part=part))


def _page_of(test: ConsequenceTest) -> str:
    return url_for("officer.show_test", test_number=test.number)


@bp.get("/uji/<test_number>")
def show_test(test_number: str) -> ResponseReturnValue:
    """A test: the draft as a form for the officer, else as it was finished."""
    test = _test(test_number)
    if test.state is TestState.DRAFT and door.actor().role is Role.OFFICER:
        return _edit_page(test, form_of(closing.contents_of(test)))
    return _show_page(test)


@bp.post("/uji/<test_number>")
def save_test(test_number: str) -> ResponseReturnValue:
    """Save the draft, or finish it (Selesaikan uji)."""
    test, form = _test(test_number), TestForm(prefix="uji-")
    if not form.validate():
        return _edit_page(test, form, 422)
    wants_to_finish, revision = request.form.get("wish") == "finish", door.seen_seq()

    def act() -> str:
        done = weighing.finish if wants_to_finish else weighing.save
        contents = contents_in(form, TestContents())
        done(test, contents, door.actor(), context.now(), expected_revision=revision)
        return "Uji selesai dan menunggu persetujuan Atasan PPID." if wants_to_finish else "Draf disimpan."

    return taking.take(
        act, partial(_edit_page, test, form), left=partial(_left, form), back=_page_of(test), text="Uji ini",
        body=test.body,
    )  # fmt: skip


def _left(form: TestForm, error: Incomplete) -> list[str]:
    """What the test still lacks, beside its field; the rest is given back."""
    named = [replace(item, label=f"Belum terpenuhi: {item.label}") for item in error.missing if item.field in form]
    taking.put_into(form, Incomplete(named))
    return [f"{item.label} ({item.article})" for item in error.missing if item.field not in form]


@bp.post("/uji/<test_number>/setuju")
def approve_test(test_number: str) -> ResponseReturnValue:
    """The superior approves: the test is in force, its row in the public list is born."""
    test = _test(test_number)

    def act() -> str:
        entry = weighing.approve(test, door.actor(), context.now(), seen_sha256=request.form.get("seen_sha256", ""))
        listed = "Uji disetujui dan masuk daftar informasi yang dikecualikan."
        return listed if entry else "Uji disetujui: informasinya terbuka."

    def show(_status: int, *, refusal: Sequence[str]) -> ResponseReturnValue:
        return _show_page(test, 409, refusal=refusal)

    return taking.take(act, show, left=lambda error: [item.label for item in error.missing], back=_page_of(test))


@bp.post("/uji/<test_number>/ganti")
def renew_test(test_number: str) -> ResponseReturnValue:
    """A new draft that begins with what this test says and will stand in its place (PERKI 1/2021 Pasal 53)."""
    old = _test(test_number)
    if old.state is TestState.DRAFT:
        abort(409)
    contents = tests_at_hand.for_renewal(old)
    test = weighing.start(door.own_body(), contents, door.actor(), context.now(), supersedes=old)
    db.session.commit()
    flash(f"Draf uji {test.number} disusun dari {old.number}. Uji lama tetap berlaku sampai yang baru disetujui.")
    return redirect(_page_of(test))


def _test(number: str) -> ConsequenceTest:
    found = tests_at_hand.get(number, door.own_body().id)
    if found is None or not weighing.may(door.actor(), TestAct.READ, found.body_id):
        abort(404)
    return found


def _part_asked(values: Mapping[str, str]) -> Part | None:
    number, place = values.get("perkara", ""), values.get("bagian", "")
    if not number:
        return None
    case = door.the_case(number)
    return door.the_part_of(case, whole_number(place, 3) or 0)


def _first_contents(part: Part | None) -> TestContents:
    """What is known before anybody has written."""
    body, signed = door.own_body(), signed_in.who()
    unit = part.unit.name if part is not None and part.unit else ""
    return TestContents(
        occasion=Occasion.ON_REQUEST if part is not None else Occasion.BEFORE,
        held_on=context.today_at(body),
        place=body.seat,
        decided_by=f"{signed.user.name}, PPID" if signed else "",
        unit=", ".join(filter(None, (body.name, unit))),
        decree_place=body.seat,
        decree_on=context.today_at(body),
    )


def _edit_page(
    test: ConsequenceTest | None,
    form: TestForm,
    status: int = 200,
    *,
    part: Part | None = None,
    refusal: Sequence[str] = (),
    changed: Sequence[tuple[str, str]] = (),
) -> ResponseReturnValue:
    lacks = {item.label for item in missing(contents_in(form, TestContents()))}
    body = door.own_body()
    return render_template(
        "officer/edit_test.html",
        test=test,
        case=_case_of(test, part),
        part=part,
        form=form,
        groups=letter_groups(form),
        periods=PERIODS,
        checks=[(row.label, row.article, row.label not in lacks) for row in REQUIREMENTS],
        reusable=[_reusable(row) for row in tests_at_hand.matching(body.id, part.text, context.today_at(body))[:5]]
        if part is not None
        else [],
        refusal=refusal,
        changed=changed,
        stands=standing_rows(form_of(closing.contents_of(test)), form) if test is not None and changed else (),
        has_errors=bool(form.errors or refusal or changed),
    ), status


def _case_of(test: ConsequenceTest | None, part: Part | None) -> CaseFile | None:
    return part.case if part is not None else test.case if test is not None else None


def _reusable(row: ConsequenceTest) -> Mapping[str, Any]:
    contents = closing.contents_of(row)
    return {"number": row.number, "what": contents.description, "document": contents.document, "ends_on": row.ends_on}


def _show_page(test: ConsequenceTest, status: int = 200, *, refusal: Sequence[str] = ()) -> ResponseReturnValue:
    body, actor = door.own_body(), door.actor()
    calendar, today = context.calendar(body), context.today_at(body)
    replaced = closing.superseded_on([test.id]).get(test.id)
    contents = closing.contents_of(test)
    own = actor.user_id is not None and actor.user_id == test.finished_by_id
    return render_template(
        "officer/show_test.html",
        test=test,
        contents=contents,
        members=[(row.name, row.position, row.unit) for row in contents.members],
        tested=_without_blanks(
            [
                ("Kapan", contents.occasion.words if contents.occasion else ""),
                ("Hari dan tempat", ", ".join(filter(None, (_day(contents.held_on), contents.place)))),
                ("Dokumen", contents.document),
                ("Yang ditutup", contents.closed),
                ("Dasar", articles_of(contents.articles)),
                ("Undang-undang lain", contents.statute),
            ]
        ),
        result=contents.result.words if contents.result else "",
        row=_row(tests_at_hand.standing(test, calendar, today, replaced)),
        may_approve=weighing.may(actor, TestAct.APPROVE, body.id) and test.state is TestState.FINISHED and not own,
        may_renew=weighing.may(actor, TestAct.WRITE, body.id) and test.state is not TestState.DRAFT,
        refusal=refusal,
        has_errors=bool(refusal),
    ), status


def _without_blanks(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [row for row in rows if row[1]]


def _day(day: date | None) -> str:
    return tanggal(day) if day else ""


def panel(case: CaseFile) -> Mapping[str, Any]:
    """What the case page shows under "Berisiko dikecualikan?": its tests, tests to reuse, where to begin one."""
    body, actor = case.body, door.actor()
    if not weighing.may(actor, TestAct.READ, body.id):
        return {"may_read": False}
    calendar, today = context.calendar(body), context.today_at(body)
    proposed = [part for part in case.parts if part.result in PROPOSED_CLOSED]
    own = tests_at_hand.tests_for(case)
    replaced = closing.superseded_on(row.id for row in own)
    known = {row.id for row in own}
    found = {row.number: row for part in proposed for row in tests_at_hand.matching(body.id, part.text, today)}
    return {
        "may_read": True,
        "may_write": weighing.may(actor, TestAct.WRITE, body.id),
        "proposed": proposed,
        "tests": [_row(tests_at_hand.standing(row, calendar, today, replaced.get(row.id))) for row in own],
        "reusable": [_reusable(row) for row in found.values() if row.id not in known][:5],
    }
