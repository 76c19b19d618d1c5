"""`make sabotage`: take each guard of `sabotage.toml` out in a copy of the tree, and show that its test turns red.

For each entry the named test must pass in the copy as it is, and fail after one exact replacement. Ends with 1 when a
test
did not notice, when a text is not found, or when a test was red before.
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


def passes(folder: Path, test: str) -> bool:
    """Whether one test passes in the copy; the copy's own package is imported, not the installed one."""
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", *test.split()],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "LAW_EXAMPLES": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode not in (0, 1, 2):
        raise SystemExit(f"{test}: pytest ended with {result.returncode}\n{result.stdout[-2000:]}")
    return result.returncode == 0


def main() -> int:
    """Try every guard; 0 when each has a test that notices."""
    unnoticed = 0
    with tempfile.TemporaryDirectory(prefix="pid-tracker-sabotage-") as name:
        folder = Path(name)
        copy(folder)
        sound: dict[str, bool] = {}
        for guard in GUARDS:
            path, test = folder / guard["file"], guard["test"]
            whole = path.read_text(encoding="utf-8")
            if test not in sound:
                sound[test] = passes(folder, test)
            if whole.count(guard["find"]) != 1 or not sound[test]:
                state = "TEKS TIDAK TEPAT SATU" if sound[test] else "UJI SUDAH MERAH"
            else:
                path.write_text(whole.replace(guard["find"], guard["replace"]), encoding="utf-8")
                state = "LOLOS" if passes(folder, test) else "ketahuan"
                path.write_text(whole, encoding="utf-8")
            unnoticed += state != "ketahuan"
            print(f"{state:<22} {guard['file']:<42} {guard['why']}", flush=True)
    print(f"{len(GUARDS) - unnoticed} dari {len(GUARDS)} penjaga ketahuan saat dicabut")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
