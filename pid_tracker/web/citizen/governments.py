"""The governments that a citizen's form can be addressed to: the home body and its regencies and cities."""

from dataclasses import dataclass

from sqlalchemy import select

from pid_tracker.extensions import db
from pid_tracker.models import PublicBody
from pid_tracker.web import context


@dataclass(frozen=True, slots=True)
class Governments:
    """Those that can be asked here."""

    home: PublicBody
    children: tuple[PublicBody, ...]

    def called(self, code: object) -> PublicBody:
        """The regency or city with this code; the home body for any other, which passes on what is not for it."""
        return next((body for body in self.children if body.code == code), self.home)


def governments() -> Governments:
    """The home body and its regencies and cities, by name."""
    home = context.home_body()
    children = db.session.scalars(
        select(PublicBody).where(PublicBody.parent_id == home.id).order_by(PublicBody.short_name)
    )
    return Governments(home, tuple(children))
