"""A private X server for tests that need a real one."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator


@contextlib.contextmanager
def private_display(size: str = "1280x800x24") -> Iterator[str | None]:
    """Starts Xvfb on a free display, with a window manager where there is one; yields `:N`, or None without Xvfb."""
    xvfb = shutil.which("Xvfb")
    if not xvfb:
        yield None
        return
    with contextlib.ExitStack() as stack:
        reading, writing = os.pipe()
        command = [xvfb, "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        stack.callback(stop, server)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()  # Xvfb writes it when it is ready; nothing comes if it ends before
        if not number:
            yield None
            return
        display = f":{number}"
        if openbox := shutil.which("openbox"):
            environment = os.environ | {"DISPLAY": display}
            manager = subprocess.Popen([openbox], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            stack.callback(stop, manager)
        yield display


def stop(process: subprocess.Popen) -> None:
    """Ends a process by its id: politely, then for certain."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
