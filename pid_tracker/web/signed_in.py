"""Who has signed in with this browser: the cookie's token, the idle time, and what the officers' layout shows of it.

The cookie is signed and holds a random token, the instant it was last used (a GET writes nothing to the database), and
whose it was. Everything that counts is asked of the database at every request, so an ended session is dead at once.
"""

from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from pid_tracker.law.permissions import Actor, Role
from pid_tracker.law.words import zona
from pid_tracker.models import Appointment, PublicBody, User
from pid_tracker.services.people import account_acts, sign_in, two_persons
from pid_tracker.web import blind_pages, context
from pid_tracker.web.decrees.alarm import missing_year
from pid_tracker.web.filters import tanggal_pendek

_TOKEN, _SEEN, _USER = "sign_in", "seen", "user"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody at work: the person, the role they act in, and the actor that the gate sees."""

    user: User
    user_id: int
    appointment: Appointment
    actor: Actor

    @property
    def body(self) -> PublicBody:
        """The body they work for; an administrator of the whole installation has the one at the top."""
        unit = self.appointment.unit
        return self.appointment.body or (unit.body if unit else context.home_body())


def token() -> str | None:
    """The token of this browser, unless it lay idle for too long."""
    if _TOKEN not in session or not context.is_in_use(_SEEN, sign_in.IDLE):
        return None
    found: str = session[_TOKEN]
    return found


def who() -> SignedIn | None:
    """Who acts in this request, in which role; None when nobody is signed in or no role was chosen."""
    if "signed_in" not in g:
        found = sign_in.current(token(), context.now())
        g.signed_in = (
            SignedIn(found[0], found[0].id, found[1], sign_in.officer_actor(found[1], found[0])) if found else None
        )
    known: SignedIn | None = g.signed_in
    return known


def actor() -> Actor:
    """Who acts in this request; 404 when nobody is signed in."""
    signed = who()
    return signed.actor if signed is not None else abort(404)


def user() -> User:
    """Who is signed in; 404 when nobody is."""
    signed = who()
    return signed.user if signed is not None else abort(404)


def sent_away() -> ResponseReturnValue | None:
    """Where a page sends who has no business on it yet: to the sign-in and back, or to change a password that was
    given; None for who is at work."""
    signed = who()
    if signed is None:
        return redirect(url_for("sign_in.enter", next=request.path if request.method == "GET" else None))
    return redirect(url_for("sign_in.change_password")) if signed.user.must_change_password else None


def has_lapsed() -> bool:
    """Whether this browser was signed in before, so that what was typed may be sent again after the next sign-in."""
    return _USER in session


def begin(user: User, new_token: str) -> None:
    """Take the token of a new session. What was in the cookie goes, so that nothing planted before is worth anything.

    Kept are the citizen's open cases; and the form token, when the same person signs in again after lying idle.
    """
    again = ("csrf_token",) if session.get(_USER) == user.id else ()
    _keep_only(*context.OF_REQUESTER, *again)
    session[_TOKEN], session[_USER] = new_token, user.id
    context.note_use(_SEEN)


def end() -> None:
    """Forget the session of this browser."""
    _keep_only(*context.OF_REQUESTER)


def _keep_only(*keys: str) -> None:
    kept = {key: session[key] for key in keys if key in session}
    session.clear()
    session.update(kept)
    g.pop("signed_in", None)
    g.pop("csrf_token", None)


def home_of(role: Role) -> str:
    """The address of the first page for a role."""
    if role is Role.ADMIN:
        return url_for("admin.users")
    return url_for("officer.my_parts" if role is Role.UNIT_OFFICER else "officer.queue")


def first_page(user: User, role: Role, wanted: str | None = None) -> str:
    """Where somebody goes who has just signed in: to what others did to the account, if she has not read it."""
    return url_for("sign_in.account") if account_acts.unseen_by(user) else wanted or home_of(role)


def _role_words(appointment: Appointment) -> str:
    """The role, its unit, and for a substitute the last day."""
    words, unit, until = sign_in.role_words(appointment), appointment.unit, appointment.until_on
    named = f"{words}, {unit.name}" if unit else words
    return f"{named} sampai {tanggal_pendek(until)}" if appointment.acting and until else named


def _withdrawn() -> tuple[str, str]:
    return "Dicabut petugas", url_for("officer.withdrawn_by_staff")


def _alarm(signed: SignedIn) -> int | None:
    """From 1 October: next year, while its decree is missing (I-7), on the queue and on administrators' pages."""
    if signed.actor.role is Role.ADMIN or request.endpoint in ("officer.queue", "officer.calendar_year"):
        return missing_year(signed.body)
    return None


#: Where those who may approve changes of accounts hear that some wait for them.
_TOLD_AT = {Role.ADMIN: "admin.users", Role.OFFICER: "officer.queue", Role.SUPERIOR: "officer.objections"}


def _changes_waiting(signed: SignedIn) -> int:
    """How many proposals wait for this person, on the first page of the role."""
    here = _TOLD_AT.get(signed.actor.role) == request.endpoint
    return two_persons.waiting_for(signed.actor, context.now()) if here else 0


def layout() -> dict[str, Any]:
    """What the officers' layout shows: whose office, who, in which role, and where to."""
    signed = who()
    if signed is None:
        return {}
    role = signed.actor.role
    queue, objections = ("Antrean", url_for("officer.queue")), ("Keberatan", url_for("officer.objections"))
    record = ("Catat permintaan", url_for("officer.record_request"))
    approvals = ("Persetujuan", url_for("officer.drafts_waiting"))
    tests = ("Uji konsekuensi", url_for("officer.consequence_tests"))
    calendar = ("Kalender", url_for("officer.calendar_year"))
    links = {
        Role.DESK: [queue, record, objections, *_records()],
        Role.OFFICER: [queue, record, objections, approvals, tests, calendar, *_records()],
        Role.UNIT_OFFICER: [("Bagian kami", url_for("officer.my_parts"))],
        Role.SUPERIOR: [objections, approvals, tests, queue, *_records(), _withdrawn()],
        Role.SUPERVISOR: [queue, objections, *_records(), _withdrawn()],
        Role.ADMIN: [
            ("Pengguna", url_for("admin.users")),
            ("Pengganti", url_for("admin.substitutes")),
            ("Perubahan akun", url_for("sign_in.account_changes")),
            ("Badan publik", url_for("admin.bodies")),
            ("Kalender", url_for("admin.calendar_year")),
        ],
    }
    shown = {
        "body_name": signed.body.name,
        "home_url": home_of(role),
        "nav_links": [*links.get(role, []), ("Akun saya", url_for("sign_in.account"))],
        "officer_name": signed.user.name,
        "officer_role": _role_words(signed.appointment),
        "sign_out_url": url_for("sign_in.sign_out"),
        "body_zone": zona(signed.body.zone),
        "help_desk": None,
        "year_without_decree": _alarm(signed),
        "changes_waiting": _changes_waiting(signed),
        "calendar_url": {
            Role.ADMIN: url_for("admin.calendar_year"),
            Role.OFFICER: url_for("officer.calendar_year"),
        }.get(role),
        "footer_links": [],
    }
    return blind_pages.frame(shown)  # type: ignore[no-any-return]  # a dict gives a dict


def _records() -> tuple[tuple[str, str], ...]:
    """Where disputes and registers are read."""
    return (
        ("Sengketa", url_for("officer.disputes")),
        ("Register", url_for("officer.show_book", book="permohonan")),
    )
