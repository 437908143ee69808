"""Events in a file or the input, checked before anything is done with them."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from agencies.lines import BadLine, GoodLine
from runtime.failure import Failure
from runtime.output import Format, print_rows, told_problems

_STANDARD_INPUT = Path("-")
_KEPT_IN_MEMORY = 16 * 1024 * 1024


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The file, or a copy of the input: it can be read twice. Failure where it cannot be read."""
    if file == _STANDARD_INPUT:
        with tempfile.SpooledTemporaryFile(_KEPT_IN_MEMORY) as copy:
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


def examined(judged: Iterable[GoodLine | BadLine]) -> tuple[int, list[BadLine]]:
    """How many lines are good, and the bad ones."""
    good, bad = 0, []
    for line in judged:
        if isinstance(line, BadLine):
            bad.append(line)
        else:
            good += 1
    return good, bad


def print_bad(bad: list[BadLine], how: Format) -> None:
    """Print the bad lines, each with its number and why; for programs also that there are none."""
    if bad or how is not Format.TABLE:
        print_rows([_told(line, how) for line in bad], how, title="Bad lines")


def _told(line: BadLine, how: Format) -> dict[str, object]:
    problems = told_problems(line.refused.problems, how)
    return {"line": line.number, "reason": line.refused.reason, "problems": problems}
