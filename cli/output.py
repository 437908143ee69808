"""What commands print: a table for people, JSON or CSV for programs."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from schemas.refusal import Problem
from schemas.refusal_words import in_words
from web.csv_lines import csv_lines


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


console = Console()
errors = Console(stderr=True)


def print_rows(rows: Sequence[Mapping[str, Any]], how: Format, title: str = "") -> None:
    """Print an answer's rows; the columns are the first row's."""
    match how:
        case Format.JSON:
            print_json(list(rows))
        case Format.CSV:
            _print_csv(rows)
        case Format.TABLE:
            _print_table(rows, title)


def problems_text(problems: Iterable[Problem], how: Format = Format.TABLE) -> str:
    """What is wrong with an event: in words for people, by code alone for programs."""
    text: Callable[[Problem], str] = in_words if how is Format.TABLE else str
    return "; ".join(text(problem) for problem in problems)


def print_json(answer: Any) -> None:
    """Print an answer as JSON, for programs."""
    print(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())


def _print_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        sys.stdout.write(csv_lines(list(rows[0]), rows))


def _print_table(rows: Sequence[Mapping[str, Any]], title: str) -> None:
    """Columns without a blank, such as identifiers, are never folded: they can be copied whole."""
    if not rows:
        console.print(f"{title}: nothing" if title else "nothing")
        return
    table = Table(title=title or None, title_justify="left", header_style="bold")
    lines = [["" if value is None else str(value) for value in row.values()] for row in rows]
    for (name, value), cells in zip(rows[0].items(), zip(*lines, strict=True), strict=True):
        numeric = isinstance(value, int | float) and not isinstance(value, bool)
        heading = name.replace("_", " ")
        widest = max(map(len, (heading, *cells)))
        whole = not any(" " in text for text in (heading, *cells))
        table.add_column(
            heading,
            justify="right" if numeric else "left",
            overflow="fold",
            no_wrap=whole,
            min_width=widest if whole else None,
        )
    for line in lines:
        table.add_row(*line)
    console.print(table, crop=False)


def pause_text(pause: Mapping[str, Any]) -> str:
    """A paused intake for people: since when, why, and how it ends."""
    return (
        f"the intake of {pause['agency']} is paused since {pause['since']}: {pause['refused']} of"
        f" {pause['events']} events in a row were refused; the rest waits. Mend the cause, then:"
        f" journey rejected resume {pause['agency']}"
    )


def waits_text(waits: Mapping[str, Any]) -> str:
    """For people, how long the platform waits before it tells anybody of an alert."""
    lags = [f"{lag // 3600} h for {agency}" for agency, lag in waits["lags"].items()]
    records = "; for an agency's records: " + ", ".join(lags) if lags else ""
    return f"alerts wait {waits['hold'] / 60:g} minutes before anybody is told{records}"


def rate_text(limit: Mapping[str, Any]) -> str:
    """A full minute of an agency for people: how many events, and how it ends."""
    return (
        f"{limit['events']} events of {limit['agency']} were taken in within a minute, as many as"
        f" one worker takes: the rest waits until {limit['until']}, then it goes on by itself"
    )
