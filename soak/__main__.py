"""`python -m soak`: run one soak and print what came of it; status 1 if anything was wrong.

`make soak MINUTES=30 SEED=1` saves it too, for docs/measured.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated

import typer

from bench.saved_soak import saved
from cli.output import Format, errors, print_json, print_rows
from cli.progress_bars import counting_bars
from runtime.stop_signals import StopSignals
from soak.one_soak import soak
from soak.soak_plan import DECK, EVENTS_A_SECOND, KillKind
from soak.soak_report import SoakReport


def main(
    minutes: Annotated[float, typer.Option(min=0.1, help="How long to publish and kill.")] = 10,
    seed: Annotated[int, typer.Option(help="The same seed gives the same plan.")] = 1,
    how: Annotated[Format, typer.Option("--format", help="Of what is printed.")] = Format.TABLE,
    only: Annotated[
        list[KillKind] | None, typer.Option(help="A kind of kills, again for each; all by default.")
    ] = None,
    rate: Annotated[float, typer.Option(help="Events a second.")] = EVENTS_A_SECOND,
    save: Annotated[bool, typer.Option("--save", help="Save it for docs/measured.md.")] = False,
) -> None:
    """Kill the parts of a platform under load, and compare what it holds with the fold."""
    seconds = minutes * 60
    deck = dict.fromkeys(only, 1) if only else DECK

    def run() -> SoakReport:
        with StopSignals(), _progress(seconds) as progress:
            return soak(seconds, seed, _say, progress, deck, rate)

    report = saved(run) if save else run()
    _print(report, how)
    raise typer.Exit(0 if report.is_clean else 1)


@contextmanager
def _progress(seconds: float) -> Iterator[Callable[[float], None]]:
    """A bar of seconds on a terminal; elsewhere the lines alone."""
    if not errors.is_terminal:
        yield lambda over: None
        return
    with counting_bars() as bars:
        task = bars.add_task("seconds", total=round(seconds))
        yield lambda over: bars.update(task, completed=round(over))


def _print(report: SoakReport, how: Format) -> None:
    if how is Format.JSON:
        print_json(asdict(report) | {"sections": report.sections, "clean": report.is_clean})
        return
    for title, rows in report.sections.items():
        print_rows(rows, how, title)


def _say(line: str) -> None:
    errors.print(line, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
