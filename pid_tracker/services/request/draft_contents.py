"""What a draft holds, read as a request (permohonan): who asks, what for, and whether it is proved."""

from collections.abc import Iterable
from functools import partial

from pid_tracker.extensions import JSONValue
from pid_tracker.law.vocabulary.asking import Delivery, Purpose, RequesterKind
from pid_tracker.law.vocabulary.handling import PROOFS
from pid_tracker.services.request import filing
from pid_tracker.services.words.typed_text import whole_number

Answers = dict[str, JSONValue]


def is_proved(kind: str, kinds: Iterable[str]) -> bool:
    """Whether the files at hand prove who asks."""
    return set(PROOFS[RequesterKind.of(kind) or RequesterKind.PERSON]) <= set(kinds)


def text_in(answers: Answers, name: str) -> str:
    """What was typed into one field; "" for nothing, and for what is no text."""
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def requester_in(answers: Answers) -> filing.NewRequester:
    """Who asks or objects, by the names of the forms' fields; `behalf` names whomever they stand for, where a form has
    one field for it. What belongs to another kind of requester is left out."""
    text = partial(text_in, answers)
    kind, behalf = text("kind") or RequesterKind.PERSON, text("behalf")

    def only(needed: RequesterKind, name: str, otherwise: str = "") -> str:
        return text(name) or otherwise if kind == needed else ""

    return filing.NewRequester(
        kind=kind,
        name=text("name"),
        address=text("address"),
        group_name=only(RequesterKind.GROUP, "group_name", behalf),
        group_size=whole_number(only(RequesterKind.GROUP, "group_size"), 6),
        entity_name=only(RequesterKind.ENTITY, "entity_name", behalf),
        entity_number=only(RequesterKind.ENTITY, "entity_number"),
        principal_name=only(RequesterKind.PROXY, "principal_name", behalf),
        principal_address=only(RequesterKind.PROXY, "principal_address"),
        phone=text("phone"),
        phone_channel=text("phone_channel") if text("phone") else "",
        email=text("email"),
        needs=text("needs"),
        nik=text("nik"),
    )


def request_in(answers: Answers, form_token: str) -> filing.NewRequest:
    """What is asked, likewise; it was checked by the forms."""
    text = partial(text_in, answers)
    formats, resent = answers.get("formats"), answers.get("resent_from_id")
    return filing.NewRequest(
        form_token=form_token,
        requester=requester_in(answers),
        question=text("question"),
        period=text("period"),
        place=text("place"),
        office_hint=text("office_hint"),
        purpose=text("purpose"),
        purpose_text=text("purpose_text") if text("purpose") == Purpose.OTHER else "",
        may_refer=text("may_refer") == "YES",
        delivery=text("delivery") or Delivery.LINK,
        formats=tuple(str(item) for item in formats) if isinstance(formats, list) else (),
        publish_later=text("publish") == "LATER",
        identity_way=text("identity_way"),
        resent_from_id=resent if isinstance(resent, int) else None,
    )
