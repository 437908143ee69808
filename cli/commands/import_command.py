"""`journey import police-uk`: crimes as published on data.police.uk, published as the force's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from agencies.police_uk import Import, NoSuchFile, Report, find
from agencies.police_uk.import_report import RefusedBecause
from agencies.police_uk.published_files import PublishedFiles
from cli.output import Format, errors, print_rows
from events.offences import VictimKind
from runtime.failure import Failure
from runtime.running_platform import client_settings
from schemas.cloudevents import AgencyEvent
from web.formats import counted

group = typer.Typer(help="Import published data as events.", no_args_is_help=True)


@group.callback()
def _group() -> None:
    """Keep `police-uk` a command of its own while it is the only one."""


@group.command("police-uk")
def police_uk(
    paths: Annotated[list[Path], typer.Argument(help="CSV files, zip archives or folders.")],
    dry_run: Annotated[bool, typer.Option(help="Read and report; publish nothing.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="Of the report.")] = Format.TABLE,
) -> None:
    """Publish street-level crimes and outcomes of data.police.uk; status 1 if a row was refused."""
    files = _published_files(paths)
    reading = Import(files.files)
    with _events(reading, files) as events:
        if dry_run:
            for _ in events:
                pass
        else:
            _publish(events)
    _print_report(files, reading.report, format_)
    if reading.report.refusals:
        raise typer.Exit(1)


def _published_files(paths: list[Path]) -> PublishedFiles:
    try:
        files = find(paths)
    except NoSuchFile as error:
        raise Failure(str(error)) from None
    for name in files.skipped:
        errors.print(f"{name}: left alone: not a street or outcomes file", markup=False)
    if files.other_forces:
        note = f"{counted(len(files.other_forces), 'file')} of other forces left alone"
        errors.print(f"{note}: only forces of London publish here", markup=False)
    if not files.files:
        raise Failure("no file named …-street.csv or …-outcomes.csv was found")
    return files


@contextmanager
def _events(reading: Import, files: PublishedFiles) -> Iterator[Iterator[AgencyEvent]]:
    """The events, with a bar on the error output that follows the bytes read."""
    columns = (BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(TextColumn("{task.description}"), *columns, console=errors) as bar:
        task = bar.add_task("Importing", total=sum(file.size for file in files.files))
        yield reading.events(lambda size: bar.advance(task, size))


def _publish(events: Iterator[AgencyEvent]) -> None:
    from agencies.publisher import NotDelivered, Publishers
    from cli.bulk_publishing import answering_kafka

    with Publishers(answering_kafka(client_settings())) as publishers:
        try:
            for event in events:
                publishers.publish(event)
            publishers.flush()
        except NotDelivered as error:
            raise Failure(f"{error}; import again: none is counted twice") from None


def _print_report(files: PublishedFiles, report: Report, format_: Format) -> None:
    for refusal in report.named:
        errors.print(str(refusal), markup=False, highlight=False, soft_wrap=True)
    if more := report.refusals - len(report.named):
        errors.print(f"and {more:,} more")
    figures = _figures(files, report)
    if format_ is Format.TABLE:
        shown = {what: number for what, number in figures.items() if number or _always_shown(what)}
        rows = [{"what": what.replace("_", " "), "number": n} for what, n in shown.items()]
        print_rows(rows, format_, title="Imported from data.police.uk")
    else:
        print_rows([figures], format_)


def _always_shown(name: str) -> bool:
    """Whether a figure is shown to people even when it is nought."""
    return not name.startswith(("refused_", "files_", "outcome_"))


def _figures(files: PublishedFiles, report: Report) -> dict[str, Any]:
    return {
        "files": report.files,
        "files_left_alone": len(files.skipped),
        "rows": report.rows,
        "with_person": report.with_person,
        "with_business": report.with_business,
        "without_victim": report.without_victim,
        "outcome_rows": report.outcomes,
        "refused": report.refused,
        **{
            f"refused_{why.replace('-', '_')}": report.refused_because[why]
            for why in RefusedBecause
        },
        "events": report.events,
        "journeys": report.journeys.total(),
        "journeys_of_persons": report.journeys[VictimKind.PERSON],
        "journeys_of_businesses": report.journeys[VictimKind.BUSINESS],
        "cases": report.cases,
    }
