"""PostgreSQL through psycopg 3: server-side cursors in one read-only snapshot, nearly all values as the server's own
text.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_sync.connectors.sql.address import Address, no_tls
from desktop_sync.connectors.sql.dialect import (
    CONNECT_TIMEOUT_S,
    LOCK_TIMEOUT_S,
    STATEMENT_TIMEOUT_S,
    WRITER,
    Dialect,
    Query,
    Session,
    Trouble,
)
from desktop_sync.connectors.sql.table import Row, Table
from desktop_sync.errors import AccountError, DesktopSyncError, Retriable, SignInError
from desktop_sync.model.schema import TableInfo

# As text they load faster, keep what Python's types can't hold (infinity, years BC), and go back exactly as they came.
_AS_TEXT = ("numeric", "float4", "float8", "date", "timestamp", "timestamptz", "time", "timetz", "interval", "uuid")
_AS_TEXT_TOO = ("json", "jsonb", "inet", "cidr", "bpchar", "int4range", "int8range", "numrange", "daterange", "tsrange")
_ARRAYS = (
    "text",
    "varchar",
    "bpchar",
    "int2",
    "int4",
    "int8",
    "uuid",
    "numeric",
    "date",
    "bool",
    "float4",
    "float8",
    "name",
)
_WAITING = frozenset({"55P03", "57014"})
_AGAIN = frozenset({"40001", "40P01", "53300", "57P03"})


class PostgreSQL(Dialect):
    """PostgreSQL and systems that speak its protocol."""

    label = "PostgreSQL"
    mark = "%s"
    fragile = True

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        import psycopg  # late: a third of a second

        self._driver = psycopg

    @property
    def error(self) -> type[Exception]:
        return self._driver.Error

    def connect(self) -> Any:
        from psycopg.types.string import TextLoader

        address = self.address
        options: dict[str, Any] = {**address.options, "ssl_min_protocol_version": "TLSv1.2"}
        if address.tls:
            options["sslmode"] = address.tls
        if address.tls.startswith("verify"):
            options["sslrootcert"] = address.authorities
        if "socket" in options:
            options["host"] = options.pop("socket")
        connection = self._driver.connect(
            **{"host": address.host, **options},
            port=address.port or 5432,
            user=address.user or None,
            password=address.password or None,
            dbname=address.database,
            connect_timeout=CONNECT_TIMEOUT_S,
            application_name="desktop-sync",
            client_encoding="utf8",
            autocommit=True,
            prepare_threshold=None,  # works behind connection poolers, too
        )
        connection.execute(
            f"SET datestyle = 'ISO, YMD'; SET bytea_output = 'hex'; SET standard_conforming_strings = on;"
            f" SET lock_timeout = '{LOCK_TIMEOUT_S}s'; SET statement_timeout = '{STATEMENT_TIMEOUT_S}s'"
        )
        for name in _AS_TEXT + _AS_TEXT_TOO:
            connection.adapters.register_loader(name, TextLoader)
        for name in _ARRAYS:
            connection.adapters.register_loader(connection.adapters.types[name].array_oid, TextLoader)
        return connection

    def trouble(self, error: Exception) -> Trouble:
        state = getattr(error, "sqlstate", None) or ""
        if state in _WAITING:
            return Trouble.WAIT
        if state in _AGAIN:
            return Trouble.AGAIN
        if self._lost(error, state):
            return Trouble.LOST
        if state == "42501" and "row-level security" not in str(error):
            return Trouble.ACCOUNT
        if state in ("25006", "53100", "42P01", "42703"):
            return Trouble.ACCOUNT
        return Trouble.RECORD

    def _lost(self, error: Exception, state: str) -> bool:
        if state:
            return state[:2] == "08" or state in ("57P01", "57P02", "57P05")
        return isinstance(error, self._driver.OperationalError | self._driver.InterfaceError)

    def is_duplicate(self, error: Exception) -> bool:
        return getattr(error, "sqlstate", None) == "23505"

    def words(self, error: Exception) -> str:
        diag = getattr(error, "diag", None)
        parts = [diag.message_primary, diag.message_detail] if diag else []
        return " ".join(part for part in parts if part) or str(error)

    def convert(self, error: Exception) -> DesktopSyncError:
        place = self.address.place
        state = getattr(error, "sqlstate", None) or ""
        if not state:
            return self._no_answer(str(error))
        if self.trouble(error) in (Trouble.WAIT, Trouble.AGAIN, Trouble.LOST):
            return Retriable("PostgreSQL is busy or was interrupted.", place=place)
        what, advice = _explained(state, self.address)
        if not what:
            # The primary message names tables, columns and pieces of the filter; stored values are in the detail only,
            # except for the classes 22 and 23, which quote the value.
            message = error.diag.message_primary if state[:2] not in ("22", "23") else f"error {state}"  # type: ignore[attr-defined]
            what, advice = f"PostgreSQL says: {message}", "Check the filter and the table."
        return AccountError(what, advice=advice, place=place)

    def _no_answer(self, text: str) -> DesktopSyncError:
        """Libpq has no codes for what goes wrong before the server answers, only its own English texts."""
        address, place = self.address, self.address.place
        unknown = "role" in text and "does not exist" in text
        if unknown or "authentication failed" in text or "no password supplied" in text:
            return _sign_in(address)
        if "does not exist" in text and "database" in text:
            return AccountError(
                f"There is no database “{address.database}” on the server.", advice=_DATABASE, place=place
            )
        if "no pg_hba.conf entry" in text:
            return AccountError("The server does not let this user in from this computer.", advice=_HBA, place=place)
        if "resolve host" in text or "translate host name" in text or "not known" in text:
            return AccountError(
                f"The host “{address.host}” is not known.", advice="Check its name in the address.", place=place
            )
        if "certificate" in text or "SSL" in text:
            return no_tls(address)
        if "refused" in text or "No such file" in text:
            return Retriable("No PostgreSQL server answers there.", after_s=5, advice=_REFUSED, place=place)
        return Retriable("The connection to PostgreSQL was lost.", place=place)

    def begin_read(self, session: Session) -> None:
        session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_write(self, session: Session) -> None:
        session.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
        if session.mark:
            # For this transaction only: a pooler may give the connection to somebody else after it.
            session.execute("SELECT set_config(%s, %s, true)", (WRITER, session.mark))

    def pages(self, session: Session, query: Query, size: int) -> Iterator[Sequence[Row]]:
        session.counted()
        with session.connection.cursor(name="listing") as cursor:
            cursor.execute(query.sql(), query.params)
            while rows := cursor.fetchmany(size):
                yield rows

    def tables(self, session: Session) -> list[TableInfo]:
        from desktop_sync.connectors.sql.postgres_reflect import tables

        return tables(session)

    def reflect(self, session: Session, name: str, keys: Mapping[str, tuple[str, ...]]) -> Table | None:
        from desktop_sync.connectors.sql.postgres_reflect import reflect

        return reflect(self, session, name, keys)

    def insert(self, session: Session, table: Table, values: Mapping[str, Any], key: Row | None) -> Row:
        names = ", ".join(column.select for column in table.keys)
        found = session.execute(f"{self.insert_sql(table, values)} RETURNING {names}", list(values.values())).fetchone()
        return found if key is None or found is not None else key

    def quote(self, name: str) -> str:
        return super().quote(name).replace("%", "%%")

    def now(self, session: Session) -> dt.datetime:
        return dt.datetime.fromtimestamp(float(session.value("SELECT extract(epoch FROM clock_timestamp())")), dt.UTC)

    def version(self, session: Session) -> str:
        return f"PostgreSQL {session.value('SHOW server_version')}"


_DATABASE = "Check the last part of the address, after the slash."
_HBA = "Ask the server’s administrator for a line in pg_hba.conf."
_REFUSED = "Check host and port in the address, and that the server is running."


def _sign_in(address: Address) -> SignInError:
    what, advice = _signed_out(address)
    return SignInError(what, advice=advice, place=address.place)


def _signed_out(address: Address) -> tuple[str, str]:
    return f"The user “{address.user}” could not sign in: wrong user or password.", "Set the password again."


def _explained(state: str, address: Address) -> tuple[str, str]:
    if state[:2] == "28":
        return _signed_out(address)
    return {
        "3D000": (f"There is no database “{address.database}” on the server.", _DATABASE),
        "42501": (
            "The user has no permission for this.",
            "Grant it SELECT, and for writing INSERT, UPDATE and DELETE, on the table.",
        ),
        "25006": ("The database can only be read.", "Sync one way, or connect to the primary server."),
        "42P01": ("The table is gone.", "Choose another table."),
        "53100": ("The server’s disk is full.", "Make room there and run the sync again."),
    }.get(state, ("", ""))
