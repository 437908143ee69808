"""The page of measurements shows what is saved; a part measured again leaves the others be."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench import one_run
from bench.__main__ import main
from bench.measure_tests import outcome_counts
from bench.measured_page import page_of, report
from bench.measurement import RESULTS, Aim, Measured, Run, SavedMeasurement, load, save
from bench.parts import PARTS, SECTIONS
from bench.processor_time import timed
from doc_pages import ROOT

SAVED = SavedMeasurement(
    "fold",
    Run("2026-01-05", "abc1234", 0.3, 1.9, seconds=12.4, processor_seconds=20.6),
    Measured(
        "The fold",
        ["Median of seven runs."],
        {"Cost": [{"facts": 10, "microseconds": 81.256}, {"facts": 1000, "microseconds": 1234.5}]},
        [Aim("at most 200 ms", "150 ms", met=True), Aim("ratio of 1", "0.5", met=False)],
    ),
)
PAGE = ROOT / "docs" / "measured.md"


def sections(page: str) -> dict[str, str]:
    return {part.partition("\n")[0]: part for part in page.split("\n## ")[1:]}


def test_what_was_saved_comes_back(tmp_path: Path) -> None:
    save(SAVED, tmp_path)
    assert load("fold", tmp_path) == SAVED
    assert load("demo", tmp_path) is None


def test_the_page_shows_what_it_was_given() -> None:
    page = report([SAVED])
    assert "| ratio of 1 | 0.5 | **no** |" in page
    assert "| at most 200 ms | 150 ms | yes |" in page
    assert "## The fold" in page
    assert "`make bench ARGS=fold`: 2026-01-05, commit abc1234" in page
    assert "took 12 s, and 21 s of processor time." in page
    assert "Median of seven runs." in page
    assert "| 10 | 81.26 |" in page
    assert "| 1,000 | 1,234 |" in page


def test_the_committed_page_is_what_the_committed_results_give() -> None:
    assert page_of(SECTIONS, RESULTS) == PAGE.read_text()
    assert {path.stem for path in RESULTS.glob("*.json")} <= set(SECTIONS)


def test_one_part_measured_again_leaves_the_others_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a fresh clone, which has the committed results and nothing else."""
    results, page = tmp_path / "results", tmp_path / "measured.md"
    shutil.copytree(RESULTS, results)
    monkeypatch.setattr(one_run, "_load", lambda: 0.0)
    monkeypatch.setitem(PARTS, "sink", lambda say: Measured("The sink", ["Anew."], {}))

    main(["sink"], results, page)

    before, after = sections(PAGE.read_text()), sections(page.read_text())
    assert "Anew." in after.pop("The sink")
    assert before.pop("The sink")
    assert len(after) >= 6
    assert after == before


def test_an_unknown_part_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such part: flod; there are demo, processor"):
        main(["fold", "flod"], tmp_path, tmp_path / "measured.md")
    assert list(tmp_path.iterdir()) == []


def test_the_processor_time_of_children_that_end_is_counted() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    with timed() as spent:
        subprocess.run([sys.executable, "-c", busy], check=True)
    assert spent.processor >= 0.3
    assert spent.wall >= spent.processor * 0.5


def test_the_outcome_of_the_tests_is_read_from_pytests_last_line() -> None:
    output = "...\n== 1 failed, 1200 passed, 2 skipped, 3 warnings in 512.30s (0:08:32) =="
    counts = {"failed": 1, "passed": 1200, "skipped": 2, "warnings": 3}
    assert outcome_counts(output) == counts
    assert outcome_counts("make: *** [Makefile:38: test] Error 2") == {}
