"""`journey hotspots`: where victims wait longer than London, from the running platform."""

from typing import Annotated, Any

import typer

from cli.output import Format, console, print_rows
from runtime.api_client import ask
from runtime.running_platform import client_settings
from task_group.hotspot_ranking import GroupBy, Hotspot, Hotspots
from web import wording


def hotspots(
    by: Annotated[GroupBy, typer.Option(help="What to tell apart.")] = GroupBy.STAGE,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Where victims wait longest against London, in days; every figure with its number of cases.

    A court is compared with all London's courts of its own tier, Crown or magistrates'.

    The median counts open waits in (Kaplan-Meier). Numbers of cases are rounded to multiples of 5;
    those under 10 are left out, with what rests on them. In JSON and CSV, revised is how many of
    the cases rest on data that was corrected since.
    """
    answer = Hotspots.model_validate(ask(client_settings(), "/api/hotspots", by=by))
    if format_ is not Format.TABLE:
        print_rows([wording.hotspot_row(by, spot) for spot in answer.hotspots], format_)
        return
    title = f"Hotspots by {wording.BY[by]}: days, and in brackets the cases they rest on"
    print_rows([_table_row(answer, spot) for spot in answer.hotspots], format_, title)
    for note in (wording.revised(answer), wording.withheld(answer)):
        if note:
            console.print(note)


def _table_row(answer: Hotspots, spot: Hotspot) -> dict[str, Any]:
    """One line of the table; each figure has its number of cases beside it in brackets."""
    wait = wording.lower_first(wording.STAGES[spot.stage])
    return {
        "where": f"{wording.place(answer.by, spot.place)}: {wait}",
        f"x_{wording.compared_with(answer.by)}": wording.times_as_long(spot),
        "median": f"{wording.median(spot)} ({_cases(spot)})",
        "completed": _figure(spot.completed_median, spot.completed, answer.fewest),
        "90th": spot.completed_90th,
        "still_open": _figure(spot.open_median_age, spot.open, answer.fewest),
    }


def _cases(spot: Hotspot) -> str:
    return f"{spot.cases}, {spot.revised} revised" if spot.revised else str(spot.cases)


def _figure(days: int | None, cases: int | None, fewest: int) -> str:
    return f"- (<{fewest})" if cases is None else f"{days} ({cases})"
