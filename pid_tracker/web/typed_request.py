"""What a form sends, in one normal form before anything reads it: citizens' and officers' text alike.

So no rule meets a sign that cannot be seen, whoever typed it, and what was pasted from a text processor keeps its
bullets and line ends. Passwords stay as they were typed.
"""

from typing import IO

from flask import Flask, Request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from werkzeug.formparser import FormDataParser

from pid_tracker.services.words.typed_text import paragraphs

#: Fields of passwords, by name.
AS_TYPED = frozenset({"password", "old", "new", "again"})

_Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]


class _NormalForm(FormDataParser):
    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> _Parsed:
        rest, form, files = super().parse(stream, mimetype, content_length, options)
        typed = form.items(multi=True)
        normal = ((name, value if name in AS_TYPED else paragraphs(value)) for name, value in typed)
        return rest, ImmutableMultiDict(normal), files


class TypedRequest(Request):
    """A request whose form holds normal text."""

    form_data_parser_class = _NormalForm


def register(app: Flask) -> None:
    """Read every form so."""
    app.request_class = TypedRequest
