"""`journey release`: frozen releases of statistics."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import Format, console, print_json, print_rows
from cli.release_tables import comparison_row, in_order_of_law, slower_kinds, slower_places
from cli.release_waiting import make_and_wait
from runtime.api_client import ask
from runtime.failure import Failure
from runtime.running_platform import client_settings
from task_group.lattice import Breakdown
from task_group.release_figures import Comparison, ReleaseHeader, Sheet, WaitFigure
from task_group.releases import NONE_YET
from web import formats, wait_statements, wording

if TYPE_CHECKING:
    from runtime.settings import Settings

group = typer.Typer(
    help="Frozen releases of statistics: make the next one, list them, show one.",
    no_args_is_help=True,
)

FormatOption = Annotated[Format, typer.Option("--format")]

_FIRST = 10
"""How many comparisons are shown."""


@group.command()
def make(format_: FormatOption = Format.TABLE) -> None:
    """Make a release of what the platform has now. It stays as it is made, for ever.

    For the task group and the platform's operators. Two releases are at least 28 days apart.
    """
    settings = client_settings()
    header = make_and_wait(settings)
    if format_ is Format.TABLE:
        console.print(f"release {header.number} is made: journey release show {header.number}")
    else:
        print_rows([_line(header)], format_)


@group.command("list")
def list_(format_: FormatOption = Format.TABLE) -> None:
    """Every release, the newest first."""
    print_rows([_line(each) for each in _releases(client_settings())], format_, "Releases")


@group.command()
def show(
    number: Annotated[int | None, typer.Argument(min=1, help="Which; the newest if not.")] = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """A release: what it rests on, how long victims wait in London, and where longest against it.

    That you asked is recorded, as for every question about statistics.
    """
    settings = client_settings()
    if number is None:
        known = _releases(settings)
        if not known:
            raise Failure(NONE_YET)
        number = known[0].number
    header = ReleaseHeader.model_validate(ask(settings, f"/api/releases/{number}"))
    waits = _figures(settings, number, Sheet.WAITS, Breakdown.STAGE)
    compared = [
        figure
        for dimension in Breakdown
        for figure in _figures(settings, number, Sheet.COMPARISONS, dimension)
    ]
    if format_ is Format.JSON:
        written = header.model_dump(mode="json")
        print_json({"header": written, "waits": waits, "comparisons": compared})
        return
    print_rows([_line(header)], format_, f"Release {number}")
    london = in_order_of_law(map(WaitFigure.model_validate, waits))
    print_rows(list(map(_wait, london)), format_, _WAITS)
    figures = [Comparison.model_validate(each) for each in compared]
    for title, slower in ((_PLACES, slower_places(figures)), (_KINDS, slower_kinds(figures))):
        print_rows([comparison_row(each) for each in slower[:_FIRST]], format_, title)


_WAITS = "How long victims wait in London, over the last year; - is withheld"
_PLACES = (
    "Places slower than London would be with the same mix of cases, the most victim-days first"
)
_KINDS = "Kinds of case that take longer than London's others of the same mix"


def _wait(figure: WaitFigure) -> dict[str, Any]:
    return {
        "wait": wording.lower_first(wording.STAGES[figure.stage]),
        "half_no_longer_waited_after": wait_statements.median(figure),
        "victims": "-" if figure.persons is None else figure.persons,
        "still_waiting": "-" if figure.open is None else figure.open,
    }


def _line(header: ReleaseHeader) -> dict[str, Any]:
    return {
        "number": header.number,
        "made": formats.moment(header.made),
        "up_to": formats.day(header.last),
        "figures": header.figures,
        "method": header.method,
    }


def _releases(settings: "Settings") -> list[ReleaseHeader]:
    return [ReleaseHeader.model_validate(each) for each in ask(settings, "/api/releases")]


def _figures(
    settings: "Settings", number: int, sheet: Sheet, dimension: Breakdown
) -> list[dict[str, Any]]:
    path = f"/api/releases/{number}/figures"
    found: list[dict[str, Any]] = ask(settings, path, sheet=sheet, dimension=dimension)
    return found
