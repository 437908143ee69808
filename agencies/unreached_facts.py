"""Events that were accepted and reached no victim, and which link is missing."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from agencies.sequence_gaps import SETTLED
from events.identifiers import KINDS_OF_CASE, Agency, CaseLevel, level
from events.offender_references import is_keyed_offender

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_UNREACHED = Path(__file__).with_name("unreached_facts.sql").read_text()

COUNTED = timedelta(days=30)
"""What came longer ago is not counted."""


class MissingLink(StrEnum):
    """What is missing between a case and a victim."""

    VICTIM = "victim"
    """Nobody was identified as the victim of the crime."""
    CRIME = "crime"
    """No crime of a known victim is linked with it, directly or by an arrest/summons number."""
    OFFENDER = "offender"
    """No case of a known victim is linked with the offender of whom it was said."""
    VICTIM_BEHIND_THE_LINK = "victim-behind-the-link"
    """It was linked, but not with a crime of which a victim is known."""
    UNDONE = "undone"
    """The link with a crime of a known victim was undone, and it was linked with no other."""


class UnreachedCase(BaseModel):
    """A case of which an agency published, and its events that reached no victim.

    It is an offender, by the pseudonym, where the events are said of one. `first` and `last` are
    when the first and the last of them came, in UTC.
    """

    model_config = ConfigDict(frozen=True)

    agency: Agency
    case_id: str
    missing: MissingLink
    events: int
    first: datetime
    last: datetime


class Unreached(BaseModel):
    """How many events of an agency reached no victim because of one missing link; no case."""

    model_config = ConfigDict(frozen=True)

    agency: Agency
    missing: MissingLink
    cases: int
    events: int
    first: datetime


def unreached_cases(
    store: "Store", now: datetime, agency: Agency | None = None
) -> list[UnreachedCase]:
    """The cases of one agency or of all, the latest first, by what came within COUNTED."""
    values = {
        "agency": agency or "",
        "oldest": now - COUNTED,
        "settled": now - SETTLED,
        "kinds": sorted(KINDS_OF_CASE),
    }
    rows = store.query(_UNREACHED, values)
    return [UnreachedCase.model_validate({**row, "missing": _missing(row)}) for row in rows]


def _missing(row: Mapping[str, Any]) -> MissingLink:
    return missing_link(row["case_id"], linked=bool(row["linked"]), undone=bool(row["undone"]))


def missing_link(case: str, *, linked: bool, undone: bool = False) -> MissingLink:
    """What is missing between a case, or an offender, that reached no victim and a victim."""
    if is_keyed_offender(case):
        return MissingLink.OFFENDER
    if undone:
        return MissingLink.UNDONE
    if level(case) is CaseLevel.CRIME:
        return MissingLink.VICTIM
    return MissingLink.VICTIM_BEHIND_THE_LINK if linked else MissingLink.CRIME


def tallies(cases: Iterable[UnreachedCase]) -> list[Unreached]:
    """The cases counted by agency and missing link."""
    found: dict[tuple[Agency, MissingLink], list[UnreachedCase]] = {}
    for each in cases:
        found.setdefault((each.agency, each.missing), []).append(each)
    return [
        Unreached(
            agency=agency,
            missing=missing,
            cases=len(of_link),
            events=sum(each.events for each in of_link),
            first=min(each.first for each in of_link),
        )
        for (agency, missing), of_link in sorted(found.items())
    ]
