"""No secret and no customer's value in clear in any file that the program writes, whatever happens to it."""

import signal
import subprocess
import time
from pathlib import Path

from tests.servers import sql
from tests.servers.program import Program

CANARIES = {
    "name": "Kanarienvogel Zitronengelb",
    "email": "kanarienvogel-9137@example.org",
    "city": "Vogelsang-Warsitz",
}
SYNC = """
name = "Birds"
[a]
account = "a"
table = "birds"
[b]
account = "b"
table = "birds"
[match]
keys = [["email"]]
""" + "".join(f'[[field]]\na = "{name}"\nb = "{name}"\n' for name in CANARIES)


def _clear_in(folder: Path, words: list[str]) -> list[str]:
    """Where one of the words stands in clear, in any of the encodings that a program could have used."""
    needles = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            found.extend(f"{file.name}: {needle!r}" for needle in needles if needle in content)
    return found


def test_no_value_and_no_secret_in_clear(cli: Program, mariadb_url: str, tmp_path: Path) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    bare, secret = sql.split_password(mariadb_url)
    env = {
        "PW": secret,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "TMPDIR": str(scratch),
    }
    shop = f"sqlite:///{tmp_path / 'shop.db'}"
    columns = "name VARCHAR(60) NOT NULL, email VARCHAR(60), city VARCHAR({width})"
    sql.execute(shop, f"CREATE TABLE birds (id INTEGER PRIMARY KEY, {columns.format(width=60)})")
    sql.execute(
        mariadb_url,
        f"CREATE TABLE birds (id INTEGER AUTO_INCREMENT PRIMARY KEY, {columns.format(width=20)}, UNIQUE (name))",
    )
    row = tuple(CANARIES.values())
    sql.execute_many(
        shop, "INSERT INTO birds (name, email, city) VALUES (?, ?, ?)", [row, (row[0], "b" + row[1], row[2])]
    )
    cli("account", "add", "a", "--connector", "sql", "--set", f"url={shop}", env=env).expect()
    cli(
        "account", "add", "b", "--connector", "sql", "--set", f"url={bare}", "--secret", "password=PW", env=env
    ).expect()
    # A wrong password that holds the right one: what an error text or a log could give away.
    wrong = {**env, "PW": f"{secret}!"}
    cli(
        "account", "add", "c", "--connector", "sql", "--set", f"url={bare}", "--secret", "password=PW", env=wrong
    ).expect(1)
    file = cli.workspace.parent / "birds.toml"
    file.write_text(SYNC, encoding="utf-8")
    cli("sync", "apply", file, env=env).expect()
    cli("plan", "Birds", env=env).expect(4)
    cli("run", "--approve", env=env).expect(3)  # the second bird is refused: its name is there already
    assert cli("holds", env=env).expect().json["holds"]  # type: ignore[index]
    sql.execute(shop, "UPDATE birds SET city = city || ' far too long' WHERE id = 1")
    sql.execute(mariadb_url, "UPDATE birds SET name = 'Kanarienvogel Zitronengelb II' WHERE id = 1")
    process = subprocess.Popen(
        cli.command("run"), env=cli.environment(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(0.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    cli("run", env=env).expect(3)
    cli("run", "--full", env={**env, "PYTHONFAULTHANDLER": "1"}).expect(3)
    cli("doctor", env=env)
    cli("audit", "export", cli.workspace / "audit.json", env=env).expect()
    cli("backup", cli.workspace / "workspace.backup", env=env).expect()
    words = [*CANARIES.values(), secret]
    assert len(list(cli.workspace.rglob("*"))) > 5
    for folder in (cli.workspace, home, scratch):
        assert _clear_in(folder, words) == []
    assert _clear_in(tmp_path, [CANARIES["name"]]), "the search finds what is in clear: the user's own database"
