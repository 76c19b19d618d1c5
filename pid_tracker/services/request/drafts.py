"""Drafts (tulisan belum terkirim): what somebody has typed so far, sealed, kept seven days; how it becomes a request.

The browser's cookie holds a random token; a short code continues on another device. The form token of the draft becomes
the case's own, so that one draft is one case however often it is sent. The caller commits.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from pid_tracker.extensions import JSONValue, db, sealer
from pid_tracker.law.numbering import CODE_ALPHABET
from pid_tracker.law.vocabulary.asking import IdentityWay, RequesterKind
from pid_tracker.law.vocabulary.handling import PROOFS, DocumentKind
from pid_tracker.models import CaseFile, Document, Draft, PublicBody
from pid_tracker.services.gate import casefile
from pid_tracker.services.gate.hand import Hand
from pid_tracker.services.request import filing
from pid_tracker.services.request.draft_contents import Answers, is_proved, request_in, text_in
from pid_tracker.services.request.identity import Copy
from pid_tracker.services.store import files

KEPT_FOR = timedelta(days=7)
_RESUME_LENGTH = 12


#: What stays for the next request of the same browser.
_STAYS = ("kind", "name", "address", "group_name", "group_size", "entity_name", "entity_number", "principal_name",
          "principal_address", "phone", "phone_channel", "email", "needs")  # fmt: skip


def start(now: datetime, answers: Mapping[str, JSONValue] | None = None) -> tuple[Draft, str]:
    """A new draft and the token for the browser's cookie."""
    token = secrets.token_urlsafe(16)
    draft = Draft(
        token_blind=sealer().blind(token, "draft.token"),
        form_token=secrets.token_urlsafe(16),
        answers="{}",
        saved_at=now,
        expires_at=now + KEPT_FOR,
    )
    save(draft, {**(answers or {}), "started_at": now.isoformat()}, now)
    db.session.add(draft)
    db.session.flush()
    return draft, token


def find(token: str, now: datetime) -> Draft | None:
    """The draft of a cookie's token, unless its seven days are over."""
    return _found(Draft.token_blind.in_(sealer().blinds(token, "draft.token")), token, now)


def find_saved(code: str, now: datetime) -> Draft | None:
    """The draft of a resume code, which was saved to go on later and not been continued since."""
    return _found(Draft.resume_blind.in_(sealer().blinds(read_resume_code(code), "draft.resume")), code, now)


def _found(is_it: ColumnElement[bool], key: str, now: datetime) -> Draft | None:
    if not key or len(key) > 100:
        return None
    return db.session.scalars(select(Draft).where(is_it, Draft.expires_at > now)).first()


def move(draft: Draft) -> str:
    """A fresh token for another browser's cookie: the former token, the code and the form's token open nothing more.

    So whoever saved a draft and gave the code away sees nothing that is typed from then on.
    """
    token = secrets.token_urlsafe(16)
    answers = answers_of(draft)
    answers.pop("resume_code", None)
    draft.token_blind, draft.resume_blind = sealer().blind(token, "draft.token"), None
    draft.form_token, draft.answers = secrets.token_urlsafe(16), json.dumps(answers, ensure_ascii=False)
    db.session.flush()
    return token


def answers_of(draft: Draft | None) -> Answers:
    """What was typed so far, by the names of the forms' fields."""
    found: Answers = json.loads(draft.answers) if draft else {}
    return found


def save(draft: Draft, typed: Mapping[str, JSONValue], now: datetime) -> None:
    """Put what was typed over what was there; the seven days begin anew."""
    draft.answers = json.dumps({**answers_of(draft), **typed}, ensure_ascii=False)
    draft.saved_at, draft.expires_at = now, now + KEPT_FOR


def lock(draft: Draft) -> None:
    """Wait for whoever is sending the same draft, and read it as he left it: the same tap twice is one request."""
    db.session.refresh(draft, with_for_update=True)


def resume_code(draft: Draft, now: datetime) -> str:
    """The short code with which the draft is continued elsewhere (Simpan dan lanjutkan nanti); always the same."""
    known = answers_of(draft).get("resume_code")
    if isinstance(known, str):
        return known
    drawn = "".join(secrets.choice(CODE_ALPHABET) for _ in range(_RESUME_LENGTH))
    code = "-".join(drawn[place : place + 4] for place in range(0, _RESUME_LENGTH, 4))
    draft.resume_blind = sealer().blind(read_resume_code(code), "draft.resume")
    save(draft, {"resume_code": code}, now)
    return code


