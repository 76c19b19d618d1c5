"""HTTP: parse, call one use case, commit, render. Each blueprint is one audience (design: who stands in front of the
screen)."""

from flask import Flask

from pid_tracker.web import assets, clock_edge, context, errors, navigation, sizes, typed_request
from pid_tracker.web.admin import bp as admin
from pid_tracker.web.citizen import bp as citizen
from pid_tracker.web.filters import register_filters
from pid_tracker.web.officer import bp as officer
from pid_tracker.web.public import bp as public
from pid_tracker.web.sign_in import bp as sign_in


def register(app: Flask) -> None:
    """Attach blueprints, filters, errors, headers and what templates get."""
    register_filters(app.jinja_env)
    assets.register(app)
    errors.register(app)
    sizes.register(app)
    typed_request.register(app)
    context.register(app)
    clock_edge.register(app)
    navigation.register(app)
    for blueprint in (public, citizen, officer, admin, sign_in):
        app.register_blueprint(blueprint)
