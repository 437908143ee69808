"""Pages of docs/reference that are generated from the code, so that they say what it does."""

from pathlib import Path

from runtime.reference.commands import commands_page
from runtime.reference.duties import duties_page
from runtime.reference.events import events_page
from runtime.reference.settings import settings_page

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
"""Of a checkout; an installed copy has no documentation."""


def pages() -> dict[str, str]:
    """Each generated page, by the name of its file."""
    return {
        "commands.md": commands_page(),
        "duties.md": duties_page(),
        "events.md": events_page(),
        "settings.md": settings_page(),
    }


def stale(folder: Path = FOLDER) -> list[str]:
    """The generated pages in the folder, by name, that are missing or not what the code says."""
    return [name for name, page in pages().items() if _there(folder / name) != page]


def write(folder: Path = FOLDER) -> list[str]:
    """Write the pages that are stale; give back their names."""
    written = pages()
    changed = stale(folder)
    for name in changed:
        (folder / name).write_text(written[name], encoding="utf-8")
    return changed


def _there(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
