"""Sending refused events again, as they were or mended."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import typer

from agencies.publisher import NotDelivered, Publisher
from agencies.rejected_topics import RejectedTopics, again
from cli.bulk_publishing import answering_kafka
from cli.commands.up_command import say
from cli.output import problems_text
from events.identifiers import Agency
from runtime.failure import Failure
from runtime.running_platform import client_settings
from schemas.refusal import Reason, Refused
from schemas.rejected_records import RejectedRecord


def send_all_again(reason: Reason, agencies: list[Agency]) -> None:
    """Send all again that were refused for a reason; Exit, 1, if some would be refused again."""
    topics = RejectedTopics(client_settings().bootstrap)
    counts = {
        agency: _send_accepted(topics.refused_for(agency, reason), agency) for agency in agencies
    }
    for agency, (sent, still) in counts.items():
        if sent or still:
            say(f"{agency}: {sent:,} sent again; {still:,} would be refused again, and are not")
    if not any(map(any, counts.values())):
        say(f"nothing was refused for the reason {reason}")
    if any(still for _, still in counts.values()):
        raise typer.Exit(1)


def send_again(record: RejectedRecord, mended: Path | None) -> None:
    """Send one again, as it was or as in a file. Failure where it would be refused again."""
    try:
        sending = again(record, _bytes(mended) if mended else None, datetime.now(UTC))
    except Refused as refused:
        advice = "mend the file" if mended else "mend it in a file, and give that with --with"
        why = f"{refused.reason}: {problems_text(refused.problems)}".rstrip(": ")
        raise Failure(f"it would be refused again: {why}; {advice}") from None
    with _publisher(record.agency) as publisher:
        publisher.publish_raw(sending.value, sending.key, sending.headers)
    say(f"{record.id} sent again; if it was sent before, it still counts once")


def _send_accepted(records: Iterable[RejectedRecord], agency: Agency) -> tuple[int, int]:
    """Send those again that would be accepted now: how many, and how many would not."""
    sent, still, now = 0, 0, datetime.now(UTC)
    with _publisher(agency) as publisher:
        for record in records:
            try:
                sending = again(record, None, now)
            except Refused:
                still += 1
            else:
                publisher.publish_raw(sending.value, sending.key, sending.headers)
                sent += 1
    return sent, still


@contextmanager
def _publisher(agency: Agency) -> Iterator[Publisher]:
    try:
        with Publisher(answering_kafka(client_settings()), agency) as publisher:
            yield publisher
    except NotDelivered as error:
        raise Failure(f"{error}; try again") from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes().strip()
    except OSError as error:
        raise Failure(f"cannot read {file}: {error.strerror}") from None
