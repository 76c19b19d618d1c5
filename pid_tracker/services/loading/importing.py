"""Registers of the past: each row becomes a case that is closed from the start, "dari register lama" (ruling R18).

Such a case has one event, IMPORTED, recorded now by the system, with the fingerprint of the file, the line, and the
dates and outcome that the row claims. It opens no term, promises nothing, tells nobody, and is counted apart. Which
column holds what is said by a map (`services/loading/register_maps.py`). All rows are checked before the first is
taken.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.law.calendar import WorkingCalendar
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Claimed, Imported
from pid_tracker.law.grounds import Outcome
from pid_tracker.law.permissions import SYSTEM
from pid_tracker.law.states import Stage
from pid_tracker.law.vocabulary.asking import RequesterKind
from pid_tracker.models import CaseEventRow, CaseFile, PublicBody, Requester
from pid_tracker.services.gate import casefile, fingerprints, opening
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.loading import cells
from pid_tracker.services.loading.cells import BadCell
from pid_tracker.services.loading.register_maps import DATES, NEEDED, RegisterMap, meaning, names_of_units
from pid_tracker.services.loading.tables import BadFile, BadRows, Problem, Row, Table
from pid_tracker.services.people import known_again


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of an old register, read: what it says, and the fingerprint by which it is known again."""

    line: int
    fingerprint: str
    filed_on: date
    values: Mapping[str, str]
    dates: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Checked:
    """A register that may be taken: its new rows, how many were taken before; `known_file`: the very file was."""

    claims: tuple[Claim, ...]
    same: int
    sha256: str
    known_file: bool = False


def check_register(table: Table, chart: RegisterMap, body: PublicBody, now: datetime) -> Checked:
    """Look at every row of an old register of `body`; BadRows names all that is wrong. Nothing is changed."""
    if table.sha256 in _known_files(body):
        return Checked((), len(table.rows), table.sha256, known_file=True)
    by_key = {cells.key(name): name for name in table.columns}
    for name, column in chart.columns.items():
        if cells.key(column) not in by_key:
            raise BadFile(
                f"Kolom '{column}' (untuk {name}) tidak ada. Yang ada: {', '.join(filter(None, table.columns))}"
            )
    found_in = {name: by_key[cells.key(column)] for name, column in chart.columns.items()}
    if not table.rows:
        raise BadFile("Tidak ada baris di berkas ini")
    units = names_of_units(body, chart)
    today, problems, claims = civil_date(now, body.zone), list[Problem](), list[Claim]()
    for row in table.rows:
        claim = _read_row(row, found_in, chart, units, body, today, problems)
        if claim is not None:
            claims.append(claim)
    known_rows, known_numbers = _known_rows(body)
    _find_twins(claims, chart, known_rows, known_numbers, problems)
    if problems:
        raise BadRows(problems)
    fresh = tuple(claim for claim in claims if claim.fingerprint not in known_rows)
    return Checked(fresh, len(claims) - len(fresh), table.sha256)


def _read_row(
    row: Row,
    found_in: Mapping[str, str],
    chart: RegisterMap,
    units: Mapping[str, str],
    body: PublicBody,
    today: date,
    problems: list[Problem],
) -> Claim | None:
    dates: dict[str, date] = {}
    values: dict[str, str] = {}
    before = len(problems)
    for name, column in found_in.items():
        cell = row.cells.get(column)
        try:
            if name in DATES:
                found = cells.day(cell)
                if found is not None:
                    dates[name] = found
            elif written := cells.text(cell):
                values[name] = meaning(name, written, chart, units)
        except BadCell as error:
            problems.append(Problem(row.line, column, str(error)))
            continue
        if name in NEEDED and name not in dates and name not in values:
            problems.append(Problem(row.line, column, "harus diisi"))
    filed_on, answered_on = dates.get("filed_on"), dates.get("answered_on")
    for name in ("filed_on", "answered_on"):
        if name in dates and dates[name] > today:
            problems.append(Problem(row.line, found_in[name], "tanggal di masa depan"))
    for name in ("due_on", "answered_on"):
        if filed_on and name in dates and dates[name] < filed_on:
            problems.append(Problem(row.line, found_in[name], "lebih awal daripada tanggal permintaan"))
    if "outcome" in found_in and answered_on and "outcome" not in values:
        problems.append(Problem(row.line, found_in["outcome"], "ada tanggal jawaban, tetapi hasilnya kosong"))
    if filed_on is None or len(problems) > before:
        return None
    said = {**values, **{name: day.isoformat() for name, day in dates.items()}}
    fingerprint = hashlib.sha256(fingerprints.canonical([body.code, said])).hexdigest()
    return Claim(row.line, fingerprint, filed_on, values, dates)


