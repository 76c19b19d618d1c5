"""What somebody typed into a form, as rows of label and text; and what another saved meanwhile, to stand beside it."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, FileField, HiddenField

from pid_tracker.services.gate.revising import SavedMeanwhile
from pid_tracker.web.filters import waktu_lengkap


def typed_rows(form: FlaskForm) -> Iterator[tuple[str, str]]:
    """Label and text of every visible field that was filled in; a chosen file by its name only."""
    for field in form:
        if field.data and not isinstance(field, HiddenField):
            yield field.label.text, _words(field)


def saved_by(error: SavedMeanwhile, what: str, zone: str) -> list[tuple[str, str]]:
    """Who saved a text since a form was shown, as a row of what changed."""
    when = f", {waktu_lengkap(error.at, zone)}" if error.at else ""
    return [(f"{what} sudah disimpan petugas lain", f"diubah oleh {error.by or 'petugas lain'}{when}")]


def standing_rows(saved: FlaskForm, typed: FlaskForm) -> list[tuple[str, str]]:
    """Label and saved text of every field in which what stands now differs from what was typed."""
    return [
        (field.label.text, _words(field))
        for field in saved
        if field.short_name in typed and field.data and not isinstance(field, HiddenField | FileField | BooleanField)
        if field.data != typed[field.short_name].data
    ]


def _words(field: Any) -> str:
    if isinstance(field, FileField):
        return f"{getattr(field.data, 'filename', '')} (berkas ini tidak kami simpan)"
    if isinstance(field, BooleanField):
        return "Ya"
    if choices := dict(getattr(field, "choices", None) or {}):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(choices.get(value, value)) for value in chosen)
    return str(field.data)
