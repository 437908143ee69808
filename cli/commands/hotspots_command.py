"""`journey hotspots`: where victims wait longer than London, as a release has it."""

from typing import Annotated, Any

import typer

from cli.output import Format, console, print_rows
from cli.release_tables import against_london, in_order_of_law, where
from processors.case.course.stages import Stage
from runtime.api_client import ask
from runtime.running_platform import client_settings
from task_group.comparison_order import RankedBy
from task_group.hotspot_answer import HotspotAnswer
from task_group.lattice import Breakdown
from task_group.release_figures import Comparison, WaitFigure
from web import comparison_words, wait_statements, wording
from web.hotspot_rows import hotspot_rows
from web.hotspot_view import title
from web.lattice_words import period
from web.release_view import release_line

ByOption = Annotated[
    Breakdown | None, typer.Option(help="What to go by; that of the place, or stage by default.")
]


def hotspots(
    by: ByOption = None,
    stage: Annotated[Stage | None, typer.Option(help="The wait in one stage alone.")] = None,
    place: Annotated[
        str | None, typer.Option(help="One place alone, by its code: a court, a borough.")
    ] = None,
    offence: Annotated[str | None, typer.Option(help="One kind of offence alone.")] = None,
    in_period: Annotated[
        str | None, typer.Option("--period", help="year, or a quarter such as 2026-Q3.")
    ] = None,
    order: Annotated[
        RankedBy | None, typer.Option(help="First the most victim-days of excess, or by ratio.")
    ] = None,
    release: Annotated[int | None, typer.Option(min=1, help="The newest by default.")] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Where victims wait longer than London takes with the same mix of cases, from a release.

    Those told apart from London come first. What may be chance cannot be told apart, and is listed
    by name. Counts and days are rounded. What rests on fewer than 10 victims or cases is withheld.
    """
    asked = {"by": by, "stage": stage, "place": place, "offence": offence, "period": in_period}
    found = ask(client_settings(), "/api/hotspots", **asked, order=order, release=release)
    answer = HotspotAnswer.model_validate(found)
    if format_ is Format.TABLE:
        _print_table(answer)
    else:
        print_rows(hotspot_rows(answer), format_)


def _print_table(answer: HotspotAnswer) -> None:
    console.print(f"{title(answer)}.")
    waits = {figure.cell: figure for figure in answer.waits}
    compared = [_compared_row(each, waits.get(each.cell)) for each in answer.comparisons]
    shown = in_order_of_law(figure for figure in answer.waits if figure.waits is not None)
    rows = compared or [_waits_row(figure) for figure in shown]
    print_rows(rows, Format.TABLE, wording.capital(period(answer.period, answer.release)))
    console.print(f"{release_line(answer.release)}.")


def _compared_row(each: Comparison, wait: WaitFigure | None) -> dict[str, Any]:
    return {
        "where": where(each),
        "verdict": f"{comparison_words.VERDICTS[each.verdict]}{comparison_words.explained(each)}",
        **against_london(each),
        "half_no_longer_waited_after": wait_statements.median(wait) if wait else "",
    }


def _waits_row(figure: WaitFigure) -> dict[str, Any]:
    return {
        "where": where(figure),
        "victims": wait_statements.count(figure.persons, "victim"),
        "half_no_longer_waited_after": wait_statements.median(figure),
    }