def _find_twins(
    claims: list[Claim],
    chart: RegisterMap,
    known_rows: frozenset[str],
    known_numbers: frozenset[str],
    problems: list[Problem],
) -> None:
    rows: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for claim in claims:
        number = claim.values.get("number")
        if (first := rows.setdefault(claim.fingerprint, claim.line)) != claim.line:
            problems.append(Problem(claim.line, "", f"isinya sama persis dengan baris {first}"))
        elif number and (first := numbers.setdefault(number, claim.line)) != claim.line:
            problems.append(Problem(claim.line, chart.columns["number"], f"nomor ini sudah dipakai baris {first}"))
        elif number in known_numbers and claim.fingerprint not in known_rows:
            problems.append(Problem(claim.line, chart.columns["number"], "nomor ini sudah dimuat dengan isi yang lain"))


def _known_files(body: PublicBody) -> frozenset[str]:
    return frozenset(row.file for row in _imported(body))


def _known_rows(body: PublicBody) -> tuple[frozenset[str], frozenset[str]]:
    tokens = db.session.scalars(
        select(CaseFile.form_token).where(CaseFile.body_id == body.id, CaseFile.is_imported.is_(True))
    )
    numbers = {row.claimed.number for row in _imported(body) if row.claimed.number is not None}
    return frozenset(token.removeprefix("register:") for token in tokens), frozenset(numbers)


def _imported(body: PublicBody) -> list[Imported]:
    told = db.session.scalars(
        select(CaseEventRow.details)
        .join(CaseFile, CaseFile.id == CaseEventRow.case_id)
        .where(CaseFile.body_id == body.id, CaseFile.is_imported.is_(True), CaseEventRow.kind == E.IMPORTED)
    )
    return [Imported.from_json(details) for details in told]


def import_register(checked: Checked, body: PublicBody, now: datetime, calendar: WorkingCalendar) -> int:
    """Take the rows of a checked register: one closed case each, recorded at `now`; how many. The caller commits."""
    casefile.lock_register()
    serials = _lowest_serials(body)
    cases = []
    for claim in claims_in_order(checked):
        year = claim.filed_on.year
        serials[year] = serials.get(year, 0) - 1
        cases.append((claim, _closed_case(body, claim, year, serials[year], now)))
    db.session.add_all(case for _, case in cases)
    db.session.flush()  # all at once: the rows go to the database in few statements
    for claim, case in cases:
        imported = Imported(
            number=case.number,
            body=body.code,
            file=checked.sha256,
            line=claim.line,
            claimed=_claimed(claim),
            asked=fingerprints.commitment(case),
        )
        casefile.record(case, imported, Hand(SYSTEM, now, calendar))
    return len(checked.claims)


def _claimed(claim: Claim) -> Claimed:
    values, dates = claim.values, claim.dates
    return Claimed(
        number=values.get("number"),
        outcome=Outcome(values["outcome"]) if "outcome" in values else None,
        unit=values.get("unit"),
        filed_on=dates.get("filed_on"),
        due_on=dates.get("due_on"),
        answered_on=dates.get("answered_on"),
    )


def claims_in_order(checked: Checked) -> tuple[Claim, ...]:
    """The rows in the order of their claimed dates, so that old numbers run with time."""
    return tuple(sorted(checked.claims, key=lambda claim: (claim.filed_on, claim.line)))


def _lowest_serials(body: PublicBody) -> dict[int, int]:
    """What has no registration number (imported rows, objections without a request) counts downwards from -1, so that
    the numbers of real requests keep having no gaps."""
    rows = db.session.execute(
        select(CaseFile.year, func.min(CaseFile.serial))
        .where(CaseFile.body_id == body.id, CaseFile.serial < 0)
        .group_by(CaseFile.year)
    )
    return dict(rows.all())


def _closed_case(body: PublicBody, claim: Claim, year: int, serial: int, now: datetime) -> CaseFile:
    values = claim.values
    return opening.blank_case(
        body,
        now,
        number=f"{body.prefix}-L{year % 100:02d}-{-serial:05d}",
        year=year,
        serial=serial,
        form_token=f"register:{claim.fingerprint}",
        code=secrets.token_urlsafe(16),  # told to nobody: an old row is not followed by a code
        requester=_requester(values),
        is_imported=True,
        channel=values.get("channel", ""),
        question=values["question"],
        purpose=values.get("purpose", ""),
        stage=Stage.CLOSED,
        filed_on=claim.filed_on,
    )


def _requester(values: Mapping[str, str]) -> Requester | None:
    if not values.get("name"):
        return None
    person = values.get("email", "").lower() or values.get("phone", "") or values["name"].casefold()
    return Requester(
        kind=RequesterKind.PERSON,
        name=values["name"],
        address=values.get("address", ""),
        phone=values.get("phone", ""),
        email=values.get("email", ""),
        person_blind=known_again.blind_of(person),
    )
