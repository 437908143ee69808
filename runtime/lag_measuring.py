"""Measures how long agencies' records take to come, beside the sink, which has the database."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime

from kafka.errors import KafkaError

from projections.database_errors import DatabaseAwayError
from projections.record_lags import record_lags
from projections.store import Store
from runtime.lag_topic import read_lags, write_lags

EVERY = 3600.0
"""Seconds between two measurements."""

AGAIN = 60.0
"""Seconds after which one is tried again that failed."""

logger = logging.getLogger("journey")


async def measure_lags(store: Store, bootstrap: str, stopping: asyncio.Event) -> None:
    """Measure at once and then each hour, until `stopping` is set."""
    while not stopping.is_set():
        try:
            await asyncio.to_thread(write_changed_lags, store, bootstrap, datetime.now(UTC))
            pause = EVERY
        except (KafkaError, DatabaseAwayError) as error:
            logger.warning("lags could not be measured (%s): again soon", type(error).__name__)
            pause = AGAIN
        except Exception:
            logger.exception("lags could not be measured: again soon")
            pause = AGAIN
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), pause)


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
