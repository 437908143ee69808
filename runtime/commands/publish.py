"""`journey publish`: an agency's own events from a file, checked before anything is sent."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from agencies.lines import BadLine, GoodLine, checked
from agencies.publisher import NotDelivered, Publisher
from events.identifiers import Agency
from runtime.failure import Failure
from runtime.found import found_settings
from runtime.output import Format, errors, print_rows, told_problems
from schemas.cloudevents import headers
from web.formats import counted

_STANDARD_INPUT = Path("-")
_KEPT_IN_MEMORY = 16 * 1024 * 1024


def publish(
    file: Annotated[Path, typer.Argument(help="One event a line, as JSON; - is the input.")],
    agency: Annotated[Agency, typer.Option(help="Who says so: the agency that you are.")],
    skip_invalid: Annotated[bool, typer.Option(help="Send the good lines all the same.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="Of the bad lines.")] = Format.TABLE,
) -> None:
    """Publish an agency's events; if one line is bad, nothing is sent, and the status is 1."""
    with _opened(file) as lines:
        now = datetime.now(UTC)
        good, bad = _examined(lines, agency, now)
        if bad or format_ is not Format.TABLE:
            print_rows([_told(line, format_) for line in bad], format_, title="Bad lines")
        if bad and not skip_invalid:
            errors.print(f"nothing sent: {counted(len(bad), 'bad line')} of {len(bad) + good:,}")
            raise typer.Exit(1)
        lines.seek(0)
        _send(lines, agency, now)
        left_out = f"{counted(len(bad), 'line')} left out"
        errors.print(f"{counted(good, 'event')} published as {agency}; {left_out}")
    if bad:
        raise typer.Exit(1)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """The file, or a copy of the input: what is sent is read twice."""
    if file == _STANDARD_INPUT:
        with tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY) as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy  # type: ignore[misc]
        return
    try:
        opened = file.open("rb")
    except OSError as error:
        raise Failure(f"cannot read {file}: {error.strerror}") from None
    with opened:
        yield opened


def _examined(lines: BinaryIO, agency: Agency, now: datetime) -> tuple[int, list[BadLine]]:
    good, bad = 0, []
    for line in checked(lines, agency, now):
        if isinstance(line, BadLine):
            bad.append(line)
        else:
            good += 1
    return good, bad


def _told(line: BadLine, how: Format) -> dict[str, object]:
    problems = told_problems(line.refused.problems, how)
    return {"line": line.number, "reason": line.refused.reason, "problems": problems}


def _send(lines: BinaryIO, agency: Agency, now: datetime) -> None:
    try:
        with Publisher(found_settings().bootstrap, agency) as publisher:
            for line in checked(lines, agency, now):
                if isinstance(line, GoodLine):
                    publisher.publish_raw(line.value, line.case.encode(), headers())
    except NotDelivered as error:
        raise Failure(f"{error}; publish again: none is counted twice") from None
