"""Figures from the register: right at once, kept while nothing changes, and equal to a recount of the open data."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.compliance import Figures
from pid_tracker.law.grounds import Decision, Outcome
from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.states import IllegalStep, Stage
from pid_tracker.models import PublicBody, Snapshot, Unit
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.looking import registers
from pid_tracker.services.publishing import reporting, snapshots
from pid_tracker.services.upkeep import sweep
from tests.builders import a_body, a_case, a_requester, a_unit, instant, the_unit

START, END = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def figures(body: PublicBody, when: str = "2026-05-04") -> Figures:
    return reporting.figures_of([body], START, END, instant(when, body.zone))[body.id].whole


class Queries:
    """Counts the statements that a block sends."""

    def __enter__(self) -> "Queries":
        self.count = 0
        sa.event.listen(db.engine, "before_cursor_execute", self._add)
        return self

    def _add(self, *_: object) -> None:
        self.count += 1

    def __exit__(self, *_: object) -> None:
        sa.event.remove(db.engine, "before_cursor_execute", self._add)


def test_an_act_is_in_the_figures_at_once(inside: None) -> None:
    body = a_body()
    assert figures(body).filed == 0
    case = a_case(body).filed("2026-04-02 21:15")
    case.built()
    assert figures(body).filed == 1
    case.answered("2026-04-08").built()
    assert (figures(body).answered, figures(body).on_time) == (1, 1)


def test_what_has_not_changed_costs_one_query(inside: None) -> None:
    body, other = a_body(), a_body("buru", prefix="BUR")
    a_case(body).filed("2026-04-02 21:15").built()
    moment = instant("2026-05-04")
    reporting.figures_of([body, other], START, END, moment)
    with Queries() as seen:
        reporting.figures_of([body, other], START, END, moment)
    assert seen.count == 1


def test_an_act_at_one_body_leaves_what_is_kept_of_the_others(inside: None) -> None:
    body, other = a_body(), a_body("buru", prefix="BUR")
    moment = instant("2026-05-04")
    a_case(other).filed("2026-04-01").built()
    before = reporting.figures_of([body, other], START, END, moment)
    a_case(body).filed("2026-04-02 21:15").built()
    after = reporting.figures_of([body, other], START, END, moment)
    assert after[other.id] is before[other.id]
    assert after[body.id].whole.filed == 1


def test_what_was_never_committed_leaves_no_trace(inside: None) -> None:
    body = a_body()
    a_case(body).filed("2026-04-01").built()
    figures(body)
    a_case(body).filed("2026-04-02")  # not committed
    assert figures(body).filed == 2
    db.session.rollback()
    assert figures(body).filed == 1
    a_case(body).filed("2026-04-03", channel="LETTER").built()
    assert figures(body).by_channel == {"WEB": 1, "LETTER": 1}


def test_the_day_moves_what_is_overdue(inside: None) -> None:
    body = a_body()
    a_case(body).filed("2026-04-02 21:15").built()  # due Friday 17 April
    assert figures(body, "2026-04-17 23:59").overdue == 0
    monday = figures(body, "2026-04-20 00:01")
    assert (monday.overdue, monday.oldest_days) == (1, 1)


def test_queue_figures_and_open_data_agree_on_a_silent_request_from_its_objection_to_the_commission(
    app: Flask, client: FlaskClient, clock: FrozenClock
) -> None:
    """Ruling R26: due on Thursday, 16 April, nobody answers; the superior is silent too (to 10 June)."""
    with app.app_context():
        body = a_body()
        unit = a_unit(body)
        officer = Actor(Role.OFFICER, "PPID", body_id=body.id)
        case = a_case(body).filed("2026-04-01").routed("2026-04-06", unit)

        def seen(when: str) -> dict[str, object]:
            clock.move_to(instant(when, body.zone))
            today, calendar = date.fromisoformat(when), calendar_of(body)
            counted, one = registers.counters(officer, today, calendar), figures(body, when)
            rows = client.get("/data/permintaan.csv", query_string={"dasar": "lewat"}).get_data(as_text=True)
            assert counted["lewat"] == one.overdue == len(rows.splitlines()) - 1 == counted["terbuka"]
            assert registers.queue(officer, "lewat", "", 1, today, calendar).total == one.overdue
            assert len(registers.parts_of_unit(the_unit(unit))) == one.overdue
            return {"stage": case.case.stage, "overdue": one.overdue, "silent": one.silent}

        case.built()
        assert seen("2026-04-17") == {"stage": Stage.RECEIVED, "overdue": 1, "silent": 1}
        case.objected("2026-04-20", "c").built()
        assert seen("2026-04-21") == {"stage": Stage.UNDER_OBJECTION, "overdue": 1, "silent": 1}
        case.disputed("2026-06-15").built()
        assert seen("2026-06-16") == {"stage": Stage.IN_DISPUTE, "overdue": 1, "silent": 1}
        case.decided("2026-06-17", Decision.CHANGED).built()
        assert seen("2026-06-18")["overdue"] == 0


def test_a_unit_has_the_requests_in_which_it_holds_a_part(inside: None) -> None:
    body = a_body()
    pupr, dkp = a_unit(body), a_unit(body, "dkp")
    a_case(body).filed("2026-04-02", question="satu satu satu\ndua dua dua dua").routed("2026-04-06", pupr).routed(
        "2026-04-06", dkp, 2
    ).handed_back("2026-04-07", 2).built()
    found = reporting.figures_of([body], START, END, instant("2026-05-04"))[body.id]
    assert found.of_unit(pupr.id).filed == 1
    assert found.of_unit(dkp.id).is_empty, "it handed its part back"


def test_a_unit_that_was_late_contributed_to_a_late_answer(inside: None) -> None:
    body = a_body()
    pupr = a_unit(body)
    a_case(body).filed("2026-04-02").routed("2026-04-06", pupr, due="2026-04-09").answered_by_unit(
        "2026-04-20"
    ).answered("2026-04-21").built()
    a_case(body).filed("2026-04-02").routed("2026-04-06", pupr, due="2026-04-09").answered_by_unit(
        "2026-04-09"
    ).answered("2026-04-10").built()
    parts = reporting.figures_of([body], START, END, instant("2026-05-04"))[body.id].parts_of(pupr.id)
    assert (parts.due, parts.on_time, parts.late, parts.contributed) == (2, 1, 1, 1)


def test_the_number_of_queries_does_not_grow_with_the_register(inside: None) -> None:
    body = a_body()
    unit = a_unit(body)
    counts = []
    for _ in range(2):
        for _ in range(3):
            a_case(body).filed("2026-04-02").routed("2026-04-06", unit).built()
        with Queries() as seen:
            reporting.compute([body], START, END, instant("2026-05-04"))
        counts.append(seen.count)
    assert counts[0] == counts[1]


def test_snapshots_are_of_bodies_and_of_units_with_something_in_them(inside: None) -> None:
    body = a_body()
    pupr, _ = a_unit(body), a_unit(body, "dkp")
    a_case(body).filed("2026-04-02").routed("2026-04-06", pupr).built()
    assert snapshots.take_snapshot(body, instant("2026-04-30 00:15")) == 2
    db.session.commit()
    assert set(db.session.scalars(sa.select(Snapshot.unit_code))) == {"", "pupr"}
    for night in ("2026-05-30 00:15", "2026-05-31 00:15"):
        snapshots.take_snapshot(body, instant(night))
    past = snapshots.history(body.id, "", date(2026, 6, 2))
    assert [(row.day, row.due, row.on_time) for row in past] == [
        (date(2026, 4, 30), 1, 0),
        (date(2026, 5, 31), 1, 0),
    ]


# -- a recount by somebody who has only the file ----------------------------------------------------------------------


def a_random_register(seed: int) -> tuple[list[PublicBody], list[Unit]]:
    """Two bodies in two zones with histories of every kind, through the use cases."""
    draw = random.Random(seed)
    bodies = [a_body("maluku"), a_body("belu", zone="Asia/Makassar")]
    units = [a_unit(body, code) for body in bodies for code in ("pupr", "dkp")]
    for number in range(60):
        body = bodies[number % 2]
        own = [unit for unit in units if unit.body_id == body.id]
        filed = datetime(2026, 2, 2, 8, tzinfo=ZoneInfo(body.zone)) + timedelta(
            days=draw.randrange(85), hours=draw.randrange(14)
        )
        case = a_case(body).filed(
            filed,
            channel=draw.choice(["WEB", "LETTER", "WHATSAPP"]),
            requester=a_requester(f"Orang {number}", nik=f"81710145037400{draw.randrange(30):02d}"),
        )
        try:
            if draw.random() < 0.2:
                case.found_lacking(filed + timedelta(days=1))
                if draw.random() < 0.6:
                    case.completed(filed + timedelta(days=2))
            if draw.random() < 0.2:
                case.relabelled(filed + timedelta(days=draw.choice([2, 5, 25])), draw.choice(["COMPLAINT", "AID"]))
                if draw.random() < 0.4:
                    case.insisted(filed + timedelta(days=26))
            if draw.random() < 0.7:
                case.routed(filed + timedelta(days=3), draw.choice(own))
            if draw.random() < 0.15:
                case.withdrawn(filed + timedelta(days=draw.randrange(4, 25)))
            if draw.random() < 0.25:
                case.extended(filed + timedelta(days=draw.randrange(4, 15)))
            if draw.random() < 0.2:
                objected = filed + timedelta(days=draw.choice([3, 30]))
                case.objected(objected, "f" if draw.random() < 0.5 else "c")
                if draw.random() < 0.5:
                    case.decided(objected + timedelta(days=draw.randrange(1, 9)), Decision.CHANGED)
            if draw.random() < 0.75:
                outcome = draw.choice([Outcome.GRANTED, Outcome.GRANTED, Outcome.NOT_HELD])
                case.answered(filed + timedelta(days=draw.randrange(15, 45)), outcome)
        except IllegalStep:
            db.session.rollback()
        case.built()
    return bodies, units


def recount(rows: list[dict[str, str]], start: date, end: date) -> dict[str, object]:
    """I1 to I6 from the text of permintaan.csv alone."""
    own = [row for row in rows if row["dari_register_lama"] == "tidak"]
    labelled = [row for row in own if row["label"] and (not row["tenggat"] or row["tgl_label"] <= _last_day(row))]
    own = [row for row in own if row not in labelled]

    def within(text: str) -> bool:
        return bool(text) and start <= date.fromisoformat(text) <= end

    due, on_time, in_ten, silent, overdue = 0, 0, 0, 0, 0
    for row in own:
        if not row["tenggat"]:
            continue
        last = _last_day(row)
        ends = [row[name] for name in ("tgl_tutup", "tgl_putus_keberatan") if row[name]]
        overdue += not row["tgl_jawab"] and not ends and last < row["tgl_data"]
        if within(last) and last <= row["tgl_data"] and not any(ended <= last for ended in ends):
            due += 1
            silent += not row["tgl_jawab"]
            on_time += "" < row["tgl_jawab"] <= last
            in_ten += "" < row["tgl_jawab"] <= row["tenggat_awal"]
    answers = [row for row in own if within(row["tgl_jawab"])]
    days = [int(row["hari_kerja"]) for row in answers if row["hari_kerja"]]
    given = [row for row in answers if row["hasil"] in ("diberikan semua", "diberikan sebagian")]
    return {
        "filed": sum(within(row["tgl_masuk"]) for row in own),
        "letters": sum(within(row["tgl_masuk"]) and row["kanal"] == "surat" for row in own),
        "due": due,
        "on_time": on_time,
        "in_ten": in_ten,
        "silent": silent,
        "overdue": overdue,
        "oldest": max((int(row["hari_lewat"]) for row in own if row["hari_lewat"]), default=0),
        "answered": len(answers),
        "median": median(days) if days else None,
        "mean": round(mean(days), 6) if days else None,
        "given": len(given),
        "decidable": len(given) + sum(row["hasil"] == "ditolak" for row in answers),
        "relabelled": sum(within(row["tgl_masuk"]) for row in labelled),
    }


def _last_day(row: dict[str, str]) -> str:
    return row["tenggat"] if row["tgl_diperpanjang"] <= row["tenggat_awal"] else row["tenggat_awal"]


def told(one: Figures) -> dict[str, object]:
    return {
        "filed": one.filed,
        "letters": one.by_channel.get("LETTER", 0),
        "due": one.due,
        "on_time": one.on_time,
        "in_ten": one.in_ten,
        "silent": one.silent,
        "overdue": one.overdue,
        "oldest": one.oldest_days,
        "answered": one.answered,
        "median": one.median,
        "mean": round(one.mean, 6) if one.mean is not None else None,
        "given": one.given,
        "decidable": one.decidable,
        "relabelled": one.relabelled,
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_a_recount_of_the_open_data(
    app: Flask, client: FlaskClient, clock: FrozenClock, seed: int
) -> None:
    clock.move_to(instant("2026-05-06 10:00"))

    def rows(**query: str) -> list[dict[str, str]]:
        answer = client.get("/data/permintaan.csv", query_string=query)
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))

    with app.app_context():
        bodies, units = a_random_register(seed)
        for body in bodies:
            sweep.sweep(body, clock.now())
        db.session.commit()
        places = [(body, None) for body in bodies] + [(unit.body, unit) for unit in units]
        draw = random.Random(seed)
        for body, unit in places:
            where = {"badan": body.code} | ({"opd": unit.code} if unit else {})
            everything = rows(**where)
            for _ in range(4):
                start = date(2026, 2, 1) + timedelta(days=draw.randrange(80))
                end = start + timedelta(days=draw.randrange(90))
                found = reporting.figures_of([body], start, end, clock.now())[body.id]
                one = found.of_unit(unit.id) if unit else found.whole
                assert told(one) == recount(everything, start, end)
                for basis, count in (
                    ("masuk", one.filed),
                    ("jatuh-tempo", one.due),
                    ("dijawab", one.answered),
                    ("lewat", one.overdue),
                ):
                    days = {"dari": start.isoformat(), "sampai": end.isoformat()}
                    assert len(rows(**where, dasar=basis, **days)) == count, basis
