"""`journey convert`: messages of an agency's own system into events that `publish` takes."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from agencies.adapters.adapter_report import AdapterReport
from agencies.adapters.all_adapters import ADAPTERS, AdapterName
from agencies.adapters.conversion import Adapter, Conversion
from agencies.adapters.conversion import convert as converted
from agencies.adapters.files_of_messages import messages
from agencies.event_lines import NotUtf8
from cli.event_files import opened
from cli.output import Format, errors, print_rows
from runtime.failure import Failure
from web.formats import counted


def convert(
    system: Annotated[AdapterName, typer.Argument(help="The system that the messages are of.")],
    files: Annotated[
        list[Path], typer.Argument(help="Messages, one a line or one a file; - is the input.")
    ],
    source: Annotated[
        str | None, typer.Option(help="The `source` of the events: your own system's address.")
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Print what was mapped and left, and no events.")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", help="Of the report.")] = Format.TABLE,
) -> None:
    """Turn messages of your own system into events, one a line; status 1 if one was refused."""
    adapter = ADAPTERS[system]
    adapter = adapter if source is None else replace(adapter, source=source)
    total = AdapterReport()
    for conversion in _conversions(adapter, files):
        total.add(conversion.report)
        if not report:
            for event in conversion.events:
                sys.stdout.buffer.write(event + b"\n")
    sys.stdout.buffer.flush()
    if report:
        print_rows([*_rows(total, format_)], format_, title=f"Messages of {system}")
    _print_sum(total)
    if total.messages["refused"]:
        raise typer.Exit(1)


def _conversions(adapter: Adapter, files: list[Path]) -> Iterator[Conversion]:
    """Each message of each file, with a count of them while it lasts."""
    now = datetime.now(UTC)
    columns = (TextColumn("{task.description}"), TextColumn("{task.completed}"))
    with Progress(*columns, TimeElapsedColumn(), console=errors, transient=True) as bar:
        task = bar.add_task("Messages", total=None)
        for file in files:
            with opened(file) as stream:
                try:
                    for line, message in messages(stream):
                        conversion = converted(adapter, message, now)
                        _print_refused(file, line, conversion.report)
                        bar.advance(task)
                        yield conversion
                except NotUtf8:
                    raise Failure(f"{file} is in UTF-16; save it in UTF-8") from None


def _print_refused(file: Path, line: int, report: AdapterReport) -> None:
    """One line for a message of which nothing could be read."""
    if report.messages["refused"]:
        for what, rule in report.unsaid:
            errors.print(f"{file}: line {line}: {what}: {_words(rule)}", markup=False)


def _rows(report: AdapterReport, how: Format) -> Iterator[dict[str, str | int]]:
    for row in report.rows():
        rule = str(row["rule"])
        yield {**row, "rule": _words(rule) if how is Format.TABLE else rule}


def _words(rule: str) -> str:
    return rule.replace("_", " ")


def _print_sum(report: AdapterReport) -> None:
    said, unsaid = report.said.total(), report.unsaid.total()
    what = f"{counted(report.messages.total(), 'message')}, {counted(said, 'event')}"
    errors.print(f"{what}; {unsaid:,} could not be said, {report.other.total():,} of no list")
