"""The words of a message, made at the moment of sending from the case as it stands and the facts of its event.

`templates/messages/<name>.txt` is the e-mail (its subject is the first line), `<name>.sms.txt` the short text for the
desk.
"""

import unicodedata
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pid_tracker.models import Message
from pid_tracker.services.telling import values

_FOLDER = Path(__file__).resolve().parents[3] / "templates" / "messages"
SMS_LENGTH = 160
#: The letters of a short message (GSM 03.38) that take one place each.
_GSM = frozenset("@£$¥_ !\"#¤%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz\n")
_templates = Environment(
    loader=FileSystemLoader(_FOLDER),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - plain text: nothing in it is markup
    trim_blocks=True,
    keep_trailing_newline=True,
)


def email_text(message: Message) -> tuple[str, str]:
    """Subject and body of the e-mail. The subject holds the number and nothing personal."""
    text = _templates.get_template(f"{values.template_of(message)}.txt").render(values.values_of(message))
    subject, _, body = text.partition("\n")
    return subject.strip(), body.strip() + "\n"


def short_text(message: Message) -> str:
    """The text that the desk reads out or forwards: one line of at most 160 characters of the GSM alphabet.

    What does not fit with everything is said with less: without the address of the site, then without the body's name.
    """
    template = _templates.get_template(f"{values.template_of(message)}.sms.txt")
    said = dict(values.values_of(message))
    for shorter in ({}, {"link_pendek": ""}, {"link_pendek": "", "daerah": message.case.body.prefix}):
        text = _gsm(template.render(said | shorter))
        if len(text) <= SMS_LENGTH:
            return text
    return text[:SMS_LENGTH]


def _gsm(text: str) -> str:
    """The text in letters that every telephone has: é becomes e, – becomes -, what is left over a blank."""
    plain = unicodedata.normalize("NFKD", text.replace("–", "-").replace("—", "-"))
    known = "".join(sign if sign in _GSM else " " for sign in plain if not unicodedata.combining(sign))
    text = " ".join(known.split())
    return f"{text[:-1]}." if text.endswith(":") else text
