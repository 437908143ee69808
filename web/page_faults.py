"""What pages left out for a fault of the program, counted for the platform's operators."""

import logging
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from schemas import faults_of_one

_MOST = 50
"""So many faults are kept, those that were met last."""


@dataclass(frozen=True, slots=True)
class PageFault:
    """A fault that pages met: `what` they left out, as "alert", and how many `times`.

    `error` is its class and its place in the program; it has no data. `last` is when it was met
    last, an aware instant.
    """

    what: str
    error: str
    times: int
    last: datetime


class PageFaults(logging.Handler):
    """The faults that the log has of the pages of this process, since it began to count."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._met = OrderedDict[tuple[str, str], PageFault]()

    @classmethod
    def counted(cls) -> "PageFaults":
        """Those from now on."""
        faults = cls()
        faults_of_one.logger.addHandler(faults)
        return faults

    def emit(self, record: logging.LogRecord) -> None:
        """Count one: of each line of the log, within the lock."""
        what, error = faults_of_one.left_out(record)
        last = datetime.fromtimestamp(record.created, UTC)
        before = self._met.pop((what, error), PageFault(what, error, 0, last))
        self._met[what, error] = replace(before, times=before.times + 1, last=last)
        if len(self._met) > _MOST:
            self._met.popitem(last=False)

    def newest(self) -> list[PageFault]:
        """Each fault, that which was met last first."""
        self.acquire()
        try:
            return [*reversed(self._met.values())]
        finally:
            self.release()
