"""MariaDB and MySQL through PyMySQL: unbuffered reading in one snapshot, values as the server's own text."""

import datetime as dt
import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_sync.connectors.sql.address import Address, no_tls
from desktop_sync.connectors.sql.dialect import (
    CONNECT_TIMEOUT_S,
    LOCK_TIMEOUT_S,
    STATEMENT_TIMEOUT_S,
    Dialect,
    Query,
    Session,
    Trouble,
)
from desktop_sync.connectors.sql.table import Row, Table, with_given_keys
from desktop_sync.errors import AccountError, DesktopSyncError, Retriable, SignInError
from desktop_sync.model.schema import TableInfo

_LOST = frozenset({0, 1053, 1152, 1153, 1158, 1159, 1160, 1161, 1927, 2006, 2013, 2014, 2055, 4031})
_UNREACHABLE = frozenset({2002, 2003})
_ACCOUNT = frozenset({1044, 1045, 1049, 1142, 1143, 1146, 1054, 1290, 1698, 1792, 1836, 1021, 1227, 3118})
_NO_TLS = 2026
_INIT = (
    # Strict: what does not fit is refused, never cut. Backslashes as PyMySQL escapes them.
    "SET SESSION sql_mode ="
    " CONCAT_WS(',', REPLACE(@@SESSION.sql_mode, 'NO_BACKSLASH_ESCAPES', ''), 'STRICT_ALL_TABLES'),"
    # A page may be worked on for a while before the next one is asked for.
    f" net_write_timeout = 3600, innodb_lock_wait_timeout = {LOCK_TIMEOUT_S}"
)


