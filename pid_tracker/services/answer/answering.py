"""What the PPID does to answer: more time (perpanjangan), the draft of the notice, the notice (pemberitahuan
tertulis)."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import func, select

from pid_tracker.extensions import JSONValue, db
from pid_tracker.law.acts import open_steps, require
from pid_tracker.law.events import EventKind as E
from pid_tracker.law.facts import Answered, Extended
from pid_tracker.law.grounds import ExtensionGround, Outcome
from pid_tracker.law.incomplete import Incomplete, Missing
from pid_tracker.law.notice_contents import NOTHING_REDACTED, NoticeContents, PartAnswer, missing, outcome_of
from pid_tracker.law.permissions import Actor
from pid_tracker.law.states import IllegalStep
from pid_tracker.law.vocabulary.asking import Delivery
from pid_tracker.law.vocabulary.handling import PartResult
from pid_tracker.models import CaseFile, Notice
from pid_tracker.services.answer import approval, referring, tests_at_hand
from pid_tracker.services.gate import casefile, extending, fingerprints, revising
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.words import printable

#: What a unit's proposal means for the notice. A proposal to close decides nothing: the officer tests first.
_OUTCOMES: Mapping[str, Outcome] = {PartResult.OPEN: Outcome.GRANTED, PartResult.NOT_HELD: Outcome.NOT_HELD}


def extend_term(
    case: CaseFile, ground: str, sentence: str, hand: Hand, *, reasons: Mapping[int, str] | None = None
) -> None:
    """Seven working days more (perpanjangan), once, on or before the due date, on one of the two grounds, in plain
    words. `reasons` say, by place, why a part lies with no office yet (ruling R30).

    UU 14/2008 Pasal 22 ayat (8); PERKI 1/2021 Pasal 36.
    """
    lacking = []
    if ground not in set(ExtensionGround):
        lacking.append(Missing("ground", "Pilih satu alasan", "PERKI 1/2021 Pasal 36 ayat (1)"))
    if len(sentence.strip()) < 15:
        lacking.append(
            Missing("sentence", "Tulis alasannya dalam satu kalimat untuk pemohon", "UU 14/2008 Pasal 22 ayat (8)")
        )
    if lacking:
        raise Incomplete(lacking)
    casefile.record(
        case,
        Extended(ExtensionGround(ground), sentence.strip()),
        hand,
        texts={extending.reason_name(place): why for place, why in (reasons or {}).items()},
    )


def draft_notice(case: CaseFile) -> NoticeContents:
    """The notice as it drafts itself from the parts, or as it was saved. Nothing is decided by this."""
    saved = notice_of(case)
    if saved is not None and saved.contents:
        return read_contents(saved.contents)
    parts = tuple(
        PartAnswer(
            place=part.place,
            question=part.text,
            outcome=Outcome.REFERRED if part.referred_to else _OUTCOMES.get(part.result),
            material=part.explanation if part.result == PartResult.OPEN else "",
            searched=part.searched,
            holder=part.referred_to,
            holder_address=part.referred_address,
            holder_code=part.referred_code,
        )
        for part in case.parts
    )
    gives = any(part.outcome is Outcome.GRANTED for part in parts)
    return NoticeContents(
        parts=parts,
        summary=" ".join(part.explanation for part in case.parts if part.explanation)[:600],
        form="Berkas digital (softcopy)" if gives else "",
        delivery=Delivery.words_of(case.delivery) if gives else "",
        cost_rupiah=0 if gives and case.delivery in (Delivery.LINK, Delivery.VIEW) else None,
        payment="",
        time_needed="Tersedia saat surat ini dikirim" if gives else "",
        redaction=NOTHING_REDACTED if gives else "",
    )


def save_notice(
    case: CaseFile, contents: NoticeContents, actor: Actor, now: datetime, *, expected_revision: int | None = None
) -> Notice:
    """Keep the officer's draft. A notice that was sent is fixed (Incomplete); so is one that waits for approval
    (IllegalStep). SavedMeanwhile when somebody was quicker: the form had shown `expected_revision` (0: no draft)."""
    notice = _notice_in_turn(case)
    if notice is not None and notice.sent_on is not None:
        raise Incomplete(
            [Missing("notice", "Surat jawaban sudah dikirim dan tidak dapat diubah", "UU 14/2008 Pasal 22")]
        )
    waiting = approval.round_of(case)
    if waiting is not None and (level := waiting.waiting) is not None:
        raise IllegalStep(E.ANSWERED, case.stage, approval.waiting_words(level))
    revising.require_seen(notice, expected_revision)
    if notice is None:  # only now: a notice hangs on its case from its making
        notice = _blank_notice(case)
        db.session.add(notice)
    notice.contents = contents_as_json(contents)
    revising.note_saved(notice, actor.label, now)
    db.session.flush()
    return notice


def send_notice(
    case: CaseFile,
    contents: NoticeContents,
    hand: Hand,
    *,
    change_reason: str = "",
    expected_revision: int | None = None,
) -> Notice:
    """Send the written notice (pemberitahuan tertulis): its outcome follows from its parts.

    Incomplete while a content of UU 14/2008 Pasal 22 ayat (7) or PERKI 1/2021 Pasal 31 ayat (4) is missing, or when a
    result was changed after approval began and `change_reason` does not say why; IllegalStep while a level of approval
    is missing, and for a closed part whose consequence tests are not in force. A part that
    another body of this installation has is passed on at once when the requester consented at filing; all of it
    happens, or nothing.
    """
    require_whole(contents)
    _stay_within_the_tests(case, contents)
    approval.require_cleared(case, fingerprint(contents_as_json(contents)), contents)
    approval.require_reason(case, contents, change_reason)
    holders = referring.holders_in(case, contents)
    notice = save_notice(case, contents, hand.actor, hand.now, expected_revision=expected_revision)
    outcomes = {part.place: part.outcome for part in contents.parts if part.outcome is not None}
    today = hand.today(case.body.zone)
    digest = fingerprint(notice.contents)
    closed = [part for part in contents.parts if part.closes]
    answered = Answered(
        outcome=outcome_of(tuple(outcomes.values())),
        parts={str(place): outcome for place, outcome in sorted(outcomes.items())},
        notice=digest,
        files=approval.files_of(case),
        tests={str(part.place): part.tests for part in closed} or None,
        articles={str(part.place): part.articles for part in closed} or None,
        holders=holders or None,
    )
    texts = {"change": change_reason} if approval.changed_outcomes(case, contents) else None
    casefile.record(case, answered, hand, texts=texts)
    notice.sha256, notice.sent_on = digest, today
    notice.number = _letter_number(case, today.year)
    if holders and case.may_refer:
        referring.pass_on(case, referring.Consent.FILED, hand.further())
    return notice


def require_whole(contents: NoticeContents) -> None:
    """Incomplete while the letter lacks a content of the law, or holds a sign that cannot be printed."""
    if lacking := [*missing(contents), *printable.lacking(_written_in(contents))]:
        raise Incomplete(lacking)


def _written_in(contents: NoticeContents) -> Iterator[tuple[str, str]]:
    """What the office writes into the letter, by field; the question is the requester's."""
    for name in ("summary", "form", "payment", "time_needed", "redaction"):
        yield name, getattr(contents, name)
    for part in contents.parts:
        for name in ("material", "searched", "holder", "holder_address", "closed", "reason"):
            yield name, getattr(part, name)


