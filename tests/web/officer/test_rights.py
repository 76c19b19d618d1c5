"""Who may open what: role by endpoint, exactly these and nobody else; offices of others; forms without a token."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile
from pid_tracker.web.officer.door import ROLES
from tests.browsing import Browser
from tests.builders import a_body, a_case, a_unit, a_user, instant
from tests.web.officer.conftest import Office

PEOPLE = {
    "meja": Role.DESK,
    "ppid": Role.OFFICER,
    "pupr": Role.UNIT_OFFICER,
    "sekda": Role.SUPERIOR,
    "pengawas": Role.SUPERVISOR,
    "admin": Role.ADMIN,
}


def address_of(rule: str, office: Office) -> str:
    values = {"number": office.number, "public_id": "x"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: values.get(found[1], "1"), rule)


def test_the_table_and_the_application_name_the_same_views(app: Flask) -> None:
    views = {rule.endpoint.removeprefix("officer.") for rule in app.url_map.iter_rules() if
             rule.endpoint.startswith("officer.")}  # fmt: skip
    assert views == set(ROLES)


def test_each_view_opens_for_exactly_its_roles(office: Office) -> None:
    """A form that is not filled in answers 400, 409 or 422 to who may send it; 404 tells that the door is shut."""
    browsers = {role: office.browser(name) for name, role in PEOPLE.items()}
    tokens = {role: browser.hidden("/masuk/akun") for role, browser in browsers.items()}
    shut = 0
    for rule in office.app.url_map.iter_rules():
        blueprint, _, view = rule.endpoint.partition(".")
        if blueprint not in ("officer", "admin"):
            continue
        allowed = ROLES[view] if blueprint == "officer" else frozenset({Role.ADMIN})
        for role, browser in browsers.items():
            if role in allowed:
                continue
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                answer = browser.client.open(
                    address_of(rule.rule, office), method=method, data=tokens[role] if method == "POST" else None
                )
                assert answer.status_code == 404, (role, method, rule.rule, answer.status_code)
                shut += 1
    assert shut > 100


@pytest.mark.parametrize(
    ("username", "pages"),
    [
        ("meja", ("/petugas", "/petugas/perkara/{}", "/petugas/perkara/{}/surat", "/petugas/meja/catat")),
        ("ppid", ("/petugas", "/petugas/perkara/{}", "/petugas/perkara/{}/surat", "/petugas/meja/catat")),
        ("sekda", ("/petugas", "/petugas/perkara/{}", "/petugas/perkara/{}/surat")),
        ("pengawas", ("/petugas", "/petugas/perkara/{}", "/petugas/perkara/{}/surat")),
        ("pupr", ("/petugas/bagian",)),
        ("admin", ("/kelola", "/kelola/badan", "/kelola/pengguna/baru", "/kelola/pengguna/1")),
    ],
)
def test_the_pages_of_each_role_open(office: Office, username: str, pages: tuple[str, ...]) -> None:
    browser = office.browser(username)
    for path in pages:
        assert "<h1" in browser.get(path.format(office.number))


def test_who_is_not_signed_in_is_asked_to(office: Office) -> None:
    for rule in office.app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in ("officer", "admin") and "GET" in (rule.methods or set()):
            answer = office.app.test_client().get(address_of(rule.rule, office))
            assert answer.status_code == 302 and answer.location.startswith("/masuk?next="), rule.rule


def test_readers_find_no_form_that_changes_a_case(office: Office) -> None:
    for username in ("sekda", "pengawas"):
        page = office.browser(username).get(f"/petugas/perkara/{office.number}")
        assert set(re.findall(r'<form[^>]*action="([^"]+)"', page)) == {"/masuk/keluar"}


@pytest.fixture
def neighbour(office: Office) -> str:
    """A case of another government."""
    with office.app.app_context():
        other = a_body("buru", prefix="BUR", parent_id=office.body_id)
        a_user("buru", Role.OFFICER, other)
        a_unit(other, "dinkes")
        return a_case(other).filed("2026-04-02 10:00").built().number


def test_another_government_sees_nothing_of_a_case(office: Office, neighbour: str) -> None:
    stranger = office.browser("buru")
    own = f"/petugas/perkara/{office.number}"
    assert office.number not in stranger.get("/petugas")
    for path in (own, f"{own}/surat"):
        stranger.get(path, 404)
    for act in ("lengkap", "kekurangan", "pilah", "bagian/1/teruskan", "perpanjangan", "surat", "pemohon", "surat.pdf"):
        assert stranger.post(f"{own}/{act}", {"seen_seq": "0"}).status_code == 404
    assert office.browser("ppid").client.get(f"/petugas/perkara/{neighbour}").status_code == 404


def test_the_supervisor_of_a_province_reads_the_governments_below(office: Office, neighbour: str) -> None:
    page = office.browser("pengawas").get("/petugas")
    assert neighbour in page and office.number in page
    assert neighbour not in office.browser("sekda").get("/petugas")


def test_a_case_is_never_routed_to_a_unit_of_another_government(office: Office, neighbour: str) -> None:
    address = f"/petugas/perkara/{office.number}"
    fields = {"bagian1-unit": "3", "bagian1-text_for_unit": "Daftar ruas jalan"}
    answer = office.browser("ppid").post(f"{address}/bagian/1/teruskan", fields, on=address)
    assert answer.status_code == 422


@pytest.mark.parametrize("token", ["", "tidak benar", "of another"])
def test_a_form_without_its_own_token_changes_nothing(office: Office, token: str) -> None:
    browser, address = office.browser("ppid"), f"/petugas/perkara/{office.number}"
    if token == "of another":
        token = office.browser("ppid2").hidden(address)["csrf_token"]
    answer = browser.client.post(f"{address}/lengkap", data={"csrf_token": token, "seen_seq": "0"})
    assert answer.status_code == 400
    with office.app.app_context():
        assert office.case().last_seq == 0


def test_fields_that_no_form_has_are_ignored(office: Office) -> None:
    address = f"/petugas/perkara/{office.number}"
    extra = {"stage": "ANSWERED", "due_on": "2030-01-01", "body_id": "9", "number": "X", "actor_label": "Bupati"}
    office.browser("ppid").post(f"{address}/lengkap", extra, on=address)
    with office.app.app_context():
        case = office.case()
        assert case.due_on is not None and case.due_on.isoformat() == "2026-04-17"
        assert case.events[-1].actor_label == "PPID Provinsi Maluku"


@pytest.mark.parametrize("seq", ["", "-1", "x", "99999999999999999999"])
def test_a_form_that_does_not_say_what_it_showed_is_refused(office: Office, seq: str) -> None:
    address = f"/petugas/perkara/{office.number}"
    answer = office.browser("ppid").post(f"{address}/lengkap", {"seen_seq": seq}, on=address)
    assert answer.status_code == 400


def test_an_officer_whose_role_was_taken_is_out_at_once(office: Office) -> None:
    ppid, admin = office.browser("ppid"), office.browser("admin")
    page = admin.get("/kelola")
    found = re.search(r"/kelola/pengguna/(\d+)\">Petugas Ppid<", page)
    assert found is not None
    assert admin.post(f"/kelola/pengguna/{found[1]}/aktif", {"active": "0"}).status_code == 302
    assert ppid.client.get("/petugas").status_code == 302
    assert Browser(office.app, "10.9.9.9").try_to_sign_in("ppid").status_code == 422


def test_the_queue_asks_the_database_the_same_number_of_questions_however_long_it_is(
    office: Office,
) -> None:
    from_few = _questions(office)
    with office.app.app_context():
        body = office.body()
        unit = office.pupr()
        for turn in range(30):
            a_case(body).filed(f"2026-04-0{turn % 5 + 1} 10:00").routed("2026-04-06 09:00", unit).built()
    assert _questions(office) == from_few


def _questions(office: Office) -> int:
    browser = office.browser("ppid")
    browser.get("/petugas")
    asked: list[str] = []
    with office.app.app_context():
        engine = db.engine

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    sa.event.listen(engine, "before_cursor_execute", note)
    browser.get("/petugas")
    sa.event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_the_queue_is_sorted_by_what_is_left_and_has_25_a_page(office: Office) -> None:
    with office.app.app_context():
        for day in range(1, 31):
            a_case(office.body()).filed(f"2026-03-{day:02d} 10:00").built()
    office.clock.move_to(instant("2026-04-06 10:00"))
    browser = office.browser("ppid")
    first, second = browser.get("/petugas"), browser.get("/petugas?hal=2")
    numbers = [re.findall(r">(MAL-26-\d+)</a>", page) for page in (first, second)]
    assert [len(found) for found in numbers] == [25, 6]
    with office.app.app_context():
        cases = {case.number: case.due_on for case in [office.case(), *_all(office)]}
    dates = [cases[number] for page in numbers for number in page]
    assert dates == sorted(dates)  # type: ignore[type-var]


def _all(office: Office) -> list[CaseFile]:
    return db.session.query(CaseFile).all()
