"""Readable histories: bodies, units, users and cases, made through the use cases and nothing else.

    body = a_body()
    pupr = a_unit(body, "pupr")
    case = a_case(body).filed("2026-04-02 21:15").routed("2026-04-07", pupr).answered("2026-04-14").built()

Needs an application context; every builder commits, so that a client sees what was made. Days are written in full;
without a clock time it is nine in the morning at the body's office.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.grounds import ORDERING, Decision, ExtensionGround, Outcome
from pid_tracker.law.notice_contents import NoticeContents
from pid_tracker.law.permissions import ANYONE, SYSTEM, Actor, Role
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import Appointment, CaseFile, Installation, Part, PublicBody, Unit, User
from pid_tracker.services.answer import answering, correcting, costing, handing_over, partial_delivery, referring
from pid_tracker.services.calendar.calendars import calendar_of
from pid_tracker.services.dispute import disputing
from pid_tracker.services.gate import casefile, extending
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.objection import deciding, objecting
from pid_tracker.services.people import account_acts
from pid_tracker.services.people.passwords import hash_password
from pid_tracker.services.request import conversation, filing, hand_backs, labels, triage, withdrawing
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store import files as file_store

PASSWORD = "perahu biru di teluk dalam"
_HASHES: list[str] = []  # one hash for all: hashing is slow on purpose

UNIT_NAMES = {
    "pupr": ("Dinas Pekerjaan Umum dan Penataan Ruang", "PUPR", ["1.03"]),
    "dkp": ("Dinas Kelautan dan Perikanan", "DKP", ["3.25"]),
    "dinkes": ("Dinas Kesehatan", "Dinkes", ["1.02"]),
    "diskominfo": ("Dinas Komunikasi dan Informatika", "Diskominfo", ["2.16"]),
}


def instant(when: str | datetime, zone: str = "Asia/Jayapura") -> datetime:
    """ "2026-04-02" (nine in the morning), "2026-04-02 21:15" or "2026-04-02 23:59:59" at an office in `zone`."""
    if isinstance(when, datetime):
        return when
    text = when if " " in when or "T" in when else f"{when} 09:00"
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


# -- bodies, units, people ---------------------------------------------------------------------------------------------


def a_body(
    code: str = "maluku",
    *,
    zone: str = "Asia/Jayapura",
    prefix: str | None = None,
    installed_on: str = "2026-10-01",
    **more: Any,
) -> PublicBody:
    """A public body; the first one made is the installation's own (its name stands at the top of every page).

    The installation knows the decrees signed up to `installed_on`: by default those of all five years.
    """
    values: dict[str, Any] = {
        "name": f"Pemerintah Provinsi {code.capitalize()}",
        "short_name": f"Provinsi {code.capitalize()}",
        "prefix": prefix or code[:3].upper(),
        "region_code": "81",
        "level": "province",
        "seat": "Ambon",
        "address": "Jalan Pelayanan Informasi 1, Ambon",
        "phone": "0911-000-0100",
        "whatsapp": "0811-0000-0100",
        "email": f"ppid@{code}.example.id",
        "office_hours": "Senin sampai Jumat 08.00–16.00",
    } | more
    body = PublicBody(code=code, zone=zone, **values)
    db.session.add(body)
    if db.session.scalar(select(Installation.id)) is None:
        made = instant(installed_on, zone)
        db.session.add(Installation(mode="test", body_code=code, created_at=made, demo_ready=False))
    db.session.commit()
    return body


def a_unit(body: PublicBody, code: str = "pupr", name: str | None = None, urusan: Sequence[str] | None = None) -> Unit:
    """A unit of `body`; some codes have a real name by default."""
    usual = UNIT_NAMES.get(code, (f"Dinas {code.capitalize()}", code.capitalize(), []))
    unit = Unit(
        body=body,
        code=code,
        name=name or usual[0],
        short_name=usual[1],
        urusan_codes=list(urusan if urusan is not None else usual[2]),
    )
    db.session.add(unit)
    db.session.commit()
    return unit


def a_user(
    username: str,
    role: Role | None = None,
    body: PublicBody | None = None,
    unit: Unit | None = None,
    *,
    name: str | None = None,
    from_on: str = "2020-01-01",
    until_on: str | None = None,
    **more: Any,
) -> User:
    """Somebody with the password PASSWORD and no second factor, appointed to `role` from `from_on` on."""
    if not _HASHES:
        _HASHES.append(hash_password(PASSWORD))
    user = User(username=username, name=name or f"Petugas {username.capitalize()}", password_hash=_HASHES[0], **more)
    db.session.add(user)
    db.session.flush()
    if role is not None:
        appoint(user, role, body or (unit.body if unit else None), unit, from_on=from_on, until_on=until_on)
    db.session.commit()
    return user


def appoint(
    user: User,
    role: Role,
    body: PublicBody | None = None,
    unit: Unit | None = None,
    *,
    from_on: str = "2020-01-01",
    until_on: str | None = None,
) -> Appointment:
    """One more role for `user`."""
    db.session.add(user)
    db.session.flush()
    appointment = Appointment(
        user_id=user.id,
        role=role,
        body=body,
        unit=unit,
        decree_number="SK-001/2020",
        from_on=date.fromisoformat(from_on),
        until_on=date.fromisoformat(until_on) if until_on else None,
    )
    account_acts.give(appointment, None, instant("2020-01-01"))
    db.session.commit()
    return appointment


def the_officer(body: PublicBody) -> Actor:
    """The PPID of `body`, as an actor of use cases."""
    return Actor(Role.OFFICER, f"PPID {body.short_name}", body_id=body.id)


def the_desk(body: PublicBody) -> Actor:
    """The desk of `body`."""
    return Actor(Role.DESK, f"Meja layanan PPID {body.short_name}", body_id=body.id)


def the_unit(unit: Unit) -> Actor:
    """The PPID pelaksana of `unit`."""
    return Actor(Role.UNIT_OFFICER, unit.name, body_id=unit.body_id, unit_id=unit.id)


def the_requester(case: CaseFile) -> Actor:
    """Who showed number and code of `case`."""
    return replace(ANYONE, case_ids=frozenset({case.id}))


# -- cases -------------------------------------------------------------------------------------------------------------


def a_requester(name: str = "Yohana Pattiwael", **more: Any) -> filing.NewRequester:
    """A person with an e-mail address; every field can be given."""
    values: dict[str, Any] = {
        "kind": "PERSON",
        "address": "Jalan Pantai 7, Ambon",
        "phone": "0812-1111-2222",
        "phone_channel": "SMS",
        "email": "yohana@contoh.id",
        "nik": "8171014503740001",
    } | more
    return filing.NewRequester(name=name, **values)


def a_case(body: PublicBody) -> "CaseBuilder":
    """A case of `body`: call `filed` first, then what happened, then `built`."""
    return CaseBuilder(body)


class CaseBuilder:
    """The history of one case, act by act; `case` is there from `filed` on."""

    case: CaseFile

    def __init__(self, body: PublicBody) -> None:
        """Begin a history at `body`."""
        self.body = body

    def _now(self, when: str | datetime) -> datetime:
        return instant(when, self.body.zone)

    @property
    def _calendar(self) -> Any:
        return calendar_of(self.body)

    def _hand(self, actor: Actor, when: str | datetime) -> Hand:
        return Hand(actor, self._now(when), self._calendar)

    def part(self, place: int = 1) -> Part:
        """The part at `place`, counted from 1."""
        return next(part for part in self.case.parts if part.place == place)

    def filed(
        self,
        when: str | datetime,
        *,
        question: str = "Daftar syarat dan jumlah penerima bantuan nelayan Kota Ambon tahun 2025",
        complete: bool = True,
        requester: filing.NewRequester | None = None,
        by: Actor = ANYONE,
        received_on: str | None = None,
        **more: Any,
    ) -> "CaseBuilder":
        """The request is filed; `complete` says whether the proof of identity came with it."""
        new = filing.NewRequest(
            form_token=secrets.token_urlsafe(16),
            requester=requester or a_requester(),
            question=question,
            is_complete=complete,
            identity_way="PHOTO" if complete else "LATER",
            received_on=date.fromisoformat(received_on) if received_on else None,
            **more,
        )
        self.case = filing.file_request(self.body, new, self._hand(by, when))
        return self

    def found_lacking(self, when: str | datetime, *lacks: str, note: str = "") -> "CaseBuilder":
        """The officer says what is missing (codes of `triage.LACKS`; default the identity)."""
        officer = the_officer(self.body)
        triage.notify_deficiency(self.case, lacks or ("IDENTITY",), note, self._hand(officer, when))
        return self

    def completed(self, when: str | datetime, *handed_in: str) -> "CaseBuilder":
        """The requester hands in what was missing."""
        filing.complete_request(
            self.case, self._hand(the_requester(self.case), when), handed_in=handed_in or ("IDENTITY",)
        )
        return self

    def declared_complete(self, when: str | datetime) -> "CaseBuilder":
        """The officer finds the request complete."""
        triage.declare_complete(self.case, self._hand(the_officer(self.body), when))
        return self

    def split(self, when: str | datetime, *texts: str) -> "CaseBuilder":
        """The officer adds parts."""
        triage.split_parts(self.case, texts, self._hand(the_officer(self.body), when))
        return self

    def routed(
        self, when: str | datetime, unit: Unit, part: int = 1, *, instruction: str = "", due: str | None = None
    ) -> "CaseBuilder":
        """The officer gives a part to a unit."""
        routing = triage.Routing(unit, self.part(part).text, date.fromisoformat(due) if due else None, instruction)
        triage.route_part(self.case, self.part(part), routing, self._hand(the_officer(self.body), when))
        return self

    def _unit_of(self, part: int) -> Actor:
        unit = self.part(part).unit
        assert unit is not None, "route the part first"
        return the_unit(unit)

    def accepted(self, when: str | datetime, part: int = 1) -> "CaseBuilder":
        """The unit accepts its part."""
        triage.accept_part(self.case, self.part(part), self._hand(self._unit_of(part), when))
        return self

    def handed_back(
        self, when: str | datetime, part: int = 1, reason: str = "NOT_OURS", why: str = "Kewenangan dinas lain"
    ) -> "CaseBuilder":
        """The unit hands its part back."""
        triage.hand_back_part(self.case, self.part(part), reason, why, self._hand(self._unit_of(part), when))
        return self

    def answered_by_unit(
        self,
        when: str | datetime,
        part: int = 1,
        result: str = "OPEN",
        explanation: str = "Datanya ada di lampiran.",
        files: Sequence[str] = (),
    ) -> "CaseBuilder":
        """The unit hands its answer in; `files` are the SHA-256 of what was attached."""
        answer = triage.UnitAnswer(
            result, explanation, "Sekretaris dinas", "Arsip dinas" if result == "NOT_HELD" else ""
        )
        triage.answer_part(self.case, self.part(part), answer, self._hand(self._unit_of(part), when), files=files)
        return self

    def confirmed(
        self, when: str | datetime, part: int = 1, instruction: str = "Cari di arsip bidang jalan."
    ) -> "CaseBuilder":
        """The officer keeps a part at the unit that handed it back."""
        officer = the_officer(self.body)
        hand_backs.confirm_part(self.case, self.part(part), instruction, self._hand(officer, when))
        return self

    def asked(self, when: str | datetime, question: str = "Untuk kabupaten yang mana?") -> "CaseBuilder":
        """The officer asks the requester."""
        conversation.ask(self.case, question, self._hand(the_officer(self.body), when))
        return self

    def replied(
        self, when: str | datetime, reply: str = "Untuk Kota Ambon saja.", by: Actor | None = None
    ) -> "CaseBuilder":
        """The requester replies (or `by` notes it)."""
        actor = by or the_requester(self.case)
        conversation.reply(self.case, reply, self._hand(actor, when))
        return self

    def delivered_ahead(
        self, when: str | datetime, *places: int, note: str = "Daftarnya kami berikan sekarang."
    ) -> "CaseBuilder":
        """The officer gives ready parts ahead of the notice (default the first)."""
        officer = the_officer(self.body)
        partial_delivery.deliver_ahead(self.case, places or (1,), note, self._hand(officer, when))
        return self

    def relabelled(
        self,
        when: str | datetime,
        label: str = "COMPLAINT",
        reason: str = "Anda melaporkan lampu jalan yang rusak agar diperbaiki.",
        where: str = "SP4N-LAPOR!, di lapor.go.id atau SMS ke 1708",
    ) -> "CaseBuilder":
        """The officer says that this is no information request."""
        officer = the_officer(self.body)
        labels.relabel(self.case, label, reason, where, self._hand(officer, when))
        return self

    def insisted(self, when: str | datetime, by: Actor | None = None) -> "CaseBuilder":
        """The requester says that it stays one."""
        labels.insist(self.case, self._hand(by or the_requester(self.case), when))
        return self

    def extended(
        self, when: str | datetime, sentence: str = "Datanya masih dikumpulkan dari kabupaten."
    ) -> "CaseBuilder":
        """Seven working days more; a part that lies with no office says why not."""
        ground = ExtensionGround.NOT_YET_HELD.value
        officer = the_officer(self.body)
        reasons = {part.place: "Kantor yang menguasainya masih ditanyakan." for part in extending.unplaced(self.case)}
        answering.extend_term(self.case, ground, sentence, self._hand(officer, when), reasons=reasons)
        return self

    def answered(self, when: str | datetime, outcome: Outcome = Outcome.GRANTED) -> "CaseBuilder":
        """The written notice is sent, every part with `outcome`, with all that the law asks for."""
        answering.send_notice(self.case, self.lawful_notice(outcome), self._hand(the_officer(self.body), when))
        return self

    def lawful_notice(self, outcome: Outcome = Outcome.GRANTED) -> NoticeContents:
        """A notice that lacks nothing."""
        return a_lawful_notice(self.case, outcome)

    def rated(self, when: str | datetime, rating: str = "YES") -> "CaseBuilder":
        """The requester says whether it was answered."""
        filing.rate_answer(self.case, rating, self._hand(the_requester(self.case), when))
        return self

    def objected(
        self,
        when: str | datetime,
        grounds: str = "d",
        *,
        wish: str = "Berikan tabel lengkapnya",
        chronology: str = "Saya meminta, lalu menerima jawaban yang lain.",
        by: Actor | None = None,
        channel: str = "WEB",
        received_on: str | None = None,
    ) -> "CaseBuilder":
        """The requester objects on grounds given as letters ("cg"); `by` the desk for what came by letter."""
        objecting.lodge_objection(
            self.case, list(grounds), wish, chronology, self._hand(by or the_requester(self.case), when),
            channel=channel, received_on=date.fromisoformat(received_on) if received_on else None,
        )  # fmt: skip
        return self

    def objected_without_request(self, when: str | datetime, **more: Any) -> "CaseBuilder":
        """Somebody objects that periodic information is missing (ground b), without a request."""
        values: dict[str, Any] = {
            "form_token": secrets.token_urlsafe(16),
            "requester": a_requester(),
            "question": "Laporan keuangan daerah tahun 2025 tidak ada di situs",
        } | more
        new = objecting.NewObjection(**values)
        self.case = objecting.lodge_without_request(self.body, new, self._hand(ANYONE, when))
        return self

    def explained(self, when: str | datetime) -> "CaseBuilder":
        """The PPID explains to the superior."""
        deciding.explain_objection(
            self.case, "Tabelnya belum kami rekap saat menjawab.", self._hand(the_officer(self.body), when)
        )
        return self

    def talked(self, when: str | datetime, result: str = "NOT_AGREED") -> "CaseBuilder":
        """The parties talk (musyawarah)."""
        minutes = "Kedua pihak hadir di meja layanan."
        deciding.hold_talks(self.case, result, minutes, self._hand(the_superior(self.body), when))
        return self

    def decided(
        self,
        when: str | datetime,
        result: Decision = Decision.REVERSED,
        *,
        execute_by: str | None = None,
        by: Actor | None = None,
        **more: Any,
    ) -> "CaseBuilder":
        """The superior decides, with all that the law asks for; an order is due five working days later."""
        now = self._now(when)
        day = now.astimezone(ZoneInfo(self.body.zone)).date()
        decision = a_lawful_decision(
            self.case, result,
            execute_by=date.fromisoformat(execute_by) if execute_by else self._calendar.count(day, 5).day,
            **more,
        )  # fmt: skip
        deciding.decide_objection(self.case, decision, Hand(by or the_superior(self.body), now, self._calendar))
        return self

    def responded(self, when: str | datetime, result: str = "ACCEPTS") -> "CaseBuilder":
        """The requester responds to the decision."""
        deciding.respond_to_decision(self.case, result, "Terima kasih.", self._hand(the_requester(self.case), when))
        return self

    def executed(self, when: str | datetime, files: Sequence[str] = ()) -> "CaseBuilder":
        """The PPID carries the decision out."""
        note = "Tabel lengkap dikirim lewat tautan."
        deciding.execute_decision(self.case, note, self._hand(the_officer(self.body), when), files=files)
        return self

    def withdrawn(self, when: str | datetime) -> "CaseBuilder":
        """The requester withdraws."""
        filing.withdraw(self.case, self._hand(the_requester(self.case), when))
        return self

    def referred_to(self, when: str | datetime, body: PublicBody, *places: int) -> "CaseBuilder":
        """The notice is sent: the parts at `places` (default all) are with `body`, the others are given."""
        whole, given = self.lawful_notice(Outcome.REFERRED), self.lawful_notice()
        parts = tuple(
            replace(away, holder=body.name, holder_address=body.address, holder_code=body.code)
            if not places or away.place in places
            else kept
            for away, kept in zip(whole.parts, given.parts, strict=True)
        )
        contents = replace(given if places else whole, parts=parts)
        answering.send_notice(self.case, contents, self._hand(the_officer(self.body), when))
        return self

    def passed_on(
        self, when: str | datetime, consent: referring.Consent = referring.Consent.REQUESTER
    ) -> "CaseBuilder":
        """The requester consents after the answer; what another body has is passed on."""
        by = the_officer(self.body) if consent is referring.Consent.TOLD else the_requester(self.case)
        how = "Lewat telepon, pagi ini" if consent is referring.Consent.TOLD else ""
        referring.pass_on(self.case, consent, self._hand(by, when), how=how)
        return self

    def cost_noted(
        self, when: str | datetime, sheets: int = 120, per_sheet: int = 300, *, by: Actor | None = None, **more: Any
    ) -> "CaseBuilder":
        """The officer tells what a copy on paper costs."""
        more = {"payment": "Tunai di meja layanan, dengan tanda terima"} | more
        cost = costing.Cost(sheets, per_sheet, **more)
        costing.note_cost(self.case, cost, self._hand(by or the_officer(self.body), when))
        return self

    def handed_over(
        self, when: str | datetime, way: str = "VIEWING", items: Sequence[str] = ("Jilid 1", "Jilid 2"), **more: Any
    ) -> "CaseBuilder":
        """The desk hands information over and writes the record."""
        more = {"receiver": "Yohana Pattiwael", "signed": "" if way == "POST" else "SIGNED"} | more
        given = handing_over.HandOver(way, tuple(items), **more)
        handing_over.hand_over(self.case, given, self._hand(the_desk(self.body), when))
        return self

    def withdrawn_by_staff(self, when: str | datetime, how: str = "Surat, diterima di meja") -> "CaseBuilder":
        """The desk writes down that the requester withdraws, with the requester's statement."""
        withdrawing.withdraw_for_requester(self.case, a_statement(), how, self._hand(the_desk(self.body), when))
        return self

    def corrected(
        self, when: str | datetime, about: str = "ADDRESS", right: str = "Jalan Pantai 17, Ambon", wrong: str = ""
    ) -> "CaseBuilder":
        """The officer corrects a clerical error."""
        officer, reason = the_officer(self.body), "Salah ketik saat dicatat di meja."
        now = self._now(when)
        correcting.correct(self.case, about, right, reason, Hand(officer, now, self._calendar), wrong=wrong)
        return self

    def disputed(
        self,
        when: str | datetime,
        number: str = "007/VIII/KIP-MAL-PS/2026",
        *,
        by: Actor | None = None,
        registered_on: str | None = None,
    ) -> "CaseBuilder":
        """The commission has registered the dispute; told by the requester unless another actor is given."""
        disputing.register_dispute(
            self.case,
            number,
            self._hand(by or the_requester(self.case), when),
            registered_on=date.fromisoformat(registered_on) if registered_on else None,
        )
        return self

    def in_stage(self, when: str | datetime, stage: str = "HEARING", *, on: str | None = None) -> "CaseBuilder":
        """The officer notes a stage before the commission, with the day of its session."""
        day = date.fromisoformat(on) if on else None
        officer = the_officer(self.body)
        disputing.move_to_stage(self.case, stage, self._hand(officer, when), on=day)
        return self

    def ruling(
        self,
        when: str | datetime,
        result: str = "ORDERS_RELEASE",
        *,
        execute_by: str | None = None,
        received_on: str | None = None,
    ) -> "CaseBuilder":
        """The copy of the commission's ruling arrives."""
        told = disputing.Ruling(
            result,
            "015/X/KIP-MAL-PS-A/2026",
            "Memerintahkan Termohon memberikan informasi.",
            date.fromisoformat(received_on) if received_on else None,
            date.fromisoformat(execute_by) if execute_by else None,
        )
        disputing.receive_ruling(self.case, told, self._hand(the_officer(self.body), when))
        return self

    def in_court(self, when: str | datetime, court: str = "PTUN", by: str = "BODY") -> "CaseBuilder":
        """A party goes to court."""
        disputing.file_in_court(self.case, court, by, self._hand(the_officer(self.body), when))
        return self

    def ruling_executed(
        self, when: str | datetime, *files: tuple[str, bytes], note: str = "Tabelnya kami berikan."
    ) -> "CaseBuilder":
        """The officer carries out what the ruling orders."""
        hand = self._hand(the_officer(self.body), when)
        kept = [
            file_store.keep(
                content, kind=DocumentKind.EXECUTION, name=name, media_type="text/csv", now=hand.now, case=self.case,
                user_id=hand.actor.user_id,
            )
            for name, content in files
        ]  # fmt: skip
        disputing.execute_ruling(self.case, note, hand, files=[row.sha256 for row in kept])
        return self

    def dispute_closed(
        self, when: str | datetime, end: str = "RULED", *, execute_by: str | None = None
    ) -> "CaseBuilder":
        """The dispute is over."""
        disputing.close_dispute(
            self.case, end, "Selesai menurut berita acara.", self._hand(the_officer(self.body), when),
            execute_by=date.fromisoformat(execute_by) if execute_by else None,
        )  # fmt: skip
        return self

    def looked_at(self, when: str | datetime) -> "CaseBuilder":
        """The night sweep projects the case anew: what only the date changes is seen."""
        moment = self._now(when)
        day = moment.astimezone(ZoneInfo(self.body.zone)).date()
        casefile.project(self.case, self._calendar, day)
        return self

    def built(self) -> CaseFile:
        """The case, committed; its codes are read, since they are deferred and a test may look at it afterwards."""
        db.session.commit()
        _ = self.case.code, self.case.link_token
        return self.case


