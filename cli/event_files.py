"""Events in a file or the input, checked before anything is done with them."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from agencies.csv_files import checked_rows
from agencies.csv_mapping import BadMapping, Mapping, read_mapping
from agencies.event_lines import BadLine, GoodLine, NotUtf8, checked
from cli.output import Format, errors, print_rows, problems_text
from events.identifiers import Agency
from runtime.failure import Failure

_STANDARD_INPUT = Path("-")
_IN_MEMORY = 16 * 1024 * 1024


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The file, or a copy of the input: it can be read twice. Failure where it cannot be read."""
    if file == _STANDARD_INPUT:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
            copy.seek(0)
            yield copy  # type: ignore[misc]
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise Failure(f"cannot read {file}: {error.strerror}") from None
    with stream:
        yield stream


def checked_lines(
    stream: BinaryIO, mapping: Mapping | None, agency: Agency | None, received: datetime
) -> Iterator[GoodLine | BadLine]:
    """The events of a stream, JSON lines or by a mapping CSV, checked as intake checks them.

    Failure where the mapping does not fit the table, or the file is not in UTF-8 at all.
    """
    try:
        yield from _checked_lines(stream, mapping, agency, received)
    except BadMapping as error:
        raise Failure(f"the mapping does not fit: {error}") from None
    except NotUtf8:
        what = "the file is in UTF-16; save it in UTF-8"
        if mapping is not None:
            what = "the table is in UTF-16; save it as CSV in UTF-8"
        raise Failure(f"wrong encoding: {what}") from None


def _checked_lines(
    stream: BinaryIO, mapping: Mapping | None, agency: Agency | None, received: datetime
) -> Iterator[GoodLine | BadLine]:
    if mapping is None:
        return checked(stream, agency, received)
    if agency is None:
        raise Failure("a table does not say whose it is: give --agency")
    return checked_rows(stream, mapping, agency, received)


def mapping_for(events: Path, file: Path | None) -> Mapping | None:
    """The mapping in a file, if there is to be one for the file of events, as for every CSV file.

    Failure where it is missing or cannot be used.
    """
    if file is None and events.suffix.lower() == ".csv":
        raise Failure(f"{events} is CSV: give --mapping FILE, which says what its columns are")
    if file is None:
        return None
    try:
        return read_mapping(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Failure(f"cannot read {file}: {error.strerror}") from None
    except (BadMapping, UnicodeDecodeError) as error:
        problem = error if isinstance(error, BadMapping) else "not written in UTF-8"
        raise Failure(f"{file}: {problem}") from None


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """How many lines of a file are good, those of them with a remark, and the bad ones."""

    good: int
    remarked: list[GoodLine]
    bad: list[BadLine]


def counted_lines(lines: Iterable[GoodLine | BadLine]) -> CheckedFile:
    """Count the lines, and remember those of which somebody must be told."""
    good, remarked, bad = 0, list[GoodLine](), list[BadLine]()
    for line in lines:
        if isinstance(line, BadLine):
            bad.append(line)
        else:
            good += 1
            remarked += [line] if line.remarks else []
    return CheckedFile(good, remarked, bad)


def print_bad_lines(file: Path, found: CheckedFile, how: Format) -> None:
    """Print the bad lines, each with its number and why; for programs also that there are none.

    What does not count of a good line goes to the other stream, in words.
    """
    if found.bad or how is not Format.TABLE:
        print_rows([_row(line, how) for line in found.bad], how, title=f"Bad lines of {file}")
    for line in found.remarked:
        errors.print(f"line {line.number} counts without this: {problems_text(line.remarks)}")


def _row(line: BadLine, how: Format) -> dict[str, object]:
    problems = problems_text(line.refused.problems, how)
    return {"line": line.number, "reason": line.refused.reason, "problems": problems}
