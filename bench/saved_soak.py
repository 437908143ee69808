"""The soak as a section of docs/measured.md: `make soak` writes it, `make bench` does not."""

from collections.abc import Callable
from pathlib import Path

from bench.__main__ import PAGE
from bench.measured_page import page_of
from bench.measurement import RESULTS, Aim, Measured, save
from bench.one_run import measured_now
from bench.parts import SECTIONS, SOAK
from soak.soak_report import SoakReport


def saved(run: Callable[[], SoakReport], results: Path = RESULTS, page: Path = PAGE) -> SoakReport:
    """Run a soak, save it in bench/results, and write docs/measured.md anew."""
    reports = []

    def measure() -> Measured:
        reports.append(run())
        return section(reports[0])

    save(measured_now(SOAK, measure), results)
    page.write_text(page_of(SECTIONS, results))
    return reports[0]


def section(report: SoakReport) -> Measured:
    """The section: kills by kind with the times back, events by client, tables beside the fold."""
    minutes = f"{report.seconds / 60:g}"
    left_out = (
        f" Left out: {', '.join(kind.label for kind in report.left_out)}."
        if report.left_out
        else ""
    )
    notes = [
        f"`make soak MINUTES={minutes} SEED={report.seed}`: agencies publish simulated journeys,"
        " each event numbered, shuffled and some of them doubled, in three ways, while parts, the"
        " broker and the supervisor are killed and stopped in turn, the disk is full, and workers"
        " are added and removed. Seconds are from the kill, or the end of a stop, until all parts"
        " are ready and an event published after it is seen over the API."
        f" {report.events:,} different events are in the database.{left_out}",
        "In the end the rows of each table are compared with the pure fold of what agencies'"
        " topics hold, column by column. Lost: a row or a confirmed event is not there. Doubled:"
        " it is there too often, or was aborted. Different: in any column.",
    ]
    aims = [
        Aim(f"the soak of {minutes} minutes: {name} 0", str(count), count == 0)
        for name, count in report.verdict.items()
    ]
    tables = {name: rows for name, rows in report.sections.items() if name != "Must be zero"}
    return Measured("The soak", notes, tables, aims)
