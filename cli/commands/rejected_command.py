"""`journey rejected`: what was refused of an agency's events, and sending it again."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.commands.up_command import say
from cli.output import Format, print_rows
from events.identifiers import Agency
from runtime.failure import Failure
from runtime.running_platform import client_settings
from schemas.refusal import Reason

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
    from cli.refused_events import refused_events
    from cli.refused_rows import listed_row, listed_row_coded

    found = refused_events([agency] if agency else list(Agency), most)
    if format_ is Format.TABLE:
        print_rows([listed_row(*each) for each in found], format_, title="Refused")
    else:
        print_rows([listed_row_coded(*each, format_) for each in found], format_)


@group.command()
def show(
    identifier: Identifier,
    raw: Annotated[bool, typer.Option(help="Only the original bytes, to mend in a file.")] = False,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Show why an event was refused, where it was, and its original bytes."""
    from cli.refused_events import refused_event
    from cli.refused_rows import original, place_row, printable, record_row

    record = refused_event(identifier)
    if raw:
        sys.stdout.buffer.write(record.value or b"")
        sys.stdout.buffer.flush()
        return
    row = record_row(record, format_) | place_row(record)
    if format_ is Format.TABLE:
        rows = [{"what": name.replace("_", " "), "value": text} for name, text in row.items()]
        print_rows(rows, format_)
        print(printable(record.value or b""))
    else:
        print_rows([row | original(record)], format_)


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
    from cli.refused_events import refused_event
    from cli.sending_again import send_again, send_all_again

    if reason:
        send_all_again(reason, [agency] if agency else list(Agency))
    elif identifier:
        send_again(refused_event(identifier), mended)


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
    from agencies import paused_intakes
    from cli.bulk_publishing import answering_kafka

    if paused_intakes.resume(answering_kafka(client_settings()), agency, uncounted=all_):
        say(f"the intake of {agency} goes on; see that it does: journey status")
    else:
        say(f"the intake of {agency} is not paused")
