"""`journey demo`: the main job, end to end, on real and simulated cases."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.commands.up_command import GatewayPort, KafkaPort, Port, ProviderPort, say, settings_with
from cli.output import Format, console, print_json, print_rows
from web import obligation_words, wording

MailboxPort = Annotated[
    int | None, typer.Option(min=1, max=65535, help="Of the mailbox's page; 8003 by default.")
]
MailboxSmtpPort = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="At which the mailbox takes e-mail; 8025 by default."),
]

_HOLD_MINUTES = 0.5
"""A visitor does not wait three quarters of an hour for the first alert."""

_MANY = 6
"""So many figures are too many for one line."""

_WORDS = obligation_words.TOTALS | wording.ALERT_KINDS
_NO_HOTSPOTS = (
    "Top five hotspots: no place is known to be slower than London. With so few victims chance"
    " explains\nwhat is seen; with more of them some of the planted delays stand out"
)
_TITLES = {
    "Top five hotspots": "Top five hotspots: where victims wait longer than London would with the"
    " same mix of cases,\nthe most victim-days first; what cannot be told apart is not named",
    "Top five kinds of case": "Top five kinds of case: which take longer than London's others, for"
    " their own reasons\nor for a delay",
    "Look at first": "Look at first: sign in at the pages as this person, whose worklist begins so",
}


def demo(
    data: Annotated[
        Path | None, typer.Option(help="Where all is kept; ./data-dir by default.")
    ] = None,
    victims: Annotated[int, typer.Option(min=1, help="How many simulated victims.")] = 2000,
    seed: Annotated[int, typer.Option(help="Of the simulation.")] = 1,
    real: Annotated[
        list[Path] | None, typer.Option(help="police.uk files; the bundled year by default.")
    ] = None,
    port: Port = None,
    gateway_port: GatewayPort = None,
    provider_port: ProviderPort = None,
    mailbox_port: MailboxPort = None,
    mailbox_smtp_port: MailboxSmtpPort = None,
    kafka_port: KafkaPort = None,
    exit_: Annotated[bool, typer.Option("--exit", help="Stop once the summary is told.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="Of the summary.")] = Format.TABLE,
) -> None:
    """Start the platform, publish a year of real crimes and simulated journeys, tell the result."""
    from cli.demo_run import Demo
    from runtime.demo_history import with_demo_history
    from runtime.platform import Platform

    settings = settings_with(
        data=data,
        port=port,
        gateway_port=gateway_port,
        provider_port=provider_port,
        mailbox=True,
        mailbox_port=mailbox_port,
        mailbox_smtp_port=mailbox_smtp_port,
        kafka_port=kafka_port,
    )
    if "hold_minutes" not in settings.model_fields_set:
        settings = settings.model_copy(update={"hold_minutes": _HOLD_MINUTES})
    settings = with_demo_history(settings, datetime.now(UTC))
    with Platform(settings, say) as platform:
        summary = Demo(platform.settings, victims, seed, real).run()
        if format_ is Format.JSON:
            print_json(summary)
        else:
            print_summary(summary, format_)
        if not exit_:
            say(f"e-mail of the platform arrives at {settings.mailbox_url}, and nowhere else")
            say(f"the platform is up at {settings.url} until Ctrl-C")
            platform.wait()
    say("stopped")


def print_summary(summary: Mapping[str, Sequence[Mapping[str, Any]]], format_: Format) -> None:
    """Print the tables of the summary, each under its title."""
    for title, rows in summary.items():
        shown = _upright(list(map(_in_words, rows))) if format_ is Format.TABLE else rows
        if title == "Top five hotspots" and not rows and format_ is Format.TABLE:
            console.print(f"{_NO_HOTSPOTS}.")
        else:
            print_rows(list(shown), format_, _TITLES.get(title, title))


def _upright(rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """One row of many figures as a row for each: side by side their names would break."""
    if len(rows) != 1 or len(rows[0]) < _MANY:
        return rows
    return [{"what": name, "number": figure} for name, figure in rows[0].items()]


def _in_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same figures under names for people, where they have codes for names."""
    return {wording.lower_first(_WORDS.get(name, name)): figure for name, figure in row.items()}
