"""What the program is made of: pins, licences, and a bill of materials (CycloneDX 1.6). All of it without network, but `advisories`."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .paths import REQUIREMENTS, ROOT, say, venv_python

LICENCES = ROOT / "docs" / "LICENCES.md"
TAKEN = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "MIT",
        "MIT-0",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
        "MPL-2.0",
        "LGPL-3.0-only",
    ]
)
"""One of them is enough where a package offers several."""
_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)(?:\s*;\s*([^\\]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})\b")
_ADDRESS = re.compile(r"https?://|--index|--extra-index|--find-links|--trusted-host|git\+|@ file:")
_ROW = re.compile(r"^\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Pin:
    """A package as it is pinned. `wanted_by`: the packages that want it; `marker`: where it is installed at all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]


def pins(text: str) -> list[Pin]:
    """The pins of a file that uv wrote."""
    found: list[dict[str, Any]] = []
    for line in text.splitlines():
        if match := _PIN.match(line):
            found.append(
                {"name": match[1].lower(), "version": match[2], "marker": match[3] or "", "hashes": [], "by": []}
            )
        elif found and (hashed := _HASH.search(line)):
            found[-1]["hashes"].append(hashed[1])
        elif found and line.strip().startswith("#"):
            found[-1]["by"] += re.findall(r"[A-Za-z][\w.-]*", line.replace("# via", "").replace("(pyproject.toml)", ""))
    return [Pin(one["name"], one["version"], one["marker"], tuple(one["hashes"]), tuple(one["by"])) for one in found]


def licences(text: str) -> Mapping[str, str]:
    """Package → licence, as the page tells."""
    return {name: licence.strip() for name, licence, *_ in _ROW.findall(text) if name not in {"package", "---"}}


def is_taken(licence: str) -> bool:
    """Whether the expression (SPDX) can be met with licences that are taken."""
    parts = [one.strip("() ") for one in re.split(r"\bAND\b", licence)]
    return all(any(one.strip("() ") in TAKEN for one in re.split(r"\bOR\b", part)) for part in parts)


def problems(requirements: Mapping[str, str], page: str) -> list[str]:
    """What is wrong with the pins (file name → text) and the page of licences."""
    wrong = []
    for file, text in requirements.items():
        wrong += [f"{file}: names an address: {line.strip()}" for line in text.splitlines() if _ADDRESS.search(line)]
        found = pins(text)
        wrong += [f"{file}: {one.name} has no hash" for one in found if not one.hashes]
        loose = [line for line in text.splitlines() if line[:1].isalnum() and not _PIN.match(line)]
        wrong += [f"{file}: not pinned: {line}" for line in loose]
        if not found:
            wrong.append(f"{file}: there are no pins")
    told, shipped = licences(page), {one.name for one in pins(requirements["run.txt"])}
    wrong += [f"docs/LICENCES.md: {name} is missing" for name in sorted(shipped - told.keys())]
    wrong += [f"docs/LICENCES.md: {name} is not in run.txt" for name in sorted(told.keys() - shipped)]
    return wrong + [f"docs/LICENCES.md: {name}: {one} is not taken" for name, one in told.items() if not is_taken(one)]


def requirement_files() -> Mapping[str, str]:
    """Name → text of every file with pins."""
    return {file.name: file.read_text("utf-8") for file in sorted(REQUIREMENTS.glob("*.txt"))}


def bill() -> dict[str, Any]:
    """The bill of materials of what is installed with the program. The same pins give the same bill: no time, no random number."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found, told = pins((REQUIREMENTS / "run.txt").read_text("utf-8")), licences(LICENCES.read_text("utf-8"))
    own = f"pkg:pypi/{project['name']}@{project['version']}"
    refs = {one.name: f"pkg:pypi/{one.name}@{one.version}" for one in found}
    by = {ref: sorted(refs[one.name] for one in found if _wants(name, one)) for name, ref in refs.items()}
    direct = sorted(refs[one.name] for one in found if project["name"] in one.wanted_by)
    components = [_component(one, refs[one.name], told[one.name]) for one in found]
    sum_ = hashlib.sha256(json.dumps([own, components], sort_keys=True).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{sum_[:8]}-{sum_[8:12]}-5{sum_[13:16]}-8{sum_[17:20]}-{sum_[20:32]}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": own, "purl": own, "name": project["name"], "version": project["version"]}
        },
        "components": components,
        "dependencies": [{"ref": own, "dependsOn": direct}, *({"ref": ref, "dependsOn": by[ref]} for ref in refs.values())],
    }  # fmt: skip


def _wants(name: str, one: Pin) -> bool:
    return name in one.wanted_by


def _component(one: Pin, ref: str, licence: str) -> dict[str, Any]:
    more = [{"name": "desktop-sync:file-sha256", "value": value} for value in one.hashes]
    more += [{"name": "desktop-sync:only-where", "value": one.marker}] if one.marker else []
    made = {"type": "library", "bom-ref": ref, "purl": ref, "name": one.name, "version": one.version}
    return {**made, "licenses": [{"expression": licence}], "properties": more}


def write_bill(arguments: Sequence[str]) -> int:
    """`dev.py sbom FILE`."""
    if len(arguments) != 1:
        say("dev.py sbom takes the file to write.")
        return 2
    Path(arguments[0]).write_text(json.dumps(bill(), indent=2) + "\n", "utf-8")
    say(f"{arguments[0]}: {len(bill()['components'])} components")
    return 0


def check() -> int:
    """Part of `dev.py check`."""
    wrong = problems(requirement_files(), LICENCES.read_text("utf-8"))
    for one in wrong:
        print(one)
    return 1 if wrong else 0


def advisories(arguments: Sequence[str]) -> int:
    """`dev.py advisories`: asks for known weaknesses of what is pinned. Needs the network."""
    if arguments:
        say("dev.py advisories takes no arguments.")
        return 2
    folder = ROOT / ".venv-audit"
    python = venv_python(folder)
    if not Path(python).exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "pip-audit>=2.9"], check=True)
    command = [str(python), "-m", "pip_audit", "--disable-pip", "--require-hashes", "--strict"]
    files = [part for name in ("run", "dev") for part in ("--requirement", str(REQUIREMENTS / f"{name}.txt"))]
    return subprocess.run([*command, *files], cwd=ROOT, check=False).returncode
