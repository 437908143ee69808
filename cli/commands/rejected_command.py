"""`journey rejected`: what was refused of an agency's events, and sending it again."""

import base64
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer
from pydantic import TypeAdapter

from agencies import paused_intakes
from agencies.accepted_since import AT_ONCE, AcceptedSince
from agencies.publisher import NotDelivered, Publisher
from agencies.rejected_topics import NoSuchRecord, RejectedTopics, again, identity
from cli.bulk_publishing import answering_kafka
from cli.commands.up_command import say
from cli.output import Format, print_rows, told_problems
from events.identifiers import Agency
from runtime.api_client import ask
from runtime.failure import Failure
from runtime.running_platform import client_settings
from schemas.refusal import Reason, Refused
from schemas.rejected_records import RejectedRecord
from web.formats import moment

_ACCEPTED = TypeAdapter(list[AcceptedSince])

group = typer.Typer(
    help="Refused events: list, show, send again; resume a paused intake.", no_args_is_help=True
)

Identifier = Annotated[str, typer.Argument(metavar="AGENCY/OFFSET", help="As the list names it.")]


@group.command("list")
def list_(
    agency: Annotated[Agency | None, typer.Option(help="Of this agency alone.")] = None,
    most: Annotated[int, typer.Option(min=1, help="The last so many of each agency.")] = 100,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """List refused events with the reason, oldest first.

    The list is a record of what was refused. Where the event was accepted since, under the same
    id and source, it says when; what was mended under another id is not recognised.
    """
    topics = RejectedTopics(client_settings().bootstrap)
    agencies = [agency] if agency else list(Agency)
    found = [
        (record, identity(record)) for each in agencies for record in topics.latest(each, most)
    ]
    since = _accepted_of(found)
    rows = [(record, since.get(event) if event else None) for record, event in found]
    if format_ is Format.TABLE:
        print_rows([_told(*row) for row in rows], format_, title="Refused")
    else:
        lines = [_line(record, format_) | {"accepted": _iso(at)} for record, at in rows]
        print_rows(lines, format_)


@group.command()
def show(
    identifier: Identifier,
    raw: Annotated[bool, typer.Option(help="Only the original bytes, to mend in a file.")] = False,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Show why an event was refused, where it was, and its original bytes."""
    record = _record(identifier)
    if raw:
        sys.stdout.buffer.write(record.value or b"")
        sys.stdout.buffer.flush()
        return
    told = _line(record, format_) | _where(record)
    if format_ is Format.TABLE:
        rows = [{"what": name.replace("_", " "), "value": text} for name, text in told.items()]
        print_rows(rows, format_)
        print(_printable(record.value or b""))
    else:
        print_rows([told | _original(record)], format_)


@group.command()
def retry(
    identifier: Annotated[
        str | None, typer.Argument(metavar="AGENCY/OFFSET", help="As the list names it.")
    ] = None,
    mended: Annotated[
        Path | None, typer.Option("--with", help="A file with the event as it should be.")
    ] = None,
    reason: Annotated[
        Reason | None, typer.Option(help="All that were refused for this reason, as they were.")
    ] = None,
    agency: Annotated[Agency | None, typer.Option(help="With --reason: of this alone.")] = None,
) -> None:
    """Send a refused event again, as it was or mended; only if it would be accepted now.

    Nothing keeps count of retries: under its id and source an event counts once, however often it
    is sent. With --reason, those that would be refused again are left where they
    are; the status is 1 if there are any.
    """
    if (identifier is None) is (reason is None) or (reason and mended):
        raise Failure("name one event, AGENCY/OFFSET, or give --reason alone for all of a kind")
    if reason:
        _retry_all(reason, [agency] if agency else list(Agency))
    elif identifier:
        _retry_one(_record(identifier), mended)


@group.command()
def resume(
    agency: Annotated[Agency, typer.Argument(help="Whose intake is paused.")],
    all_: Annotated[
        bool,
        typer.Option("--all", help="Take in all that waits now, however much of it is refused."),
    ] = False,
) -> None:
    """Have an agency's intake go on, which paused because too much was refused.

    What waits is taken in, in order. Refusals are counted anew: if it is still too many, it pauses
    again. With --all, only what comes after what waits now counts.
    """
    if paused_intakes.resume(answering_kafka(client_settings()), agency, uncounted=all_):
        say(f"the intake of {agency} goes on; see that it does: journey status")
    else:
        say(f"the intake of {agency} is not paused")


def _retry_all(reason: Reason, agencies: list[Agency]) -> None:
    topics = RejectedTopics(client_settings().bootstrap)
    found = {agency: _retry_of(topics.refused_for(agency, reason), agency) for agency in agencies}
    for agency, (sent, still) in found.items():
        if sent or still:
            say(f"{agency}: {sent:,} sent again; {still:,} would be refused again, and are not")
    if not any(map(any, found.values())):
        say(f"nothing was refused for the reason {reason}")
    if any(still for _, still in found.values()):
        raise typer.Exit(1)


def _retry_of(records: Iterable[RejectedRecord], agency: Agency) -> tuple[int, int]:
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


def _retry_one(record: RejectedRecord, mended: Path | None) -> None:
    try:
        sending = again(record, _bytes(mended) if mended else None, datetime.now(UTC))
    except Refused as refused:
        advice = "mend the file" if mended else "mend it in a file, and give that with --with"
        why = f"{refused.reason}: {told_problems(refused.problems)}".rstrip(": ")
        raise Failure(f"it would be refused again: {why}; {advice}") from None
    with _publisher(record.agency) as publisher:
        publisher.publish_raw(sending.value, sending.key, sending.headers)
    say(f"{record.id} sent again; if it was sent before, it still counts once")


@contextmanager
def _publisher(agency: Agency) -> Iterator[Publisher]:
    try:
        with Publisher(answering_kafka(client_settings()), agency) as publisher:
            yield publisher
    except NotDelivered as error:
        raise Failure(f"{error}; try again") from None


def _accepted_of(found: Sequence[tuple[RejectedRecord, UUID | None]]) -> dict[UUID, datetime]:
    """When each event was accepted, as far as the platform answers."""
    events: dict[Agency, set[UUID]] = {}
    for record, event in found:
        if event:
            events.setdefault(record.agency, set()).add(event)
    try:
        return dict(chain(*(_asked(agency, sorted(some)) for agency, some in events.items())))
    except Failure as failure:
        say(f"what was accepted since is not known: {failure}")
        return {}


def _asked(agency: Agency, events: list[UUID]) -> Iterator[tuple[UUID, datetime]]:
    for first in range(0, len(events), AT_ONCE):
        path, some = f"/api/agencies/{agency}/accepted", events[first : first + AT_ONCE]
        for row in _ACCEPTED.validate_python(ask(client_settings(), path, event=some)):
            yield row.event, row.received


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _record(identifier: str) -> RejectedRecord:
    name, _, offset = identifier.partition("/")
    if name not in list(Agency) or not (offset.isascii() and offset.isdecimal()):
        raise Failure(
            f"name it AGENCY/OFFSET, such as {Agency.MET_POLICE}/0 (journey rejected list)"
        )
    try:
        return RejectedTopics(client_settings().bootstrap).one(Agency(name), int(offset))
    except NoSuchRecord as error:
        raise Failure(f"{error} (journey rejected list)") from None


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes().strip()
    except OSError as error:
        raise Failure(f"cannot read {file}: {error.strerror}") from None


def _line(record: RejectedRecord, how: Format) -> dict[str, Any]:
    return {
        "id": record.id,
        "received": record.received.isoformat(timespec="seconds"),
        "reason": str(record.reason),
        "problems": told_problems(record.problems, how),
        "bytes": len(record.value or b""),
    }


def _told(record: RejectedRecord, accepted: datetime | None = None) -> dict[str, Any]:
    """A line of the list for people: each problem on a line of its own below the reason."""
    problems = [told_problems([problem]) for problem in record.problems]
    if accepted:
        problems.append(f"accepted: received {moment(accepted)}")
    return {
        "id": record.id,
        "received": record.received.isoformat(timespec="seconds"),
        "reason_and_problems": "\n".join([str(record.reason), *problems]),
    }


def _where(record: RejectedRecord) -> dict[str, Any]:
    return {
        "topic": record.source_topic,
        "partition": record.source_partition,
        "offset": record.source_offset,
        "headers_dropped": record.headers_dropped,
    }


def _original(record: RejectedRecord) -> dict[str, Any]:
    """The original for programs: as text where it is text, and always in base64."""
    return {
        "key": record.key and record.key.decode("utf-8", "backslashreplace"),
        "headers": {name: _printable(value) for name, value in record.headers},
        "text": (record.value or b"").decode("utf-8", "backslashreplace"),
        "base64": base64.b64encode(record.value or b"").decode(),
    }


def _printable(value: bytes) -> str:
    """Bytes as text that cannot command a terminal."""
    text = value.decode("utf-8", "backslashreplace")
    plain = (each if each.isprintable() or each in "\n\t" else ascii(each)[1:-1] for each in text)
    return "".join(plain)