def _stay_within_the_tests(case: CaseFile, contents: NoticeContents) -> None:
    """A closed part names no other articles and no later end than its tests give: Incomplete otherwise."""
    closed = [part for part in contents.parts if part.closes]
    for part, lawful in zip(closed, tests_at_hand.rest_on_tests(closed, case.body_id), strict=True):
        if lawful.articles and not set(part.articles) <= set(lawful.articles):
            raise Incomplete([Missing("articles", "Pasal di surat tidak diuji oleh uji itu", "UU 14/2008 Pasal 19")])
        if lawful.until and part.until > lawful.until:
            raise Incomplete([Missing("until", "Tanggal akhir lebih lambat daripada ujinya", "UU 14/2008 Pasal 20")])


def refer_part(
    case: CaseFile,
    place: int,
    holder: str,
    address: str,
    actor: Actor,
    now: datetime,
    *,
    code: str = "",
    expected_revision: int | None = None,
) -> None:
    """Note in the draft that another body has the information (rujukan); it is told with the notice.

    `code` names a body of this installation; its own name and address are then taken. Nothing is passed on by this.
    NotAllowed for who does not route parts; IllegalStep once the notice was sent; Incomplete for half of an address;
    SavedMeanwhile when the draft, or another referral, was saved since the form was shown.
    """
    require(actor, E.PART_ROUTED, casefile.facts_of(case))
    saved = _notice_in_turn(case)
    is_open = case.is_unanswered and E.PART_ROUTED in open_steps(case.stage)
    if not is_open or (saved is not None and saved.sent_on is not None):
        raise IllegalStep(
            E.PART_ROUTED, case.stage, "Permintaan ini sudah tidak terbuka, jadi rujukan tidak dapat diubah lagi."
        )
    revising.require_seen(saved, expected_revision)
    if code:
        body = referring.body_for(case, code)
        holder, address = body.name, body.address
    if bool(holder.strip()) != bool(address.strip()):
        field, label = ("address", "Isi alamat badan itu") if holder.strip() else ("holder", "Isi nama badan itu")
        raise Incomplete([Missing(field, label, "UU 14/2008 Pasal 22 ayat (7) huruf b")])
    part = next(part for part in case.parts if part.place == place)
    part.referred_to, part.referred_address, part.referred_code = holder.strip(), address.strip(), code
    if saved is None or not saved.contents:
        saved = saved or _blank_notice(case)
        revising.note_saved(saved, actor.label, now)
        db.session.add(saved)
    else:
        contents = read_contents(saved.contents)
        outcome = Outcome.REFERRED if part.referred_to else _OUTCOMES.get(part.result)
        changed = tuple(
            replace(
                row,
                outcome=outcome,
                holder=part.referred_to,
                holder_address=part.referred_address,
                holder_code=part.referred_code,
            )
            if row.place == place
            else row
            for row in contents.parts
        )
        save_notice(case, replace(contents, parts=changed), actor, now)


