"""The worklist: alerts of what is late and of what falls due next, read from their table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from access.caseload import EVERYBODY, Caseload
from caseworkers.alert_lines import AlertLine, alert_line
from caseworkers.case_references import PublishedName, own_reference
from caseworkers.restricted import Restricted, restricted_rows
from events.identifiers import Agency
from schemas.changes import AlertKind

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_SQL = Path(__file__).with_name("alerts.sql").read_text()
_REFERENCES = Path(__file__).with_name("case_references.sql").read_text()

AlertFilter = Literal["raised", "closed"]
"""Whether an alert still stands, or was resolved, retracted or superseded."""


class Worklist(BaseModel):
    """One page of alerts, and how many there are in all; 0 of a page beyond the last."""

    model_config = ConfigDict(frozen=True)

    total: int
    alerts: list[AlertLine]

    @property
    def victims(self) -> tuple[str, ...]:
        """The victims of whom the page says something."""
        return tuple(dict.fromkeys(alert.victim for alert in self.alerts))


@dataclass(frozen=True)
class AlertQuery:
    """Whose alerts are asked for, and which page of them: `limit` from the `offset` on."""

    caseload: Caseload = EVERYBODY
    standing: AlertFilter = "raised"
    agency: Agency | None = None
    kind: AlertKind | None = None
    limit: int = 50
    offset: int = 0


def worklist(
    store: "Store",
    now: datetime,
    query: AlertQuery = AlertQuery(),
    seen_by: Agency | None = None,
) -> Worklist:
    """Alerts that stand as at `now`, or closed ones: late, then unsafe contacts, then due soon.

    `seen_by` is the viewer's agency.
    """
    parameters = {
        "everybody": query.caseload.everybody,
        "caseload": sorted(query.caseload.victims),
        "state": query.standing,
        "agency": query.agency or "",
        "kind": query.kind or "",
        "limit": query.limit,
        "offset": query.offset,
    }
    rows = store.query(_SQL, parameters)
    total = rows[0]["total"] if rows else 0
    victims = {row["victim"] for row in rows}
    names, restricted = _names(store, victims), restricted_rows(store, victims, seen_by)
    alerts = [
        alert_line(row | _reference(row, names) | _triggered(row, restricted), now) for row in rows
    ]
    return Worklist(total=total, alerts=alerts)


def _triggered(row: Mapping[str, Any], restricted: Restricted) -> dict[str, Any]:
    """When the clock of an alert's duty started, as far as that may be shown.

    The rows of one victim are not written all at once: of an alert whose dispute is not there yet
    nothing is shown.
    """
    raised_by, known_by = row["raised_by"], row["known_by"]
    known = restricted.controllers(raised_by) | restricted.controllers(known_by)
    hidden = restricted.hides(raised_by, known_by) or (row["disputed"] and not known)
    return {"triggered": None if hidden else row["triggered"]}


def _names(store: "Store", victims: Iterable[str]) -> Mapping[str, list[PublishedName]]:
    """Under which identifiers the cases of each victim were published."""
    found: dict[str, list[PublishedName]] = defaultdict(list)
    for row in store.query(_REFERENCES, {"victims": sorted(victims)}):
        name = PublishedName(Agency(row["agency"]), row["case_id"], row["other"])
        found[row["victim"]].append(name)
    return found


def _reference(
    row: Mapping[str, Any], names: Mapping[str, Iterable[PublishedName]]
) -> dict[str, Any]:
    agency, case = Agency(row["agency"]), row["case_id"]
    return {"reference": own_reference(agency, case, names.get(row["victim"], ()))}
