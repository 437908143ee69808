"""The platform's parts as its operators' page shows them."""

from collections import Counter
from datetime import UTC, datetime

from kafka.errors import KafkaError

from notifier.notification_record import RECORD, written
from notifier.notifier_counts import notifier_counts
from runtime.api_client import unanswered
from runtime.failure import Failure
from runtime.platform_status import ServiceHealth, health, lags
from runtime.running_platform import find_running
from runtime.settings import Settings
from web.platform_parts import PartShown, PlatformParts, WaitingShown


def parts_shown(settings: Settings) -> PlatformParts:
    """The parts that run on this machine, and what waits in Kafka before each reader."""
    running = find_running(settings.data)
    messages = notifier_counts(settings.data / RECORD, written(datetime.now(UTC)))
    parts = [_part(each) for each in health(running)] if running else []
    try:
        waiting = _waiting(settings)
    except KafkaError as error:
        return PlatformParts(parts, problem=f"{unanswered(settings, error)}.", messages=messages)
    except Failure as failure:
        return PlatformParts(parts, problem=f"{failure}.", messages=messages)
    return PlatformParts(parts, waiting, messages=messages)


def _part(each: ServiceHealth) -> PartShown:
    state = "ready" if each.ready else "starting" if each.running else "down"
    return PartShown(each.part, state, each.restarts)


def _waiting(settings: Settings) -> list[WaitingShown]:
    records: Counter[tuple[str, str]] = Counter()
    for lag in lags(settings):
        records[lag.reader, lag.topic] += lag.waiting
    return [WaitingShown(*place, count) for place, count in records.items() if count]
