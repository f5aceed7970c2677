"""Plain SQL for tests, without the program's own SQL connector: `execute` writes, `fetch` reads."""

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit, urlunsplit


def new_name(prefix: str = "t") -> str:
    """A database name that nobody has: tests and workers never meet."""
    return f"{prefix}_{secrets.token_hex(6)}"


def with_database(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def split_password(url: str) -> tuple[str, str]:
    """The URL without its password, and the password: the account's setting and its secret."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    user = f"{parts.username}@" if parts.username else ""
    return urlunsplit(parts._replace(netloc=f"{user}{host}")), unquote(parts.password or "")


@contextlib.contextmanager
def connection(url: str) -> Iterator[object]:
    """A DB-API connection in autocommit mode, closed at the end."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        # An absolute path has four slashes in the URL: sqlite:////folder/file
        opened = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
    elif parts.scheme == "postgresql":
        import psycopg

        opened = psycopg.connect(url, autocommit=True, connect_timeout=10)
    elif parts.scheme in {"mysql", "mariadb"}:
        import pymysql

        opened = pymysql.connect(
            host=parts.hostname,
            port=parts.port,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            database=parts.path.strip("/") or None,
            charset="utf8mb4",
            autocommit=True,
            connect_timeout=10,
        )
    else:
        raise ValueError(f"no driver for {parts.scheme}")
    with contextlib.closing(opened):
        yield opened


def execute(url: str, *statements: str) -> None:
    """Runs the statements, each in a transaction of its own."""
    with connection(url) as opened, contextlib.closing(opened.cursor()) as cursor:
        for statement in statements:
            cursor.execute(statement)


def execute_many(url: str, statement: str, rows: list[tuple]) -> None:
    """Runs one statement with many rows of arguments, in the driver's own placeholders (`?` for SQLite, else `%s`)."""
    with connection(url) as opened, contextlib.closing(opened.cursor()) as cursor:
        cursor.executemany(statement, rows)


def fetch(url: str, query: str, arguments: tuple = ()) -> list[tuple]:
    """All rows of a query."""
    with connection(url) as opened, contextlib.closing(opened.cursor()) as cursor:
        cursor.execute(query, arguments)
        return [tuple(row) for row in cursor.fetchall()]
