"""Pauses the intake of an agency of which too much is refused, and resumes it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from events.identifiers import Agency
from processors.faust.patches.paused_topics import PausedTopics
from processors.stream.refused_share import Limit, Recent
from schemas.intake_pauses import Paused, Resumed
from schemas.topics import agency_topic

logger = logging.getLogger(__name__)


@dataclass
class IntakePausing:
    """One worker's share of refused events by agency, and its paused topics.

    `publish` writes a pause for all workers. This one pauses the topic at once; its own record,
    when it comes back, changes nothing.
    """

    limit: Limit
    paused: PausedTopics
    publish: Callable[[Agency, Paused], None]
    recent: dict[Agency, Recent] = field(default_factory=dict)
    uncounted: dict[Agency, Mapping[int, int]] = field(default_factory=dict)
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
        topic = agency_topic(agency)
        if isinstance(change, Resumed):
            self.recent.pop(agency, None)
            self.uncounted[agency] = change.uncounted
            self.paused.resume(topic, self.queue)
            logger.warning("the intake of %s goes on", agency)
        elif topic not in self.paused.topics:
            self.recent.pop(agency, None)
            self.paused.topics.add(topic)
            logger.error(
                "the intake of %s is paused: %d of %d events in a row were refused; the rest waits"
                " until `journey rejected resume %s`",
                agency,
                change.refused,
                change.events,
                agency,
            )
