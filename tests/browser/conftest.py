"""A real chromium before the real pages; where it is missing, CI fails and others skip."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import example_journeys
from example_server import served
from store_copies import filled_store
from web.page_faults import PageFault

ROOT = Path(__file__).parents[2]
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser"]
"""The first is chromium without its windows, which starts and draws with less work."""
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _needed(what: str, path: str | None) -> str:
    if path is None or not Path(path).exists():
        missing = f"{what} is not here"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For the pages' tests alone: playwright keeps an event loop running in this thread."""
    executable = _needed("chromium", next(filter(None, map(shutil.which, NAMES)), None))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's source; `make setup` brings it."""
    script = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    return Path(_needed("axe-core", str(script))).read_text()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages, as in the demo: each says that what it shows is simulated."""
    fault = PageFault("alert", "KeyError at web/what_to_do.py:63", 3, example_journeys.NOW)
    _needed("the pages' style sheet", str(ROOT / "web/static/vendor/govuk-frontend.min.css"))
    with (
        filled_store(tmp_path_factory.mktemp("browser") / "chdb") as store,
        served(store, simulated=True, page_faults=[fault]) as address,
    ):
        yield address


@pytest.fixture(scope="session")
def screenshots() -> Path | None:
    """Where each page is drawn, if `SCREENSHOTS=yes` asks for it; no test looks at them."""
    if os.environ.get("SCREENSHOTS") != "yes":
        return None
    directory = ROOT / "screenshots"
    directory.mkdir(exist_ok=True)
    return directory
