"""Whether it lives, whether it is ready, what it counts; and who may read that (checks W06, O03, O05)."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from werkzeug.middleware.proxy_fix import ProxyFix

from pid_tracker.clock import FrozenClock, SystemClock
from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, LastRun, Message, PublicBody
from pid_tracker.models.last_run import RunKind
from pid_tracker.services.upkeep import last_runs, measures, readiness
from tests import exposition
from tests.builders import a_body, a_case
from tests.exposition import Labels


@pytest.fixture(autouse=True)
def healthy(app: Flask, clock: FrozenClock) -> None:
    """An installation at this very moment (a database server has a clock of its own), with a night and a verification
    behind it, room on its disk, and no backups to watch."""
    now = SystemClock().now()
    clock.move_to(now)
    configure(app, disk_free_percent=0)
    with app.app_context():
        a_body()
        for kind in RunKind:
            last_runs.note(kind, now, is_sound=True)
        db.session.commit()


def configure(app: Flask, **changes: Any) -> None:
    """Change the configuration of this application."""
    app.extensions["pid_tracker.config"] = replace(app.extensions["pid_tracker.config"], **changes)


def a_waiting_case() -> CaseFile:
    """A request of April that nobody answered; its message waits since then."""
    return a_case(db.session.scalars(sa.select(PublicBody)).one()).filed("2026-04-02").built()


def standings(client: FlaskClient) -> dict[str, str]:
    """The rows of /readyz."""
    return {row["check"]: row["status"] for row in client.get("/readyz").get_json()["checks"]}


def scrape(client: FlaskClient) -> dict[str, dict[Labels, float]]:
    """What a monitor on this machine reads."""
    return exposition.read(client.get("/metrics").text)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(*told: Any) -> None:
        asked.append(told[2])

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(engine, "before_cursor_execute", note)


# -- alive and ready ---------------------------------------------------------------------------------------------------


def test_what_is_well_is_ready_in_every_row_and_rings_nothing(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (200, "siap")
    rows = standings(client)
    assert set(rows) >= {"basis_data", "struktur", "penyimpanan", "jam", "disk_data", "antrean", "malam", "verifikasi"}
    assert set(rows.values()) == {"baik"}
    assert exposition.ringing(client.get("/metrics").text) == set()
    assert "Set-Cookie" not in answer.headers


def test_being_alive_asks_nothing_of_the_database(app: Flask, client: FlaskClient) -> None:
    with statements(app) as asked:
        assert client.get("/healthz").text == "ok"
        assert asked == []
        client.get("/readyz")
        assert asked != []


def test_readiness_costs_no_more_with_a_register_than_without(app: Flask, client: FlaskClient) -> None:
    with statements(app) as empty:
        client.get("/readyz")
    with app.app_context():
        a_waiting_case()
    with statements(app) as asked:
        client.get("/readyz")
    assert len(asked) == len(empty)


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (sa.select(Message.due_at).where(*measures.WAITING).order_by(Message.due_at).limit(1), "ix_message_waiting"),
        (sa.select(CaseFile.id).where(CaseFile.is_unanswered, CaseFile.due_on < sa.func.current_date()), "_owed"),
    ],
)
def test_what_monitors_ask_is_found_by_an_index(app: Flask, asked: sa.Select[Any], index: str) -> None:
    with app.app_context():
        text = str(asked.compile(db.engine, compile_kwargs={"literal_binds": True}))
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.text("SET LOCAL enable_seqscan = off"))
            plan = db.session.execute(sa.text(f"EXPLAIN {text}")).all()
        else:
            plan = db.session.execute(sa.text(f"EXPLAIN QUERY PLAN {text}")).all()
        assert index in str(plan)


def test_a_store_that_takes_nothing_is_not_ready(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("a file stands where the folder should be")
    configure(app, storage_url=(tmp_path / "no folder").as_uri())
    assert client.get("/readyz").status_code == 503
    assert standings(client)["penyimpanan"] == "gagal"


def test_a_far_store_that_does_not_answer_is_not_waited_for(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:9")  # nobody listens on the port of "discard"
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    configure(app, storage_url="s3://arsip")
    assert standings(client)["penyimpanan"] == "gagal"


def test_tables_of_another_version_are_not_ready_and_metrics_still_answer(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
        db.session.commit()
    assert client.get("/readyz").status_code == 503
    assert standings(client)["struktur"] == "gagal"
    assert "PidTrackerNotReady" in exposition.ringing(client.get("/metrics").text)


def test_without_tables_one_row_says_so_and_nothing_breaks(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(sa.text("DROP TABLE alembic_version"))
        db.session.commit()
    answer = client.get("/readyz")
    assert answer.status_code == 503 and standings(client)["basis_data"] == "gagal"
    assert scrape(client)["pid_tracker_ready"] == {frozenset(): 0.0}


def test_no_row_tells_a_secret_or_a_path(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    configure(app, backup_folder=tmp_path / "rahasia", metrics_token="")
    text = client.get("/readyz").text + client.get("/metrics").text
    config = app.extensions["pid_tracker.config"]
    for secret in (config.secret_key, str(tmp_path), config.database_url, "rahasia"):
        assert secret not in text


# -- what a timer did --------------------------------------------------------------------------------------------------


def test_a_verification_and_a_night_leave_their_mark(app: Flask, runner: FlaskCliRunner, clock: FrozenClock) -> None:
    ended = clock.now() + timedelta(hours=1)
    clock.move_to(ended)
    assert runner.invoke(args=["verify"]).exit_code == 0
    night = runner.invoke(args=["nightly"])
    with app.app_context():
        runs = {row.kind: (row.ended_at, row.is_sound) for row in db.session.scalars(sa.select(LastRun))}
    assert runs == {RunKind.VERIFY: (ended, True), RunKind.NIGHTLY: (ended, night.exit_code == 0)}


# -- the five alarms ---------------------------------------------------------------------------------------------------


def old_outbox(app: Flask, clock: FrozenClock, runner: FlaskCliRunner, tmp_path: Path) -> None:
    """A message is due, and no worker runs."""
    with app.app_context():
        a_waiting_case()


def full_disk(app: Flask, clock: FrozenClock, runner: FlaskCliRunner, tmp_path: Path) -> None:
    """The disk has less room than is asked for: no disk is wholly free."""
    configure(app, disk_free_percent=100)


def old_backup(app: Flask, clock: FrozenClock, runner: FlaskCliRunner, tmp_path: Path) -> None:
    """The newest file in the folder of backups is a day and three hours old."""
    file = tmp_path / "backups" / "kemarin.age"
    file.parent.mkdir()
    file.write_bytes(b"sealed")
    made = clock.now().timestamp() - 27 * 3600
    os.utime(file, (made, made))
    configure(app, backup_folder=file.parent)


def failed_verification(app: Flask, clock: FrozenClock, runner: FlaskCliRunner, tmp_path: Path) -> None:
    """Somebody changed a case behind the back of the register, and the verification found it."""
    with app.app_context():
        case = a_waiting_case()
        db.session.execute(sa.update(CaseFile).where(CaseFile.id == case.id).values(due_on=case.filed_on))
        db.session.execute(sa.update(Message).values(state="SENT"))
        db.session.commit()
    assert runner.invoke(args=["verify"]).exit_code == 1


def wrong_clock(app: Flask, clock: FrozenClock, runner: FlaskCliRunner, tmp_path: Path) -> None:
    """The clock stands before the newest event of the register."""
    with app.app_context():
        case = a_waiting_case()
        newest = case.events[-1].recorded_at
        db.session.execute(sa.update(Message).values(state="SENT"))
        for kind in RunKind:
            last_runs.note(kind, newest, is_sound=True)
        db.session.commit()
    clock.move_to(newest - timedelta(minutes=1))


Trouble = Callable[[Flask, FrozenClock, FlaskCliRunner, Path], None]


@pytest.mark.parametrize(
    ("bring_about", "alarm", "row", "standing"),
    [
        (old_outbox, "PidTrackerOutboxOld", "antrean", "perhatian"),
        (full_disk, "PidTrackerDiskFull", "disk_data", "perhatian"),
        (old_backup, "PidTrackerBackupOld", "cadangan", "perhatian"),
        (failed_verification, "PidTrackerVerifyFailed", "verifikasi", "perhatian"),
        (wrong_clock, "PidTrackerClockWrong", "jam", "gagal"),
    ],
)
def test_each_of_the_five_troubles_shows_at_once_as_its_row_and_rings_its_alarm(
    app: Flask,
    client: FlaskClient,
    clock: FrozenClock,
    runner: FlaskCliRunner,
    tmp_path: Path,
    bring_about: Trouble,
    alarm: str,
    row: str,
    standing: str,
) -> None:
    bring_about(app, clock, runner, tmp_path)
    rows = standings(client)
    assert rows[row] == standing
    assert client.get("/readyz").status_code == (503 if standing == "gagal" else 200)
    not_ready = {"PidTrackerNotReady"} if standing == "gagal" else set()
    assert exposition.ringing(client.get("/metrics").text) == {alarm} | not_ready


def test_a_night_and_a_verification_that_stay_away_ring(client: FlaskClient, clock: FrozenClock, app: Flask) -> None:
    with app.app_context():
        db.session.execute(sa.delete(LastRun))
        db.session.commit()
    missed = {"PidTrackerNightMissed", "PidTrackerVerifyMissed"}
    assert exposition.ringing(client.get("/metrics").text) == missed
    assert standings(client)["malam"] == standings(client)["verifikasi"] == "perhatian"


def test_a_folder_without_a_backup_rings(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    configure(app, backup_folder=tmp_path / "none")
    assert "PidTrackerBackupOld" in exposition.ringing(client.get("/metrics").text)
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "hari ini.age").write_bytes(b"sealed")
    assert standings(client)["cadangan"] == "baik"


def test_pages_and_alarms_have_the_same_bounds() -> None:
    bounds = {name: expression.rsplit(" ", 1)[1] for name, expression in exposition.rules().items()}
    assert bounds["PidTrackerOutboxOld"] == str(readiness.OUTBOX_AGE)
    assert bounds["PidTrackerBackupOld"] == str(readiness.BACKUP_AGE)
    assert bounds["PidTrackerClockWrong"] == str(readiness.CLOCK_ERROR)
    assert bounds["PidTrackerNightMissed"] == str(readiness.NIGHT_AGE)
    assert bounds["PidTrackerVerifyMissed"] == str(readiness.VERIFY_AGE)


# -- what is counted, and for whom -------------------------------------------------------------------------------------


def test_what_is_overdue_and_what_waits_is_counted(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        a_waiting_case()
        waiting = db.session.scalar(sa.select(sa.func.count(Message.id)).where(*measures.WAITING))
    found = scrape(client)
    assert found["pid_tracker_cases_overdue"] == {frozenset(): 1.0}
    assert found["pid_tracker_outbox_waiting"] == {frozenset(): waiting} and waiting


def test_every_request_is_counted_once_by_view_and_class_of_status(client: FlaskClient) -> None:
    def counted(route: str, status: str) -> float:
        labels = frozenset({("route", route), ("status", status)})
        return scrape(client).get("pid_tracker_request_seconds_count", {}).get(labels, 0.0)

    before = counted("public.home", "2xx"), counted("none", "4xx")
    client.get("/")
    client.get("/tidak-ada-1")
    client.get("/tidak-ada-2")
    assert (counted("public.home", "2xx"), counted("none", "4xx")) == (before[0] + 1, before[1] + 2)


def test_a_histogram_counts_up_to_all_requests(client: FlaskClient) -> None:
    found = scrape(client)
    assert scrape(client)["pid_tracker_request_seconds_count"]
    for labels, total in found["pid_tracker_request_seconds_count"].items():
        buckets = [
            (float(dict(told)["le"]), within)
            for told, within in found["pid_tracker_request_seconds_bucket"].items()
            if labels <= told
        ]
        counts = [within for _, within in sorted(buckets)]
        assert counts == sorted(counts) and counts[-1] == total and len(counts) == 11


def test_workers_count_into_one_table(app: Flask, client: FlaskClient) -> None:
    """A process that was forked, as gunicorn's workers are."""
    labels = frozenset({("route", "public.costs"), ("status", "2xx")})
    before = scrape(client).get("pid_tracker_request_seconds_count", {}).get(labels, 0.0)
    table = app.extensions["pid_tracker.request_counts"]
    child = os.fork()
    if child == 0:
        table.add("public.costs", 200, 0.02)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    assert scrape(client)["pid_tracker_request_seconds_count"][labels] == before + 1


