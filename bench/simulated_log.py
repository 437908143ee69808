"""A log of record for measurements: the simulated events, taken in by the pure intake."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from processors.stream.case_file import CaseFile
from processors.stream.case_intake import IntakeResult, take_in, take_message
from schemas.log_records import LoggedFact
from simulator import simulate
from simulator.calibration import PUBLISHED_CHARGED_SHARE

ENDING = date(2026, 6, 30)
SEED = 1


def log_of(
    victims: int, seed: int = SEED, charged_share: float = PUBLISHED_CHARGED_SHARE
) -> Iterator[LoggedFact]:
    """The log's records, in the order in which the events came in."""
    cases: dict[str, CaseFile] = defaultdict(CaseFile)

    def records(name: str, taken: IntakeResult) -> Iterator[LoggedFact]:
        cases[name] = taken.case
        yield from taken.records
        for message in taken.messages:
            yield from records(message.to, take_message(cases[message.to], message))

    for delivery in simulate(victims, seed, ENDING, charged_share).deliveries:
        event = delivery.event
        yield from records(event.case, take_in(cases[event.case], event, delivery.at, b"bench"))
