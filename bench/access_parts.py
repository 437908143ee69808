"""Parts of access for measurements: trivial ones, and real ones with a watch on each."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi import Request

from access.break_glass import BreakGlassNotice
from access.caseload import Caseload, Caseloads
from access.looks import AccessEntry, BreakGlassReason, LookRecorder
from access.viewer import Role, Viewer
from bench.processor_time import TimeSpent
from web.request_access import AccessParts, Authentication


@dataclass
class Watch:
    """What each part took in one request after another, in seconds.

    The processor time is that of the thread that waits for the part: what the database, the
    provider and Kafka need meanwhile is not in it.
    """

    requests: list[dict[str, TimeSpent]] = field(default_factory=list)

    def begin(self) -> None:
        """The next request begins."""
        self.requests.append(defaultdict(TimeSpent))

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Time a block; what a part does several times in a request is added up."""
        wall, processor = time.perf_counter(), time.thread_time()
        yield
        spent = self.requests[-1][part]
        spent.wall += time.perf_counter() - wall
        spent.processor += time.thread_time() - processor


@dataclass(frozen=True)
class WatchedAccess:
    """The real sign-in, caseloads and record of looks, each timed."""

    parts: AccessParts
    watch: Watch

    def viewer_of(self, request: Request) -> Viewer | None:
        """As Authentication."""
        with self.watch.on("sign-in"):
            return self.parts.authentication.viewer_of(request)

    def csrf_of(self, request: Request) -> str:
        """As Authentication."""
        with self.watch.on("sign-in"):
            return self.parts.authentication.csrf_of(request)

    async def hold_form(self, request: Request) -> str | None:
        """As Authentication."""
        return await self.parts.authentication.hold_form(request)

    async def check_form(self, request: Request) -> None:
        """As Authentication."""
        await self.parts.authentication.check_form(request)

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        """As Caseloads."""
        with self.watch.on("caseload"):
            return self.parts.caseloads.of(viewer, at)

    def record(self, entry: AccessEntry) -> None:
        """As LookRecorder."""
        with self.watch.on("record of the look"):
            self.parts.looks.record(entry)


def watched(parts: AccessParts, watch: Watch) -> AccessParts:
    """The same parts, timed."""
    each = WatchedAccess(parts, watch)
    authentication: Authentication = each
    caseloads: Caseloads = each
    looks: LookRecorder = each
    return AccessParts(authentication, caseloads, parts.grants, looks)


@dataclass(frozen=True)
class TrivialAccess:
    """Everybody is this viewer, who has this caseload; nothing is asked and nothing recorded."""

    viewer: Viewer
    caseload: Caseload
    minutes: int = 60

    def viewer_of(self, request: Request) -> Viewer:
        """The viewer."""
        return self.viewer

    def csrf_of(self, request: Request) -> str:
        """The same for every form."""
        return "trivial"

    async def hold_form(self, request: Request) -> None:
        """No form is held."""

    async def check_form(self, request: Request) -> None:
        """Every form is in order."""

    def of(self, viewer: Viewer, at: datetime) -> Caseload:
        """The caseload."""
        return self.caseload

    def open(
        self, viewer: Viewer, role: Role, victim: str, reason: BreakGlassReason, at: datetime
    ) -> None:
        """Nothing is opened."""

    def notices(self, viewer: Viewer, at: datetime) -> list[BreakGlassNotice]:
        """None."""
        return []

    def seen(self, viewer: Viewer, notice: str, at: datetime) -> bool:
        """No notice is there to be seen."""
        return False

    def reason(self, viewer: Viewer, victim: str, at: datetime) -> None:
        """The glass is never broken."""

    def record(self, entry: AccessEntry) -> None:
        """Record nothing."""


def trivial(viewer: Viewer, caseload: Caseload) -> AccessParts:
    """Parts that cost nothing."""
    each: Any = TrivialAccess(viewer, caseload)
    return AccessParts(each, each, each, each)
