"""`journey silence`: for a planned outage, nobody is told anything until its end."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.commands.up_command import say
from cli.instant_arguments import an_instant
from events.identifiers import Agency
from runtime.failure import Failure
from runtime.running_platform import client_settings


def silence(
    agency: Annotated[str, typer.Argument(help="Whose people are told nothing, or `all`.")],
    until: Annotated[
        str | None, typer.Option(help="Its end; without an offset, in London's time.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="End the silence that there is.")] = False,
) -> None:
    """Send nobody any message until an end: for planned outages.

    Nothing is lost: what waits is sent at the end, to each person as one message. What is urgent is
    sent all the same.
    """
    if (until is None) is not end:
        raise Failure("say when the silence ends, with --until; or end it now, with --end")
    whose = None if agency == "all" else _agency(agency)
    from cli.bulk_publishing import answering_kafka
    from notifier.message_silences import Silence
    from runtime.silence_topic import end_silence, set_silence
    from web.formats import moment

    now = datetime.now(UTC)
    ends = an_instant(until) if until else now
    if until and ends <= now:
        raise Failure(f"{moment(ends)} is over: a silence ends in the future")
    bootstrap = answering_kafka(client_settings())
    if end:
        end_silence(bootstrap, whose)
        say(f"the silence of {agency} is over: what waited is sent")
    else:
        set_silence(bootstrap, Silence(whose, now, ends))
        say(f"nobody of {agency} is sent anything but what is urgent until {moment(ends)}")


def _agency(name: str) -> Agency:
    try:
        return Agency(name)
    except ValueError:
        known = ", ".join(Agency)
        raise Failure(f"{name} is no agency: all, {known}") from None
