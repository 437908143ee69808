"""`journey simulate`: plausible journeys of victims, to a file or to the agencies' topics."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import orjson
import typer
from rich.progress import Progress

from cli.output import Format, print_json, print_rows
from cli.progress_bars import counting_bars
from events.clocks import london_date
from events.identifiers import Agency
from runtime.failure import Failure
from runtime.running_platform import client_settings
from runtime.settings import Settings
from schemas.cloudevents import AgencyEvent, encode
from simulator import CHARGED_SHARE, Delivery, Simulation, Truth, WrongEvent
from simulator import simulate as simulation_of

ENDING = datetime(2026, 9, 30, tzinfo=UTC)
_OUT = Path("simulated.jsonl")
_STANDARD_OUTPUT = Path("-")
_YEARS = range(2000, 2101)
_COUNTS = (
    "victims",
    "references",
    "merged",
    "cases",
    "events",
    "late",
    "out_of_order",
    "put_right",
    "restricted",
    "duplicates",
    "deliveries",
)


def simulate(
    victims: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many victims.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    ending: Annotated[
        datetime,
        typer.Option(
            formats=["%Y-%m-%d"],
            show_default=f"{ENDING:%Y-%m-%d}",
            help="The last day on which anything happens; before today to publish. Give the same"
            " day again to publish the same.",
        ),
    ] = ENDING,
    charged_share: Annotated[
        float, typer.Option(min=0, max=1, help="Share of cases charged; published: 0.057.")
    ] = CHARGED_SHARE,
    out: Annotated[
        Path | None, typer.Option(help="Write what is delivered here, one a line; - is the output.")
    ] = None,
    publish: Annotated[bool, typer.Option(help="Deliver to the agencies' topics.")] = False,
    wrong: Annotated[
        float,
        typer.Option(
            min=0, max=1, help="Send this share wrongly first, to be refused; with --publish."
        ),
    ] = 0,
    truth: Annotated[
        Path | None, typer.Option(help="Write what was planted and is true, as JSON; or -.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Of the summary.")] = Format.TABLE,
) -> None:
    """Simulate victims' journeys through every agency; writes ./simulated.jsonl by default.

    Some events are delivered twice, as agencies do: deliveries are events and duplicates.
    """
    if out == truth == _STANDARD_OUTPUT:
        raise Failure("--out and --truth cannot both be -: give one of them a file")
    if wrong and not publish:
        raise Failure("--wrong needs --publish: what is sent wrongly is refused by the platform")
    over = last_day(ending, publish)
    with counting_bars() as progress:
        simulation = _simulated(progress, victims, seed, over, charged_share, wrong)
        if out or not publish:
            write_deliveries(progress, simulation.right, out or _OUT)
        if publish:
            publish_sent(progress, simulation.sent, client_settings())
    if truth:
        _write(truth, [orjson.dumps(simulation.truth, option=orjson.OPT_INDENT_2)])
    if _STANDARD_OUTPUT not in (out, truth):
        _print(simulation.truth, format_)


def last_day(ending: datetime, publish: bool) -> date:
    """The day asked for. An event of a day that is not over yet may lie in the future."""
    day = ending.date()
    if day.year not in _YEARS:
        raise Failure("--ending must be in the years 2000 to 2100")
    if publish and day >= london_date(datetime.now(UTC)):
        raise Failure("--ending must be before today to publish: what lies ahead is refused")
    return day


def _simulated(
    progress: Progress, victims: int, seed: int, ending: date, charged_share: float, wrong: float
) -> Simulation:
    task = progress.add_task("Simulating victims", total=victims)
    return simulation_of(
        victims,
        seed,
        ending,
        charged_share,
        progress=lambda done: progress.advance(task, done),
        wrong=wrong,
    )


def write_deliveries(progress: Progress, sent: Sequence[Delivery], path: Path) -> None:
    """Write the events that are delivered, one a line, with a bar. Failure where that fails."""
    deliveries = progress.track(sent, description="Writing deliveries")
    _write(path, (encode(delivery.event) for delivery in deliveries))


def _write(path: Path, lines: Iterable[bytes]) -> None:
    if path == _STANDARD_OUTPUT:
        _write_lines(sys.stdout.buffer, lines)
        return
    try:
        with path.open("wb") as file:
            _write_lines(file, lines)
    except OSError as error:
        raise Failure(f"cannot write {path}: {error.strerror}") from None


def _write_lines(file: BinaryIO, lines: Iterable[bytes]) -> None:
    for line in lines:
        file.write(line + b"\n")
    file.flush()


def publish_sent(
    progress: Progress, sent: Sequence[Delivery | WrongEvent], settings: Settings
) -> None:
    """Each agency writes its own events in the order in which they come, right and wrong ones."""
    from agencies.publisher import NotDelivered
    from cli.bulk_publishing import answering_kafka, publish_all

    events: dict[Agency, list[AgencyEvent | tuple[bytes, bytes]]] = {}
    for each in sent:
        record = each.event if isinstance(each, Delivery) else (each.key, each.value)
        events.setdefault(each.agency, []).append(record)
    task = progress.add_task("Publishing deliveries", total=sum(map(len, events.values())))
    try:
        bootstrap = answering_kafka(settings)
        publish_all(bootstrap, events, lambda _, more: progress.advance(task, more))
    except NotDelivered as error:
        raise Failure(f"{error}; run the same command again: none is counted twice") from None


def _print(truth: Truth, format_: Format) -> None:
    """What was simulated and what was done of the duties; JSON is one answer."""
    summary = {"Simulated": _counts(truth), "Duties": [asdict(each) for each in truth.duties]}
    if truth.wrong:
        summary["Sent wrongly"] = [asdict(each) for each in truth.wrong]
    if format_ is Format.JSON:
        print_json(summary)
        return
    for title, rows in summary.items():
        print_rows(rows, format_, title)


def _counts(truth: Truth) -> list[dict[str, Any]]:
    return [{"what": name.replace("_", " "), "number": getattr(truth, name)} for name in _COUNTS]
