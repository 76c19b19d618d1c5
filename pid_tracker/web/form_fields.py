"""Fields as forms of officers and administrators have them: one line, a text, one of a list, boxes, files; each with
its limit in words; and forms about a case, which a table names (`officer/case_forms.py`).

A field that may stay empty says so (`optional`). What must be there is asked by the use case, with its article.
"""

from collections.abc import Mapping
from typing import Any, Self, TypeAlias

from flask_wtf import FlaskForm
from flask_wtf.file import MultipleFileField
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from pid_tracker.law.vocabulary.worded import Worded
from pid_tracker.models import CaseFile
from pid_tracker.services.store.limits import ANSWER
from pid_tracker.web.filters import angka, huruf_besar

_TOO_LONG = "Tulisan terlalu panjang. Paling banyak {} huruf"


class ManyBoxes(SelectMultipleField):
    """Checkboxes, any number of them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def line(
    label: str, description: str = "", *, optional: bool = False, longest: int = 300, wrong: str = _TOO_LONG
) -> StringField:
    """One line of at most `longest` letters."""
    return StringField(label, _limits(longest, wrong, optional), description=description)


def text(
    label: str, description: str = "", *, optional: bool = False, longest: int = 6000, wrong: str = _TOO_LONG
) -> TextAreaField:
    """A text of at most `longest` letters."""
    return TextAreaField(label, _limits(longest, wrong, optional), description=description)


def _limits(longest: int, wrong: str, optional: bool) -> list[Any]:
    limit = Length(max=longest, message=wrong.format(angka(longest)))
    return [Optional(), limit] if optional else [limit]


def one_of(label: str, choices: dict[str, str], description: str = "", **more: Any) -> RadioField:
    """One of a list, by code; whether it is one of them is asked by the use case."""
    return RadioField(label, choices=choices, validate_choice=False, description=description, **more)


def sentences(kind: type[Worded], form: str = "words") -> dict[str, str]:
    """The choices of a closed list by code, each beginning like a sentence."""
    return {code: huruf_besar(words) for code, words in kind.choices(form).items()}


def answer_files(label: str) -> MultipleFileField:
    """Files that the requester will get."""
    description = f"{ANSWER.promise}. Lokasi dan data kamera di foto dihapus sendiri"
    return MultipleFileField(label, [Optional()], description=description)


class CaseForm(FlaskForm):
    """A form about a case; one that offers what only the case can say makes itself in its own `of`."""

    @classmethod
    def of(cls, case: CaseFile, **more: Any) -> Self:
        """The form for `case`; `more` is handed on to the form."""
        return cls(**more)


#: Name of a form -> its class and prefix.
FormTable: TypeAlias = Mapping[str, tuple[type[CaseForm], str]]


def blank_of(forms: FormTable, case: CaseFile) -> dict[str, CaseForm]:
    """Every form of such a table, empty."""
    return {name: form.of(case, formdata=None, prefix=prefix) for name, (form, prefix) in forms.items()}
