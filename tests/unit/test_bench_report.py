"""The page of measurements says what was measured, and keeps what was not measured again."""

from pathlib import Path

from bench.measured_page import report
from bench.measurement import Aim, Measured, Run, SavedMeasurement, keep, load

KEPT = SavedMeasurement(
    "fold",
    Run(day="2026-01-05", commit="abc1234", load_before=0.3, load_after=1.9, seconds=12.4),
    Measured(
        "The fold",
        ["Median of seven runs."],
        {"Cost": [{"facts": 10, "microseconds": 81.256}, {"facts": 1000, "microseconds": 1234.5}]},
        [Aim("at most 200 ms", "150 ms", met=True), Aim("ratio of 1", "0.5", met=False)],
    ),
)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    keep(KEPT, tmp_path)
    assert load("fold", tmp_path) == KEPT
    assert load("demo", tmp_path) is None


def test_the_page_says_what_it_was_given() -> None:
    page = report([KEPT])
    assert "| ratio of 1 | 0.5 | **no** |" in page
    assert "| at most 200 ms | 150 ms | yes |" in page
    assert "## The fold" in page
    assert "`make bench ARGS=fold`: 2026-01-05, commit abc1234" in page
    assert "Median of seven runs." in page
    assert "| 10 | 81.26 |" in page
    assert "| 1,000 | 1,234 |" in page
