"""What the package imports is declared, what is declared is locked with a hash, and both locks agree."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt")
SHIPPED = [ROOT / "wsgi.py", ROOT / "gunicorn.conf.py", *(ROOT / "pid_tracker").rglob("*.py")]


def _plain(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def _imported(paths: list[Path]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(str(node.module).split(".")[0])
    return found - set(sys.stdlib_module_names) - {"pid_tracker", "tests"}


def _distributions(modules: set[str]) -> dict[str, set[str]]:
    owners = packages_distributions()
    return {module: {_plain(owner) for owner in owners.get(module, ["unknown"])} for module in modules}


def _locked(lock: str) -> dict[str, str]:
    pinned = re.findall(r"^([a-z0-9-]+)==([^\s;]+)(.*)$", (ROOT / lock).read_text(encoding="utf-8"), re.M)
    return {f"{name}{marker.rstrip(chr(92)).rstrip()}": version for name, version, marker in pinned}


def test_what_the_package_imports_is_declared() -> None:
    declared = {_plain(requirement) for requirement in SETTINGS["project"]["dependencies"]}
    missing = {module for module, owners in _distributions(_imported(SHIPPED)).items() if not owners & declared}
    assert missing == set()


def test_what_the_tests_import_is_declared() -> None:
    groups = [*SETTINGS["project"]["dependencies"], *SETTINGS["dependency-groups"]["dev"]]
    declared = {_plain(requirement) for requirement in groups}
    imported = _distributions(_imported(list((ROOT / "tests").rglob("*.py"))))
    assert {module for module, owners in imported.items() if not owners & declared} == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_declared_is_locked_with_hashes(lock: str) -> None:
    groups = SETTINGS["dependency-groups"]
    wanted = [*SETTINGS["project"]["dependencies"], *groups["build"]]
    if lock == "requirements-dev.txt":
        wanted += groups["dev"]
    names = {_plain(name) for name in _locked(lock)}
    assert {_plain(requirement) for requirement in wanted} - names == set(), "run: make lock"
    text = (ROOT / lock).read_text(encoding="utf-8")
    for block in re.split(r"\n(?=[a-z0-9])", text):
        if "==" in block.splitlines()[0]:
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_the_development_lock_holds_what_runs() -> None:
    assert _locked("requirements.txt").items() <= _locked("requirements-dev.txt").items()
