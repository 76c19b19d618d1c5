"""Every page asks the database as often for forty rows as for one, and no public page opens a seal.

One table: every page that lists rows, or a case by its parts, events, files and messages, with who looks at it.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from flask import Flask

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.sealing import Sealer
from tests.browsing import Browser, words_of
from tests.builders import instant
from tests.worlds import NOW, World, a_world, grow, tell

#: Who -> addresses. Names in braces are those of `World.named`.
PAGES: dict[str, tuple[str, ...]] = {
    "ppid": (
        *(f"/petugas?lihat={view}" for view in ("terbuka", "kembali", "siap", "ditanya", "tanpa-kabar", "selesai")),
        *(f"/petugas/keberatan?lihat={view}" for view in ("terbuka", "lewat", "pelaksanaan", "selesai")),
        *(f"/petugas/register/{book}" for book in ("permohonan", "keberatan", "sengketa", "dikecualikan")),
        *(f"/petugas/register/{book}.csv" for book in ("permohonan", "keberatan", "sengketa", "dikecualikan")),
        *("/petugas/sengketa", "/petugas/uji", "/petugas/uji/baru", "/petugas/persetujuan", "/petugas/kalender"),
        *("/petugas/perkara/{open}", "/petugas/perkara/{answered}", "/petugas/keberatan/{objection}"),
        *("/petugas/perkara/{open}/surat", "/petugas/perkara/{answered}/surat"),
    ),
    "meja": ("/petugas?lihat=terbuka", "/petugas/keberatan", "/petugas/perkara/{open}", "/petugas/register/permohonan"),
    "sekda": (
        *("/petugas/keberatan", "/petugas/uji", "/petugas?lihat=terbuka", "/petugas/dicabut"),
        *("/petugas/keberatan/{objection}", "/petugas/perkara/{answered}"),
    ),
    "pengawas": ("/petugas?lihat=terbuka", "/petugas/keberatan", "/petugas/sengketa", "/petugas/dicabut"),
    "pupr": ("/petugas/bagian", "/petugas/bagian/{part}"),
    "admin": (
        *("/kelola", "/kelola/pengguna/{clerk}", "/kelola/pengganti", "/kelola/badan", "/kelola/badan/maluku"),
        "/kelola/kalender",
    ),
    "": (
        *("/", "/dik", "/data", "/data/dik.csv", "/data/permintaan.csv", "/data/keberatan.csv", "/data/sengketa.csv"),
        *("/data/indikator.csv", "/data/kalender.csv", "/data/kalender.ics?badan=maluku", "/kalender"),
        *("/angka", "/angka/maluku", "/angka/maluku/pupr", "/kalender/maluku/2026-06-08/10"),
        *("/maklumat", "/wewenang", "/lacak", "/minta/1", "/keberatan", "/masuk"),
    ),
    "{open}": ("/lacak/{open}", "/lacak/{open}/tanggal"),
    "{answered}": (
        *("/lacak/{answered}", "/lacak/{answered}/jawaban", "/lacak/{answered}/tanggal/putusan-keberatan"),
        *("/lacak/{answered}/komisi/kronologi", "/lacak/{answered}/keberatan/terkirim"),
    ),
}
#: The letter of a case whose parts are given, closed and referred, in turn; then it waits for approval.
LETTER = "/petugas/perkara/{open}/surat"
WISHES = (("save", "GRANTED"), ("save", "REFERRED"), ("save", "REFUSED"), ("submit", "REFUSED"))
#: Pages that are looked at once the letter was written.
AFTERWARDS: dict[str, tuple[str, ...]] = {
    "ppid": (LETTER, "/petugas/perkara/{open}"),
    "orang0": ("/petugas/persetujuan/{open}", "/petugas/persetujuan"),
}
#: These list nothing that grows here; they are in the table for their calendars and seals.
STILL = frozenset(
    {
        *("/", "/data", "/maklumat", "/wewenang", "/lacak", "/minta/1", "/keberatan", "/masuk", "/angka/maluku/pupr"),
        *("/kalender/maluku/2026-06-08/10", "/petugas/uji/baru", "/petugas/bagian/{part}", "/lacak/{open}/tanggal"),
        *("/lacak/{answered}/tanggal/putusan-keberatan", "/lacak/{answered}/keberatan/terkirim"),
    }
)


class Asked(NamedTuple):
    """What an address asked of the database, which seals it opened, and what it said."""

    statements: list[str]
    seals: list[str]
    text: str


class Counter:
    """The statements that the application sends, and the seals that it opens."""

    def __init__(self, app: Flask) -> None:
        """Listen to the engine, and stand in the place of the application's sealer."""
        self.statements: list[str] = []
        self.opened: list[str] = []
        counter = self

        class Watched(Sealer):
            def unseal(self, sealed: bytes, purpose: str) -> bytes:
                counter.opened.append(purpose)
                return super().unseal(sealed, purpose)

        app.extensions["pid_tracker.sealer"] = Watched(app.extensions["pid_tracker.config"].field_keys)
        with app.app_context():
            sa.event.listen(db.engine, "before_cursor_execute", self._note)

    def _note(self, connection: sa.Connection, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET ")):
            self.statements.append(statement)

    def post(self, browser: Browser, path: str, fields: dict[str, object]) -> Asked:
        """A form that is taken."""
        self.statements, self.opened = [], []
        answer = browser.client.post(path, data=fields, environ_base=browser.environ)
        assert answer.status_code == 302, words_of(answer)
        return Asked([*self.statements], [*self.opened], "")

    def get(self, browser: Browser, path: str) -> Asked:
        """A page: its statements, its seals, its text."""
        self.statements, self.opened = [], []
        text = browser.get(path)
        return Asked([*self.statements], [*self.opened], text)


def browsers(app: Flask, world: World, pages: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Browser, str]]:
    """Who looks at which page: (its row in the table, a browser, the address)."""
    for who, paths in pages.items():
        browser = Browser(app)
        if who.startswith("{"):
            name = who.strip("{}")
            answer = browser.client.get(f"/lacak/{world.named[name]}/{world.named[name + '_link']}")
            assert answer.status_code == 303, name
        elif who:
            browser.sign_in(who)
        for path in paths:
            yield f"{who or 'anybody'} {path}", browser, path.format(**world.named)


