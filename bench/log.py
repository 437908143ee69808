"""A log of record for measurements: what the simulator's agencies say, through pure intake."""

from collections.abc import Iterator
from datetime import date

from agencies.simulator import simulate
from processors.intake import CaseFile, take_in
from schemas.log import Logged

ENDING = date(2026, 6, 30)
SEED = 1


def log_of(victims: int) -> Iterator[Logged]:
    """The log's records, in the order in which the events came in."""
    cases: dict[str, CaseFile] = {}
    for delivery in simulate(victims, SEED, ENDING).deliveries:
        event = delivery.event
        taken = take_in(cases.get(event.case, CaseFile()), event, delivery.at, b"bench")
        cases[event.case] = taken.case
        yield from taken.records
