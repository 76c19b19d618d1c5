"""The check page's rows: every question of W1 to W5 with its answer and the address to change it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import url_for

from pid_tracker.law.vocabulary.asking import IdentityWay, Purpose, RequesterKind
from pid_tracker.law.vocabulary.handling import PROOFS, DocumentKind
from pid_tracker.models import Document, PublicBody
from pid_tracker.services.request import draft_contents
from pid_tracker.web.citizen.asking_forms import DeliveryForm, PersonForm, PurposeForm
from pid_tracker.web.citizen.sheet import filled

Row = tuple[str, str, str, str]
#: kind of requester, label, field, hidden words after "Ubah"
_OF_KIND = (
    (RequesterKind.GROUP, "Nama kelompok", "group_name", "nama kelompok"),
    (RequesterKind.GROUP, "Jumlah orang", "group_size", "jumlah orang"),
    (RequesterKind.ENTITY, "Nama lembaga", "entity_name", "nama lembaga"),
    (RequesterKind.ENTITY, "Nomor pengesahan", "entity_number", "nomor pengesahan"),
    (RequesterKind.PROXY, "Yang diwakili", "principal_name", "nama yang diwakili"),
    (RequesterKind.PROXY, "Alamat yang diwakili", "principal_address", "alamat yang diwakili"),
)


def summary_of(
    answers: draft_contents.Answers, body: PublicBody, documents: Sequence[Document], kept_nik: str
) -> list[Row]:
    """Label, answer, address to change it, and the hidden words after "Ubah"."""
    text = partial(draft_contents.text_in, answers)
    purpose, person = filled(PurposeForm, answers), filled(PersonForm, answers)
    delivery = filled(DeliveryForm, answers)
    rows: list[Row] = [
        ("Informasi yang diminta", text("question"), "ask_information", "informasi yang diminta"),
        ("Tahun atau waktu", text("period"), "ask_information", "tahun atau waktu"),
        ("Daerah", text("place"), "ask_information", "daerah"),
        ("Pemerintah", _addressee(answers, body), "ask_purpose", "pemerintah yang dituju"),
        ("Kantor atau dinas", text("office_hint"), "ask_purpose", "kantor atau dinas"),
        ("Boleh diteruskan", _word(purpose, "may_refer"), "ask_purpose", "boleh diteruskan"),
        ("Keperluan", _purpose(purpose, answers), "ask_purpose", "keperluan"),
        ("Yang meminta", _word(person, "kind"), "ask_person", "yang meminta"),
        ("Nama lengkap", text("name"), "ask_person", "nama lengkap"),
        ("Alamat", text("address"), "ask_person", "alamat"),
        *_more(answers),
        ("Bukti identitas", _identity(answers, documents), "ask_identity", "bukti identitas"),
    ]
    if text("kind") != RequesterKind.ENTITY:
        rows.append(("NIK", kept_nik, "ask_identity", "NIK"))
    chosen = [label for value, label in delivery.formats.choices.items() if value in (delivery.formats.data or [])]
    phone = f"{text('phone')} ({_word(delivery, 'phone_channel') or 'WhatsApp'})" if text("phone") else ""
    rows += [
        ("Cara menerima", _word(delivery, "delivery"), "ask_delivery", "cara menerima"),
        ("Bentuk", ", ".join(chosen), "ask_delivery", "bentuk"),
        ("Nomor HP", phone, "ask_delivery", "nomor HP"),
        ("Surel", text("email"), "ask_delivery", "surel"),
        ("Bantuan khusus", text("needs"), "ask_delivery", "bantuan khusus"),
    ]
    return [(label, value, url_for(f"citizen.{endpoint}"), hidden) for label, value, endpoint, hidden in rows]


def _word(form: Any, name: str) -> str:
    field = form[name]
    return str(field.choices.get(field.data, ""))


def _addressee(answers: draft_contents.Answers, body: PublicBody) -> str:
    if answers.get("target") == "UNKNOWN":
        return f"{body.name} (Anda tidak tahu; kami yang meneruskan)"
    return body.name


def _purpose(form: Any, answers: draft_contents.Answers) -> str:
    word, more = _word(form, "purpose"), str(answers.get("purpose_text") or "")
    return f"{word}: {more}" if answers.get("purpose") == Purpose.OTHER and more else word


def _more(answers: draft_contents.Answers) -> list[Row]:
    """What the page after W3 asks of this kind of requester."""
    return [
        (label, draft_contents.text_in(answers, name), "ask_person_more", hidden)
        for kind, label, name, hidden in _OF_KIND
        if answers.get("kind") == kind
    ]


def _identity(answers: draft_contents.Answers, documents: Sequence[Document]) -> str:
    way = IdentityWay.of(answers.get("identity_way"))
    there = [_file_words(document.kind) for document in documents]
    if way is not IdentityWay.PHOTO:
        return ", ".join([way.own if way else "", *there])
    asker = RequesterKind.of(answers.get("kind")) or RequesterKind.PERSON
    sent = {document.kind for document in documents}
    later = [f"{_file_words(kind)} menyusul" for kind in sorted(set(PROOFS[asker]) - sent)]
    words = ", ".join([*there, *later])
    return words[:1].upper() + words[1:]


def _file_words(kind: DocumentKind) -> str:
    """The proof of identity is a photo here, under a label that says what it proves."""
    return "foto identitas" if kind is DocumentKind.IDENTITY else kind.words
