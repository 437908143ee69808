"""`journey status`: how the running platform stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from agencies.operator_alerts import OperatorAlert, OperatorAlertKind
from caseworkers.late_check import LateCheck
from cli.commands.up_command import settings_with
from cli.output import Format, console, errors, pause_text, print_rows, rate_text, waits_text
from runtime.api_client import kafka_advice
from runtime.failure import Failure
from runtime.running_platform import find_running, running_settings
from web import operator_alert_words

if TYPE_CHECKING:
    from notifier.notifier_counts import LeftOut
    from runtime.platform_status import Lag, Status


def status(
    data: Annotated[Path | None, typer.Option(help="Where the platform keeps all.")] = None,
    format_: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Each part's health, what waits and since when, rows by table. Status 1 if a part is ill.

    What could not be asked, as when Kafka is down, is named on the error output; status 1 too. So
    it is where an agency's intake is paused, and while records are set aside because they could
    not be read: each is named by its place. What the notifier left out for a fault of the program
    is named with the error and its place in the code; status 1 until it was started again.
    """
    settings = settings_with(data=data)
    running = find_running(settings.data)
    if running is None and settings.kafka is None:
        raise Failure(f"no platform runs in {settings.data}: {kafka_advice(settings)}")
    from runtime.platform_status import status_of

    health = status_of(running_settings(settings), running, datetime.now(UTC))
    match format_:
        case Format.TABLE:
            _print_tables(health)
        case Format.JSON:
            print(orjson.dumps(asdict(health), option=orjson.OPT_INDENT_2, default=_plain).decode())
        case Format.CSV:
            print_rows(list(_flat(health)), format_)
    for line in health.errors:
        errors.print(line, markup=False, highlight=False, soft_wrap=True)
    left_out = health.messages and health.messages.left_out
    wrong = health.errors or health.set_aside or health.paused or left_out
    if wrong or not all(part.ready for part in health.parts):
        raise typer.Exit(1)


def _print_tables(health: "Status") -> None:
    parts = [{**asdict(part), "memory": _megabytes(part.memory)} for part in health.parts]
    if parts:
        print_rows(parts, Format.TABLE, "Parts")
    else:
        console.print("Parts: none was started in this data directory; they run elsewhere")
    if health.lag is not None:
        print_rows(_by_topic(health.lag), Format.TABLE, "Waiting")
    if health.rows is not None:
        print_rows([dict(health.rows)], Format.TABLE, "Rows")
    if health.gaps:
        print_rows(health.gaps, Format.TABLE, "Missing in agencies' sequences")
    if health.unreached:
        print_rows(health.unreached, Format.TABLE, "Reached no victim: which link is missing")
    _print_agencies(health)
    if health.late is not None:
        _print_late(health.late)
    _print_messages(health)
    if health.set_aside:
        shown = ("reader", "topic", "partition", "offset", "error", "victim")
        rows = [{name: each[name] for name in shown} for each in health.set_aside]
        print_rows(rows, Format.TABLE, "Set aside: could not be read (see /operators)")
    if health.lag is not None:
        _print_oldest(health)


def _print_agencies(health: "Status") -> None:
    """What agencies' operators must know: pauses, full minutes, and what else is to mend."""
    for pause in health.paused or []:
        console.print(pause_text(pause), style="red", highlight=False, soft_wrap=True)
    for limit in health.rate_limits or []:
        console.print(rate_text(limit), style="yellow", highlight=False, soft_wrap=True)
    if health.alert_waits:
        console.print(waits_text(health.alert_waits), highlight=False, soft_wrap=True)
    for alert in map(OperatorAlert.model_validate, health.operator_alerts or []):
        if alert.resolved_at is None and alert.kind is not OperatorAlertKind.PAUSED:
            told = operator_alert_words.line(alert)
            console.print(told, style="yellow", highlight=False, soft_wrap=True)


def _print_late(late: dict[str, Any]) -> None:
    """What is late, counted twice; which duties differ is in the JSON."""
    check = LateCheck.model_validate(late)
    style = "red" if check.difference else None
    console.print(check.in_words, style=style, highlight=False, soft_wrap=True)


