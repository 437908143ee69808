"""`journey corrections`: what agencies want put right, from the running platform."""

from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from caseworkers.correction_lines import CorrectionLine
from cli.output import Format, console, print_rows
from runtime.api_client import ask
from runtime.running_platform import client_settings
from schemas.changes import CorrectionState
from web import correction_view, formats, wording

_LINES = TypeAdapter(list[CorrectionLine])


def corrections(
    state: Annotated[CorrectionState | None, typer.Option(help="Only these.")] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """What agencies want put right, those not answered first; each once."""
    lines = _LINES.validate_python(ask(client_settings(), "/api/corrections", state=state))
    if format_ is not Format.TABLE:
        print_rows([_data_row(line, format_) for line in lines], format_)
    elif lines:
        print_rows([_table_row(line) for line in lines], format_, "Corrections")
    else:
        console.print("No such correction" if state else "No correction was proposed")


def _data_row(line: CorrectionLine, how: Format) -> dict[str, Any]:
    row = line.model_dump(mode="json")
    if how is Format.CSV:
        agencies = ("notified", "not_acknowledged")
        row |= {name: " ".join(row[name]) for name in agencies}
    return row


def _table_row(line: CorrectionLine) -> dict[str, Any]:
    proposed = f"{wording.agency(line.proposed_by)}, {formats.london_day(line.proposed)}"
    return {
        "correction": f"{line.correction}, {proposed}",
        "of": f"{line.event} {correction_view.field(line)}, {correction_view.values(line)}",
        "how_it_stands": correction_view.answer(line),
        "days": line.days,
        "not_acknowledged": ", ".join(map(wording.agency, line.not_acknowledged)),
    }
