"""Each part of the platform starts with what it needs: nine start at once, on two cores."""

import subprocess
import sys

import pytest

from doc_pages import ROOT

pytestmark = pytest.mark.slow

JUDGING = {"processors.case", "processors.fold", "processors.victims_code"}
ANSWERS = {"caseworkers", "task_group", "web.rendering"}
DATABASE = {"chdb", "clickhouse_connect"}
STATISTICS = {"numpy", "scipy", "simulator"}
SERVERS = {"fastapi", "jinja2", "uvicorn"}
WORKERS = {"aiohttp", "faust"}

DEMO = JUDGING | ANSWERS | DATABASE | STATISTICS | WORKERS | {"events.vocabulary", "kafka"}

BESIDE = {
    "mailbox_process": DEMO | {"httpx2"},
    "provider_process": DEMO | {"httpx2"},
    "gateway_process": JUDGING | ANSWERS | DATABASE | STATISTICS | WORKERS | {"aiokafka"},
    "notifier_process": ANSWERS | DATABASE | STATISTICS | SERVERS | WORKERS | {"requests"},
    "ticker": DEMO - {"kafka"} | SERVERS | {"httpx2"},
    "platform": DEMO - {"kafka"} | SERVERS | {"httpx2"},
    "serve_process": STATISTICS | WORKERS | {"rich"},
}
"""By the part's module in `runtime`: what is slow to import, and only others need."""


def not_needed(module: str, beside: set[str]) -> set[str]:
    """What of that is imported as `journey run` imports the module."""
    asked = f"import cli.commands.run_command, {module}, sys; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return beside & set(found.stdout.split())


@pytest.mark.parametrize("part", BESIDE)
def test_a_part_imports_nothing_slow_that_only_others_need(part: str) -> None:
    assert not_needed(f"runtime.{part}", BESIDE[part]) == set()


def test_a_worker_imports_no_pages_and_no_database() -> None:
    beside = ANSWERS | DATABASE | STATISTICS | SERVERS | {"httpx2"}
    assert not_needed("processors.faust.journey_app", beside) == set()