def _letter_number(case: CaseFile, year: int) -> str:
    """The next number of the body's letter book in a year: 00017/PPID-MAL/2026. The register's lock makes it unique."""
    sent = (
        select(func.count(Notice.id))
        .join(CaseFile)
        .where(CaseFile.body_id == case.body_id, Notice.number.endswith(f"/{year}"))
    )
    return f"{(db.session.scalar(sent) or 0) + 1:05d}/PPID-{case.body.prefix}/{year}"


def _notice_in_turn(case: CaseFile) -> Notice | None:
    """The notice as it is now that it is our turn to save: another may have changed, or made, it while we waited."""
    revising.take_turn(notice_of(case))
    db.session.expire(case, ["notice"])
    return notice_of(case)


def _blank_notice(case: CaseFile) -> Notice:
    return Notice(case=case, number="", contents={}, sha256="")


def notice_of(case: CaseFile) -> Notice | None:
    """The notice of a case, draft or sent."""
    return case.notice


def fingerprint(contents: Mapping[str, JSONValue]) -> str:
    """SHA-256 (hex) of a notice's contents as stored: it stands in the ANSWERED event."""
    return hashlib.sha256(fingerprints.canonical(dict(contents))).hexdigest()


def contents_as_json(contents: NoticeContents) -> dict[str, JSONValue]:
    """The contents as stored."""
    told: dict[str, JSONValue] = asdict(contents)
    return told


def read_contents(stored: Mapping[str, JSONValue]) -> NoticeContents:
    """The contents as they were stored."""
    values = dict(stored)
    parts = values.pop("parts", [])
    answers = tuple(
        _read_part(row) for row in (parts if isinstance(parts, list | tuple) else []) if isinstance(row, dict)
    )
    return NoticeContents(parts=answers, **values)  # type: ignore[arg-type]  # stored by contents_as_json


def _read_part(row: Mapping[str, JSONValue]) -> PartAnswer:
    """One part as stored; what older contents do not have stays empty."""
    outcome = Outcome(str(row["outcome"])) if row.get("outcome") else None
    lists = {name: tuple(row[name]) for name in ("articles", "tests") if row.get(name)}  # type: ignore[arg-type]  # lists
    return PartAnswer(**{**row, "outcome": outcome, "articles": (), "tests": (), **lists})  # type: ignore[arg-type]  # stored by contents_as_json
