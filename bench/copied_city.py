"""So many intervals of waits: those of simulated victims, copied to other victims and cases."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any
from uuid import uuid4

from bench.simulated_log import ENDING, log_of
from events.identifiers import Agency
from events.places import BOROUGHS
from processors.fold.journey import fold
from projections.projection_rows import changes_rows
from projections.store import Store
from schemas.changes import Changes, encode_changes
from schemas.log_records import LoggedFact

VICTIMS = 1_000

MADE = datetime(2026, 7, 1, 5, tzinfo=UTC)
"""When a release of these is made: it counts up to the day before."""

_SHIFTED = ", ".join(
    f"{name} - toIntervalDay(number % 28) AS {name}" for name in ("started", "ended", "first_known")
)
_COPY = f"""
INSERT INTO intervals
SELECT
    concat(victim, '-', toString(number)),
    generateUUIDv4(number),
    waits.* EXCEPT (victim, id) REPLACE (
        concat(case_id, '-', toString(number)) AS case_id,
        {_SHIFTED},
        if(borough IS NULL, NULL, {{boroughs:Array(String)}}[
            1 + (indexOf({{boroughs:Array(String)}}, borough) + number) % {len(BOROUGHS)}
        ]) AS borough
    )
FROM (SELECT * FROM originals) AS waits
CROSS JOIN (SELECT number FROM numbers({{first:UInt32}}, {{copies:UInt32}})) AS copies
"""
_AT_ONCE = 1_000_000


def fill_city(store: Store, intervals: int) -> int:
    """Fill `intervals` with at least so many; how many there are.

    Each copy is of other victims and cases, in another borough and up to four weeks earlier: so
    there are as many mixes of cases as in a city, and not the same one over and over.
    """
    store.migrate()
    store.insert("intervals", simulated_intervals())
    store.insert("events", _spoken())
    own = store.counts()["intervals"]
    store.command("CREATE TABLE originals AS intervals ENGINE = MergeTree ORDER BY tuple()")
    store.command("INSERT INTO originals SELECT * FROM intervals FINAL")
    copies, step = max(0, -(-intervals // own) - 1), max(1, _AT_ONCE // own)
    for first in range(1, copies + 1, step):
        number = min(step, copies + 1 - first)
        parameters = {"first": first, "copies": number, "boroughs": list(BOROUGHS)}
        store.query(_COPY, parameters)
    store.command("DROP TABLE originals")
    return store.counts()["intervals"]


def simulated_intervals() -> Iterator[Mapping[str, Any]]:
    """The rows of the simulated victims."""
    victims: dict[str, list[LoggedFact]] = {}
    for logged in log_of(VICTIMS):
        if logged.victim is not None:
            victims.setdefault(logged.victim, []).append(logged)
    return chain.from_iterable(_rows(victim, facts) for victim, facts in victims.items())


def _rows(name: str, facts: list[LoggedFact]) -> Sequence[Mapping[str, Any]]:
    victim = facts[0].victim
    assert victim == name
    rows = tuple(fold(facts, MADE).rows.values())
    return changes_rows(encode_changes(Changes(victim, 0, rows))).get("intervals", [])


def _spoken() -> Iterator[Mapping[str, Any]]:
    """An event of each agency on the last day: each has spoken up to then."""
    for agency in Agency:
        yield {
            "event": uuid4(),
            "agency": agency,
            "kind": "charged",
            "case_id": f"case-{agency}",
            "occurred": f"{ENDING} 12:00:00",
            "precision": "day",
            "received": f"{ENDING} 12:00:00",
        }