def a_statement() -> Copy:
    """The scan of a requester's statement of withdrawal."""
    return Copy(b"%PDF-1.7 saya mencabut permintaan saya", "application/pdf", "pernyataan.pdf")


def a_lawful_notice(case: CaseFile, outcome: Outcome = Outcome.GRANTED) -> NoticeContents:
    """A notice for `case` that lacks nothing, every part with `outcome`."""
    gives = outcome is Outcome.GRANTED
    drafted = answering.draft_notice(case)
    parts = tuple(
        replace(
            part,
            outcome=outcome,
            material=(part.material or "Tabel penerima bantuan, satu berkas") if gives else "",
            searched="Arsip sekretariat dan dinas" if outcome is Outcome.NOT_HELD else "",
            holder="Kantor Pertanahan Kota Ambon" if outcome is Outcome.REFERRED else "",
            holder_address="Jalan Jenderal Sudirman 1, Ambon" if outcome is Outcome.REFERRED else "",
        )
        for part in drafted.parts
    )
    return NoticeContents(
        parts=parts,
        summary="Kami berikan tabelnya." if gives else "Informasi ini tidak ada pada kami.",
        form="Berkas digital (softcopy)" if gives else "",
        delivery="Melalui tautan aman" if gives else "",
        cost_rupiah=0 if gives else None,
        time_needed="Tersedia saat surat ini dikirim" if gives else "",
        redaction="Tidak ada bagian yang dihitamkan" if gives else "",
    )


def a_lawful_decision(case: CaseFile, result: Decision = Decision.REVERSED, **more: Any) -> deciding.ObjectionDecision:
    """A decision on the objection of `case` that lacks nothing."""
    values: dict[str, Any] = {
        "result": result.value,
        "reasons": "Tabel itu terbuka dan sudah ada di dinas.",
        "rebuttals": dict.fromkeys(case.grounds, "Benar, tabelnya belum diberikan kepada pemohon."),
        "order": "Berikan tabel lengkap dalam bentuk XLSX." if result in ORDERING else "",
    } | more
    if result not in ORDERING:
        values["execute_by"] = None
    return deciding.ObjectionDecision(**values)


def the_superior(body: PublicBody, user_id: int | None = None) -> Actor:
    """The atasan PPID of `body`."""
    return Actor(Role.SUPERIOR, f"Atasan PPID {body.short_name}", user_id=user_id, body_id=body.id)


def the_system() -> Actor:
    """Nightly work."""
    return SYSTEM
