"""The five steps of filing: which form is on which page, which governments can be asked, the first step not done."""

from dataclasses import dataclass

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.law.vocabulary.asking import IdentityWay
from pid_tracker.law.vocabulary.handling import DocumentKind
from pid_tracker.models import PublicBody
from pid_tracker.services.request import drafts
from pid_tracker.web import context
from pid_tracker.web.citizen.asking_forms import (
    MORE_FORMS,
    DeliveryForm,
    IdentityForm,
    InformationForm,
    PersonForm,
    PurposeForm,
    StepForm,
)


@dataclass(frozen=True, slots=True)
class Governments:
    """The governments that can be asked here: the home body and its regencies and cities."""

    home: PublicBody
    children: tuple[PublicBody, ...]

    def addressee(self, answers: drafts.Answers) -> PublicBody:
        """The body that a draft is addressed to; "saya tidak tahu" goes to the home body, which passes it on."""
        asked = answers.get("child") if answers.get("target") == "CHILD" else None
        return next((body for body in self.children if body.code == asked), self.home)

    def offer(self, form: PurposeForm) -> None:
        """Put them into the form."""
        form.offer(self.home.short_name, [(body.code, body.short_name) for body in self.children])


def governments() -> Governments:
    """The home body and its regencies and cities, by name."""
    home = context.home_body()
    children = db.session.scalars(
        select(PublicBody).where(PublicBody.parent_id == home.id).order_by(PublicBody.short_name)
    )
    return Governments(home, tuple(children))


def filled_form(kind: type[StepForm], answers: drafts.Answers) -> StepForm:
    """The form of a step as the draft has it, to be checked without a POST."""
    form: StepForm = kind(formdata=None, data=answers, meta={"csrf": False})
    if isinstance(form, PurposeForm):
        governments().offer(form)
    return form


def more_form(answers: drafts.Answers) -> type[StepForm] | None:
    """The form of the page after W3, for a group, an entity or a proxy."""
    return MORE_FORMS.get(str(answers.get("kind")))


def first_not_done(answers: drafts.Answers, files: tuple[str, ...]) -> str | None:
    """The endpoint of the first step whose answers do not hold; None when the request can be sent."""
    more = more_form(answers)
    order: list[tuple[str, type[StepForm] | None]] = [
        ("citizen.ask_information", InformationForm),
        ("citizen.ask_purpose", PurposeForm),
        ("citizen.ask_person", PersonForm),
        ("citizen.ask_person_more", more),
        ("citizen.ask_identity", IdentityForm),
        ("citizen.ask_delivery", DeliveryForm),
    ]
    for endpoint, kind in order:
        if kind is not None and not filled_form(kind, answers).validate():
            return endpoint
        if (
            kind is IdentityForm
            and answers.get("identity_way") == IdentityWay.PHOTO
            and DocumentKind.IDENTITY not in files
        ):
            return endpoint
    return None