class MariaDB(Dialect):
    """MariaDB and MySQL."""

    label = "MariaDB"
    mark = "%s"
    no_values = "() VALUES ()"

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        import pymysql  # late: a tenth of a second
        from pymysql import converters
        from pymysql.constants import CLIENT, FIELD_TYPE

        self._driver = pymysql
        whole = (
            FIELD_TYPE.TINY,
            FIELD_TYPE.SHORT,
            FIELD_TYPE.LONG,
            FIELD_TYPE.INT24,
            FIELD_TYPE.LONGLONG,
            FIELD_TYPE.YEAR,
        )
        # No decoders but for integers: dates and decimals of unchanged rows are never looked at.
        self._converters: dict[Any, Any] = {**converters.encoders, **dict.fromkeys(whole, int)}
        self._flags = CLIENT.FOUND_ROWS  # an update counts the rows it matched, not only those it changed

    @property
    def error(self) -> type[Exception]:
        return self._driver.err.Error

    def connect(self) -> Any:
        address = self.address
        return self._driver.connect(
            host=address.host or None,
            port=address.port or 3306,
            unix_socket=address.options.get("socket"),
            user=address.user,
            password=address.password.encode(),  # a text would be sent as Latin-1
            database=address.database,
            charset="utf8mb4",
            conv=self._converters,
            client_flag=self._flags,
            init_command=_INIT,
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=STATEMENT_TIMEOUT_S,
            write_timeout=STATEMENT_TIMEOUT_S,
            autocommit=True,
            **_security(address),
        )

    def trouble(self, error: Exception) -> Trouble:
        code = _code(error)
        if code == 1205:
            return Trouble.WAIT
        if code in (1213, 1020, 1180, 1614):
            return Trouble.AGAIN
        if isinstance(error, self._driver.err.InterfaceError) or code in _LOST or code in _UNREACHABLE:
            return Trouble.LOST
        return Trouble.ACCOUNT if code in _ACCOUNT else Trouble.RECORD

    def is_duplicate(self, error: Exception) -> bool:
        return _code(error) in (1062, 1586)

    def words(self, error: Exception) -> str:
        return str(error.args[1]) if len(error.args) > 1 else str(error)

    def convert(self, error: Exception) -> DesktopSyncError:
        address, place, code = self.address, self.address.place, _code(error)
        if code in _UNREACHABLE or code == _NO_TLS or isinstance(error, OSError):
            return self._unreachable(error)
        if self.trouble(error) in (Trouble.WAIT, Trouble.AGAIN):
            return Retriable(f"{self.label} is busy.", place=place)
        if self.trouble(error) is Trouble.LOST:
            return Retriable(f"The connection to {self.label} was lost.", place=place)
        if code in (1045, 1698, 3118):
            text = f"The user “{address.user}” could not sign in: wrong user or password."
            return SignInError(text, advice="Set the password again.", place=place)
        if code == 1049:
            text = f"There is no database “{address.database}” on the server."
            return AccountError(text, advice="Check the last part of the address, after the slash.", place=place)
        if code in (1044, 1142, 1143, 1227):
            advice = "Grant it SELECT, and for writing INSERT, UPDATE and DELETE, on the table."
            return AccountError("The user has no permission for this.", advice=advice, place=place)
        if code in (1290, 1792, 1836):
            return AccountError(
                "The database can only be read.", advice="Sync one way, or use the primary server.", place=place
            )
        # Syntax errors and unknown names quote the filter; all others might quote a stored value.
        said = self.words(error) if code in (1054, 1064, 1146, 1305) else f"error {code}"
        return AccountError(f"{self.label} says: {said}", advice="Check the filter and the table.", place=place)

    def _unreachable(self, error: Exception) -> DesktopSyncError:
        text, place = str(error), self.address.place
        if "getaddrinfo" in text or "Name or service" in text or "name resolution" in text:
            return AccountError(
                f"The host “{self.address.host}” is not known.", advice="Check its name in the address.", place=place
            )
        if "CERTIFICATE" in text or "certificate" in text or "SSL" in text:
            return no_tls(self.address)
        advice = "Check host and port in the address, and that the server is running."
        return Retriable(f"No {self.label} server answers there.", after_s=5, advice=advice, place=place)

    def begin_read(self, session: Session) -> None:
        session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        session.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")

    def begin_write(self, session: Session) -> None:
        # An update must see what is there now, not what was there when the transaction began.
        session.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        session.execute("START TRANSACTION READ WRITE")

    def pages(self, session: Session, query: Query, size: int) -> Iterator[Sequence[Row]]:
        from pymysql.cursors import SSCursor

        session.counted()
        cursor = session.connection.cursor(SSCursor)
        cursor.execute(query.sql(), query.params)
        while rows := cursor.fetchmany(size):
            yield rows
        cursor.close()

    def tables(self, session: Session) -> list[TableInfo]:
        from desktop_sync.connectors.sql.mariadb_reflect import tables

        return tables(session)

    def reflect(self, session: Session, name: str, keys: Mapping[str, tuple[str, ...]]) -> Table | None:
        from desktop_sync.connectors.sql.mariadb_reflect import reflect

        table = reflect(self, session, name, keys)
        return table if table is None or table.view or _returns(session) else with_given_keys(table)

    def insert(self, session: Session, table: Table, values: Mapping[str, Any], key: Row | None) -> Row:
        sql, params = self.insert_sql(table, values), list(values.values())
        if not table.view and _returns(session):
            # As the server writes it: a default such as uuid() is told by nothing else, and a UUID gets its dashes.
            names = ", ".join(column.select for column in table.keys)
            found: Row = session.execute(f"{sql} RETURNING {names}", params).fetchone()
            return found
        cursor = session.execute(sql, params)
        return key if key is not None else (cursor.lastrowid,)

    def quote(self, name: str) -> str:
        doubled = name.replace("`", "``").replace("%", "%%")
        return f"`{doubled}`"

    def now(self, session: Session) -> dt.datetime:
        return dt.datetime.fromisoformat(session.value("SELECT CAST(UTC_TIMESTAMP(6) AS CHAR)")).replace(tzinfo=dt.UTC)

    def version(self, session: Session) -> str:
        found = str(session.value("SELECT VERSION()"))
        return f"MariaDB {found.partition('-')[0]}" if "MariaDB" in found else f"MySQL {found}"


def _security(address: Address) -> dict[str, Any]:
    """What PyMySQL needs for the address's `tls`; with a context it takes no connection in clear."""
    if address.tls in {"", "prefer"}:
        return {}
    if address.tls == "disable":
        return {"ssl_disabled": True}
    context = ssl.create_default_context(cafile=address.authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if address.tls == "require":
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return {"ssl": context}


def _returns(session: Session) -> bool:
    """Whether an insert can tell the row that it made: MariaDB 10.5 and later, no MySQL."""
    text = str(session.connection.get_server_info()).removeprefix("5.5.5-")
    return "MariaDB" in text and [int(one) for one in re.findall(r"\d+", text)[:2]] >= [10, 5]


def _code(error: Exception) -> int:
    return error.args[0] if error.args and isinstance(error.args[0], int) else -1
