"""Who looked, recorded by a process that has pages: the chain over Kafka, and broken glass."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from access.break_glass import BreakGlass
from access.look_chain import LookChain
from projections.store import Store
from runtime.look_topic import KafkaLooks
from runtime.settings import Settings


def looks_folder(settings: Settings) -> Path:
    """Where the heads are of the chains that processes of this data directory write."""
    return settings.data / "looks"


@contextmanager
def recording_looks(settings: Settings) -> Iterator[LookChain]:
    """What records the looks of this process. Kafka may be away: it is asked with the first."""
    topic = KafkaLooks(settings.bootstrap)
    with closing(topic), closing(LookChain(looks_folder(settings), topic)) as chain:
        yield chain


def break_glass_grants(settings: Settings, store: Store, looks: LookChain) -> BreakGlass:
    """For whom the glass was broken, by any process."""
    return BreakGlass(store, looks, settings.break_glass_minutes)
