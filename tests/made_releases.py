"""Releases for tests: a sheet of their own, and a sink that writes what is published."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from doc_pages import ROOT
from events.identifiers import Agency
from processors.case.course.stages import Stage
from projections.projection_rows import release_rows
from projections.store import Store
from runtime.release_producer import ReleaseProducer
from runtime.release_topic import release_in_records
from runtime.settings import Settings
from schemas.release_records import encode_release
from schemas.topics import RELEASES
from sink_checks import run_until
from task_group.lattice import Breakdown, Period
from task_group.release_figures import (
    Comparison,
    ComparisonVerdict,
    Estimate,
    Figure,
    ReleaseHeader,
    Sheet,
    Stall,
)
from task_group.release_maker import MadeRelease
from task_group.release_makings import ReleaseMaking, makings
from task_group.release_periods import YEAR
from task_group.releases import CellsAsked, figures
from task_group.shown_cells import ShownCells

NOVEMBER = datetime(2026, 11, 2, 6, tzinfo=UTC)


@dataclass
class SheetOfTests:
    """Comparisons of so many courts, each with so many of whom an end was expected."""

    courts: int = 3
    expected: int = 20

    def __call__(
        self, store: Store, shown: ShownCells, periods: Sequence[Period]
    ) -> list[Comparison]:
        return [comparison(f"court-{number}", self.expected) for number in range(self.courts)]


def comparison(place: str, expected: int) -> Comparison:
    return Comparison(
        dimension=Breakdown.COURT,
        place=place,
        stage="charged",
        period="year",
        verdict=ComparisonVerdict.NOT_TOLD_APART,
        persons=None,
        expected=expected,
        ratio=None,
        excess_days=None,
        explained_by_court=False,
    )


def stall(since: date, place: str = "wood-green") -> Stall:
    """A Crown Court where the first hearing came later from that week on."""
    return Stall(
        dimension=Breakdown.COURT,
        place=place,
        stage=Stage.CHARGED,
        period=YEAR,
        since=since,
        noticed=since + timedelta(weeks=3),
        ratio=Estimate(value=2.7, low=1.9, high=4.1),
    )


def store_release(
    store: Store,
    number: int,
    sheets: Mapping[Sheet, Sequence[Figure]] | None = None,
    made: datetime = NOVEMBER,
) -> None:
    """Write a release into the tables, as the sink does."""
    header = ReleaseHeader(
        number=number,
        made=made,
        last=date(2026, 11, 1),
        method="1",
        spoken={Agency.CPS: date(2026, 11, 1)},
        complete={},
        periods=[("year", date(2025, 11, 2), date(2026, 11, 1))],
        figures=sum(map(len, (sheets or {}).values())),
        fewest=10,
        rounded_to=5,
    )
    for record in release_in_records(MadeRelease(header, sheets or {})):
        for table, rows in release_rows(*encode_release(record)).items():
            store.insert(table, rows)


def made(
    store: Store,
    kafka: str,
    now: datetime = NOVEMBER,
    complete: Mapping[Agency, date] | None = None,
) -> ReleaseMaking:
    """A release is made while the sink runs; how that ended."""
    settings = Settings(kafka=kafka, complete_from=dict(complete or {}))
    producer = ReleaseProducer(store, settings)
    making = producer.begin(now)

    def over() -> bool:
        return next(each for each in makings(store) if each.making == making.making).is_over

    run_until(store, kafka, over, [RELEASES])
    producer.close()
    return next(each for each in makings(store) if each.making == making.making)


def expected(store: Store, number: int) -> dict[str, int | None]:
    """What was expected of each place on the sheet of comparisons of a release."""
    asked = CellsAsked(number, Breakdown.COURT, "year")
    return {
        each.place: each.expected for each in figures(store, Comparison, Sheet.COMPARISONS, asked)
    }


_DIES = """
import sys, time
from made_releases import comparison
from runtime.release_topic import only_writer, published
from schemas.release_records import batches, encode_release
from schemas.topics import RELEASES
with only_writer(sys.argv[1]) as producer:
    producer.begin_transaction()
    figures = [published(comparison(f"court-{number}", 990)) for number in range(8)]
    for batch in batches(1, "comparisons", figures):
        key, value = encode_release(batch)
        producer.send(RELEASES, value, key, partition=0).get(timeout=30)
    print("figures", flush=True)
    time.sleep(600)
"""


def killed_before_the_header(kafka: str) -> None:
    """Somebody publishes the figures of release 1, of eight courts, and is killed."""
    paths = os.environ | {"PYTHONPATH": str(ROOT / "tests")}
    process = subprocess.Popen(
        [sys.executable, "-c", _DIES, kafka],
        env=paths,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "figures\n"
        process.kill()
