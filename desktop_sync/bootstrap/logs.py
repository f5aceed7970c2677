"""The workspace's log: what the program did, never what the records say.

Three walls keep customers' values and secrets out: our own messages name only syncs, tables, fields and counts;
exceptions are written as their types and places, without their texts (a library's text may quote a value); and what
looks like a secret is blanked.
"""

import logging
import logging.handlers
import os
import platform
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from desktop_sync import __version__
from desktop_sync.bootstrap.paths import log_file
from desktop_sync.errors import DesktopSyncError

SIZE_BYTES = 1_000_000
KEPT = 5
NOISY = ("urllib3", "requests", "psycopg", "keyring", "peewee", "charset_normalizer", "PIL")
HIDDEN = "***"
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_SECRETS = (
    (re.compile(r"(https?://[^\s?#\"']+)\?[^\s\"')]*"), rf"\g<1>?{HIDDEN}"),
    (re.compile(r"(://[^/\s:@]*:)[^@\s/]+(@)"), rf"\g<1>{HIDDEN}\g<2>"),
    (re.compile(r"(?i)\b(bearer|basic|token|digest)\s+[A-Za-z0-9._~+/=:-]{6,}"), rf"\g<1> {HIDDEN}"),
    (
        re.compile(
            r"(?i)([\"']?[\w-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|consumer[_-]key|authorization|cookie)[\w-]*[\"']?"
            r"\s*[=:]\s*)(?:\"[^\"]*\"|'[^']*'|[^\s,;&}\]]+)"
        ),
        rf"\g<1>{HIDDEN}",
    ),
)


def redacted(text: str) -> str:
    """The text without what looks like a password, key or token."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def places(error: BaseException) -> str:
    """The exception and those behind it: types, files, lines and source text. No messages but our own, no values."""
    parts: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        words = f": {one}" if isinstance(one, DesktopSyncError) else ""
        kind = f"{type(one).__module__}.{type(one).__qualname__}"
        parts.append("".join(traceback.format_tb(one.__traceback__)) + f"{kind}{words}")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n  behind it:\n".join(parts)


class SafeFormatter(logging.Formatter):
    """One line per message, UTC, secrets blanked, exceptions without their texts."""

    def __init__(self) -> None:
        super().__init__("%(asctime)sZ %(levelname)s %(threadName)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")

    converter = staticmethod(time.gmtime)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the base class' name
        return places(ei[1]) if ei[1] is not None else ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have cached a text with values
        return redacted(super().format(record))


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class PrivateFile(logging.handlers.RotatingFileHandler):
    """A rotating log that only its owner may read."""

    def _open(self):  # type: ignore[no-untyped-def]  # the base class' type is private to the stubs
        name, errors = self.baseFilename, "backslashreplace"
        stream = open(name, self.mode, encoding="utf-8", errors=errors, opener=_private)  # noqa: SIM115 - the handler's
        if hasattr(os, "fchmod") and os.fstat(stream.fileno()).st_uid == os.geteuid():
            os.fchmod(stream.fileno(), 0o600)  # one that was copied here may be open to others
        return stream


def start_log(workspace: Path) -> Path:
    """Write this process' log to the workspace. Idempotent; another workspace's log is closed. Returns the file."""
    file = log_file(workspace)
    root = logging.getLogger()
    if any(isinstance(one, PrivateFile) and Path(one.baseFilename) == file for one in root.handlers):
        return file
    stop_log()
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = PrivateFile(file, maxBytes=SIZE_BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(SafeFormatter())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(__name__).info(
        "Desktop Sync %s on Python %s, %s", __version__, platform.python_version(), sys.platform
    )
    return file


def stop_log() -> None:
    """Close the log, so that its folder can be replaced."""
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, PrivateFile)]:
        root.removeHandler(handler)
        handler.close()


def hook_crashes(tell: Callable[[BaseException], None] | None = None) -> None:
    """Log what nobody caught, in any thread; `tell` is called after, there. Without a log it goes to stderr."""
    logger = logging.getLogger("desktop_sync.crash")

    def crashed(error: BaseException) -> None:
        if isinstance(error, KeyboardInterrupt | SystemExit):
            return
        logger.critical("Nobody caught this", exc_info=error)
        if not any(isinstance(one, PrivateFile) for one in logging.getLogger().handlers):
            sys.stderr.write(redacted(places(error)) + "\n")
        if tell is not None:
            tell(error)

    def in_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        crashed(error.with_traceback(trace) if type(error) is kind else error)

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            crashed(arguments.exc_value)

    sys.excepthook = in_main
    threading.excepthook = in_thread


CRASHED = "Something went wrong that should not"
"""The title of an error that the program does not know."""


def crash_words(error: BaseException) -> tuple[str, str, str]:
    """Log an unexpected error, and give back what to tell a person: (title, message, advice)."""
    logging.getLogger("desktop_sync.crash").critical("Unexpected", exc_info=error)
    words = f"The program met an error it does not know ({type(error).__name__})."
    for handler in logging.getLogger().handlers:
        if isinstance(handler, PrivateFile):
            return CRASHED, words, f"Details, without any of your data, are in {handler.baseFilename}."
    return CRASHED, words, "Details, without any of your data:\n" + redacted(places(error))