def letter_of(world: World, outcome: str) -> dict[str, object]:
    """A letter in which every part has `outcome`."""
    part = {
        "GRANTED": {"material": "Tabel, satu berkas"},
        "REFERRED": {"holder_code": "kab0"},
        "REFUSED": {"closed": "Kolom alamat", "reason": "itu data pribadi", "tests": ["UK-MAL-26-00001"]},
    }[outcome]
    fields = {"summary": "Jawaban kami.", "form": "Berkas", "delivery": "Tautan", "cost": "0", "redaction": "Tidak ada"}
    whole: dict[str, object] = {f"surat-{name}": value for name, value in fields.items()}
    whole["surat-time_needed"] = "Tersedia saat surat dikirim"
    for place in range(1, world.parts + 1):
        whole |= {f"bagian{place}-{name}": value for name, value in {"outcome": outcome, **part}.items()}
    return whole


def looked_at(app: Flask, world: World, counter: Counter) -> dict[str, Asked]:
    """Every page, and every wish for the letter, when the calendars and figures that are kept are there."""
    for _, browser, path in browsers(app, world, {"": PAGES[""]}):
        browser.get(path)
    found = {row: counter.get(browser, path) for row, browser, path in browsers(app, world, PAGES)}
    ppid, path = Browser(app).sign_in("ppid"), LETTER.format(**world.named)
    for wish, outcome in WISHES:
        fields = ppid.hidden(path) | letter_of(world, outcome) | {"wish": wish}
        found[f"ppid {wish} {outcome}"] = counter.post(ppid, path, fields)
    found |= {f"{row} later": counter.get(browser, path) for row, browser, path in browsers(app, world, AFTERWARDS)}
    return found


def read_twice(asked: dict[str, Asked]) -> dict[str, int]:
    """The pages, but for those that show the decrees, that ask for them more than once."""
    times = {row: sum("FROM decree" in one for one in asked[row].statements) for row in asked}
    return {row: count for row, count in times.items() if count > 1 and not row.endswith("/kalender")}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # the statements are the same on both
@pytest.mark.timeout(900)  # forty of everything are built through the use cases
def test_every_page_asks_as_often_for_forty_rows_as_for_one_and_no_public_page_opens_a_seal(
    app: Flask, clock: FrozenClock
) -> None:
    clock.move_to(instant(NOW))
    with app.app_context():
        world = a_world()
        grow(world, 1)
        tell(world, 2)
    counter = Counter(app)
    few = looked_at(app, world, counter)
    with app.app_context():
        grow(world, 39)
        tell(world, 12)
    many = looked_at(app, world, counter)
    asked = {row: (len(few[row].statements), len(many[row].statements)) for row in few}
    # fewer is no fault: what one row shows (a part that came back) may stand on a later page of forty
    more = {row: counts for row, counts in asked.items() if counts[1] > counts[0]}
    assert more == {}
    assert read_twice(many) == {}
    assert {row: set(many[row].seals) for row in many if row.startswith("anybody") and many[row].seals} == {}
    listing = {row for row in few if few[row].text and row.split()[1] not in STILL}
    assert {row for row in listing if len(many[row].text) < len(few[row].text) + 200} == set(), "nothing measured"
