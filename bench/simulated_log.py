"""A log of record for measurements: what the simulator's agencies say, through pure intake."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from processors.stream.case_intake import CaseFile, IntakeResult, take_in, take_message
from schemas.log_records import LoggedFact
from simulator import simulate

ENDING = date(2026, 6, 30)
SEED = 1


def log_of(victims: int) -> Iterator[LoggedFact]:
    """The log's records, in the order in which the events came in."""
    cases: dict[str, CaseFile] = defaultdict(CaseFile)

    def keep(name: str, taken: IntakeResult) -> Iterator[LoggedFact]:
        cases[name] = taken.case
        yield from taken.records
        for told in taken.told:
            yield from keep(told.to, take_message(cases[told.to], told))

    for delivery in simulate(victims, SEED, ENDING).deliveries:
        event = delivery.event
        yield from keep(event.case, take_in(cases[event.case], event, delivery.at, b"bench"))
