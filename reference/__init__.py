"""Pages of the documentation that are generated from the code, so that they match it."""

from pathlib import Path
from typing import Any

from reference.adapters_page import adapters_page
from reference.commands_page import commands_page
from reference.duties_page import duties_page
from reference.endings_page import endings_page
from reference.events_page import events_page
from reference.permissions_page import permissions_page
from reference.settings_page import settings_page

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
"""Of a checkout; an installed copy has no documentation."""


def pages(journey: Any) -> dict[str, str]:
    """Each generated page, by its file's name; `journey` is the command line as click knows it."""
    return {
        "adapters.md": adapters_page(),
        "commands.md": commands_page(journey),
        "duties.md": duties_page(),
        "events.md": events_page(),
        "settings.md": settings_page(),
        "who-may-say-what.md": permissions_page(),
        "../explanation/what-ends-what.md": endings_page(),
    }


def stale(journey: Any, folder: Path = FOLDER) -> list[str]:
    """The names of the generated pages that are missing in the folder, or differ from the code."""
    return [name for name, page in pages(journey).items() if _text(folder / name) != page]


def write(journey: Any, folder: Path = FOLDER) -> list[str]:
    """Write the pages that are stale; give back their names."""
    written = pages(journey)
    changed = stale(journey, folder)
    for name in changed:
        (folder / name).write_text(written[name], encoding="utf-8")
    return changed


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
