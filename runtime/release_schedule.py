"""Makes the releases that are due, beside the sink: each month, each quarter, or never.

One is due from the first London day of a month or a quarter on, if none was made in it yet. The
first of all is due at the beginning of the one after the first data came: until then they are
few, and whoever wants it sooner makes it with `journey release make`.
"""

import asyncio
import logging
from datetime import date, datetime, timedelta
from functools import partial

from events.clocks import london_date
from projections.store import Store
from runtime.release_producer import ReleaseProducer
from runtime.repeated_measuring import measure_repeatedly
from runtime.settings import ReleaseEvery
from task_group.release_makings import NoReleaseNowError, makings
from task_group.release_rhythm import next_release_day
from task_group.releases import first_day_of_data, releases

EVERY = 600.0
"""Seconds between two looks whether one is due."""

AGAIN = timedelta(hours=1)
"""After a failure: to make a release costs the database much."""

logger = logging.getLogger("journey")


async def make_due_releases(
    store: Store, producer: ReleaseProducer, every: ReleaseEvery, stopping: asyncio.Event
) -> None:
    """Make releases as they fall due, until `stopping` is set."""
    if every != "never":
        look = partial(make_if_due, store, producer, every)
        await measure_repeatedly("releases", look, EVERY, stopping)


def make_if_due(
    store: Store, producer: ReleaseProducer, every: ReleaseEvery, now: datetime
) -> None:
    """Make a release if one is due. KafkaError, DatabaseAwayError where one is away."""
    if is_due(store, every, london_date(now)) and not _failed_lately(store, now):
        try:
            producer.make(now)
        except NoReleaseNowError as reason:
            logger.info("no release is made now: %s", reason)


def is_due(store: Store, every: ReleaseEvery, today: date) -> bool:
    """Whether a release is due on a London day."""
    begins = _begins(every, today)
    if newest := next(iter(releases(store)), None):
        return london_date(newest.made) < begins and today >= next_release_day(newest)
    first = first_day_of_data(store)
    return first is not None and first < begins


def _failed_lately(store: Store, now: datetime) -> bool:
    newest = next(iter(makings(store)), None)
    return newest is not None and bool(newest.problem) and now - newest.newest < AGAIN


def _begins(every: ReleaseEvery, today: date) -> date:
    """The first day of the month, or of the quarter, in which a day is."""
    month = (today.month - 1) // 3 * 3 + 1 if every == "quarter" else today.month
    return today.replace(month=month, day=1)
