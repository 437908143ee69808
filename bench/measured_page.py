"""docs/measured.md from what was measured: pure text, nothing is added to the figures."""

from collections.abc import Iterable, Sequence

from bench.measurement import Aim, SavedMeasurement, TableValues

_HEAD = """\
# Measured

Written by `make bench`; a part alone by `make bench ARGS=<part>`. On 2 cores and 24 GiB of memory,
shared with others: what counts are medians, ratios of runs taken in turns, and orders of magnitude.
Before each part it waits until the machine is quiet; the load it found is told with each.
"""


def report(found: Iterable[SavedMeasurement]) -> str:
    """The whole page, one section a measurement, in the order given."""
    found = list(found)
    overview = _table([_row(aim) for kept in found for aim in kept.measured.aims])
    return "\n".join([_HEAD, *overview, *(line for kept in found for line in _section(kept))])


def _row(aim: Aim) -> TableValues:
    return {"aim": aim.aim, "measured": aim.found, "met": "yes" if aim.met else "**no**"}


def _section(kept: SavedMeasurement) -> list[str]:
    run, measured = kept.run, kept.measured
    lines = [f"## {measured.title}", ""]
    lines += [f"`make bench ARGS={kept.name}`: {run.day}, commit {run.commit}, load before", ""]
    lines[-2] += f" {run.load_before:.1f} and after {run.load_after:.1f}, took {run.seconds:.0f} s."
    for note in measured.notes:
        lines += [note, ""]
    for heading, rows in measured.tables.items():
        lines += [f"**{heading}**", "", *_table(rows)]
    return lines


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
