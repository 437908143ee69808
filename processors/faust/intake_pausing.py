"""Pauses the intake of an agency of which too much is refused, or too much comes in a minute."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from events.identifiers import Agency
from processors.faust.patches.paused_topics import PausedTopics
from processors.stream.event_rate import MOST_A_MINUTE, MinuteCount
from processors.stream.refused_share import Limit, Recent
from schemas.intake_pauses import Paused, Resumed
from schemas.topics import agency_topic

logger = logging.getLogger(__name__)


@dataclass
class IntakePausing:
    """One worker's share of refused events by agency, and its paused topics.

    `publish` writes a pause for all workers. This one pauses the topic at once; its own record,
    when it comes back, changes nothing. A person resumes it.
    """

    limit: Limit
    paused: PausedTopics
    publish: Callable[[Agency, Paused], None]
    rates: "AgencyRates"
    recent: dict[Agency, Recent] = field(default_factory=dict)
    uncounted: dict[Agency, Mapping[int, int]] = field(default_factory=dict)
    refused: set[Agency] = field(default_factory=set)
    """The agencies that are paused because too much was refused."""
    queue: Any = None
    """The agent's queue, for the events that go back to it at a resume."""

    def count(self, agency: Agency, partition: int, offset: int, *, refused: bool) -> None:
        """Count an event that was taken; pause if that makes too many refused."""
        if offset < self.uncounted.get(agency, {}).get(partition, 0):
            return
        recent = self.recent.get(agency, Recent()).after(self.limit, refused=refused)
        self.recent[agency] = recent
        if recent.too_many(self.limit):
            pause = Paused(recent.refused, recent.events)
            self.publish(agency, pause)
            self.apply(agency, pause)

    def apply(self, agency: Agency, change: Paused | Resumed) -> None:
        """Pause or resume an agency's topic, as this worker, another or a person decided."""
        if isinstance(change, Resumed):
            self.recent.pop(agency, None)
            self.uncounted[agency] = change.uncounted
            self.refused.discard(agency)
            self._resume(agency)
            logger.warning("the intake of %s goes on", agency)
        elif agency not in self.refused:
            self.recent.pop(agency, None)
            self.refused.add(agency)
            self.paused.topics.add(agency_topic(agency))
            logger.error(
                "the intake of %s is paused: %d of %d events in a row were refused; the rest waits"
                " until `journey rejected resume %s`",
                agency,
                change.refused,
                change.events,
                agency,
            )

    def count_minute(self, agency: Agency) -> None:
        """Count an event that came from an agency's topic; pause it if the minute is full."""
        if self.rates.fills_minute(agency):
            self.paused.topics.add(agency_topic(agency))

    def end_minutes(self) -> None:
        """Resume the topics that waited for the end of a minute that is over."""
        for agency in self.rates.over():
            self._resume(agency)

    def _resume(self, agency: Agency) -> None:
        if agency not in self.refused and agency not in self.rates.full:
            self.paused.resume(agency_topic(agency), self.queue)


@dataclass
class AgencyRates:
    """How many events of each agency one worker took in the present minute.

    `publish` says how many were taken when a minute is full, and how many seconds of it are left.
    `clock` gives seconds, and never goes back.
    """

    publish: Callable[[Agency, int, float], None]
    most: int = MOST_A_MINUTE
    clock: Callable[[], float] = time.monotonic
    minutes: dict[Agency, MinuteCount] = field(default_factory=dict)
    full: dict[Agency, float] = field(default_factory=dict)
    """The agencies of which no more is taken in this minute, and when it is over."""

    def fills_minute(self, agency: Agency) -> bool:
        """Count an event; whether it is the last one that its minute takes."""
        now = self.clock()
        minute = self.minutes.get(agency, MinuteCount(now)).after(now)
        self.minutes[agency] = minute
        if minute.events < self.most or agency in self.full:
            return False
        self.full[agency] = minute.ends
        self.publish(agency, minute.events, minute.ends - now)
        logger.warning(
            "%d events of %s were taken in a minute, as many as are allowed: the rest waits for %d"
            " seconds",
            minute.events,
            agency,
            minute.ends - now,
        )
        return True

    def over(self) -> list[Agency]:
        """The agencies whose full minute is over since this was last called."""
        now = self.clock()
        ended = [agency for agency, ends in self.full.items() if ends <= now]
        for agency in ended:
            del self.full[agency]
        return ended
