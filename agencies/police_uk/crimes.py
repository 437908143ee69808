"""From one row to its events: pure, and the same at every import.

The month is the only date. A last outcome has no date of its own: it came in that month or later.
Ids are computed from the content of a row, so importing it again changes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from agencies.police_uk.categories import (
    CRIME_TYPES,
    EARLIER_CRIME_TYPES,
    FORCES,
    OUTCOMES,
    Force,
    borough_of,
)
from agencies.police_uk.csv_rows import COLUMNS, Cells
from agencies.police_uk.import_report import RefusedBecause
from agencies.police_uk.published_files import FileKind
from events.clocks import LONDON, Occurred, Precision
from events.investigation import PoliceOutcome, PoliceOutcomeRecorded
from events.offences import OffenceGroup, VictimKind, usual_victim
from events.reporting import CrimeReported, VictimIdentified
from events.vocabulary import AnyFact
from schemas.cloudevents import AgencyEvent

T = TypeVar("T")

_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
_CRIME_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}")
_LAST_OUTCOME = "Last outcome category"
_CRIME_TYPES = CRIME_TYPES | EARLIER_CRIME_TYPES


class RowRefused(Exception):  # noqa: N818 - it says what is the case
    """A row of which no event can be made; `reason` says why, without any value of the row."""

    def __init__(self, reason: RefusedBecause) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Crime:
    """A row of a street file.

    `content` is a digest of the row; with a crime ID it leaves out the last outcome: the outcome
    changes from one publication to the next, and the crime is still the same.
    """

    force: Force
    month: str
    crime_id: str
    offence: OffenceGroup
    borough: str | None
    outcome: PoliceOutcome | None
    content: str

    @property
    def victim_kind(self) -> VictimKind | None:
        """Who is the victim of such a crime, by its type."""
        return usual_victim(self.offence)

    @property
    def outcome_content(self) -> str:
        """A digest of the crime with its last outcome."""
        return _digest(self.content, self.outcome or "")


@dataclass(frozen=True, slots=True)
class LaterOutcome:
    """A row of an outcomes file: an outcome in a month of its own."""

    force: Force
    month: str
    crime_id: str
    outcome: PoliceOutcome
    content: str


def crime_of(cells: Cells) -> Crime:
    """Read a row of a street file. Raises RowRefused."""
    crime_id, outcome = _crime_id(cells), cells[_LAST_OUTCOME]
    return Crime(
        force=_force(cells),
        month=_month(cells),
        crime_id=crime_id,
        offence=_one_of(_CRIME_TYPES, cells["Crime type"], RefusedBecause.UNKNOWN_CRIME_TYPE),
        borough=borough_of(cells["LSOA name"]),
        outcome=_one_of(OUTCOMES, outcome, RefusedBecause.UNKNOWN_OUTCOME) if outcome else None,
        content=_content(cells, FileKind.STREET, without=_LAST_OUTCOME if crime_id else ""),
    )


def outcome_of(cells: Cells) -> LaterOutcome:
    """Read a row of an outcomes file. Raises RowRefused."""
    crime_id = _crime_id(cells)
    if not crime_id:
        raise RowRefused(RefusedBecause.NO_CRIME_ID)
    return LaterOutcome(
        force=_force(cells),
        month=_month(cells),
        crime_id=crime_id,
        outcome=_one_of(OUTCOMES, cells["Outcome type"], RefusedBecause.UNKNOWN_OUTCOME),
        content=_content(cells, FileKind.OUTCOMES),
    )


def crime_events(crime: Crime, ordinal: int, outcome_ordinal: int) -> list[AgencyEvent]:
    """The events of a crime.

    `ordinal` counts, from 1 and within a file, the rows with the same content; `outcome_ordinal`
    those with the same content and outcome. A row without a crime ID is a case of its own; all
    rows of one crime ID have one victim.
    """
    row = f"{crime.content}-{ordinal}"
    reference = crime.crime_id or f"anonymous-{row}"
    month = _occurred(crime.month, Precision.MONTH)
    reported = CrimeReported(offence=crime.offence, borough=crime.borough)
    events = [_event(crime.force, reference, f"street-{row}", month, reported)]
    if kind := crime.victim_kind:
        identified = VictimIdentified(victim_kind=kind)
        events.append(
            _event(crime.force, reference, f"victim-{kind}-{reference}", month, identified)
        )
    if crime.outcome:
        event_id = f"last-outcome-{crime.outcome_content}-{outcome_ordinal}"
        since = _occurred(crime.month, Precision.NOT_BEFORE_MONTH)
        recorded = PoliceOutcomeRecorded(outcome=crime.outcome)
        events.append(_event(crime.force, reference, event_id, since, recorded))
    return events


def outcome_event(outcome: LaterOutcome, ordinal: int) -> AgencyEvent:
    """The event of a later outcome; `ordinal` counts the equal rows, from 1."""
    month = _occurred(outcome.month, Precision.MONTH)
    recorded = PoliceOutcomeRecorded(outcome=outcome.outcome)
    row = f"outcome-{outcome.content}-{ordinal}"
    return _event(outcome.force, outcome.crime_id, row, month, recorded)


def _event(
    force: Force, reference: str, event_id: str, occurred: Occurred, fact: AnyFact
) -> AgencyEvent:
    return AgencyEvent(
        id=event_id,
        source=force.source,
        agency=force.agency,
        case=f"crime:{force.agency}:{reference}",
        occurred=occurred,
        fact=fact,
        victim=f"{force.agency}:{_victim_of(reference)}" if fact.names_victim else None,
    )


def _victim_of(case: str) -> str:
    """A reference for the one victim of a case: the case's own number would be refused."""
    return sha256(f"victim of {case}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1024)
def _occurred(month: str, precision: Precision) -> Occurred:
    return Occurred.of(datetime.strptime(month, "%Y-%m").replace(tzinfo=LONDON), precision)


def _force(cells: Cells) -> Force:
    return _one_of(FORCES, cells["Reported by"], RefusedBecause.UNKNOWN_FORCE)


def _month(cells: Cells) -> str:
    if not _MONTH.fullmatch(cells["Month"]):
        raise RowRefused(RefusedBecause.BAD_MONTH)
    return cells["Month"]


def _crime_id(cells: Cells) -> str:
    crime_id = cells["Crime ID"]
    if crime_id and not _CRIME_ID.fullmatch(crime_id):
        raise RowRefused(RefusedBecause.BAD_CRIME_ID)
    return crime_id


def _one_of(known: Mapping[str, T], text: str, otherwise: RefusedBecause) -> T:
    found = known.get(text)
    if found is None:
        raise RowRefused(otherwise)
    return found


def _content(cells: Cells, kind: FileKind, without: str = "") -> str:
    return _digest(*(cells[name] for name in COLUMNS[kind] if name != without))


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]
