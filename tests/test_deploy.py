"""What is shipped to run it with: systemd's own tools read the units, the bill of materials is held against the lock,
the container file against the tree."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))
#: As `systemd-analyze security` counts, in tenths: 100 is a service that may do everything. Below 20 it says "OK".
EXPOSURE = 20


# -- systemd -----------------------------------------------------------------------------------------------------------


def _read_by_systemd(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.fail("systemd-analyze is missing: sudo apt-get install systemd")
    environ = {"PATH": os.environ["PATH"], "SYSTEMD_UNIT_PATH": f"{folder}:"}
    return subprocess.run([tool, *words], env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with the commands of this environment in the place of those of an installation."""
    folder = tmp_path / "units"
    shutil.copytree(UNITS, folder)
    for path in folder.glob("*.service"):
        text = path.read_text("utf-8")
        assert text.count("ExecStart=/opt/pid-tracker/.venv/bin/") == 1
        path.write_text(text.replace("/opt/pid-tracker/.venv/bin/", f"{Path(sys.executable).parent}/"), "utf-8")
    return folder


def test_systemd_knows_every_word_of_the_units(units: Path) -> None:
    paths = sorted(str(path) for path in units.iterdir() if path.is_file())
    assert len(paths) == 6
    read = _read_by_systemd(units, "verify", "--man=no", *paths)
    assert (read.returncode, read.stderr) == (0, "")
    drop_in = units / "pid-tracker-.service.d" / "hardening.conf"
    drop_in.write_text(drop_in.read_text("utf-8") + "ProtectSistem=strict\n", "utf-8")
    assert "ProtectSistem" in _read_by_systemd(units, "verify", "--man=no", *paths).stderr


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_may_do_little_of_what_a_service_could(units: Path, service: str) -> None:
    words = ("security", "--offline=true", "--no-pager", f"--threshold={EXPOSURE}", str(units / service))
    hardened = _read_by_systemd(units, *words)
    assert hardened.returncode == 0, hardened.stdout[-2000:]
    shutil.rmtree(units / "pid-tracker-.service.d")
    assert _read_by_systemd(units, *words).returncode != 0


def test_every_service_is_limited_and_writes_for_itself_alone() -> None:
    said = set((UNITS / "pid-tracker-.service.d" / "hardening.conf").read_text("utf-8").splitlines())
    wanted = {"NoNewPrivileges=yes", "ProtectSystem=strict", "MemoryMax=1G", "UMask=0077", "StateDirectoryMode=0700"}
    assert wanted <= said
    assert all(name.startswith("pid-tracker-") for name in SERVICES) and len(SERVICES) == 4


def test_the_night_begins_a_quarter_past_midnight_in_each_zone() -> None:
    text = (UNITS / "pid-tracker-nightly.timer").read_text("utf-8")
    zones = re.findall(r"^OnCalendar=\*-\*-\* 00:15:00 (\S+)$", text, re.MULTILINE)
    assert sorted(zones) == ["Asia/Jakarta", "Asia/Jayapura", "Asia/Makassar"]


def test_the_web_service_tells_systemd_that_it_is_ready(tmp_path: Path) -> None:
    """Type=notify: without this word systemd would end it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, socket.create_server(("127.0.0.1", 0)) as probe:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(120)
        port = probe.getsockname()[1]
        probe.close()
        environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PID_TRACKER_MODE": "demo",
            "INSTANCE_PATH": str(tmp_path / "instance"),
            "PORT": str(port),
            "NOTIFY_SOCKET": str(tmp_path / "notify"),
        }
        command = [sys.executable, "-m", "gunicorn", "wsgi:app"]
        server = subprocess.Popen(command, env=environ, cwd=ROOT, stderr=subprocess.DEVNULL)
        try:
            assert b"READY=1" in systemd.recv(1000)
        finally:
            server.terminate()
            server.wait(timeout=60)


# -- bill of materials -------------------------------------------------------------------------------------------------


def _bill(*before: str) -> bytes:
    command = [*before, sys.executable, "-I", str(ROOT / "deploy" / "sbom.py")]
    return subprocess.run(command, capture_output=True, check=True, env={"PATH": os.environ["PATH"]}).stdout


def test_the_bill_lists_every_locked_package_with_every_hash() -> None:
    bill = json.loads(_bill())
    listed = {
        (one["name"], one["version"]): {hashed["content"] for hashed in one["externalReferences"][0]["hashes"]}
        for one in bill["components"]
    }
    locked: dict[tuple[str, str], set[str]] = {}
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        if "==" in line and not line.startswith((" ", "#")):
            name, version = line.split()[0].split("==")
            hashes = locked.setdefault((name.split("[")[0], version), set())
        elif "--hash=sha256:" in line:
            hashes.add(line.split("sha256:")[1].split()[0])
    assert listed == locked and all(locked.values()) and len(locked) > 40


def test_the_bill_is_whole_and_always_the_same() -> None:
    bill = json.loads(_bill())
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    references = [one["bom-ref"] for one in (bill["metadata"]["component"], *bill["components"])]
    assert len(set(references)) == len(references)
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert set(needs) == set(references) and {on for all_on in needs.values() for on in all_on} <= set(references)
    flask = next(reference for reference in references if reference.startswith("pkg:pypi/flask@"))
    assert flask in needs[references[0]]
    assert any(reference.startswith("pkg:pypi/werkzeug@") for reference in needs[flask])
    assert _bill() == _bill()


def test_the_bill_is_made_without_a_network(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    _bill("strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace))
    assert "AF_INET" not in trace.read_text("utf-8")


# -- container ---------------------------------------------------------------------------------------------------------


def _instructions() -> list[tuple[str, str]]:
    text = re.sub(r"^#.*\n", "", (ROOT / "deploy" / "Containerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = [line.strip() for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_container_takes_only_what_is_there_and_all_that_the_program_reads() -> None:
    copied = [
        source
        for word, rest in _instructions()
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert {"pid_tracker", "templates", "static", "migrations", "wsgi.py", "gunicorn.conf.py"} <= set(copied)


def test_the_container_installs_by_hash_and_runs_without_root() -> None:
    words = _instructions()
    installs = [rest for word, rest in words if word == "RUN" and "pip install" in rest]
    assert installs and all("--require-hashes" in rest or "--no-deps" in rest for rest in installs)
    last_stage = max(place for place, (word, _) in enumerate(words) if word == "FROM")
    assert ("USER", "10001") in words[last_stage:]
    assert not [rest for word, rest in words if word in ("ENV", "ARG") and re.search("KEY|SECRET|TOKEN", rest)]
