"""Backup and restoration on both databases: everything acknowledged is in it, nothing is overwritten, and the site says
until when it knows."""

import io
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.app import create_app
from pid_tracker.clock import FrozenClock
from pid_tracker.config import Config
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import Document, Restoration
from pid_tracker.services.backup import age_keys, backing_up, bundles, database_copies
from pid_tracker.services.backup.age_format import SealingFile
from pid_tracker.services.store import files
from pid_tracker.services.upkeep import verifying
from tests import servers
from tests.browsing import Browser
from tests.builders import a_body, a_case, a_user
from tests.conftest import THE_MOMENT, a_config
from tests.databases import OwnDatabase, PostgreSQLDatabase

PAIR = age_keys.new_pair()
OTHER_KEY = bytes(range(1, 33))


class Said(NamedTuple):
    """How a command ended, and what it said on both ways out."""

    code: int
    text: str


def run(app: Flask, *arguments: str | Path) -> Said:
    """One command."""
    result = app.test_cli_runner().invoke(args=[str(one) for one in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Said(result.exit_code, result.output)


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump is found, in the version of the server."""
    monkeypatch.setenv("PATH", f"{servers.PROGRAMS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def site(app: Flask, tmp_path: Path) -> Flask:
    """An office with a case, a sealed file and an open one, and the public key of its backups."""
    configure(app, backup_keys=PAIR.public)
    with app.app_context():
        body = a_body()
        a_user("ppid", Role.OFFICER, body)
        case = a_case(body).filed("2026-04-01").built()
        for kind, content in (("IDENTITY", b"kartu"), ("ANSWER", b"a;b\n1;2\n")):
            files.keep(content, kind=kind, name="berkas", media_type="text/csv", now=THE_MOMENT, case=case)
        db.session.commit()
    return app


def configure(app: Flask, **changes: str) -> None:
    """Other settings for an application that runs."""
    config: Config = app.extensions["pid_tracker.config"]
    app.extensions["pid_tracker.config"] = replace(config, **changes)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The file of the private key."""
    path = tmp_path / "kunci.txt"
    path.write_text(f"# cadangan\n{PAIR.private}\n")
    return path


@pytest.fixture
def empty_place(database: OwnDatabase, tmp_path: Path, clock: FrozenClock) -> Iterator[Callable[..., Flask]]:
    """`empty_place(**settings)`: an application on another machine, with an empty database of the same kind."""
    apps, names = [], []

    def made(**settings: object) -> Flask:
        folder = tmp_path / f"mesin-{len(apps)}"
        folder.mkdir()
        url = f"sqlite:///{folder / 'pid-tracker.db'}"
        if isinstance(database, PostgreSQLDatabase):
            names.append(servers.new_name())
            servers.create_database(names[-1])
            url = servers.database_address(names[-1])
        apps.append(create_app(replace(a_config(url, folder), **settings), clock))  # type: ignore[arg-type]  # any field
        return apps[-1]

    yield made
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
    for name in names:
        servers.drop_database(name)


def backup(app: Flask, folder: Path) -> Path:
    """Make one; its path."""
    said = run(app, "backup", folder)
    assert said.code == 0, said
    return max(folder.glob("*.age"))


def contents(app: Flask) -> dict[str, bytes]:
    """Every file of a site by its address, opened."""
    with app.app_context():
        return {one.public_id: files.read(one) for one in db.session.scalars(sa.select(Document))}


def head(app: Flask) -> str:
    """The newest event's hash, by `verify`."""
    with app.app_context():
        report = verifying.verify()
        assert report.difference == ""
        return report.head


def test_a_backup_brings_back_register_and_files_on_another_machine(
    site: Flask, empty_place: Callable[..., Flask], tmp_path: Path, key: Path
) -> None:
    path = backup(site, tmp_path / "cadangan")
    other = empty_place()
    said = run(other, "restore", path, "--key", key)
    assert said.code == 0 and "Dipulihkan dan cocok: 1 peristiwa, 1 perkara, 2 berkas" in said.text, said
    assert head(other) == head(site) and contents(other) == contents(site) and len(contents(other)) == 2
    assert run(other, "db", "check").code == 0
    with other.app_context():
        if database_copies.kind() == "sqlite":
            assert db.session.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"


def test_a_backup_says_nothing_of_what_is_in_it(site: Flask, tmp_path: Path) -> None:
    path = backup(site, tmp_path / "cadangan")
    stored = path.read_bytes()
    assert b"MAL-26" not in stored and b"a;b" not in stored and b"SQLite" not in stored
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, path.name + ".sha256"]
    assert not list(tmp_path.glob("plain-copy-*"))


def test_all_that_was_acknowledged_before_its_instant_is_in_a_backup_while_the_site_writes(
    site: Flask, empty_place: Callable[..., Flask], tmp_path: Path, key: Path
) -> None:
    stop, acknowledged, enough = threading.Event(), list[str](), threading.Event()

    def write() -> None:
        with site.app_context():
            while not stop.is_set():
                one = files.keep(b"x" * 999, kind="IDENTITY", name="a", media_type="image/jpeg", now=THE_MOMENT)
                told = one.public_id
                db.session.commit()
                acknowledged.append(told)
                if len(acknowledged) == 20:
                    enough.set()
            db.session.remove()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert enough.wait(60)
        before = list(acknowledged)
        path = backup(site, tmp_path / "cadangan")
    finally:
        stop.set()
        writer.join()
    assert len(acknowledged) > len(before), "nothing was written meanwhile"
    other = empty_place()
    said = run(other, "restore", path, "--key", key)
    assert said.code == 0, said
    assert set(before) - set(contents(other)) == set()


def test_what_is_erased_while_the_files_are_read_is_erased_in_the_backup_too(
    site: Flask, empty_place: Callable[..., Flask], tmp_path: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_out = database_copies.copy_out

    def and_then_somebody_erases(path: Path) -> database_copies.Told:
        told = copy_out(path)
        files.erase(db.session.scalars(sa.select(Document).where(Document.kind == "IDENTITY")).one())
        db.session.commit()
        return told

    monkeypatch.setattr(database_copies, "copy_out", and_then_somebody_erases)
    path = backup(site, tmp_path / "cadangan")
    other = empty_place()
    said = run(other, "restore", path, "--key", key)
    assert said.code == 0 and "1 berkas" in said.text, said
    assert list(contents(other).values()) == [b"a;b\n1;2\n"]


def test_a_file_that_the_site_lost_is_named_and_no_older_backup_goes(
    site: Flask, clock: FrozenClock, tmp_path: Path
) -> None:
    folder = tmp_path / "cadangan"
    backup(site, folder)
    with site.app_context():
        lost = db.session.scalars(sa.select(Document).where(Document.kind == "ANSWER")).one().storage_key
    (tmp_path / "files" / lost).unlink()
    clock.move_to(THE_MOMENT + timedelta(hours=1))
    said = run(site, "backup", folder, "--keep", "1")
    assert said.code == 1 and lost in said.text and "verify" in said.text
    assert len(list(folder.glob("*.age"))) == 2


def test_the_newest_are_kept_and_what_a_dead_process_left_is_cleared_away(
    site: Flask, clock: FrozenClock, tmp_path: Path
) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    (folder / "pid-tracker-20260101T000000Z.age.unfinished").write_bytes(b"setengah")
    (folder / "catatan.txt").write_text("punya orang lain")
    (tmp_path / "plain-copy-x").mkdir()
    (tmp_path / "plain-copy-x" / "database").write_text("terbuka")
    for hour in range(4):
        clock.move_to(THE_MOMENT + timedelta(hours=hour))
        said = run(site, "backup", folder, "--keep", "2")
        assert said.code == 0, said
    newest = ["pid-tracker-20260402T141500Z.age", "pid-tracker-20260402T151500Z.age"]
    sums = [name + ".sha256" for name in newest]
    assert sorted(one.name for one in folder.iterdir()) == sorted([*newest, *sums, "catatan.txt"])
    assert "20260402T131500Z" in said.text and not (tmp_path / "plain-copy-x").exists()


def test_two_backups_do_not_write_into_one_folder(site: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()
    with backing_up._alone_in(folder):
        said = run(site, "backup", folder)
    assert said.code == 1 and "sedang ditulis" in said.text and not list(folder.iterdir())


@pytest.mark.parametrize("keys", ["", "age1kunci", PAIR.private], ids=["none", "no key", "the private one"])
def test_without_a_public_key_nothing_is_written(site: Flask, tmp_path: Path, keys: str) -> None:
    configure(site, backup_keys=keys)
    said = run(site, "backup", tmp_path / "cadangan")
    assert said.code == 1 and "backup-key" in said.text and not (tmp_path / "cadangan").exists()


def test_a_place_that_is_not_empty_is_not_overwritten(
    site: Flask, empty_place: Callable[..., Flask], tmp_path: Path, key: Path
) -> None:
    path = backup(site, tmp_path / "cadangan")
    before = head(site), contents(site)
    said = run(site, "restore", path, "--key", key)
    assert said.code == 1 and "basis data di DATABASE_URL tidak kosong" in said.text
    assert (head(site), contents(site)) == before
    other = empty_place()
    with other.app_context():
        files.put("aa/" + "0" * 32, b"punya orang lain")
    said = run(other, "restore", path, "--key", key)
    assert said.code == 1 and "penyimpanan di STORAGE_URL tidak kosong" in said.text
    with other.app_context():
        assert database_copies.is_empty()


@pytest.mark.parametrize("how", ["another key", "cut off", "changed", "no backup", "other keys", "other mode"])
def test_what_cannot_be_restored_whole_is_refused_before_anything_is_written(
    site: Flask, empty_place: Callable[..., Flask], tmp_path: Path, key: Path, how: str
) -> None:
    path = backup(site, tmp_path / "cadangan")
    whole, settings, words = path.read_bytes(), {}, "terpotong"
    if how == "another key":
        key.write_text(age_keys.new_pair().private)
        words = "kunci ini bukan kunci"
    elif how == "cut off":
        path.write_bytes(whole[:-20])
    elif how == "changed":
        path.write_bytes(whole[:500] + bytes([whole[500] ^ 1]) + whole[501:])
    elif how == "no backup":
        path.write_bytes(b"PK" + whole)
        words = "bukan cadangan"
    elif how == "other keys":
        settings, words = {"field_keys": (OTHER_KEY,)}, "FIELD_KEYS"
    else:
        settings, words = {"mode": "production"}, "PID_TRACKER_MODE"
    other = empty_place(**settings)
    said = run(other, "restore", path, "--key", key)
    assert said.code == 1 and words in said.text and "Tidak ada yang ditulis" in said.text, said
    with other.app_context():
        assert database_copies.is_empty()
        assert not any(files.store().list())


def test_a_backup_that_does_not_hold_what_its_list_says_is_refused(site: Flask, tmp_path: Path) -> None:
    """Sealed well, and still wrong: as by a programme that lost a file on the way."""
    path, public = tmp_path / "palsu.age", age_keys.read_public(PAIR.public)
    with path.open("wb") as target:
        sealing = SealingFile(target, public)
        bundle = bundles.Bundle(sealing)
        bundle.add_file("aa/" + "0" * 32, b"isi")
        told = dict.fromkeys(("mode", "kind", "revision", "head"), "")
        sums = {"files/bb/" + "1" * 32: "0" * 64}
        bundle.finish(
            bundles.Manifest("2026-04-02T00:00:00+00:00", **told, key_ids=[], erased=[], missing=[], sums=sums)
        )
        sealing.close()
    with pytest.raises(bundles.BrokenBackup, match="daftar isinya"):
        bundles.check(path, age_keys.read_private(PAIR.private))


@pytest.mark.parametrize("name", ["../../etc/passwd", "files/../x", "files/aa/" + "0" * 31, "/database"])
def test_a_name_that_leads_elsewhere_is_refused(site: Flask, tmp_path: Path, name: str) -> None:
    """Whoever has the public key can make a backup: what is in it is believed as little as an upload."""
    path = tmp_path / "palsu.age"
    with path.open("wb") as target:
        sealing = SealingFile(target, age_keys.read_public(PAIR.public))
        with tarfile.open(mode="w|", fileobj=sealing) as tar:
            tar.addfile(tarfile.TarInfo(name), io.BytesIO())
        sealing.close()
    with pytest.raises(bundles.BrokenBackup, match="bukan bagian"):
        bundles.check(path, age_keys.read_private(PAIR.private))


def test_a_rehearsal_reads_the_whole_backup_and_writes_nothing(
    site: Flask, empty_place: Callable[..., Flask], tmp_path: Path, key: Path
) -> None:
    path, other = backup(site, tmp_path / "cadangan"), empty_place()
    said = run(other, "restore", path, "--key", key, "--check")
    assert said.code == 0 and "Cadangan utuh" in said.text
    with other.app_context():
        assert database_copies.is_empty()


def test_a_restored_site_says_until_when_it_knows_until_somebody_has_looked_after_the_gap(
    site: Flask, empty_place: Callable[..., Flask], tmp_path: Path, key: Path, clock: FrozenClock
) -> None:
    sentence = "Data di situs ini sampai Kamis, 2 April 2026 pukul 21.15 WIT"
    path, other = backup(site, tmp_path / "cadangan"), empty_place()
    clock.move_to(THE_MOMENT + timedelta(days=1))
    assert run(other, "restore-seen").code == 1
    assert run(other, "restore", path, "--key", key).code == 0
    browser = other.test_client()
    for address in ("/", "/lacak", "/minta/1", "/masuk", "/angka", "/tidak-ada"):
        assert sentence in browser.get(address).text, address
    assert sentence in Browser(other).sign_in("ppid").get("/petugas")
    assert sentence not in site.test_client().get("/").text
    said = run(other, "restore-seen")
    assert said.code == 0 and "2026-04-02 12:15 UTC" in said.text
    clock.move_to(THE_MOMENT + timedelta(days=1, minutes=1))
    assert sentence not in browser.get("/").text
    assert run(other, "restore-seen").code == 1
    with other.app_context():
        kept = db.session.scalars(sa.select(Restoration)).one()
        assert (kept.known_until, kept.acknowledged_at) == (THE_MOMENT, THE_MOMENT + timedelta(days=1))


def test_a_key_pair_is_made_once_and_closed_to_others(site: Flask, tmp_path: Path) -> None:
    path = tmp_path / "baru.txt"
    said = run(site, "backup-key", path)
    assert said.code == 0 and path.stat().st_mode & 0o777 == 0o600
    public = said.text.splitlines()[0]
    private = age_keys.read_private(path.read_text())
    assert private.public_key().public_bytes_raw() == age_keys.read_public(public)[0].public_bytes_raw()
    written = path.read_text()
    assert run(site, "backup-key", path).code == 1 and path.read_text() == written


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_pg_dump_older_than_the_server_is_named(site: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = min(servers.PROGRAMS.parent.parent.glob("pginstall*")) / "bin"
    monkeypatch.setenv("PATH", str(older))
    said = run(site, "backup", tmp_path / "cadangan")
    assert said.code == 1 and "lebih tua daripada server PostgreSQL" in said.text
    monkeypatch.setenv("PATH", str(tmp_path))
    said = run(site, "backup", tmp_path / "cadangan")
    assert said.code == 1 and "postgresql-client" in said.text
