"""Runs in the servers' own environment, under gunicorn: Tryton's application, for databases that come and go.

Tryton looks for databases once in a while and takes one that it has met before it was loaded for loaded. So ours are
loaded when they are first asked for, and forgotten on `DELETE /<database>/`, before they are dropped.
"""

import re
import threading

from trytond import backend
from trytond.application import app
from trytond.pool import Pool

# The names that sql.new_name makes. Every other name is Tryton's to refuse.
OURS = re.compile(r"/(t_[0-9a-f]{12})/")

loaded = set()
shared = []
lock = threading.Lock()


def application(environ, start_response):
    """The WSGI entry point."""
    match = OURS.match(environ["PATH_INFO"])
    if match:
        with lock:
            if environ["REQUEST_METHOD"] == "DELETE" and environ["PATH_INFO"] == match[0]:
                forget(match[1])
                start_response("204 No Content", [])
                return []
            if match[1] not in loaded:
                load(match[1])
    return app(environ, start_response)


def load(database):
    """Loads the modules for the first database; the others have the same ones, and share them: that saves two seconds.

    Tryton's classes know nothing of a database; what they keep of its content is keyed by its name.
    """
    if not shared:
        Pool(database).init()
        shared.extend([Pool._pools[database], Pool._pool_modules[database]])
    else:
        Pool._pools[database], Pool._pool_modules[database] = shared
    loaded.add(database)


def forget(database):
    """Frees the memory and closes the connections."""
    loaded.discard(database)
    Pool.stop(database)
    backend.Database(database).close()
