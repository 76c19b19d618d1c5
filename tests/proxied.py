"""The shipped sample of nginx in front of gunicorn, both real: only ports, the name and the certificate are put in."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pid_tracker.clock import SystemClock

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "deploy" / "nginx.conf"
NAME = "localhost"
_WHOLE = """daemon off;
error_log stderr warn;
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


@dataclass(frozen=True, slots=True)
class Site:
    """Ports of this machine: what the world reaches (TLS), and what only the proxy should."""

    outside: int
    inside: int

    def connect(self) -> ssl.SSLSocket:
        """A connection from the world, which believes the certificate of the test; a minute of patience."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.outside), 60), server_hostname=NAME)

    def connect_inside(self) -> socket.socket:
        """A connection past the proxy."""
        return socket.create_connection(("127.0.0.1", self.inside), 60)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def _certificate(folder: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), SystemClock().now()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    (folder / "privkey.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))


def _put_in(text: str, **places: str) -> str:
    """The sample with what an installation puts in; each must stand there exactly once."""
    for old, new in places.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@contextmanager
def proxied(folder: Path) -> Iterator[Site]:
    """A new installation behind nginx, as the samples ship it."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        pytest.fail("nginx is missing: sudo apt-get install nginx-light")
    site = Site(_free_port(), _free_port())
    environ = {
        **{name: value for name, value in os.environ.items() if not name.endswith("_URL")},
        "PID_TRACKER_MODE": "demo",
        "INSTANCE_PATH": str(folder / "instance"),
        "BASE_URL": f"https://{NAME}:{site.outside}",
        "TRUSTED_PROXIES": "1",
        "PORT": str(site.inside),
        "PYTHONPATH": str(ROOT),
    }
    program = "import sys; from pid_tracker.app import main; sys.argv[0] = 'pid-tracker'; main()"
    for command in (["db", "upgrade"], ["init", "--region", "81"]):
        subprocess.run([sys.executable, "-c", program, *command], env=environ, check=True, capture_output=True)
    _certificate(folder)
    text = _put_in(
        SAMPLE.read_text("utf-8"),
        **{
            "listen 80;": f"listen 127.0.0.1:{_free_port()};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{site.outside} ssl http2;",
            "/etc/ssl/ppid.example.id/fullchain.pem": str(folder / "fullchain.pem"),
            "/etc/ssl/ppid.example.id/privkey.pem": str(folder / "privkey.pem"),
            "proxy_pass http://127.0.0.1:8000;": f"proxy_pass http://127.0.0.1:{site.inside};",
        },
    ).replace("ppid.example.id", NAME)
    (folder / "nginx.conf").write_text(_WHOLE.format(folder=folder, site=text), "utf-8")
    with (folder / "servers.log").open("wb") as log:
        servers = [
            subprocess.Popen([sys.executable, "-m", "gunicorn", "wsgi:app"], env=environ, cwd=ROOT, stderr=log),
            subprocess.Popen([nginx, "-e", "stderr", "-c", str(folder / "nginx.conf")], stderr=log),
        ]
        try:
            _wait_for(site)
            yield site
        finally:
            for server in servers:
                server.terminate()
                server.wait(timeout=60)


def _wait_for(site: Site) -> None:
    """Until both answer; the servers are starting."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    for _ in range(300):
        try:
            urllib.request.urlopen(f"https://127.0.0.1:{site.outside}/healthz", timeout=5, context=context).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError("nginx and gunicorn did not start")
