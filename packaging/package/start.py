"""Where the self-contained program starts."""

import os
import sys


def leave_environment_as_it_was() -> None:
    """Programs that we start (a browser, a file manager) must not load our libraries: the loader of the folder names them to itself."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    leave_environment_as_it_was()
    # Late: nothing of the program is to see the environment before.
    from desktop_sync.__main__ import main

    sys.exit(main())
