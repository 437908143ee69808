"""`journey flows`: what came in, went out and stands, from a release of the running platform."""

from typing import Annotated, Any

import typer

from cli.output import Format, console, print_json, print_rows
from runtime.api_client import ask
from runtime.running_platform import client_settings
from task_group.flow_board import FlowBoard, FlowStage
from task_group.lattice import Breakdown
from task_group.release_figures import Flow
from task_group.release_periods import YEAR
from web import flow_view, lattice_words


def flows(
    by: Annotated[Breakdown, typer.Option(help="What to tell apart.")] = Breakdown.STAGE,
    stage: Annotated[
        FlowStage | None, typer.Option(help="Where cases wait; every stage without.")
    ] = None,
    period: Annotated[str, typer.Option(help="year, or a quarter such as 2026-Q3.")] = YEAR,
    release: Annotated[
        int | None, typer.Option(min=1, help="By its number; the newest without.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """How many cases stood, came in and went out, and what it takes to clear them in a year.

    Numbers are rounded to multiples of 5; what would point at few people is left out.
    """
    chosen = {"stage": stage, "release": release}
    given = {name: value for name, value in chosen.items() if value}
    answer = ask(client_settings(), "/api/flows", by=by, period=period, **given)
    board = FlowBoard.model_validate(answer)
    if format_ is Format.JSON:
        print_json(answer)
        return
    if format_ is Format.CSV:
        print_rows(list(flow_view.csv_rows(board)), format_)
        return
    where = flow_view.STAGES[stage] if stage else "Cases"
    title = f"{where}, by {lattice_words.BY[by]}, {board.first} to {board.until}"
    console.print(f"{flow_view.finding(board)}.", highlight=False)
    print_rows([_line(board, flow) for flow in flow_view.shown(board)], format_, title)
    if withheld := flow_view.withheld(board):
        console.print(f"{len(withheld)} withheld: {flow_view.WHY_WITHHELD}.", highlight=False)
    console.print(f"{flow_view.release_line(board)}.", highlight=False)


def _line(board: FlowBoard, flow: Flow) -> dict[str, Any]:
    return {
        "where": flow_view.name(board, flow),
        "at_start": flow.at_start,
        "in": flow.came_in,
        "out": flow.went_out,
        "at_end": flow.at_end,
        "change": flow_view.changed(flow),
        "out_a_month": board.out_a_month(flow),
        "to_clear_a_month": flow.to_clear,
    }
