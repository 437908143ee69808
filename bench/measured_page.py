"""docs/measured.md from the saved measurements: pure text, nothing is added to the figures."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.measurement import Aim, SavedMeasurement, TableValues, load

_HEAD = """\
# Measured

Written by `make bench` from `bench/results`; `make bench ARGS=<part>` measures one part again and
leaves the others as they are. On 2 cores and 24 GiB of memory, shared with others: what counts are
processor time, medians, ratios of runs taken in turns, and orders of magnitude. Before each part
it waits until the machine is quiet; the load before and after stands with each. Processor time is
user and system time.
"""

_OTHER_COMMANDS = {
    "soak": "make soak",
    "told_once": ".venv/bin/python -m soak.told_once --save",
}
"""Of what `make bench` does not measure."""


def page_of(names: Iterable[str], results: Path) -> str:
    """The page of the parts named, in that order, as far as they were ever measured."""
    return report(saved for name in names if (saved := load(name, results)))


def report(measurements: Iterable[SavedMeasurement]) -> str:
    """The whole page, one section a measurement, in the order given."""
    measurements = list(measurements)
    overview = _table([_row(aim) for each in measurements for aim in each.measured.aims])
    sections = [line for each in measurements for line in _section(each)]
    return "\n".join([_HEAD, *overview, *sections])


def _row(aim: Aim) -> TableValues:
    return {"aim": aim.aim, "measured": aim.figure, "met": "yes" if aim.met else "**no**"}


def _section(saved: SavedMeasurement) -> list[str]:
    lines = [f"## {saved.measured.title}", "", _run(saved), ""]
    for note in saved.measured.notes:
        lines += [note, ""]
    for heading, rows in saved.measured.tables.items():
        lines += [f"**{heading}**", "", *_table(rows)]
    return lines


def _run(saved: SavedMeasurement) -> str:
    run = saved.run
    command = _OTHER_COMMANDS.get(saved.name, f"make bench ARGS={saved.name}")
    line = (
        f"`{command}`: {run.day}, commit {run.commit}, load before"
        f" {run.load_before:.1f} and after {run.load_after:.1f}, took {run.seconds:.0f} s"
    )
    if run.processor_seconds is None:
        return f"{line}."
    return f"{line}, and {run.processor_seconds:.0f} s of processor time."


def _table(rows: Sequence[TableValues]) -> list[str]:
    if not rows:
        return []
    columns = list(rows[0])
    written = [_line([_cell(row.get(column)) for column in columns]) for row in rows]
    return [_line(columns), _line(["---"] * len(columns)), *written, ""]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case int():
            return f"{value:,}"
        case float():
            return f"{value:,.2f}" if abs(value) < 100 else f"{value:,.0f}"
        case _:
            return str(value)
