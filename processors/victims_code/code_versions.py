"""The versions of the Victims' Code: the London days each is in force, and where that was read."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

CodeName = Literal["2015", "2020", "2026-draft"]
"""The versions by name. A time limit names the version that sets it."""

Evidence = Literal["primary", "secondary", "unconfirmed"]
"""How well a statement about the Code is sourced: unconfirmed is what nobody has read in one."""


@dataclass(frozen=True)
class PublishedCode:
    """One version of the Victims' Code as it was published.

    `since` and `until` are its first and last London day in force. `since` is None for a draft,
    `until` is None for the version in force.
    """

    name: CodeName
    title: str
    since: date | None
    until: date | None
    evidence: Evidence
    source: str

    def in_force_on(self, day: date) -> bool:
        """Whether it was in force on a London day."""
        since, until = self.since or date.max, self.until or date.max
        return since <= day <= until


CODE_VERSIONS = (
    PublishedCode(
        "2015",
        title="Code of Practice for Victims of Crime of 2015",
        since=date(2015, 11, 16),
        until=date(2021, 3, 31),
        evidence="primary",
        source="CPS page on the Victim Communication and Liaison scheme",
    ),
    PublishedCode(
        "2020",
        title="Code of Practice for Victims of Crime of 2020 (the twelve rights)",
        since=date(2021, 4, 1),
        until=None,
        evidence="primary",
        source="Hansard 18 November 2020 volume 684",
    ),
    PublishedCode(
        "2026-draft",
        title="Draft new Victims' Code (CP 1502; consulted on until 30 April 2026)",
        since=None,
        until=None,
        evidence="primary",
        source="gov.uk consultation on a new Victims' Code",
    ),
)
"""Every version, the oldest first."""
