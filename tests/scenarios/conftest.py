"""The world of the scenarios: a province, a regency of it, a regency in another zone; an account for every desk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from pid_tracker.clock import FrozenClock
from pid_tracker.extensions import db
from pid_tracker.law.permissions import Role
from pid_tracker.models import CaseFile, Message, PublicBody
from pid_tracker.services.answer import approval
from pid_tracker.services.upkeep import verifying
from tests.browsing import Browser, words_of
from tests.builders import a_body, a_unit, a_user, instant
from tests.returning import returning
from tests.web.citizen import browsing as citizen_pages

ZONES = {"maluku": "Asia/Jayapura", "buru": "Asia/Jayapura", "belu": "Asia/Makassar"}


@dataclass
class World:
    """Everybody at their screens, and one clock for all."""

    app: Flask
    clock: FrozenClock
    runner: FlaskCliRunner

    def at(self, when: str, body: str = "maluku") -> None:
        """Move the clock to a moment at the office of `body`."""
        self.clock.move_to(instant(when, ZONES[body]))

    def phone(self) -> FlaskClient:
        """A citizen's phone, without JavaScript."""
        return returning(self.app)

    def officer(self, username: str) -> Browser:
        """An officer, signed in."""
        return Browser(self.app).sign_in(username)

    def files(self, phone: FlaskClient, question: str, **more: dict[str, Any]) -> str:
        """A citizen files with the proof of identity; the number."""
        steps = {
            "/minta/1": {"question": question},
            "/minta/4": {"identity_way": "PHOTO", "identity": citizen_pages.upload(citizen_pages.a_photo())},
        } | more
        return citizen_pages.send(phone, **steps)

    def case(self, number: str) -> CaseFile:
        """The case, inside an application context."""
        return db.session.query(CaseFile).filter_by(number=number).one()

    def seen(self, number: str, *names: str) -> tuple[Any, ...]:
        """Some columns of a case as they are stored now."""
        with self.app.app_context():
            case = self.case(number)
            return tuple(getattr(case, name) for name in names)

    def kinds(self, number: str) -> list[str]:
        """The events of a case."""
        with self.app.app_context():
            return [row.kind.value for row in self.case(number).events]

    def messages(self, number: str, template: str) -> int:
        """How many messages of a kind the requester of a case was told."""
        with self.app.app_context():
            return db.session.query(Message).filter_by(case=self.case(number), template=template).count()

    def night(self, when: str, body: str = "maluku") -> str:
        """The night's work; what the command prints."""
        moment = instant(when, ZONES[body]).isoformat()
        result = self.runner.invoke(args=["nightly", "--as-of", moment])
        assert "GAGAL" not in result.output, result.output
        return result.output

    def routes(
        self, ppid: Browser, number: str, unit: str, place: int = 1, text: str = "Yang diminta, tanpa nama"
    ) -> None:
        """The PPID gives a part to a unit."""
        here, prefix = f"/petugas/perkara/{number}", f"bagian{place}-"
        with self.app.app_context():
            found = next(row for row in self.case(number).body.units if row.code == unit)
            fields = {f"{prefix}unit": str(found.id), f"{prefix}text_for_unit": text}
        answer = ppid.post(f"{here}/bagian/{place}/teruskan", fields, on=here)
        assert answer.status_code == 302, words_of(answer)

    def part_page(self, number: str, place: int = 1) -> str:
        """The address of a part on its unit's screen."""
        with self.app.app_context():
            return f"/petugas/bagian/{self.case(number).parts[place - 1].id}"

    def unit_answers(
        self, username: str, number: str, place: int = 1, result: str = "OPEN", searched: str = ""
    ) -> None:
        """The unit hands its part in."""
        here = self.part_page(number, place)
        fields = {
            "jawab-result": result,
            "jawab-explanation": "Datanya ada di arsip dinas. Kami lampirkan ringkasannya.",
            "jawab-checked_by": "Sekretaris dinas",
            "jawab-searched": searched,
        }
        answer = self.officer(username).post(f"{here}/jawab", fields, on=here)
        assert answer.status_code == 302, words_of(answer)

    def sends_letter(self, ppid: Browser, number: str, outcome: str = "GRANTED", **more: str) -> None:
        """The PPID sends the letter, every part with one outcome."""
        here = f"/petugas/perkara/{number}/surat"
        answer = ppid.post(here, self.letter(number, outcome) | more | {"wish": "send"}, on=here)
        assert answer.status_code == 302, words_of(answer)

    def letter(self, number: str, outcome: str = "GRANTED") -> dict[str, str]:
        """What a lawful letter says."""
        gives = outcome == "GRANTED"
        fields = {
            "surat-summary": "Informasi yang diminta kami jelaskan di surat ini.",
            "surat-form": "Berkas digital" if gives else "",
            "surat-delivery": "Melalui tautan aman" if gives else "",
            "surat-cost": "0" if gives else "",
            "surat-time_needed": "Tersedia saat surat dikirim" if gives else "",
            "surat-redaction": "Tidak ada bagian yang dihitamkan" if gives else "",
        }
        with self.app.app_context():
            places = [part.place for part in self.case(number).parts]
        for place in places:
            fields |= {
                f"bagian{place}-outcome": outcome,
                f"bagian{place}-material": "Tabel, satu berkas" if gives else "",
                f"bagian{place}-searched": "Arsip sekretariat dan dinas" if outcome == "NOT_HELD" else "",
                f"bagian{place}-holder": "Kantor Pertanahan Kota Ambon" if outcome == "REFERRED" else "",
                f"bagian{place}-holder_address": "Jalan Sudirman 1, Ambon" if outcome == "REFERRED" else "",
            }
        return fields

    def draft_of(self, number: str) -> str:
        """The fingerprint of the draft that waits for approval."""
        with self.app.app_context():
            last = approval.round_of(self.case(number))
            assert last is not None
            return last.draft

    def figure_rows(self) -> list[str]:
        """The lines of permintaan.csv without its heading."""
        return self.phone().get("/data/permintaan.csv").text.splitlines()[1:]


