"""Who makes a release now, and how far it is: rows in the database, which all processes share.

Only one release is made at a time. Whoever begins writes a row, and then reads whether somebody
else is at it: of two who begin at the same moment at least one finds the other and gives up.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from projections.store import Store

ABANDONED = timedelta(minutes=30)
"""After so long without a step, whoever made a release is gone: another may begin."""

_NEWEST = """
SELECT
    making,
    min(at) AS since,
    max(at) AS newest,
    argMax(number, row) AS number,
    argMax(step, row) AS step,
    argMax(done, row) AS done,
    argMax(steps, row) AS steps,
    argMax(is_over, row) AS is_over,
    argMax(problem, row) AS problem
FROM (SELECT *, (is_over, done, at) AS row FROM release_makings)
GROUP BY making
ORDER BY since DESC
LIMIT 100
"""


class NoReleaseNowError(Exception):
    """No release can be made now; the sentence says why, and what to do."""


class ReleaseMaking(BaseModel):
    """A release that is made, or was: the step that it is at, and how many are done of how many.

    `since` and `newest` are instants in UTC: when it began, and its last step. Once it `is_over`,
    it is published, or `problem` says in a sentence why it is not.
    """

    model_config = ConfigDict(frozen=True)

    making: UUID
    since: datetime
    newest: datetime
    number: int
    step: str
    done: int
    steps: int
    is_over: bool
    problem: str

    def goes_on(self, now: datetime) -> bool:
        """Whether somebody is at it."""
        return not self.is_over and now - self.newest < ABANDONED


def makings(store: "Store") -> list[ReleaseMaking]:
    """The last makings of releases, the newest first."""
    return [ReleaseMaking.model_validate(row) for row in store.query(_NEWEST)]


def note(store: "Store", making: ReleaseMaking) -> None:
    """Note how far a making is."""
    row = making.model_dump(mode="json", exclude={"since", "newest"})
    store.insert("release_makings", [row | {"at": making.newest, "is_over": int(making.is_over)}])
