"""A workspace with a sync of two tables, in which the measures run the program as its users do."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench import tables
from tests.bench.process import Cost, program
from tests.servers import sql
from tests.servers.program import Program


@dataclass(frozen=True)
class Office:
    """Two tables, or two files, and the sync between them."""

    program: Program
    urls: tuple[str, str]
    table: tuple[str, str] = ("people_a", "people_b")

    @classmethod
    def with_tables(cls, folder: Path, urls: tuple[str, str], *, cursor: bool) -> "Office":
        """Accounts and a sync of two tables that are there already. `cursor`: their column `changed` tells what is new."""
        one = cls(Program(folder / "workspace", "a passphrase"), urls)
        for side, url in zip("ab", urls, strict=True):
            bare, secret = sql.split_password(url) if "@" in url else (url, "")
            more = ["--secret", "password=PW"] if secret else []
            one.program(
                "account", "add", side, "--connector", "sql", "--set", f"url={bare}", *more, env={"PW": secret}
            ).expect()
        one._apply("people_a", "people_b", 'cursor = "changed"\n' if cursor else "", [*tables.FIELDS, "changed"])
        return one

    @classmethod
    def with_files(cls, folder: Path, paths: tuple[Path, Path]) -> "Office":
        """Accounts and a sync of two files."""
        one = cls(Program(folder / "workspace", "a passphrase"), (str(paths[0]), str(paths[1])))
        for side, path in zip("ab", paths, strict=True):
            one.program(
                "account", "add", side, "--connector", "files", "--set", f"path={path}", "--set", "key=id"
            ).expect()
        one._apply(*("people" if path.suffix == ".xlsx" else path.stem for path in paths), "", list(tables.FIELDS))  # type: ignore[arg-type]
        return one

    def _apply(self, a: str, b: str, more: str, fields: list[str]) -> None:
        text = f'name = "People"\n[a]\naccount = "a"\ntable = "{a}"\n{more}[b]\naccount = "b"\ntable = "{b}"\n{more}'
        text += '[match]\nkeys = [["id"]]\n[guard]\nmax_updates = "off"\nmax_same = "off"\n'
        text += "".join(f'[[field]]\na = "{name}"\nb = "{name}"\n' for name in ("id", *fields))
        file = self.program.workspace.parent / "people.toml"
        file.write_text(text, encoding="utf-8")
        self.program("sync", "apply", file).expect()

    def run(self, *arguments: str, waits: bool = False) -> Cost:
        """A run, started from nothing. `waits`: it leaves something to a person."""
        return program(self.program, "run", *arguments, codes=(3 if waits else 0,))
