"""The part of `dev.py check` that looks at pins and licences; needs nothing but Python."""

import sys

from devlib.supply import check

if __name__ == "__main__":
    sys.exit(check())
