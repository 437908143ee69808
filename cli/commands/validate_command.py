"""`journey validate`: a file of events, checked as intake would; no platform is needed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.event_files import checked_lines, counted_lines, mapping_for, opened, print_bad_lines
from cli.output import Format, errors
from events.identifiers import Agency
from web.formats import counted


def validate(
    file: Annotated[Path, typer.Argument(help="JSON, one event a line, or CSV; - is the input.")],
    agency: Annotated[
        Agency | None, typer.Option(help="Whose topic they are for; else each one's own.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="What the columns of a CSV file say, as TOML.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Of the bad lines.")] = Format.TABLE,
) -> None:
    """Check events as the platform would, without it; sends nothing. Status 1 if a line is bad."""
    with opened(file) as lines:
        columns = mapping_for(file, mapping)
        found = counted_lines(checked_lines(lines, columns, agency, datetime.now(UTC)))
    print_bad_lines(file, found, format_)
    errors.print(f"{counted(found.good, 'good event')}, {counted(len(found.bad), 'bad line')}")
    if found.bad:
        raise typer.Exit(1)
