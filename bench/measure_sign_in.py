"""What sign-in, authorisation and the record of looking cost a page."""

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from bench.access_parts import Watch, trivial, watched
from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import TimeSpent, children_seconds, timed
from bench.signed_in_city import VICTIMS, SignedInCity, present, signed_in_city
from web.request_access import AccessParts
from web.sign_in.cookies import SESSION
from web.web_app import create_app

RUNS = 300
WARM = 10
EVERY = timedelta(seconds=10)
"""Between two pages of a caseworker, by the clock of the pages: it is not waited for."""

AIM = 5
"""Milliseconds."""

Quantiles = tuple[float, float]
"""The p50 and the p95, in milliseconds."""


def measure(say: Say) -> Measured:
    """Ask for two pages, with real and with trivial parts in turns."""
    with TemporaryDirectory() as folder, signed_in_city(Path(folder), say) as city:
        pages = {"a victim's page": f"/victims/{city.victim}", "a worklist": "/alerts"}
        series = _series(city, pages, say)
    tables = {
        "Milliseconds a page": [row for name, each in series.items() for row in each.rows(name)],
        "Where the time goes, with all parts real": [
            row for name, each in series.items() for row in _by_part(name, each.watch)
        ],
    }
    notes = [
        f"The pages of a caseworker with {VICTIMS} simulated victims, drawn by the application in"
        f" this process, chDB among it: {RUNS} times each, after {WARM} that are not counted, in"
        " turns with all parts real (the session in SQLite, the roles asked of the demo's provider"
        " in another process, the caseload asked of the tables and remembered for half a minute,"
        " the look stored in embedded Kafka)"
        " and with parts that answer at once. The cost is the difference of the p50s and of the"
        " p95s. Connections between a browser and the application are not in it."
        f" By the pages' clock {EVERY.seconds} seconds pass between two pages: every third asks for"
        " the caseload anew.",
        "Processor time of a page is that of this process with all its threads; of a part of it,"
        " that of the thread that waits for the part. That of the provider and Kafka, what they do"
        " without being asked among it, was"
        f" {', '.join(f'{each.elsewhere:.1f} ms for {name}' for name, each in series.items())}.",
    ]
    return Measured("Sign-in, authorisation and the record", notes, tables, [_aim(series)])


class PagesClock:
    """The present, and what has passed since by the pages' clock."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def __call__(self) -> datetime:
        """An aware instant."""
        return present() + self.passed


class Series:
    """One page, with each kind of parts; `elsewhere` is in milliseconds of processor time."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.clock = PagesClock()
        self.spent: dict[str, list[TimeSpent]] = {"real": [], "trivial": []}
        self.elsewhere = 0.0

    def begin(self) -> None:
        """What was asked so far is not counted."""
        self.watch.requests.clear()
        for spent in self.spent.values():
            spent.clear()

    def rows(self, page: str) -> Iterable[TableValues]:
        """With each kind of parts, and the difference."""
        for parts in self.spent:
            yield _row(page, parts, self._wall(parts), self._processor(parts))
        yield _row(page, "cost", self.cost, _difference(*map(self._processor, self.spent)))

    @property
    def cost(self) -> Quantiles:
        """By the wall."""
        return _difference(*map(self._wall, self.spent))

    def _wall(self, parts: str) -> Quantiles:
        return _quantiles(each.wall for each in self.spent[parts])

    def _processor(self, parts: str) -> Quantiles:
        return _quantiles(each.processor for each in self.spent[parts])


def _series(city: SignedInCity, pages: Mapping[str, str], say: Say) -> dict[str, Series]:
    caseload = city.access.caseloads.of(city.viewer, present())
    if len(caseload.victims) != VICTIMS:
        raise ValueError(f"a caseload of {len(caseload.victims)}, not {VICTIMS}")
    series = {}
    for name, path in pages.items():
        each = Series(Watch())
        parts = {
            "real": watched(city.access, each.watch),
            "trivial": trivial(city.viewer, caseload),
        }
        asyncio.run(_in_turns(city, parts, path, each))
        series[name] = each
        p50, p95 = each.cost
        say(f"{name} costs more by {p50:.1f} ms (p50) and {p95:.1f} ms (p95)")
    return series


async def _in_turns(
    city: SignedInCity, parts: Mapping[str, AccessParts], path: str, series: Series
) -> None:
    """Ask for a page in turns; now the one is asked first, now the other."""
    async with AsyncExitStack() as opened:
        clients = [
            (name, await opened.enter_async_context(_client(city, access, series.clock)))
            for name, access in parts.items()
        ]
        before = 0.0
        for number in range(WARM + RUNS):
            if number == WARM:
                series.begin()
                before = children_seconds()
            for name, client in clients if number % 2 else reversed(clients):
                if name == "real":
                    series.watch.begin()
                with timed() as spent:
                    answer = await client.get(path)
                answer.raise_for_status()
                series.spent[name].append(spent)
            series.clock.passed += EVERY
        series.elsewhere = (children_seconds() - before) / RUNS * 1e3


def _client(city: SignedInCity, access: AccessParts, clock: PagesClock) -> httpx.AsyncClient:
    application = httpx.ASGITransport(create_app(city.store, clock, access))
    session = {"Cookie": f"{SESSION}={city.session}"}
    return httpx.AsyncClient(transport=application, base_url=city.address, headers=session)


def _row(page: str, parts: str, wall: Quantiles, processor: Quantiles) -> TableValues:
    row = {"page": page, "parts": parts, "p50": wall[0], "p95": wall[1]}
    return row | {"processor p50": processor[0], "processor p95": processor[1]}


def _by_part(page: str, watch: Watch) -> Iterable[TableValues]:
    for part in watch.requests[0]:
        spent = [request[part] for request in watch.requests]
        wall = _quantiles(each.wall for each in spent)
        processor = _quantiles(each.processor for each in spent)
        yield _row(page, part, wall, processor)


def _quantiles(seconds: Iterable[float]) -> Quantiles:
    p50, p95 = np.quantile([each * 1e3 for each in seconds], [0.5, 0.95])
    return float(p50), float(p95)


def _difference(real: Quantiles, without: Quantiles) -> Quantiles:
    return real[0] - without[0], real[1] - without[1]


def _aim(series: Mapping[str, Series]) -> Aim:
    costs = {name: each.cost for name, each in series.items()}
    found = [f"{p50:.1f} and {p95:.1f} ms for {name}" for name, (p50, p95) in costs.items()]
    met = all(cost <= AIM for each in costs.values() for cost in each)
    aim = f"sign-in, authorisation and the record: p50 and p95 at most {AIM} ms a page"
    return Aim(aim, ", ".join(found), met)
