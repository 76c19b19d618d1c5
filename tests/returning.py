"""A requester who comes back: what was opened is closed after some idle minutes, and the link of the message opens it.

Only what this very browser had opened is opened again, so that a test of who may see what is as strict as without it.
"""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from pid_tracker.extensions import db
from pid_tracker.models import CaseFile
from pid_tracker.web.context import IDLE


class ReturningClient(FlaskClient):
    """A browser whose user opens her cases again, by their links, when she was away."""

    def open(self, *told: Any, **more: Any) -> TestResponse:
        """Send a request, after the links when the browser has forgotten what was opened."""
        with self.session_transaction() as session:
            opened, active = session.get("cases", []), session.get("active", 0)
        now = self.application.extensions["pid_tracker.clock"].now().timestamp()
        if opened and now - active > IDLE.total_seconds():
            with self.application.app_context():
                cases = [db.session.get_one(CaseFile, number) for number in opened]
                links = [f"/lacak/{case.number}/{case.link_token}" for case in cases]
                db.session.remove()
            for link in links:
                super().open(link)
        return super().open(*told, **more)


def returning(app: Any) -> ReturningClient:
    """Her browser, without JavaScript."""
    return ReturningClient(app, app.response_class, use_cookies=True)
