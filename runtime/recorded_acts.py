"""The publishing of what people do on the pages, by each process that serves them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from agencies.gateway_publisher import PATIENCE, Gateway
from agencies.publisher import Publisher
from runtime.settings import Settings
from web.acts.act_publishing import ActPublishing


@contextmanager
def recording_acts(settings: Settings) -> Iterator[ActPublishing]:
    """Acts go to their agency's topic. Kafka is looked for once somebody acts, and not before."""
    gateway = Gateway({}, partial(Publisher, settings.bootstrap, patience=PATIENCE))
    try:
        yield ActPublishing(gateway.publish)
    finally:
        gateway.close()