def _print_messages(health: "Status") -> None:
    if health.messages is None:
        return
    print_rows([health.messages.written()], Format.TABLE, "Messages to people")
    for agency, ends in health.messages.silences.items():
        until = f"until {ends:%Y-%m-%dT%H:%MZ}"
        console.print(f"nobody of {agency} is sent anything {until}", style="yellow")
    rows = [_left_out(each) for each in health.messages.left_out]
    if rows:
        print_rows(rows, Format.TABLE, "Left out by the notifier for a fault (see /operators)")


def _left_out(each: "LeftOut") -> dict[str, Any]:
    return {"what": str(each.kind), "name": each.name, "agency": each.agency, "error": each.error}


def _print_oldest(health: "Status") -> None:
    if health.oldest:
        place = f"{health.oldest.topic}, partition {health.oldest.partition}"
        age = f"{health.oldest.age.total_seconds():.1f} s"
        waiting = (
            f"events wait to be projected, the longest for {age}: before {health.oldest.reader}"
        )
        console.print(f"{waiting} in {place}", highlight=False)
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


def _flat(health: "Status") -> Iterator[dict[str, Any]]:
    """The same as rows of one shape."""
    for part in health.parts:
        for measure, value in asdict(part).items():
            if measure != "part":
                yield _row("part", part.part, measure, value)
    for lag in health.lag or []:
        yield _row(lag.reader, f"{lag.topic}/{lag.partition}", "position", lag.position)
        yield _row(lag.reader, f"{lag.topic}/{lag.partition}", "waiting", lag.waiting)
    if health.oldest:
        place = f"{health.oldest.topic}/{health.oldest.partition}"
        yield _row(health.oldest.reader, place, "oldest_since", health.oldest.since.isoformat())
        yield _row(health.oldest.reader, place, "oldest_age", _plain(health.oldest.age))
    for gap in health.gaps or []:
        yield _row("gap", f"{gap['agency']} {gap['source']}", "first", gap["first"])
        yield _row("gap", f"{gap['agency']} {gap['source']}", "last", gap["last"])
    yield from _flat_intakes(health)
    yield from _flat_waits(health)
    yield from _flat_set_aside(health)
    yield from _flat_alerts(health)
    for state, count in (health.messages.written() if health.messages else {}).items():
        yield _row("messages", state, "messages", count)
    for each in health.messages.left_out if health.messages else ():
        yield _row("left_out", each.name, each.kind, each.error)
    for table, rows in (health.rows or {}).items():
        yield _row("table", table, "rows", rows)


def _flat_intakes(health: "Status") -> Iterator[dict[str, Any]]:
    for pause in health.paused or []:
        for measure in ("since", "refused", "events"):
            yield _row("paused", pause["agency"], measure, pause[measure])
    for limit in health.rate_limits or []:
        for measure in ("until", "events"):
            yield _row("rate_limit", limit["agency"], measure, limit[measure])
    for each in health.unreached or []:
        for measure in ("cases", "events", "first"):
            yield _row("unreached", f"{each['agency']} {each['missing']}", measure, each[measure])


def _flat_waits(health: "Status") -> Iterator[dict[str, Any]]:
    waits = health.alert_waits
    if waits:
        yield _row("alert_waits", "all", "hold", waits["hold"])
        for agency, lag in waits["lags"].items():
            yield _row("alert_waits", agency, "lag", lag)


def _flat_alerts(health: "Status") -> Iterator[dict[str, Any]]:
    for alert in health.operator_alerts or []:
        for measure in ("agency", "about", "since", "count", "state"):
            yield _row(alert["kind"], alert["id"], measure, alert[measure])
    if health.late:
        for measure in ("by_tables", "by_alerts", "difference"):
            yield _row("late", "duties", measure, health.late[measure])


def _flat_set_aside(health: "Status") -> Iterator[dict[str, Any]]:
    for each in health.set_aside or []:
        place = f"{each['topic']}/{each['partition']}/{each['offset']}"
        yield _row("set_aside", place, "reader", each["reader"])
        yield _row("set_aside", place, "error", each["error"])


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
