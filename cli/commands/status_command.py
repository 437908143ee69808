"""`journey status`: how the running platform stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from cli.commands.up_command import settings_with
from cli.output import Format, console, errors, print_rows, told_pause
from runtime.api_client import advice
from runtime.failure import Failure
from runtime.running_platform import find, running_settings

if TYPE_CHECKING:
    from runtime.platform_status import Lag, Status


def status(
    data: Annotated[Path | None, typer.Option(help="Where the platform keeps all.")] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Each part's health, what waits and since when, rows by table. Status 1 if a part is ill.

    What could not be asked, as when Kafka is down, is named on the error output; status 1 too.
    """
    settings = settings_with(data=data)
    running = find_running(settings.data)
    if running is None and settings.kafka is None:
        raise Failure(f"no platform runs in {settings.data}: {advice(settings)}")
    from runtime.platform_status import status_of

    found = status_of(running_settings(settings), running, datetime.now(UTC))
    match format_:
        case Format.TABLE:
            _print_tables(found)
        case Format.JSON:
            print(orjson.dumps(asdict(found), option=orjson.OPT_INDENT_2, default=_plain).decode())
        case Format.CSV:
            print_rows(list(_flat(found)), format_)
    for line in found.errors:
        errors.print(line, markup=False, highlight=False, soft_wrap=True)
    if found.errors or not all(part.ready for part in found.parts):
        raise typer.Exit(1)


def _print_tables(found: "Status") -> None:
    parts = [{**asdict(part), "memory": _megabytes(part.memory)} for part in found.parts]
    if parts:
        print_rows(parts, Format.TABLE, "Parts")
    else:
        console.print("Parts: none was started in this data directory; they run elsewhere")
    if found.lag is not None:
        print_rows(_by_topic(found.lag), Format.TABLE, "Waiting")
    if found.rows is not None:
        print_rows([dict(found.rows)], Format.TABLE, "Rows")
    if found.gaps:
        print_rows(found.gaps, Format.TABLE, "Missing in agencies' sequences")
    for pause in found.paused or []:
        console.print(told_pause(pause), style="red", highlight=False, soft_wrap=True)
    if found.lag is not None:
        _print_oldest(found)


def _print_oldest(found: "Status") -> None:
    if found.oldest:
        place = f"{found.oldest.topic}, partition {found.oldest.partition}"
        age = f"{found.oldest.age.total_seconds():.1f} s"
        told = f"events wait to be projected, the longest for {age}: before {found.oldest.reader}"
        console.print(f"{told} in {place}", highlight=False)
    else:
        console.print("every event is projected", highlight=False)


def _by_topic(lags: "list[Lag]") -> list[dict[str, Any]]:
    """A row for each reader and topic, with what waits in each partition, in order."""
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for lag in lags:
        waiting[lag.reader, lag.topic].append(lag.waiting)
    return [
        {"reader": reader, "topic": topic, "waiting": sum(each), "by_partition": _spaced(each)}
        for (reader, topic), each in waiting.items()
    ]


def _flat(found: "Status") -> Iterator[dict[str, Any]]:
    """The same as rows of one shape."""
    for part in found.parts:
        for measure, value in asdict(part).items():
            if measure != "part":
                yield _row("part", part.part, measure, value)
    for lag in found.lag or []:
        yield _row(lag.reader, f"{lag.topic}/{lag.partition}", "position", lag.position)
        yield _row(lag.reader, f"{lag.topic}/{lag.partition}", "waiting", lag.waiting)
    if found.oldest:
        place = f"{found.oldest.topic}/{found.oldest.partition}"
        yield _row(found.oldest.reader, place, "oldest_since", found.oldest.since.isoformat())
        yield _row(found.oldest.reader, place, "oldest_age", _plain(found.oldest.age))
    for gap in found.gaps or []:
        yield _row("gap", f"{gap['agency']} {gap['source']}", "first", gap["first"])
        yield _row("gap", f"{gap['agency']} {gap['source']}", "last", gap["last"])
    for pause in found.paused or []:
        for measure in ("since", "refused", "events"):
            yield _row("paused", pause["agency"], measure, pause[measure])
    for table, rows in (found.rows or {}).items():
        yield _row("table", table, "rows", rows)


def _row(of: str, name: str, measure: str, value: object) -> dict[str, Any]:
    return {"of": of, "name": name, "measure": measure, "value": value}


def _spaced(numbers: list[int]) -> str:
    return " ".join(map(str, numbers))


def _megabytes(size: int | None) -> str | None:
    return None if size is None else f"{size / 1e6:.0f} MB"


def _plain(value: object) -> float:
    """Seconds of a span of time."""
    if isinstance(value, timedelta):
        return value.total_seconds()
    raise TypeError
