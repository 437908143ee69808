"""`journey demo`: the main job, end to end, on real and simulated cases."""

from pathlib import Path
from typing import Annotated

import typer

from runtime.commands.up import say, settings_with
from runtime.output import Format, print_json, print_rows


def demo(
    data: Annotated[
        Path | None, typer.Option(help="Where all is kept; ./data-dir by default.")
    ] = None,
    victims: Annotated[int, typer.Option(min=1, help="How many simulated victims.")] = 2000,
    seed: Annotated[int, typer.Option(help="Of the simulation.")] = 1,
    real: Annotated[
        list[Path] | None, typer.Option(help="police.uk files; the bundled year by default.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Of the pages.")] = None,
    kafka_port: Annotated[int | None, typer.Option(min=1, max=65534)] = None,
    exit_: Annotated[bool, typer.Option("--exit", help="Stop once the summary is told.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="Of the summary.")] = Format.TABLE,
) -> None:
    """Start the platform, publish a year of real crimes and simulated journeys, tell the result."""
    from runtime.demo import Demo
    from runtime.platform import Platform

    settings = settings_with(data=data, port=port, kafka_port=kafka_port)
    with Platform(settings, say) as platform:
        summary = Demo(platform.settings, victims, seed, real).run()
        if format_ is Format.JSON:
            print_json(summary)
        else:
            for title, rows in summary.items():
                print_rows(rows, format_, title)
        if not exit_:
            say(f"the platform is up at {settings.url} until Ctrl-C")
            platform.wait()
    say("stopped")