def days_of(page: str) -> set[str]:
    """The dates that a page names, as it writes them."""
    return set(re.findall(r"\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d{1,2} \w+ \d{4}", page))


@pytest.fixture
def world(app: Flask, clock: FrozenClock, runner: FlaskCliRunner) -> Iterator[World]:
    """A province with three units, its regency Buru, and the regency Belu in WITA."""
    with app.app_context():
        province = a_body()
        buru = a_body(
            "buru", prefix="BUR", name="Pemerintah Kabupaten Buru", short_name="Kabupaten Buru", level="regency"
        )
        buru.parent_id = province.id
        belu = a_body(
            "belu", zone="Asia/Makassar", prefix="BEL", name="Pemerintah Kabupaten Belu", short_name="Kabupaten Belu"
        )
        for code in ("pupr", "perkim", "dinkes"):
            a_user(code, Role.UNIT_OFFICER, unit=a_unit(province, code))
        for prefix, body in (("", province), ("buru-", buru), ("belu-", belu)):
            a_user(f"{prefix}meja", Role.DESK, body)
            a_user(f"{prefix}ppid", Role.OFFICER, body)
            a_user(f"{prefix}sekda", Role.SUPERIOR, body)
        a_user("pengawas", Role.SUPERVISOR, province)
        a_unit(buru, "dinkes")
        db.session.commit()
    found = World(app, clock, runner)
    yield found
    with app.app_context():
        assert verifying.verify().difference == ""


def on(text: str) -> date:
    """A day."""
    return date.fromisoformat(text)


def body_named(code: str) -> PublicBody:
    """A body, inside an application context."""
    return db.session.query(PublicBody).filter_by(code=code).one()
