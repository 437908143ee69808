"""Measures again and again in the sink's process: it alone has the embedded database open."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

from kafka.errors import KafkaError

from projections.database_errors import DatabaseAwayError

AGAIN = 60.0
"""Seconds after which a measurement is tried again that failed."""

logger = logging.getLogger("journey")


async def measure_repeatedly(
    name: str, measure: Callable[[datetime], None], every: float, stopping: asyncio.Event
) -> None:
    """Call `measure` at once and then each `every` seconds, in a thread, until `stopping` is set.

    A failure is logged under `name`, and tried again soon.
    """
    while not stopping.is_set():
        try:
            await asyncio.to_thread(measure, datetime.now(UTC))
            pause = every
        except (KafkaError, DatabaseAwayError) as error:
            logger.warning(
                "%s: that failed (%s), and is tried again soon", name, type(error).__name__
            )
            pause = AGAIN
        except Exception:
            logger.exception("%s: that failed, and is tried again soon", name)
            pause = AGAIN
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), pause)
