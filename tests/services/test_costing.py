"""The note of cost: what may be charged, against which tariff; and that it never touches a term."""

from datetime import date

import pytest
from flask import Flask

from pid_tracker.extensions import db
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.incomplete import Incomplete
from pid_tracker.law.permissions import SYSTEM, NotAllowed
from pid_tracker.law.states import IllegalStep
from pid_tracker.models import PublicBody
from pid_tracker.services.answer import costing
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.gate import casefile
from pid_tracker.services.loading.bodies_and_units import load_bodies
from pid_tracker.services.loading.tables import BadRows, Row, Table
from tests.builders import a_body, a_case, the_desk, the_superior
from tests.conftest import THE_MOMENT

DECREE = "Keputusan Sekretaris Daerah Nomor 41.1 Tahun 2022"


def a_body_with_tariff() -> PublicBody:
    """Copies at Rp300 a sheet."""
    body = a_body()
    costing.set_tariff(body, 300, DECREE, "Tunai di meja layanan, dengan tanda terima", SYSTEM, THE_MOMENT)
    db.session.commit()
    return body


def test_a_note_tells_sheets_rate_postage_total_and_the_decree(app: Flask) -> None:
    with app.app_context():
        case = a_case(a_body_with_tariff()).filed("2026-04-02").cost_noted("2026-04-07", postage_rupiah=18000).built()
        noted = costing.latest(case)
        assert noted is not None and not noted.is_above
        assert (noted.cost.copying_rupiah, noted.cost.total_rupiah, noted.tariff) == (36000, 54000, DECREE)
        assert case.events[-1].details["total_rupiah"] == 54000
        assert "Tunai" not in str(case.events[-1].details)


def test_a_note_is_no_answer_and_neither_stops_nor_meets_the_term(app: Flask) -> None:
    with app.app_context():
        body = a_body_with_tariff()
        history = a_case(body).filed("2026-04-02")
        before = casefile.reckoning_of(history.case, calendar_of(body), date(2026, 4, 20)).deadlines
        case = history.cost_noted("2026-04-07").built()
        after = casefile.reckoning_of(case, calendar_of(body), date(2026, 4, 20)).deadlines
        assert after == before and (case.answered_on, case.outcome) == (None, None)
        assert case.due_on == date(2026, 4, 17)
        history.answered("2026-04-21", Outcome.GRANTED).built()
        assert case.answered_on == date(2026, 4, 21) and case.due_on == date(2026, 4, 17)


def test_above_the_tariff_a_reason_is_compulsory(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body_with_tariff()).filed("2026-04-02").answered("2026-04-14")
        with pytest.raises(Incomplete, match="di atas tarif"):
            history.cost_noted("2026-04-15", per_sheet=500)
        history.cost_noted("2026-04-15", per_sheet=500, reason="Halaman berwarna ukuran A3 dicetak di luar.")
        noted = costing.latest(history.built())
        assert noted is not None and noted.is_above and noted.cost.total_rupiah == 60000
        assert "A3" not in str(history.case.events[-1].details)


def test_without_a_tariff_every_charge_for_copies_needs_a_reason(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body()).filed("2026-04-02")
        with pytest.raises(Incomplete, match="di atas tarif"):
            history.cost_noted("2026-04-07", per_sheet=100)
        history.cost_noted("2026-04-07", sheets=0, per_sheet=0, postage_rupiah=15000)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sheets": -1}, "sheets"),
        ({"sheets": 100_001}, "sheets"),
        ({"per_sheet": -5}, "per_sheet"),
        ({"postage_rupiah": -1}, "postage"),
        ({"sheets": 0, "per_sheet": 0}, "sheets"),
        ({"payment": "  "}, "payment"),
    ],
)
def test_a_note_that_cannot_be_is_refused_beside_its_field(app: Flask, wrong: dict[str, int], field: str) -> None:
    with app.app_context():
        history = a_case(a_body_with_tariff()).filed("2026-04-02")
        with pytest.raises(Incomplete) as refused:
            history.cost_noted("2026-04-07", **wrong)
        assert [item.field for item in refused.value.missing] == [field]


def test_the_superior_corrects_the_note_and_the_latest_counts(app: Flask) -> None:
    """Scenario 21: 120 sheets above the tariff; the superior corrects the fee, the answer's date stays."""
    with app.app_context():
        body = a_body_with_tariff()
        history = a_case(body).filed("2026-04-02").answered("2026-04-14")
        history.built()
        with pytest.raises(IllegalStep, match="Belum ada nota biaya"):
            history.cost_noted("2026-04-15", by=the_superior(body))
        db.session.rollback()
        with pytest.raises(NotAllowed):
            history.cost_noted("2026-04-15", by=the_desk(body))
        db.session.rollback()
        history.cost_noted("2026-04-15", per_sheet=1000, reason="Kertasnya khusus, kata percetakan.")
        case = history.cost_noted("2026-04-20", per_sheet=300, by=the_superior(body)).built()
        noted = costing.notes(case)
        assert [row.cost.total_rupiah for row in noted] == [36000, 120000]
        assert noted[0].office == "Atasan PPID Provinsi Maluku" and not noted[0].is_above
        assert case.answered_on == date(2026, 4, 14)


def test_a_note_can_be_corrected_to_nothing(app: Flask) -> None:
    with app.app_context():
        history = a_case(a_body_with_tariff()).filed("2026-04-02").cost_noted("2026-04-07")
        case = history.cost_noted("2026-04-08", per_sheet=0, payment="").built()
        latest = costing.latest(case)
        assert latest is not None and latest.cost.total_rupiah == 0


def test_a_note_sent_keeps_the_tariff_of_its_day(app: Flask) -> None:
    with app.app_context():
        body = a_body_with_tariff()
        case = a_case(body).filed("2026-04-02").cost_noted("2026-04-07").built()
        costing.set_tariff(body, 200, "Keputusan baru", "Tunai di meja", SYSTEM, THE_MOMENT)
        db.session.commit()
        latest = costing.latest(case)
        assert latest is not None and latest.tariff_rupiah == 300 and not latest.is_above


@pytest.mark.parametrize(
    ("values", "field"),
    [((300, "", "Tunai di meja"), "basis"), ((300, DECREE, ""), "payment_ways"), ((-1, DECREE, "Tunai"), "per_sheet")],
)
def test_a_tariff_needs_its_decree_and_its_ways_to_pay(app: Flask, values: tuple[int, str, str], field: str) -> None:
    with app.app_context():
        body = a_body()
        with pytest.raises(Incomplete) as refused:
            costing.set_tariff(body, *values, SYSTEM, THE_MOMENT)
        assert [item.field for item in refused.value.missing] == [field] and body.per_sheet_rupiah is None


def test_a_tariff_is_loaded_with_its_decree_only(app: Flask) -> None:
    row = {
        "kode": "buru", "nama": "Pemerintah Kabupaten Buru", "nama singkat": "Kabupaten Buru", "awalan nomor": "BUR",
        "kode wilayah": "81.04", "tingkat": "kabupaten", "zona waktu": "WIT", "kedudukan": "Namlea",
        "tarif per lembar": "250",
    }  # fmt: skip
    with app.app_context():
        with pytest.raises(BadRows) as refused:
            load_bodies(Table(tuple(row), (Row(2, row),), ""))
        assert [problem.column for problem in refused.value.problems] == ["per_sheet_rupiah"]
        load_bodies(Table(tuple(row), (Row(2, row | {"dasar tarif": DECREE}),), ""))
        body = db.session.query(PublicBody).one()
        assert (body.per_sheet_rupiah, body.tariff_basis) == (250, DECREE)
