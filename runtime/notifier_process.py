"""The notifier by itself: exactly one, with its record in the data directory."""

import asyncio
import fcntl
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aiokafka.errors import KafkaConnectionError

from notifier.changes_reading import ChangesReader
from notifier.contacts import Contact, ContactBook, nobody
from notifier.escalation_policy import OWN_POLICY, EscalationPolicy, read_policy
from notifier.faults import Faults
from notifier.message_claims import MessageClaims
from notifier.notification_record import RECORD, NotificationRecord
from notifier.notifier_loop import Notifier
from notifier.planning import Planning
from notifier.preferences import PreferenceCipher
from notifier.sending import Sending
from processors.stream.garbage import look_at_nothing_from_the_start
from runtime.failure import Failure
from runtime.message_channels import message_channels
from runtime.notifier_mark import notifier_mark
from runtime.preferences_key import preferences_key
from runtime.service_needs import kafka_needed, wait_for
from runtime.settings import Settings
from runtime.topic_creation import partition_counts

logger = logging.getLogger("journey")


def run_notifier(settings: Settings) -> None:
    """Tell people until SIGTERM or SIGINT. Raises Failure where another one runs already."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # it logs each refused connection
    policy = policy_of(settings)
    key = preferences_key(settings)
    with _alone(settings.data):
        while True:
            wait_for(kafka_needed(settings), logger.warning)
            try:
                return asyncio.run(_notify(settings, policy, key))
            except KafkaConnectionError as away:
                logger.warning("%s: the notifier waits", away)


def policy_of(settings: Settings) -> EscalationPolicy:
    """The policy of the settings, or our own. In the demo people are told at any hour.

    Raises Failure for one that cannot be used.
    """
    try:
        policy = read_policy(settings.escalation or OWN_POLICY)
    except ValueError as error:
        raise Failure(str(error)) from None
    if settings.has_mailbox and settings.escalation is None:
        return policy.model_copy(update={"quiet_hours": False})
    return policy


def demo_contact(recipient: str) -> Contact | None:
    """Who of the demo has set nothing has an address in its mailbox."""
    kind, _, place = recipient.partition(":")
    agency, _, name = place.partition("/")
    who = name if kind == "staff" else f"{kind}-{name}".rstrip("-")
    return Contact("email", f"{who.lower()}@{agency}.example")


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    data.mkdir(parents=True, exist_ok=True)
    with (data / "notifier.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(f"another notifier runs in {data}") from None
        yield


async def _notify(settings: Settings, policy: EscalationPolicy, key: bytes) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    mark = notifier_mark(settings.data)
    mark.parent.mkdir(parents=True, exist_ok=True)
    record = NotificationRecord(settings.data / RECORD, _now())
    try:
        notifier = _made(settings, policy, record, key)
        partitions = partition_counts(settings)
        look_at_nothing_from_the_start()
        await notifier.run(settings.bootstrap, partitions, stopping, mark.touch)
    finally:
        record.close()


def _made(
    settings: Settings, policy: EscalationPolicy, record: NotificationRecord, key: bytes
) -> Notifier:
    fallback = demo_contact if settings.has_mailbox else nobody
    book = ContactBook(record, PreferenceCipher.of(key), settings.endpoints, fallback)
    faults = Faults(record, _now)
    reader = ChangesReader(record, policy, faults)
    planning = Planning(record, reader, book, policy, faults)
    claims = MessageClaims(record, planning, book, settings.public_url or settings.url, faults)
    sending = Sending(claims, message_channels(settings, _now), _now)
    return Notifier(record, reader, book, planning, sending, policy, faults)


def _now() -> datetime:
    return datetime.now(UTC)
