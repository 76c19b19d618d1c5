"""`make sabotage`: take each guard of `sabotage.toml` out in a copy of the tree, and show that its test turns red.

For each entry the named test must pass in the copy as it is, and fail after one exact replacement: fail as a test, not
because something could no longer be imported. Ends with 1 when a test did not notice, when a text is not found, or when
a test was red before.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUARDS = tomllib.loads((ROOT / "tests" / "sabotage.toml").read_text(encoding="utf-8"))["guard"]


def tree() -> list[str]:
    """The files of the working tree: tracked ones, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True,
    )  # fmt: skip
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def copy(folder: Path) -> None:
    """Copy the tree, without what git ignores."""
    for name in tree():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)


def outcome(folder: Path, test: str) -> str:
    """ "green", "red" or "broken" for a test in the copy, whose own package is imported, not the installed one."""
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *test.split()],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "LAW_EXAMPLES": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    return {0: "green", 1: "red"}.get(result.returncode, "broken")


def noticed(folder: Path, guard: dict[str, str], sound: dict[str, str]) -> str:
    """What came of taking one guard out; "ketahuan" when its test turned red. `sound` remembers the untouched copy."""
    path, test = folder / guard["file"], guard["test"]
    whole = path.read_text(encoding="utf-8")
    if whole.count(guard["find"]) != 1:
        return "TEKS TIDAK TEPAT SATU"
    if test not in sound:
        sound[test] = outcome(folder, test)
    if sound[test] != "green":
        return "UJI SUDAH MERAH"
    path.write_text(whole.replace(guard["find"], guard["replace"]), encoding="utf-8")
    after = outcome(folder, test)
    path.write_text(whole, encoding="utf-8")
    return {"green": "LOLOS", "red": "ketahuan", "broken": "RUSAK, BUKAN MERAH"}[after]


def main(words: list[str]) -> int:
    """Try every guard, or those whose reason holds one of `words`; 0 when each has a test that notices."""
    guards = [guard for guard in GUARDS if not words or any(word in guard["why"] for word in words)]
    unnoticed = 0
    with tempfile.TemporaryDirectory(prefix="pid-tracker-sabotage-") as name:
        copy(Path(name))
        sound: dict[str, str] = {}
        for guard in guards:
            state = noticed(Path(name), guard, sound)
            unnoticed += state != "ketahuan"
            print(f"{state:<22} {guard['file']:<42} {guard['why']}", flush=True)
    print(f"{len(guards) - unnoticed} dari {len(guards)} penjaga ketahuan saat dicabut")
    return 1 if unnoticed or not guards else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
