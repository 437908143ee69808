"""A log of record for measurements: the simulated events, taken in by the pure intake."""

from collections.abc import Iterator
from datetime import date

from processors.stream.whole_intake import log_of_events
from schemas.log_records import LoggedFact
from simulator import simulate
from simulator.calibration import PUBLISHED_CHARGED_SHARE

ENDING = date(2026, 6, 30)
SEED = 1


def log_of(
    victims: int, seed: int = SEED, charged_share: float = PUBLISHED_CHARGED_SHARE
) -> Iterator[LoggedFact]:
    """The log's records, in the order in which the events came in."""
    deliveries = simulate(victims, seed, ENDING, charged_share).deliveries
    return log_of_events(((each.event, each.at) for each in deliveries), b"bench")
