"""Pausing the intake of an agency of which too much is refused, and going on with it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from events.identifiers import Agency
from processors.faust.paused_topics import PausedTopics
from processors.stream.refused_share import Limit, Recent
from schemas.intake_pauses import Paused, Resumed
from schemas.topics import agency_topic

logger = logging.getLogger(__name__)


@dataclass
class IntakePausing:
    """Of one worker: how much was refused of late, and which agencies' topics are held.

    `tell` writes a pause for all workers. This one holds the topic at once: the record, when it
    comes back, says the same.
    """

    limit: Limit
    holding: PausedTopics
    tell: Callable[[Agency, Paused], None]
    recent: dict[Agency, Recent] = field(default_factory=dict)
    uncounted: dict[Agency, Mapping[int, int]] = field(default_factory=dict)
    queue: Any = None
    """The agent's, to put back what was held."""

    def count(self, agency: Agency, partition: int, offset: int, *, refused: bool) -> None:
        """Count an event that was taken; pause if that makes too many refused."""
        if offset < self.uncounted.get(agency, {}).get(partition, 0):
            return
        recent = self.recent.get(agency, Recent()).after(self.limit, refused=refused)
        self.recent[agency] = recent
        if recent.too_many(self.limit):
            paused = Paused(recent.refused, recent.events)
            self.tell(agency, paused)
            self.hear(agency, paused)

    def hear(self, agency: Agency, said: Paused | Resumed) -> None:
        """Follow what was said of an agency, here or by another worker or a person."""
        topic = agency_topic(agency)
        if isinstance(said, Resumed):
            self.recent.pop(agency, None)
            self.uncounted[agency] = said.uncounted
            self.holding.let_go(topic, self.queue)
            logger.warning("the intake of %s goes on", agency)
        elif topic not in self.holding.topics:
            self.recent.pop(agency, None)
            self.holding.topics.add(topic)
            logger.error(
                "the intake of %s is paused: %d of %d events in a row were refused; the rest waits"
                " until `journey rejected resume %s`",
                agency,
                said.refused,
                said.events,
                agency,
            )
