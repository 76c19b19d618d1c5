"""`make mutants`: change `pid_tracker/law/` in some three thousand small ways, and show that its tests notice.

mutmut makes the mutants of every function of the law in a copy of the tree and runs the tests that reach it. A mutant
that no test notices must stand in `mutants_survived.toml` with the reason why it may. Ends with 1 when fewer than 90 %
are noticed, when a survivor is not listed, or when a listed one no longer survives.

Tried and settled: mutmut's own runner (not xdist) forks for each mutant and works with importmode=importlib and
filterwarnings=error; it needs `--noconftest` (tests/conftest.py would start servers) and `tests.cold` (else what the
decrees' cache holds hides their mutants). The property tests are left out: what they notice changes with the draw, and
the list would change with it; without them a mutant takes a fifth of a second.

Not mutated, because mutmut changes only bodies of undecorated functions: tables, properties, cached functions.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import get_module_from_key, orig_function_and_class_names_from_key

from tests.sabotage import ROOT, copy

LAW = "pid_tracker.law"
LIST = ROOT / "tests" / "mutants_survived.toml"
#: Of a hundred mutants so many are noticed at least.
REQUIRED = 90
NOTICED = frozenset({"killed", "timeout"})
UNNOTICED = frozenset({"survived", "no tests"})


class Mutant(NamedTuple):
    """One change, told by the function and its text: the same when other code moves."""

    function: str
    was: str
    now: str

    def __str__(self) -> str:
        lines = [f"[[survivor]]\nfunction = {json.dumps(self.function)}"]
        for name, text in (("was", self.was), ("now", self.now)):
            lines.append(f"{name} = '''{text}'''" if "\n" in text or "\\" in text else f"{name} = {json.dumps(text)}")
        return "\n".join([*lines, 'why = ""'])


def listed() -> dict[Mutant, int]:
    """The survivors that are known, and how many of each (a line may stand twice in its function)."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["survivor"]
    return {Mutant(row["function"], row["was"], row["now"]): row.get("times", 1) for row in rows}


def at_import() -> frozenset[str]:
    """Functions that run when their module is imported, before a mutant is switched on."""
    return frozenset(row["function"] for row in tomllib.loads(LIST.read_text(encoding="utf-8"))["at_import"])


def module_of(name: str) -> str:
    """ "calendar" for the mutant pid_tracker.law.calendar.x_count__mutmut_1."""
    return get_module_from_key(name).removeprefix(f"{LAW}.")


def run(folder: Path, modules: Iterable[str]) -> dict[Path, dict[str, str]]:
    """What came of each mutant, by file; those of `modules` of the law or, when there are none, all."""
    command = [Path(sys.executable).parent / "mutmut", "run", "--max-children", str(os.cpu_count() or 2)]
    result = subprocess.run(
        [*command, *(f"{LAW}.{module}.x*" for module in modules)],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        sys.exit(f"mutmut berhenti dengan {result.returncode}:\n{result.stdout[-3000:]}")
    found: dict[Path, dict[str, str]] = {}
    for meta in sorted((folder / "mutants").rglob("*.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        path = meta.relative_to(folder / "mutants").with_suffix("")
        chosen = {name: code for name, code in codes.items() if not modules or module_of(name) in modules}
        found[path] = {name: status_by_exit_code[code] for name, code in chosen.items()}
    return found


def described(folder: Path, path: Path, name: str) -> Mutant:
    """The mutant with its text, read from mutmut's difference."""
    with contextlib.chdir(folder):
        changes = get_diff_for_mutant(name, path=path).splitlines()[3:]
    function, class_name = orig_function_and_class_names_from_key(name)
    texts = ["\n".join(line[1:].strip() for line in changes if line.startswith(sign)) for sign in "-+"]
    return Mutant(".".join(part for part in (module_of(name), class_name, function) if part), *texts)


def judge(survivors: Counter[Mutant], known: Mapping[Mutant, int], early: frozenset[str] = frozenset()) -> list[str]:
    """What is wrong with the list: survivors (but those of `early`) that it lacks, entries that no longer survive."""
    survivors = Counter({mutant: times for mutant, times in survivors.items() if mutant.function not in early})
    wrong = [f"TIDAK TERDAFTAR ({times}x)\n{mutant}" for mutant, times in (survivors - Counter(known)).items()]
    stale = (Counter(known) - survivors).items()
    return wrong + [f"USANG, TIDAK LAGI LOLOS ({times}x)\n{mutant}" for mutant, times in stale]


def main(modules: list[str]) -> int:
    """Try the mutants of the law, or of these modules of it (`calendar`, `acts.request`); 0 when all is well."""
    total: Counter[str] = Counter()
    survivors: Counter[Mutant] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="pid-tracker-mutants-") as name:
        folder = Path(name)
        copy(folder)
        for path, statuses in run(folder, modules).items():
            for mutant, status in statuses.items():
                if status in UNNOTICED:
                    survivors[described(folder, path, mutant)] += 1
                elif status not in NOTICED:
                    wrong.append(f"GAGAL ({status}): {mutant}")
            total.update(statuses.values())
            if statuses:
                noticed = sum(status in NOTICED for status in statuses.values())
                print(f"{noticed:>5} dari {len(statuses):>5} mutan ketahuan   {path}")
    chosen = tuple(f"{module}." for module in modules)
    known = {key: times for key, times in listed().items() if not chosen or key.function.startswith(chosen)}
    wrong += judge(survivors, known, at_import())
    print(*wrong, sep="\n\n")
    noticed, tried = sum(total[status] for status in NOTICED), total.total()
    print(f"{noticed} dari {tried} mutan ketahuan: {100 * noticed / max(tried, 1):.1f} % (paling sedikit {REQUIRED} %)")
    return 1 if wrong or not tried or 100 * noticed < REQUIRED * tried else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
