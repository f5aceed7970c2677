#!/usr/bin/env python3
"""The developer's and the first user's command: set-up, demo, tests, checks. Needs nothing but Python 3.11 or newer.

    python3 packaging/dev.py demo        the program on sample data (makes .venv on the first call)
    python3 packaging/dev.py test        every check, then every test, with real servers where they can be had
    python3 packaging/dev.py --help      the other commands

This file stays readable for old Pythons, so that they can say what is wrong; the work is in devlib/.
"""

import sys

OLDEST = (3, 11)

if sys.version_info < OLDEST:
    sys.exit(
        f"Desktop Sync needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n"
        "Call a newer one by its name, for example: python3.12 packaging/dev.py"
    )

if __name__ == "__main__":
    from devlib.commands import main

    sys.exit(main(sys.argv[1:]))