def read_resume_code(text: str) -> str:
    """The code that somebody typed, without blanks and dashes, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())


def attach(draft: Draft, kind: DocumentKind, copy: Copy, now: datetime) -> Document:
    """Keep a stamped copy with the draft, in the place of an earlier one of its kind."""
    detach(draft, kind)
    return files.keep(copy.content, kind=kind, name=copy.name, media_type=copy.media_type, now=now, draft=draft)


def detach(draft: Draft, kind: str) -> None:
    """Take the file of a kind off the draft; `sweep` erases its bytes, after the change is surely written."""
    for document in attached(draft):
        if document.kind == kind:
            document.draft_id = None
    db.session.flush()


def attached(draft: Draft | None) -> tuple[Document, ...]:
    """The files of a draft, in the order in which they came."""
    if draft is None:
        return ()
    return tuple(db.session.scalars(select(Document).where(Document.draft_id == draft.id).order_by(Document.id)))


def proofs_in(draft: Draft) -> tuple[Document, ...]:
    """The files that go along with the request: each that its kind of requester needs, the card only when it is to be
    shown by photo. What somebody sent first and needs no more stays behind (ruling R7)."""
    answers = answers_of(draft)
    needed = set(PROOFS[RequesterKind.of(answers.get("kind")) or RequesterKind.PERSON])
    if answers.get("identity_way") != IdentityWay.PHOTO:
        needed.discard(DocumentKind.IDENTITY)
    return tuple(document for document in attached(draft) if document.kind in needed)


def file_draft(draft: Draft, body: PublicBody, hand: Hand) -> CaseFile:
    """Send the draft: its request is filed with `body`, its files go to the case, and it is emptied.

    Name, address and contact stay for the next request of this browser if its user asked for that (`remember`). Sent
    twice, it gives the same case.
    """
    answers, proofs = answers_of(draft), proofs_in(draft)
    is_complete = is_proved(text_in(answers, "kind"), (document.kind for document in proofs))
    new = replace(request_in(answers, draft.form_token), is_complete=is_complete)
    case = filing.file_request(body, new, hand)
    for document in attached(draft):
        if document not in proofs:
            document.draft_id = None
    db.session.flush()
    empty(draft, case, hand.now, [name for name in _STAYS if answers.get("remember") and answers.get(name)])
    return case


def empty(draft: Draft, case: CaseFile, now: datetime, stays: Iterable[str] = ()) -> None:
    """What was sent as `case` is in the draft no more, its files go there; its browser still knows the number."""
    for document in attached(draft):
        document.draft_id, document.case_id = None, case.id
    answers = answers_of(draft)
    kept: Answers = {name: answers[name] for name in (*stays, "objection_about") if name in answers}
    draft.answers = json.dumps({**kept, "filed": case.number, "started_at": now.isoformat()}, ensure_ascii=False)
    draft.form_token, draft.resume_blind = secrets.token_urlsafe(16), None
    draft.saved_at, draft.expires_at = now, now + KEPT_FOR
    db.session.flush()


def sent_as(draft: Draft | None, form_token: str) -> CaseFile | None:
    """The case that this draft became, when the same form is sent again: of no use to whoever has not the draft."""
    case = filing.filed_with(form_token[:100])
    return case if case is not None and answers_of(draft).get("filed") == case.number else None


def start_again_from(case: CaseFile, home: PublicBody, now: datetime) -> tuple[Draft, str]:
    """A new draft with the contents of a case that was not continued (kirim ulang); it will name the old case.

    `home` is the body whose installation this is.
    """
    asker = case.requester
    answers: Answers = {
        "question": case.question, "period": case.period, "place": case.place, "office_hint": case.office_hint,
        "target": "HOME" if case.body_id == home.id else "CHILD", "child": case.body.code,
        "purpose": case.purpose, "purpose_text": case.purpose_text,
        "may_refer": "YES" if case.may_refer else "ASK", "delivery": case.delivery, "formats": list(case.formats),
        "publish": "LATER" if case.publish_later else "NOW", "identity_way": IdentityWay.LATER.value,
        "resent_from_id": case.id,
    }  # fmt: skip
    if asker is not None:
        answers |= {name: str(getattr(asker, name) or "") for name in _STAYS} | {"nik": asker.nik or ""}
    return start(now, answers)


def file_again(case: CaseFile, home: PublicBody, hand: Hand) -> CaseFile:
    """The request that was not continued, filed again with the same contents: a new number, both linked (ruling R3).

    However often it is asked for, one request is filed again once.
    """
    casefile.lock_register()
    known = db.session.scalars(select(CaseFile).where(CaseFile.resent_from_id == case.id)).first()
    if known is not None:
        return known
    draft, _ = start_again_from(case, home, hand.now)
    return file_draft(draft, case.body, hand)


def throw_away(draft: Draft) -> None:
    """Forget a draft at once, on its writer's wish; its files are erased by `sweep`."""
    for document in attached(draft):
        document.draft_id = None
    db.session.flush()
    db.session.delete(draft)


def sweep(now: datetime) -> int:
    """Erase drafts whose seven days are over, and files that belong to nothing any more; the number of drafts.

    Safe to run at any time and twice.
    """
    expired = list(db.session.scalars(select(Draft).where(Draft.expires_at <= now)))
    for draft in expired:
        for document in attached(draft):
            files.erase(document)
        db.session.flush()
        db.session.delete(draft)
    homeless = select(Document).where(
        Document.draft_id.is_(None), Document.case_id.is_(None), Document.kind.in_(files.SEALED_KINDS)
    )
    for document in db.session.scalars(homeless):
        files.erase(document)
    db.session.flush()
    return len(expired)
