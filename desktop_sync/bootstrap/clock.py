"""The clock of the machine."""

import datetime as dt
import time


class SystemClock:
    """`Clock` of sync.ports, as the machine tells it."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
