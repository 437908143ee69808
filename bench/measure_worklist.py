"""The worklist of a caseworker with 200 victims, beside a million alerts."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from access.caseload import Caseload
from bench.crowded_tables import ALERTS, OF_EACH, crowd, stand
from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import TimeSpent, timed
from bench.signed_in_city import VICTIMS, SignedInCity, present, signed_in_city
from caseworkers.victims_worklist import worklist_by_victim
from caseworkers.worklist import AlertQuery
from web.pages.alerts_page import A_PAGE
from web.sign_in.cookies import SESSION
from web.web_app import create_app

RUNS = 3
PAGES = 60
WARM = 10
AIM = 100
"""Milliseconds."""


def measure(say: Say) -> Measured:
    """Fill the tables, then ask for the page and for its question in turns."""
    with TemporaryDirectory() as folder, signed_in_city(Path(folder), say) as city:
        crowd(city.store, say)
        standing = _stand(city)
        rows = city.store.counts()
        table = asyncio.run(_runs(city, say))
    pages = [row for row in table if row["what"] == _PAGE]
    notes = [
        f"A caseworker with {VICTIMS} simulated victims, of whom {standing:,} alerts stand, some"
        f" {OF_EACH} each, due from tomorrow to 30 days ago. Beside them the same journeys under"
        f" other pseudonyms: {rows['alerts']:,} alerts in all (the measurement asks for"
        f" {ALERTS:,}), {rows['obligations']:,} duties, {rows['timeline']:,} entries of timelines"
        " and as many records of the log.",
        f"A page has the first {A_PAGE} victims. {RUNS} runs of {PAGES}, after {WARM} that are not"
        " counted: the page's question alone, and the whole page drawn by the application in this"
        " process with all parts of access real. Connections of a browser are not in it. Times are"
        " in milliseconds; processor time is of this process with all its threads, chDB included.",
    ]
    return Measured("The worklist", notes, {"Milliseconds a page": table}, [_aim(pages)])


_PAGE, _QUESTION = "whole page", "its question"


def _stand(city: SignedInCity) -> int:
    """Let alerts of the caseload stand. The copies under other pseudonyms have no agency's word."""
    caseload = city.access.caseloads.of(city.viewer, present())
    if len(caseload.victims) != VICTIMS:
        raise ValueError(f"a caseload of {len(caseload.victims)}, not {VICTIMS}")
    return stand(city.store, sorted(caseload.victims), present().date())


async def _runs(city: SignedInCity, say: Say) -> list[TableValues]:
    application = httpx.ASGITransport(create_app(city.store, present, city.access))
    session = {"Cookie": f"{SESSION}={city.session}"}
    victims = city.access.caseloads.of(city.viewer, present()).victims
    query = AlertQuery(Caseload(victims), agency=city.viewer.agency, limit=A_PAGE)

    async def page() -> None:
        (await client.get("/alerts")).raise_for_status()

    async def question() -> None:
        worklist_by_victim(city.store, present(), query, city.viewer.agency)

    rows: list[TableValues] = []
    async with httpx.AsyncClient(
        transport=application, base_url=city.address, headers=session
    ) as client:
        for run in range(1, RUNS + 1):
            for what, ask in ((_QUESTION, question), (_PAGE, page)):
                row = {"what": what, "run": run, **_quantiles(await _timed(ask))}
                say(str(row))
                rows.append(row)
    return rows


async def _timed(ask: Callable[[], Awaitable[None]]) -> list[TimeSpent]:
    found = []
    for number in range(WARM + PAGES):
        with timed() as spent:
            await ask()
        if number >= WARM:
            found.append(spent)
    return found


def _quantiles(found: Iterable[TimeSpent]) -> TableValues:
    found = list(found)
    wall = np.quantile([each.wall * 1e3 for each in found], [0.5, 0.95])
    processor = np.quantile([each.processor * 1e3 for each in found], [0.5, 0.95])
    names = ("p50", "p95", "processor p50", "processor p95")
    return dict(zip(names, map(float, (*wall, *processor)), strict=True))


def _aim(pages: list[TableValues]) -> Aim:
    wall = [row["p95"] for row in pages]
    processor = [row["processor p95"] for row in pages]
    figure = f"{min(wall):.0f} to {max(wall):.0f} ms; processor time {min(processor):.0f} to"
    aim = f"a worklist of {VICTIMS} victims beside {ALERTS:,} alerts: p95 at most {AIM} ms"
    return Aim(aim, f"{figure} {max(processor):.0f} ms", max(wall) <= AIM)
