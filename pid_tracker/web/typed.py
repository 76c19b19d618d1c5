"""What somebody typed into a form, as rows of label and text: shown when the form itself cannot be drawn again."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, HiddenField


def typed_rows(form: FlaskForm) -> Iterator[tuple[str, str]]:
    """Label and text of every visible field that was filled in; a chosen file by its name only."""
    for field in form:
        if field.data and not isinstance(field, HiddenField):
            yield field.label.text, _words(field)


def _words(field: Any) -> str:
    if isinstance(field, FileField):
        return f"{getattr(field.data, 'filename', '')} (berkas ini tidak kami simpan)"
    if isinstance(field, BooleanField):
        return "Ya"
    if choices := dict(getattr(field, "choices", None) or {}):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(choices.get(value, value)) for value in chosen)
    return str(field.data)
