"""HTTP: parse, call one use case, commit, render. Each blueprint is one audience (design: who stands in front of the
screen)."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from pid_tracker.web import (
    assets,
    blind_pages,
    clock_edge,
    context,
    errors,
    navigation,
    request_counts,
    sizes,
    typed_request,
)
from pid_tracker.web.admin import bp as admin
from pid_tracker.web.citizen import bp as citizen
from pid_tracker.web.filters import register_filters
from pid_tracker.web.officer import bp as officer
from pid_tracker.web.public import bp as public
from pid_tracker.web.sign_in import bp as sign_in


class _Number(IntegerConverter):
    """A number in an address: none that a database could not hold, so that a larger one is not found (404)."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def register(app: Flask) -> None:
    """Attach blueprints, filters, errors, headers and what templates get."""
    register_filters(app.jinja_env)
    app.url_map.converters["int"] = _Number
    assets.register(app)
    blind_pages.register(app)
    errors.register(app)
    sizes.register(app)
    typed_request.register(app)
    context.register(app)
    clock_edge.register(app)
    navigation.register(app)
    for blueprint in (public, citizen, officer, admin, sign_in):
        app.register_blueprint(blueprint)
    request_counts.register(app)
