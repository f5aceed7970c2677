"""Looks for inputs by the code that they reach: `python -m tests.attacks.cover NAME [libFuzzer's options]`. Needs atheris (Linux)."""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["desktop_sync"]):
    from tests.attacks.targets import TARGETS


def main() -> None:
    """Never comes back: atheris ends the process."""
    program, name, *options = sys.argv
    seeds = Path(tempfile.mkdtemp())
    for number, seed in enumerate(TARGETS[name].seeds):
        (seeds / str(number)).write_bytes(seed)
    words = seeds.with_suffix(".dict")
    words.write_text("".join(f'"{_escaped(one)}"\n' for one in TARGETS[name].words if len(one) < 60), "ascii")
    atheris.Setup([program, str(seeds), f"-dict={words}", "-max_len=20000", *options], TARGETS[name])
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main()
