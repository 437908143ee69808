"""`journey simulate-backlogs`: London's Crown Courts as published, as agencies' events."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.commands.simulate_command import ENDING, last_day, publish_sent, write_deliveries
from cli.output import Format, print_rows
from cli.progress_bars import counting_bars
from runtime.running_platform import client_settings
from simulator.published_backlogs import published_backlogs, simulate_backlogs

_OUT = Path("backlogs.jsonl")


def backlogs(
    share: Annotated[
        float, typer.Option(min=0.001, max=1, help="Of each published number of cases.")
    ] = 0.1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    ending: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"],
            show_default=f"{ENDING:%Y-%m-%d}",
            help="The day that stands for 31 March 2025; before today to publish.",
        ),
    ] = ENDING,
    out: Annotated[Path, typer.Option(help="Write them here, one a line.")] = _OUT,
    publish: Annotated[bool, typer.Option(help="Deliver to the agencies' topics.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="Of the summary.")] = Format.TABLE,
) -> None:
    """Simulate the published open cases of London's ten Crown Courts; to a file, or published.

    Open cases when the year begins and is over are as published; in and out are plausible.
    """
    day = last_day(ending, publish)
    deliveries = simulate_backlogs(share, seed, day)
    with counting_bars() as progress:
        if publish:
            publish_sent(progress, deliveries, client_settings())
        else:
            write_deliveries(progress, deliveries, out)
    rows = [
        asdict(backlog) | {"came_in": backlog.came_in, "went_out": backlog.went_out}
        for backlog in published_backlogs(share)
    ]
    print_rows(rows, format_, "Open cases")
