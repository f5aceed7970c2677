"""Two databases with tables that point at each other, and the program's command line on them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.servers import sql
from tests.servers.program import Program

OPEN_GUARD = '[guard]\nmax_updates = "off"\nmax_deletes = "off"\nmax_blanks = "off"\nmax_same = "off"\n'


@dataclass(frozen=True)
class Bench:
    """A workspace with the accounts `a` and `b` on two databases."""

    cli: Program
    a: str
    b: str
    folder: Path

    def prepare(self) -> None:
        """Make the accounts."""
        for name, url in (("a", self.a), ("b", self.b)):
            plain, password = sql.split_password(url) if "@" in url else (url, "")
            secret = ["--secret", "password=DB_PASSWORD"] if password else []
            if url.startswith("sqlite"):
                Path(url.removeprefix("sqlite:///")).touch()
            arguments = ["account", "add", name, "--no-test", "--connector", "sql", "--set", f"url={plain}", *secret]
            self.cli(*arguments, env={"DB_PASSWORD": password}).expect(0)

    def file(self, text: str) -> Path:
        """A sync file."""
        name = text.split('"')[1]
        file = self.folder / f"{name}.toml"
        file.write_text(text, encoding="utf-8")
        return file

    def apply(self, *texts: str) -> None:
        """Apply sync files."""
        for text in texts:
            self.cli("sync", "apply", self.file(text)).expect(0)

    def run(self, *names: str, codes: tuple[int, ...] = (0,)) -> list[dict[str, Any]]:
        """Run syncs, approved; their reports. Every account must close."""
        runs = self.cli("run", *names, "--approve").expect(*codes).json["runs"]
        for one in runs:
            assert one["status"] != "failed", one
            for side in ("a", "b"):
                counts = dict(one[side])
                assert counts.pop("seen") == sum(counts.values()), one
                assert min(counts.values()) >= 0, one
        return runs

    def quiet(self, *, codes: tuple[int, ...] = (0,)) -> None:
        """A run of everything that writes nothing, by the change feed and by the whole tables."""
        for more in ((), ("--full",)):
            runs = self.cli("run", *more).expect(*codes).json["runs"]
            written = sum(
                one[side][what] for one in runs for side in "ab" for what in ("created", "updated", "deleted")
            )
            assert written == 0, runs
            assert len({one["sync"] for one in runs}) == len(runs), "nothing is run twice"

    @property
    def key(self) -> str:
        """A number that B makes itself."""
        if self.b.startswith("sqlite"):
            return "INTEGER PRIMARY KEY"
        return "SERIAL PRIMARY KEY" if self.b.startswith("postgresql") else "INTEGER PRIMARY KEY AUTO_INCREMENT"

    def holds(self) -> list[tuple[str, str, str, str]]:
        """(sync, code, record, field) of all open holds."""
        found = self.cli("holds").json["holds"]
        return sorted((one["sync"], one["code"], one["record"], one["field"]) for one in found)


def sync(name: str, a: str, b: str, *fields: str, keys: str = "", more: str = "") -> str:
    """A sync file between the tables `a` and `b`; a field is "a = b", or more lines."""
    text = f'name = "{name}"\n[a]\naccount = "a"\ntable = "{a}"\n[b]\naccount = "b"\ntable = "{b}"\n'
    text += f'[match]\nfirst_run = "fill_blanks"\n{f"keys = {keys}" if keys else ""}\n'
    for field in fields:
        left, _, rest = field.partition("=")
        right, _, parent = rest.partition("@")
        text += f'[[field]]\na = "{left.strip()}"\nb = "{right.strip()}"\n'
        text += f'lens = {{ reference = {{ sync = "{parent.strip()}" }} }}\n' if parent else ""
    return text + (more or "") + OPEN_GUARD
