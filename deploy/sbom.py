"""What the program consists of (CycloneDX 1.5, JSON), read from the lock file alone: `make sbom`, without a network.

The same lock gives the same bytes: no instant stands in it, and the serial number is made from the lock.
"""

import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PACKAGE = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==(\S+)((?:.*\n)(?:[ ]+.*\n)*)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"^ +#(?: via)? +([a-z0-9][a-z0-9._-]*)", re.MULTILINE)


def bill(lock: str, project: dict[str, Any]) -> dict[str, Any]:
    """The bill of materials of a lock file; each package with the hashes of all files that it may be installed from."""
    found = _PACKAGE.findall(lock)  # a name may stand twice: another version for another Python
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    needs: dict[str, set[str]] = {own: set(), **{_reference(name, version): set() for name, version, _ in found}}
    for name, version, rest in found:
        for parent in _VIA.findall(rest):
            parents = [_reference(*known[:2]) for known in found if known[0] == parent]
            for reference in parents or [own]:
                needs[reference].add(_reference(name, version))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, own + lock)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": own,
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": _reference(name, version),
                "name": name,
                "version": version,
                "purl": _reference(name, version),
                "externalReferences": [
                    {
                        "type": "distribution",
                        "url": f"https://pypi.org/project/{name}/{version}/#files",
                        "hashes": [{"alg": "SHA-256", "content": digest} for digest in _HASH.findall(rest)],
                    }
                ],
            }
            for name, version, rest in found
        ],
        "dependencies": [{"ref": reference, "dependsOn": sorted(on)} for reference, on in needs.items()],
    }


def _reference(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


if __name__ == "__main__":
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    made = bill((ROOT / "requirements.txt").read_text(encoding="utf-8"), settings["project"])
    sys.stdout.write(json.dumps(made, indent=1) + "\n")