@pytest.mark.parametrize("peer", ["203.0.113.7", "10.0.0.5", "", "unix:"])
def test_metrics_are_not_there_for_another_machine(client: FlaskClient, peer: str) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": peer}).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"])
def test_metrics_are_not_there_through_a_proxy_on_this_machine(client: FlaskClient, header: str) -> None:
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404


def test_no_header_makes_a_stranger_this_machine(app: Flask, client: FlaskClient) -> None:
    plain = app.wsgi_app
    app.wsgi_app = ProxyFix(plain, x_for=1)  # type: ignore[method-assign]  # as Werkzeug documents
    try:
        answer = client.get(
            "/metrics", environ_base={"REMOTE_ADDR": "203.0.113.7"}, headers={"X-Forwarded-For": "127.0.0.1"}
        )
    finally:
        app.wsgi_app = plain  # type: ignore[method-assign]
    assert answer.status_code == 404


def test_with_a_token_only_the_token_opens_them(app: Flask, client: FlaskClient) -> None:
    configure(app, metrics_token="t0k3n-yang-panjang-dan-acak")
    far: dict[str, str] = {"REMOTE_ADDR": "203.0.113.7"}
    assert client.get("/metrics").status_code == 404
    for shown in ("", "Bearer ", "Bearer salah", "Bearer t0k3n-yang-panjang-dan-acal", "Bearer \u00e9"):
        assert client.get("/metrics", headers={"Authorization": shown}).status_code == 404
    right = {"Authorization": "Bearer t0k3n-yang-panjang-dan-acak"}
    answer = client.get("/metrics", headers=right, environ_base=far)
    assert answer.status_code == 200 and answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
