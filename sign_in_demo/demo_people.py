"""The demo people: made up, and anybody may be any of them."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from access.viewer import Role
from events.identifiers import Agency

PEOPLE_FILE = Path(__file__).parent / "people.toml"
"""The people that come with the package."""


class DemoPerson(BaseModel):
    """One of the demo people. What is about them has the meaning that it has for a Viewer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    agency: Agency | None = None
    staff: str | None = None
    teams: frozenset[str] = frozenset()
    roles: frozenset[Role]

    def claims(self) -> dict[str, Any]:
        """What the provider says about them. What they do not have is left out."""
        return self.model_dump(mode="json", exclude_none=True) | {
            "teams": sorted(self.teams),
            "roles": sorted(self.roles),
        }


People = Callable[[], Mapping[str, DemoPerson]]
"""The demo people as they are now, by their subject."""


class PeopleFile:
    """The people of a TOML file, which is read again when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at: tuple[int, int] | None = None
        self._people: Mapping[str, DemoPerson] = {}

    def __call__(self) -> Mapping[str, DemoPerson]:
        """The people now. Raises OSError or ValueError for a file that cannot be read."""
        found = self._path.stat()
        mark = (found.st_mtime_ns, found.st_size)
        if mark != self._read_at:
            self._people = read_people(self._path.read_text())
            self._read_at = mark
        return self._people


def read_people(text: str) -> Mapping[str, DemoPerson]:
    """The people of a TOML text: one table for each, under their subject. Raises ValueError."""
    tables = tomllib.loads(text)
    return {subject: DemoPerson.model_validate(table) for subject, table in tables.items()}
