"""Publishing many events: one kafka-python publisher for each agency's topic, side by side."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from agencies.publisher import Publisher
from events.identifiers import Agency
from schemas.cloudevents import AgencyEvent


def publish_all(
    bootstrap: str,
    events: Mapping[Agency, Sequence[AgencyEvent]],
    published: Callable[[Agency, int], None],
) -> int:
    """Publish each agency's events to its own topic, in order; how many the broker confirmed.

    `published` is told, from several threads, how many more of an agency's events are on their
    way. Raises what the publisher raises where some were not delivered.
    """

    def one(agency: Agency) -> int:
        with Publisher(bootstrap, agency) as publisher:
            for start in range(0, len(events[agency]), 200):
                batch = events[agency][start : start + 200]
                for event in batch:
                    publisher.publish(event)
                published(agency, len(batch))
            return publisher.flush()

    with ThreadPoolExecutor(max_workers=max(1, len(events))) as pool:
        return sum(pool.map(one, events))
