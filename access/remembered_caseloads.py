"""Caseloads, remembered for a moment: a page would cost twice as much if it asked each time."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Lock

from access.caseload import Caseload, Caseloads
from access.viewer import Viewer

FOR = timedelta(seconds=30)
"""How late a change of a caseload may count, beside the time that its event takes to arrive."""

AHEAD = timedelta(seconds=18)
"""After so long a page has the caseload asked for beside itself, so that no later one waits."""

Beside = Callable[[Callable[[], None]], object]
"""Does something while whoever calls goes on."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Remembered:
    caseload: Caseload
    at: datetime


class RememberedCaseloads:
    """Has a viewer's caseload asked for once in `AHEAD`, and gives none that is older than `FOR`.

    What their provider says of them is part of who they are: other roles, teams or another staff id
    are asked about at once. `beside` asks ahead, by a thread of its own unless it is given.
    """

    def __init__(self, caseloads: Caseloads, beside: Beside | None = None) -> None:
        self._caseloads = caseloads
        self._beside = beside or ThreadPoolExecutor(1, thread_name_prefix="caseloads").submit
        self._known: dict[Viewer, _Remembered] = {}
        self._asking: set[Viewer] = set()
        self._lock = Lock()

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        """The victims whom this viewer may see as at `at`, or within `FOR` before."""
        with self._lock:
            known = self._known.get(viewer)
        if known is None or not known.at <= at < known.at + FOR:
            return self._ask(viewer, at)
        if known.at + AHEAD <= at and self._begins(viewer):
            self._beside(partial(self._ask_ahead, viewer, at))
        return known.caseload

    def _begins(self, viewer: Viewer) -> bool:
        """Whether nobody asks ahead for a viewer yet; now somebody does."""
        with self._lock:
            begins = viewer not in self._asking
            self._asking.add(viewer)
        return begins

    def _ask_ahead(self, viewer: Viewer, at: datetime) -> None:
        try:
            self._ask(viewer, at)
        except Exception as error:  # noqa: BLE001 - whoever asks once it is too old is told
            logger.warning("a caseload could not be asked for ahead: %s", type(error).__name__)
        finally:
            with self._lock:
                self._asking.discard(viewer)

    def _ask(self, viewer: Viewer, at: datetime) -> Caseload:
        caseload = self._caseloads.of(viewer, at)
        with self._lock:
            self._known = {who: each for who, each in self._known.items() if at < each.at + FOR}
            newer = self._known.get(viewer)
            if newer is None or newer.at <= at:
                self._known[viewer] = _Remembered(caseload, at)
        return caseload
