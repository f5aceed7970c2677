"""peewee and SQLCipher, imported without the drivers of other databases.

`import peewee` imports every database driver that is installed (psycopg and PyMySQL belong to the connectors): 110 of
its 170 ms on the reference machine. They are hidden while it is imported; connectors import them later as usual.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

OTHER_DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi", "pymysql", "MySQLdb")


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: "not found" to the import system
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


with _hidden(OTHER_DRIVERS):
    import peewee
    from playhouse.sqlcipher_ext import SqlCipherDatabase
    from sqlcipher3 import dbapi2 as sqlcipher

__all__ = ["SqlCipherDatabase", "peewee", "sqlcipher"]
