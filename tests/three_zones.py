"""Open the site on a free port with an empty INSTANCE_PATH, file in three zones, and see each figure move by exactly
one.

    python -m tests.three_zones

For each zone a new installation is made by the commands that an operator uses, served by gunicorn as shipped; the
request
is filed through the pages. Ends with 1 when `/angka` or `permintaan.csv` moved by anything but one.
"""

import csv
import http.cookiejar
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Region, zone: Maluku in WIT, Belu in WITA, Banyumas in WIB.
REGIONS = (("81", "WIT"), ("53.04", "WITA"), ("33.02", "WIB"))
STEPS = (
    ("/minta/1", {"question": "Anggaran dan pelaksana perbaikan jalan desa tahun 2025"}),
    ("/minta/2", {"target": "HOME", "may_refer": "YES", "purpose": "CITIZEN"}),
    ("/minta/3", {"kind": "PERSON", "name": "Warga Contoh", "address": "Jalan Contoh 1"}),
    ("/minta/4", {"identity_way": "DESK"}),
    ("/minta/5", {"delivery": "LINK", "email": "warga@contoh.id", "phone_channel": "SMS"}),
    ("/minta/periksa", {}),
)
_HIDDEN = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")


class Visitor:
    """A browser without JavaScript: keeps cookies, sends forms with their hidden fields."""

    def __init__(self, base: str) -> None:
        """Open the browser on the site at `base`."""
        self.base = base
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> tuple[str, str]:
        """The address that answered, and the page."""
        with self._opener.open(self.base + path, timeout=30) as answer:
            return answer.geturl(), answer.read().decode("utf-8-sig")

    def post(self, path: str, fields: dict[str, str]) -> tuple[str, str]:
        """Send the form of a page; the address that answered, and the page."""
        form = {}
        for tag in _HIDDEN.findall(self.get(path)[1]):
            name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if name:
                form[name[1]] = unescape(value[1]) if value else ""
        sent = urllib.parse.urlencode(form | fields).encode()
        with self._opener.open(self.base + path, sent, timeout=30) as answer:
            return answer.geturl(), answer.read().decode()


@contextmanager
def installation(region: str, folder: Path) -> Iterator[str]:
    """A new installation in an empty folder, served by gunicorn on a free port; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environ = {
        **{name: value for name, value in os.environ.items() if not name.endswith("_URL")},
        "PID_TRACKER_MODE": "demo",
        "INSTANCE_PATH": str(folder),
        "PORT": str(port),
        "PYTHONPATH": str(ROOT),
        "WEB_CONCURRENCY": "2",
    }
    program = [
        sys.executable,
        "-c",
        "import sys; from pid_tracker.app import main; sys.argv[0] = 'pid-tracker'; main()",
    ]
    for command in (["db", "upgrade"], ["init", "--region", region]):
        subprocess.run([*program, *command], env=environ, check=True, capture_output=True, cwd=ROOT)
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "wsgi:app"],
        env=environ, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{base}/healthz", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.2)  # the server is starting
        yield base
    finally:
        server.terminate()
        server.wait(timeout=30)


def counts(visitor: Visitor) -> tuple[int, int]:
    """How many requests have come in: as `/angka` says, and as `permintaan.csv` has rows."""
    said = re.search(r"(\d+) permintaan masuk", visitor.get("/angka")[1])
    rows = list(csv.DictReader(io.StringIO(visitor.get("/data/permintaan.csv")[1])))
    return int(said[1]) if said else 0, len(rows)


def file_one(visitor: Visitor) -> str:
    """File a request through the pages; the last page."""
    address, page = "", ""
    for path, fields in STEPS:
        address, page = visitor.post(path, fields)
        if address.endswith(path) and path != "/minta/periksa":
            raise AssertionError(f"{path} was not accepted")
    if "/minta/terkirim/" not in address:
        raise AssertionError(f"not filed: {address}")
    return page


def main() -> int:
    """Try the three zones; 0 when each figure moved by exactly one."""
    failures = 0
    for region, zone in REGIONS:
        with tempfile.TemporaryDirectory() as folder, installation(region, Path(folder)) as base:
            visitor = Visitor(base)
            before = counts(visitor)
            page = file_one(visitor)
            after = counts(Visitor(base))
            moved = (after[0] - before[0], after[1] - before[1])
            good = moved == (1, 1) and f" {zone}" in page
            failures += not good
            print(
                f"{zone}: /angka {before[0]} -> {after[0]}, permintaan.csv {before[1]} -> {after[1]} baris"
                f"{'' if good else '  SALAH'}"
            )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
