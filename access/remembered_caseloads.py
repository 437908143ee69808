"""Caseloads, remembered for a moment: a page would cost twice as much if it asked each time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from access.caseload import Caseload, Caseloads
from access.viewer import Viewer

FOR = timedelta(seconds=30)
"""How late a change of a caseload may count, beside the time that its event takes to arrive."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    caseload: Caseload
    at: datetime


class RememberedCaseloads:
    """Asks for a viewer's caseload at most once in `FOR`.

    What their provider says of them is part of who they are: other roles, teams or another staff id
    are asked about at once.
    """

    def __init__(self, caseloads: Caseloads) -> None:
        self._caseloads = caseloads
        self._known: dict[Viewer, _Remembered] = {}
        self._lock = Lock()

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        """The victims whom this viewer may see as at `at`, or within `FOR` before."""
        with self._lock:
            known = self._known.get(viewer)
        if known and known.at <= at < known.at + FOR:
            return known.caseload
        caseload = self._caseloads.of(viewer, at)
        with self._lock:
            self._known = {who: each for who, each in self._known.items() if at < each.at + FOR}
            self._known[viewer] = _Remembered(caseload, at)
        return caseload
