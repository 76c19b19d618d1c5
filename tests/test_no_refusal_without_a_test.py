"""No road closes information without a finished consequence test in force and the superior's approval.

The roads are enumerated from the source (`tests/roads.py`) and held against the lists below: a new road to an answer, a
decision or an import turns this module red until it is declared here and tried. Issue: "by any road (page, bulk,
import, API)"; UU 14/2008 Pasal 19; PERKI 1/2021 Pasal 49.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from pid_tracker import cli
from pid_tracker.app import create_app
from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import JSONValue, db
from pid_tracker.law.consequence import TestResult
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Malformed, read
from pid_tracker.law.grounds import NEEDS_CONSEQUENCE_TEST, Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import SYSTEM, Actor, NotAllowed, Role
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import CaseEventRow, CaseFile, ConsequenceTest, PublicBody
from pid_tracker.services.answer import answering
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile, closing
from pid_tracker.services.gate.hand import Hand
from tests import roads
from tests.browsing import Browser
from tests.builders import a_body, a_case, a_unit, a_user, instant, the_desk, the_officer, the_requester, the_unit
from tests.closing import (
    LAWFUL,
    a_closing_notice,
    a_draft_test,
    a_finished_test,
    a_test,
    approve_notice,
    send_closing,
    the_superior,
)
from tests.conftest import a_config
from tests.samples import sample

#: Kinds of event that can say that something is closed, or that it was.
CLOSING_KINDS = frozenset({"ANSWERED", "OBJECTION_DECIDED", "IMPORTED"})

#: Use cases that hand such an event to the gate.
WRITERS = {
    "services.answer.answering.send_notice",
    "services.objection.deciding.decide_objection",
    "services.loading.importing.import_register",
}
#: Public functions of the services that lead there. The demo tells stories through the same use cases.
SERVICES = WRITERS | {"demo.objection_stories.without_request", "demo.demonstrating.make_demo"}
#: Endpoints that lead there and take a form.
ENDPOINTS = {"officer.decide_objection", "officer.save_letter"}
#: Commands that lead there.
COMMANDS = {"load register", "demo"}
#: The only places that write what a case comes to, or set columns by name.
SETTERS = {
    "services.gate.casefile.project",
    "services.loading.commissions.load_commissions",
    "services.answer.correcting._write",
    "services.loading.bodies_and_units._change",
    "law.vocabulary.worded.Worded",  # the words of a closed list, as it is made
}

NOW = instant("2026-04-14")


# -- the roads, from the source ----------------------------------------------------------------------------------------


def test_these_use_cases_hand_a_closing_event_to_the_gate_and_no_others() -> None:
    assert roads.writers(CLOSING_KINDS) == WRITERS


def leading() -> frozenset[str]:
    """Every node of the programme that leads to such an event."""
    return roads.reaching(roads.writers(CLOSING_KINDS))


def test_these_services_lead_to_a_closing_event_and_no_others() -> None:
    assert {node for node in leading() if node.startswith(("services.", "demo.")) and roads.is_public(node)} == SERVICES


def test_these_endpoints_lead_to_a_closing_event_and_no_others(app: Flask) -> None:
    reached, found = leading(), set()
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        node = f"{view.__module__.removeprefix('pid_tracker.')}.{view.__name__}"
        if "POST" in (rule.methods or set()) and node in reached:
            found.add(rule.endpoint)
    assert found == ENDPOINTS


def test_these_commands_lead_to_a_closing_event_and_no_others() -> None:
    reached, found = leading(), set()
    for command in cli.COMMANDS:
        subcommands = getattr(command, "commands", {})
        named = {command.name: command, **{f"{command.name} {name}": one for name, one in subcommands.items()}}
        for name, one in named.items():
            callback = getattr(one.callback, "__wrapped__", one.callback)
            node = f"{callback.__module__.removeprefix('pid_tracker.')}.{callback.__name__}"
            if node in reached:
                found.add(name)
    assert found == COMMANDS


def test_the_search_finds_roads_that_are_known() -> None:
    """If it found nothing, the lists above would be empty and prove nothing."""
    reached = roads.reaching(frozenset({roads.GATE}))
    assert {"services.request.triage.route_part", "web.officer.triaging.route_part", "cli.nightly.nightly"} <= reached


def test_nothing_but_the_gate_makes_an_event_or_writes_what_a_case_came_to() -> None:
    made, set_by = set(), set()
    for module in roads.modules().values():
        for name, statement in module.nodes.items():
            for part in ast.walk(statement):
                node = f"{module.name}.{name}"
                if isinstance(part, ast.Call) and roads.symbol(module, part.func) == "models.case_event.CaseEventRow":
                    made.add(node)
                if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
                    first = part.args[0] if part.args else None
                    target = module.names.get(first.id, "") if isinstance(first, ast.Name) else ""
                    of_cases = target.endswith((".CaseFile", ".CaseEventRow"))
                    if part.func.id in ("update", "insert", "delete") and of_cases:
                        made.add(node)
                    if part.func.id == "CaseEventRow":
                        made.add(node)
                    if part.func.id == "setattr":
                        set_by.add(node)
                targets = part.targets if isinstance(part, ast.Assign) else []
                if any(isinstance(one, ast.Attribute) and one.attr in ("outcome", "closed_under") for one in targets):
                    set_by.add(node)
    assert made == {roads.GATE} and set_by == SETTERS


# -- each road, tried --------------------------------------------------------------------------------------------------


@pytest.fixture
def body(app: Flask) -> Iterator[PublicBody]:
    with app.app_context():
        yield a_body()


@pytest.fixture
def case(body: PublicBody) -> CaseFile:
    return a_case(body).filed("2026-04-02 21:15").built()


def nothing_is_closed(case: CaseFile, events: int) -> None:
    """No event was written, and no column says that anything is closed."""
    db.session.rollback()
    db.session.refresh(case)
    assert db.session.query(CaseEventRow).count() == events
    assert case.outcome is None and case.closed_under == ""


CLOSED: list[dict[str, JSONValue]] = [
    {"outcome": "REFUSED"},
    {"outcome": "PARTLY_GRANTED"},
    {"outcome": "PARTLY_GRANTED", "parts": {}},
    {"outcome": "REFUSED", "parts": {"1": "GRANTED"}},
    {"outcome": "REFUSED", "parts": {"1": "REFUSED"}},
    {"outcome": "GRANTED", "parts": {"1": "REFUSED"}},
    {"outcome": "GRANTED", "parts": {"1": "PARTLY_GRANTED"}},
    {"outcome": "PARTLY_GRANTED", "parts": {"1": "PARTLY_GRANTED"}, "tests": {}},
    {"outcome": "REFUSED", "parts": {"1": "REFUSED"}, "tests": {"1": []}},
    {"outcome": "REFUSED", "parts": {"1": "REFUSED"}, "tests": {"2": ["UK-MAL-26-00001"]}},
    {"outcome": "REFUSED", "parts": {"1": "REFUSED"}, "tests": ["UK-MAL-26-00001"]},
    {"outcome": "REFUSED", "parts": {"1": "REFUSED"}, "tests": {"1": ["UK-MAL-26-99999"]}},
]


@pytest.mark.parametrize("details", CLOSED, ids=str)
def test_the_gate_takes_no_event_of_any_kind_that_closes_without_a_test(
    case: CaseFile, details: dict[str, JSONValue]
) -> None:
    body = case.body
    unit = a_unit(body)
    a_test(body)  # one in force helps nobody who does not rest on it
    staff = [the_officer(body), the_superior(body), the_desk(body), the_unit(unit)]
    actors: list[Actor] = [*staff, the_requester(case), SYSTEM]
    events, calendar = db.session.query(CaseEventRow).count(), calendar_of(body)
    for kind in set(E) - {E.ANSWERED, E.DRAFT_SUBMITTED}:  # that one is a proposal to the approvers, tried below
        with pytest.raises(Malformed):  # no other kind has words for it
            read(kind, sample(kind).to_json() | details)
    for actor in actors:
        with pytest.raises((IllegalStep, NotAllowed, Incomplete, Malformed)):
            casefile.record(case, read(E.ANSWERED, details), Hand(actor, NOW, calendar))
        db.session.commit()  # whatever a refusal left behind would stay now
        nothing_is_closed(case, events)


@pytest.mark.parametrize("details", CLOSED, ids=str)
def test_a_proposal_to_close_closes_nothing(case: CaseFile, details: dict[str, JSONValue]) -> None:
    proposal = sample(E.DRAFT_SUBMITTED, parts=details.get("parts"))
    casefile.record(case, proposal, Hand(the_officer(case.body), NOW, calendar_of(case.body)))
    assert case.outcome is None and case.closed_under == "" and case.answered_on is None


def _no_test(body: PublicBody) -> list[ConsequenceTest]:
    return []


#: What an officer could try to rest a closing on.
WAYS: dict[str, Callable[[PublicBody], list[ConsequenceTest]]] = {
    "no test": _no_test,
    "a draft": lambda body: [a_draft_test(body)],
    "a finished test that nobody approved": lambda body: [a_finished_test(body)],
    "a test that ended": lambda body: [a_test(body, ends_on=date(2026, 4, 13))],
    "a test that opens": lambda body: [a_test(body, result=TestResult.OPEN)],
    "a test approved after the refusal": lambda body: [a_test(body, "2026-04-15")],
    "the test of another government": lambda body: [a_test(a_body("buru", prefix="BUR"))],
    "a good test and a draft": lambda body: [a_test(body), a_draft_test(body)],
}


@pytest.mark.parametrize("outcome", sorted(NEEDS_CONSEQUENCE_TEST))
@pytest.mark.parametrize("way", WAYS)
def test_no_notice_closes_on_less_than_a_test_in_force(case: CaseFile, way: str, outcome: Outcome) -> None:
    tests = WAYS[way](case.body)
    contents = a_closing_notice(case, outcome, *tests)
    numbers = tuple(test.number for test in tests)
    said = {"articles": ("h3",), "until": "2026-04-13", "tests": numbers}
    contents = replace(contents, parts=tuple(replace(part, **said) for part in contents.parts))  # type: ignore[arg-type]
    if tests:
        approve_notice(case, contents, "2026-04-14")
        db.session.commit()
    else:
        with pytest.raises(Incomplete, match="Uji konsekuensi"):
            approve_notice(case, contents, "2026-04-14")
    events = db.session.query(CaseEventRow).count()
    with pytest.raises((IllegalStep, Incomplete), match=r"[Uu]ji"):
        answering.send_notice(case, contents, Hand(the_officer(case.body), NOW, calendar_of(case.body)))
    nothing_is_closed(case, events)


@pytest.mark.parametrize("result", ["UPHELD", "CHANGED"])
def test_no_objection_keeps_closed_what_no_test_closes_any_more(case: CaseFile, result: str) -> None:
    body, calendar = case.body, calendar_of(case.body)
    test = a_test(body, ends_on=date(2026, 5, 19))
    send_closing(case, a_closing_notice(case, Outcome.REFUSED, test), "2026-04-14")
    told: dict[str, JSONValue] = {"grounds": ["a"], "number": "KBR-MAL-26-00001", "channel": "WEB"}
    casefile.record(case, read(E.OBJECTED, told), Hand(the_requester(case), instant("2026-04-20"), calendar))
    db.session.commit()
    later = a_test(body, "2026-05-21")
    events = db.session.query(CaseEventRow).count()
    for tests in (None, {"1": [test.number]}, {"1": [later.number]}, {"1": ["UK-MAL-26-99999"]}):
        details: dict[str, Any] = {"result": result, "letter": "1", "decider_acting": False}
        details |= {"tests": tests} if tests else {}
        with pytest.raises(IllegalStep, match="tidak dapat tetap ditutup"):
            casefile.record(
                case, read(E.OBJECTION_DECIDED, details), Hand(the_superior(body), instant("2026-05-20"), calendar)
            )
        db.session.rollback()
        assert db.session.query(CaseEventRow).count() == events and case.decision == ""


REGISTER = "Nomor;Tanggal;Informasi;Dijawab;Hasil\n1/2023;2023-02-01;Daftar aset daerah;2023-02-10;{}\n"
MAP = """
[columns]
filed_on = "Tanggal"
question = "Informasi"
number = "Nomor"
answered_on = "Dijawab"
outcome = "Hasil"
[outcome]
"ditutup" = "REFUSED"
"sebagian" = "PARTLY_GRANTED"
"""


@pytest.mark.parametrize("word", ["ditutup", "sebagian"])
def test_an_imported_row_claims_a_refusal_and_issues_none(
    body: PublicBody, runner: FlaskCliRunner, tmp_path: Path, word: str
) -> None:
    """`pid-tracker load register`: the row says what was; it is no answer, closes nothing, and is counted apart."""
    (tmp_path / "r.csv").write_text(REGISTER.format(word), encoding="utf-8")
    (tmp_path / "m.toml").write_text(MAP, encoding="utf-8")
    files = [str(tmp_path / "r.csv"), "--body", body.code, "--map", str(tmp_path / "m.toml")]
    assert runner.invoke(args=["load", "register", *files]).exit_code == 0
    (case,) = db.session.query(CaseFile).all()
    assert [row.kind for row in case.events] == [E.IMPORTED] and "outcome" not in case.events[0].details
    nothing_is_closed(case, 1)


def test_the_demo_closes_nothing_without_a_test(database_url: str, tmp_path: Path) -> None:
    """`pid-tracker demo`: every closed part of the made-up province rests on tests that stood on that day."""
    config = replace(a_config(database_url, tmp_path), mode="demo")
    app = create_app(config, FrozenClock(instant("2026-11-23")))
    done = app.test_cli_runner().invoke(args=["demo", "--cases", "12"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        rows = db.session.query(CaseEventRow).filter_by(kind=E.ANSWERED).all()
        assert rows
        for row in rows:
            for place, outcome in (closing.closed_parts(row.told(Answered)) or {}).items():
                numbers = row.details["tests"][place]
                assert (
                    closing.why_not(closing.tests_named(row.case.body_id, numbers), numbers, outcome, (), row.on) == ""
                )
        db.session.remove()
        db.engine.dispose()


LONG = "Data rekening pribadi tidak dapat dibuka kepada siapa pun."
#: Every field by which any form could be told to close. Letter and decision lack nothing but a test that stands.
FIELDS: dict[str, Any] = {
    "wish": "send",
    "outcome": "REFUSED",
    "result": "UPHELD",
    "bagian1-outcome": "REFUSED",
    "bagian1-closed": "Kolom rekening",
    "bagian1-reason": "itu data keuangan pribadi orang yang bukan pejabat",
    "bagian1-articles": "h3",
    "bagian1-until": "2031-03-02",
    "bagian1-tests": "UK-MAL-26-00002",
    "surat-summary": "Data rekening pribadi tidak kami berikan.",
    "putusan-result": "UPHELD",
    "putusan-reasons": LONG,
    "putusan-rebuttal_a": LONG,
    "betul-about": "LETTER",
    "betul-right": "Kami tutup menurut Pasal 17 huruf h.",
    "tests": "UK-MAL-26-00002",
    "jawab-result": "CLOSED",
    "jawab-explanation": "Perlu ditutup.",
    "jawab-checked_by": "Sekretaris",
}
PEOPLE = {"": None, "meja": Role.DESK, "ppid": Role.OFFICER, "sekda": Role.SUPERIOR, "pengawas": Role.SUPERVISOR}


def two_that_only_a_test_holds_back(app: Flask, clock: FrozenClock) -> tuple[str, str]:
    """A refusal with the superior's approval on a test that is still a draft, and an objection to a refusal whose test
    has ended since; the numbers of the request and of the objection. Whatever is cut out, one of them goes through."""
    with app.app_context():
        body = a_body()
        for name, role in PEOPLE.items():
            if role is not None:
                a_user(name, role, body)
        answered = a_case(body).filed("2026-04-01")
        ended = a_test(body, ends_on=date(2026, 4, 13))
        send_closing(answered.case, a_closing_notice(answered.case, Outcome.REFUSED, ended), "2026-04-08")
        objection = answered.objected("2026-04-13", "a").built().objection_number
        waiting = a_case(body).filed("2026-04-02 21:15").built()
        assert a_draft_test(body).number == FIELDS["tests"]
        number = waiting.number
        db.session.commit()
    clock.move_to(NOW)
    ppid, address = Browser(app).sign_in("ppid"), f"/petugas/perkara/{number}/surat"
    assert ppid.post(address, FIELDS | {"wish": "save"}, on=address).status_code == 302
    with app.app_context():
        waiting = db.session.query(CaseFile).filter_by(number=number).one()
        approve_notice(waiting, answering.draft_notice(waiting), "2026-04-14")
        db.session.commit()
    return number, objection


@pytest.mark.timeout(300)
@pytest.mark.parametrize("person", PEOPLE, ids=lambda name: name or "nobody")
def test_no_form_of_any_endpoint_closes_without_a_test(app: Flask, clock: FrozenClock, person: str) -> None:
    """Every address that takes a form, sent with every field that could close: the two that lead there first, on a
    letter and a decision that nothing but the want of a test holds back."""
    number, objection = two_that_only_a_test_holds_back(app, clock)
    browser = Browser(app)
    if person:
        browser.sign_in(person)
    token = browser.hidden("/masuk/akun" if person else "/masuk")["csrf_token"]
    sent = 0
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.endpoint not in ENDPOINTS, rule.rule)):
        if "POST" not in (rule.methods or set()) or rule.endpoint.startswith("sign_in."):
            continue
        about = objection if "/keberatan/<number>" in rule.rule else number
        values = dict.fromkeys(rule.arguments, "1") | ({"number": about} if "number" in rule.arguments else {})
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(rule.endpoint, values, method="POST")
        with app.app_context():
            either = CaseFile.number == number, CaseFile.objection_number == objection
            waiting, objected = (db.session.query(CaseFile).filter(which).one() for which in either)
            letter = answering.notice_of(waiting)
            assert letter is not None
            seq = (objected if about == objection else waiting).last_seq
            seen = {"seen_seq": str(seq), "seen_revision": str(letter.revision), "csrf_token": token}
        browser.client.post(address, data=FIELDS | seen, environ_base=browser.environ)
        sent += 1
        with app.app_context():
            waiting, objected = (db.session.query(CaseFile).filter(which).one() for which in either)
            assert waiting.outcome is None and waiting.closed_under == "", rule.rule
            assert objected.decision == "", rule.rule
            for row in db.session.query(CaseEventRow).filter(CaseEventRow.case_id != objected.id):
                assert row.kind not in (E.ANSWERED, E.OBJECTION_DECIDED), rule.rule
    assert sent > 40


def test_with_a_finished_test_and_the_approval_the_same_letter_goes_out(case: CaseFile) -> None:
    """The other side: what fails above fails for want of the test, not for another reason."""
    assert LAWFUL.closes
    send_closing(case, a_closing_notice(case, Outcome.REFUSED, a_test(case.body)), "2026-04-14")
    assert case.outcome is Outcome.REFUSED
