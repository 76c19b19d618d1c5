"""How many requests were answered, with which class of status, and how fast: one table in memory for all workers.

gunicorn makes the application before it forks, so its workers inherit the table and count into the same numbers; they
begin anew with the server. A record lock keeps workers apart and, unlike a semaphore, ends with the process that held
it.
"""

import fcntl
import mmap
import os
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import flask
from flask import Flask, Response, request

#: Upper bounds in seconds (inclusive); what is slower stands in the total only.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CLASSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
#: Addresses that lead nowhere share one row: nobody can make rows by asking.
NO_ROUTE = "none"
_KEY = "pid_tracker.request_counts"
_ROW = len(BUCKETS) + 2  # then the sum of seconds, and the count


@dataclass(frozen=True, slots=True)
class Count:
    """One route and class of status: how many were answered within each bound (each counts those before it), the sum
    of seconds, and how many in all."""

    route: str
    status: str
    within: tuple[int, ...]
    seconds: float
    total: int


class RequestCounts:
    """The table. Linux only: its memory has no name."""

    def __init__(self, routes: Sequence[str]) -> None:
        """A row for each route and class, all zero."""
        self._routes = {route: place for place, route in enumerate((NO_ROUTE, *routes))}
        size = len(self._routes) * len(CLASSES) * _ROW * 8
        self._file = os.memfd_create("pid-tracker-requests")
        weakref.finalize(self, os.close, self._file)
        os.ftruncate(self._file, size)
        self._cells = memoryview(mmap.mmap(self._file, size)).cast("d")
        self._threads = threading.Lock()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def add(self, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        row = self._routes.get(route, 0) * len(CLASSES) + min(max(status // 100, 1), 5) - 1
        bound = next((place for place, most in enumerate(BUCKETS) if seconds <= most), None)
        start = row * _ROW
        with self._alone():
            if bound is not None:
                self._cells[start + bound] += 1
            self._cells[start + _ROW - 2] += seconds
            self._cells[start + _ROW - 1] += 1

    def read(self) -> Iterator[Count]:
        """Every row in which something was counted."""
        with self._alone():
            cells = self._cells.tolist()
        for route, place in self._routes.items():
            for kind, status in enumerate(CLASSES):
                start = (place * len(CLASSES) + kind) * _ROW
                *own, seconds, total = cells[start : start + _ROW]
                if total:
                    within = tuple(int(sum(own[: last + 1])) for last in range(len(BUCKETS)))
                    yield Count(route, status, within, seconds, int(total))


def counts() -> RequestCounts:
    """The table of the running application."""
    found: RequestCounts = flask.current_app.extensions[_KEY]
    return found


def register(app: Flask) -> None:
    """Count every request from here on; after all routes were added."""
    app.extensions[_KEY] = RequestCounts(sorted({rule.endpoint for rule in app.url_map.iter_rules()}))

    @app.before_request
    def _begin() -> None:
        flask.g.began = time.perf_counter()

    @app.after_request
    def _count(response: Response) -> Response:
        now = time.perf_counter()
        counts().add(request.endpoint or NO_ROUTE, response.status_code, now - flask.g.get("began", now))
        return response
