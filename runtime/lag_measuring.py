"""Measures how long agencies' records take to come, beside the sink, which has the database."""

import asyncio
import logging
from datetime import datetime
from functools import partial

from projections.record_lags import record_lags
from projections.store import Store
from runtime.lag_topic import read_lags, write_lags
from runtime.repeated_measuring import measure_repeatedly

EVERY = 3600.0
"""Seconds between two measurements."""

logger = logging.getLogger("journey")


async def measure_lags(store: Store, bootstrap: str, stopping: asyncio.Event) -> None:
    """Measure at once and then each hour, until `stopping` is set."""
    measure = partial(write_changed_lags, store, bootstrap)
    await measure_repeatedly("lags", measure, EVERY, stopping)


def write_changed_lags(store: Store, bootstrap: str, now: datetime) -> None:
    """Measure, and write the lags that changed. KafkaError, DatabaseAwayError where one is away.

    An agency of which too little came of late has the lag that was last measured.
    """
    written = read_lags(bootstrap)
    measured = record_lags(store, now)
    changed = {agency: lag for agency, lag in measured.items() if written.get(agency) != lag}
    if changed:
        write_lags(bootstrap, changed)
        logger.info("lags changed of: %s", ", ".join(changed))
