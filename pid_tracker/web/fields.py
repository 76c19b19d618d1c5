"""Fields of the forms for a request and an objection: clean text with a limit, and choices whose errors are in our own
words."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from pid_tracker.services.words.typed_text import one_line, paragraphs
from pid_tracker.web.checks import at_most


def line(label: str, *checks: Any, limit: int = 200, description: str = "") -> StringField:
    """One line of clean text."""
    return StringField(label, [*checks, at_most(limit)], filters=[one_line], description=description)


def box(label: str, *checks: Any, limit: int = 1000, description: str = "") -> TextAreaField:
    """Several lines of clean text."""
    return TextAreaField(label, [*checks, at_most(limit)], filters=[paragraphs], description=description)


def pick(label: str, choices: Mapping[str, str] | Sequence[tuple[str, str]], *checks: Any, **more: Any) -> RadioField:
    """Radio buttons whose wrong value is told by our own checks."""
    return RadioField(label, list(checks), choices=dict(choices), validate_choice=False, **more)


def boxes(label: str, choices: Mapping[str, str]) -> SelectMultipleField:
    """Checkboxes, any number of them; what was never offered is dropped."""
    return SelectMultipleField(
        label,
        choices=dict(choices),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        filters=[lambda picked: [item for item in picked or [] if item in choices]],
    )
