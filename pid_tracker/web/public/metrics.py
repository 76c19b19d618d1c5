"""`/metrics` for Prometheus (text format 0.0.4): for this machine itself, or for who shows the token; else 404.

Behind a proxy on this machine everybody comes from the machine itself, so what a proxy has touched is a stranger.
"""

import hmac
import math
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_address

import flask
from flask import Response, request
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from pid_tracker.clock import civil_date
from pid_tracker.extensions import db
from pid_tracker.models import CaseFile, Message, PublicBody
from pid_tracker.services.upkeep import readiness
from pid_tracker.services.upkeep.measures import WAITING
from pid_tracker.web import context, request_counts
from pid_tracker.web.public import bp
from pid_tracker.web.public.machine import measured
from pid_tracker.web.request_counts import BUCKETS

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")

Sample = tuple[Mapping[str, str], float]


@bp.get("/metrics")
def metrics() -> Response:
    """Every figure that a counter or an index can say; none of a person or a case."""
    if not _may_read():
        flask.abort(404)
    return Response("".join((*_of_installation(), *_of_register(), *_of_requests())), content_type=_TYPE)


def _may_read() -> bool:
    if token := context.config().metrics_token:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(shown.encode(), token.encode())
    before_proxies: Mapping[str, str] = request.environ.get("werkzeug.proxy_fix.orig", request.environ)
    peer = before_proxies.get("REMOTE_ADDR", "")
    try:
        is_ours = ip_address(peer).is_loopback
    except ValueError:  # a socket in the file system has no address
        return False
    return is_ours and not any(name in request.headers for name in _FORWARDED)


def _metric(
    name: str, kind: str, help_text: str, samples: Iterable[Sample], *, suffixes: bool = False
) -> Iterator[str]:
    """The lines of one metric; with `suffixes`, the label "" of a sample goes behind the name."""
    yield f"# HELP pid_tracker_{name} {help_text}\n# TYPE pid_tracker_{name} {kind}\n"
    for labels, value in samples:
        told = ",".join(f'{key}="{said}"' for key, said in labels.items() if key)
        number = "+Inf" if value == math.inf else f"{value:.15g}"
        yield f"pid_tracker_{name}{labels.get('', '')}{{{told}}} {number}\n".replace("{}", "")


def _one(value: float | None) -> list[Sample]:
    return [] if value is None else [({}, float(value))]


def _of_installation() -> Iterator[str]:
    seen, wanted = measured(), context.config().disk_free_percent / 100
    rows = readiness.checks(seen, wanted)
    yield from _metric(
        "ready", "gauge", "1 when requests can be taken, as /readyz says.", _one(readiness.is_ready(rows))
    )
    standings = [({"check": row.name, "status": row.standing.value}, 1.0) for row in rows]
    yield from _metric("check", "gauge", "How each check of /readyz came out.", standings)
    outbox = "Seconds that the oldest due message waits; 0 when none does."
    yield from _metric("outbox_oldest_seconds", "gauge", outbox, _one(seen.outbox_age))
    clock = "Seconds by which the clock is wrong at least, by the register and the database."
    yield from _metric("clock_error_seconds", "gauge", clock, _one(seen.clock_error))
    backup = "Seconds since the newest file in BACKUP_FOLDER; absent when that is not set."
    yield from _metric("backup_age_seconds", "gauge", backup, _one(seen.backup_age))
    free = [({"folder": name}, share) for name, share in seen.disk.items()]
    yield from _metric("disk_free_ratio", "gauge", "Free share of the disk under each folder.", free)
    least = [({"folder": name}, wanted) for name in seen.disk]
    yield from _metric("disk_free_wanted_ratio", "gauge", "The share that should be free (DISK_FREE_PERCENT).", least)
    ages = [({"kind": kind.value}, run.age) for kind, run in seen.runs.items()]
    yield from _metric("last_run_age_seconds", "gauge", "Seconds since the last run ended; +Inf: never.", ages)
    sound = [({"kind": kind.value}, float(run.is_sound)) for kind, run in seen.runs.items() if run.age < math.inf]
    yield from _metric("last_run_sound", "gauge", "1 when the last run found nothing wrong.", sound)


def _of_register() -> Iterator[str]:
    """What is counted in the database; nothing while it does not answer."""
    try:
        waiting = db.session.scalar(select(func.count(Message.id)).where(*WAITING))
        overdue = sum(_overdue(zone) for zone in db.session.scalars(select(PublicBody.zone).distinct()).all())
    except SQLAlchemyError:
        db.session.rollback()
        return
    yield from _metric("outbox_waiting", "gauge", "Messages that wait for the mail server.", _one(waiting))
    told = "Requests whose answer is owed beyond its date."
    yield from _metric("cases_overdue", "gauge", told, _one(overdue))


def _overdue(zone: str) -> int:
    """At the offices in one zone, where it is the same day."""
    late = (PublicBody.zone == zone, CaseFile.is_unanswered, CaseFile.due_on < civil_date(context.now(), zone))
    return db.session.scalar(select(func.count(CaseFile.id)).join(CaseFile.body).where(*late)) or 0


def _of_requests() -> Iterator[str]:
    def samples() -> Iterator[Sample]:
        for count in request_counts.counts().read():
            labels = {"route": count.route, "status": count.status}
            for bound, within in zip((*map(str, BUCKETS), "+Inf"), (*count.within, count.total), strict=True):
                yield {"": "_bucket", **labels, "le": bound}, within
            yield {"": "_sum", **labels}, count.seconds
            yield {"": "_count", **labels}, count.total

    told = "Requests answered by all workers since the server started, by view and class of status."
    yield from _metric("request_seconds", "histogram", told, samples())
