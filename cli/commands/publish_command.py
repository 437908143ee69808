"""`journey publish`: an agency's own events from a file, checked before anything is sent."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from agencies.event_lines import BadLine, GoodLine
from cli.event_files import checked_lines, counted_lines, mapping_for, opened, print_bad_lines
from cli.output import Format, errors
from events.identifiers import Agency
from runtime.failure import Failure
from runtime.running_platform import client_settings
from schemas.cloudevents import headers
from web.formats import counted


def publish(
    file: Annotated[Path, typer.Argument(help="JSON, one event a line, or CSV; - is the input.")],
    agency: Annotated[Agency, typer.Option(help="Who says so: the agency that you are.")],
    mapping: Annotated[
        Path | None, typer.Option(help="What the columns of a CSV file say, as TOML.")
    ] = None,
    skip_invalid: Annotated[bool, typer.Option(help="Send the good lines all the same.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="Of the bad lines.")] = Format.TABLE,
) -> None:
    """Publish an agency's events; if one line is bad, nothing is sent, and the status is 1."""
    with opened(file) as lines:
        now = datetime.now(UTC)
        columns = mapping_for(file, mapping)
        found = counted_lines(checked_lines(lines, columns, agency, now))
        good, bad = found.good, found.bad
        print_bad_lines(file, found, format_)
        if bad and not skip_invalid:
            errors.print(f"nothing sent: {counted(len(bad), 'bad line')} of {len(bad) + good:,}")
            raise typer.Exit(1)
        lines.seek(0)
        _send(checked_lines(lines, columns, agency, now), agency, good)
        left_out = f"{counted(len(bad), 'line')} left out"
        errors.print(f"{counted(good, 'event')} published as {agency}; {left_out}")
    if bad:
        raise typer.Exit(1)


def _send(lines: Iterable[GoodLine | BadLine], agency: Agency, number: int) -> None:
    from kafka.errors import KafkaError

    from agencies.publisher import NotDelivered, Publisher
    from cli.bulk_publishing import answering_kafka

    publisher = Publisher(answering_kafka(client_settings()), agency)
    try:
        with publisher:
            for line in lines:
                if isinstance(line, GoodLine):
                    publisher.publish_raw(line.value, line.case.encode(), headers())
    except NotDelivered as error:
        raise Failure(f"{error}; publish again: none is counted twice") from None
    except KafkaError as error:
        stored = f"{publisher.delivered:,} of {counted(number, 'event')} delivered"
        why = type(error).__name__
        raise Failure(f"{why}: {stored}; publish again: none is counted twice") from None
