"""The worklist: alerts of what falls due next and of what is late, read from their table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from access.caseload import EVERYBODY, Caseload
from caseworkers.alert_details import detailed_lines
from caseworkers.alert_lines import AlertLine, AlertNotShown
from caseworkers.restricted import Restricted, restricted_rows
from caseworkers.urgency import Urgency, urgency_days
from events.identifiers import Agency
from schemas.alert_row import OVER, STANDING, TAKEN, AlertKind, AlertState

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_CHOSEN = (_HERE / "chosen_alerts.sql").read_text()
_PUT_ASIDE = (_HERE / "put_aside_alerts.sql").read_text()
_OF_REFERENCE = (_HERE / "alerts_of_reference.sql").read_text()
_ALERTS = (_HERE / "alerts.sql").read_text()
_BY_ID = (_HERE / "alerts_by_id.sql").read_text()
_VICTIMS = (_HERE / "worklist_victims.sql").read_text()

AlertFilter = Literal["raised", "taken", "closed"]
"""Whether an alert still stands, whether somebody took it up or put it off, or whether it is over.
"""


_STATES: Mapping[AlertFilter, frozenset[AlertState]] = {
    "raised": STANDING - TAKEN,
    "taken": TAKEN,
    "closed": OVER,
}


class Worklist(BaseModel):
    """One page of alerts, and how many there are in all; 0 of a page beyond the last.

    Those of the page that a fault of the program keeps from being read are `not_shown`.
    """

    model_config = ConfigDict(frozen=True)

    total: int
    alerts: list[AlertLine]
    not_shown: list[AlertNotShown] = []

    @property
    def victims(self) -> tuple[str, ...]:
        """The victims of whom the page says something."""
        of_page: list[AlertLine | AlertNotShown] = [*self.alerts, *self.not_shown]
        return tuple(dict.fromkeys(alert.victim for alert in of_page))


@dataclass(frozen=True)
class AlertQuery:
    """Whose alerts are asked for, and which page of them: `limit` from the `offset` on.

    `not_agency` leaves out the duties of one agency. `reference` is a part of an identifier under
    which some agency published a case of the victim.
    """

    caseload: Caseload = EVERYBODY
    standing: AlertFilter = "raised"
    agency: Agency | None = None
    kind: AlertKind | None = None
    limit: int = 50
    offset: int = 0
    not_agency: Agency | None = None
    urgency: Urgency | None = None
    reference: str = ""

    def parameters(self, now: datetime) -> dict[str, Any]:
        """The values of the question to the table, as at `now`."""
        return {
            "everybody": self.caseload.everybody,
            "caseload": sorted(self.caseload.victims),
            "states": sorted(_STATES[self.standing]),
            "agency": self.agency or "",
            "not_agency": self.not_agency or "",
            "kind": self.kind or "",
            "urgency": self.urgency or "",
            "reference": self.reference,
            "limit": self.limit,
            "offset": self.offset,
            **urgency_days(now),
        }


def worklist(
    store: "Store",
    now: datetime,
    query: AlertQuery = AlertQuery(),
    seen_by: Agency | None = None,
) -> Worklist:
    """Alerts that stand as at `now`, the most urgent first; or closed ones, the last closed first.

    `seen_by` is the viewer's agency.
    """
    rows = _asked(store, now, query, _ALERTS, _SHOWN)
    victims = {row["victim"] for row in rows}
    lines = detailed_lines(store, now, rows, lambda: restricted_rows(store, victims, seen_by))
    return Worklist(
        total=rows[0]["total"] if rows else 0,
        alerts=[line for line in lines if isinstance(line, AlertLine)],
        not_shown=[line for line in lines if isinstance(line, AlertNotShown)],
    )


AlertCounts = Mapping[tuple[Urgency, Agency], int]
"""How many alerts stand, by urgency and by whose they are."""


@dataclass(frozen=True)
class WorklistVictims:
    """A page of the victims whom the alerts asked for are about, and how many there are in all.

    Each stands in the place of their most urgent alert; their alerts have the urgency of each, in
    order. `counts` are of the alerts that stand, whatever their agency and their urgency; empty
    where closed ones were asked for.
    """

    page: Mapping[str, Mapping[UUID, Urgency | None]]
    total: int
    counts: AlertCounts


def worklist_victims(store: "Store", now: datetime, query: AlertQuery) -> WorklistVictims:
    """A page of victims, where `limit` and `offset` count victims, and the counts."""
    (row,) = _asked(store, now, query, _VICTIMS, _IN_ORDER)
    page = {
        victim: {alert: Urgency(urgency) if urgency else None for _, alert, urgency in alerts}
        for _, victim, alerts in row["page"]
    }
    kinds = [(*kind.split(" "), alerts) for kind, alerts in row["counts"].items()]
    counts = {(Urgency(urgency), Agency(of)): alerts for urgency, of, alerts in kinds if urgency}
    return WorklistVictims(page, row["victims"], counts)


def lines_by_victim(
    store: "Store",
    now: datetime,
    chosen: WorklistVictims,
    restricted_asked: Callable[[], Restricted],
) -> Mapping[str, list[AlertLine | AlertNotShown]]:
    """The alerts of a page of victims, in their order.

    What is restricted of them is asked for last: somebody else may be about to find it.
    """
    places = {alert: each for theirs in chosen.page.values() for alert, each in theirs.items()}
    asked = {"victims": sorted(chosen.page), "alerts": list(places)}
    found = {row["id"]: row for row in store.query(_BY_ID, asked)} if places else {}
    rows = [found[each] | {"urgency": urgency} for each, urgency in places.items() if each in found]
    by_victim: dict[str, list[AlertLine | AlertNotShown]] = {victim: [] for victim in chosen.page}
    for line in detailed_lines(store, now, rows, restricted_asked):
        by_victim[line.victim].append(line)
    return by_victim


def worklist_counts(store: "Store", now: datetime, query: AlertQuery) -> AlertCounts:
    """How many alerts stand of those asked for, whatever their agency and their urgency."""
    return worklist_victims(store, now, replace(query, standing="raised", limit=0)).counts


_SHOWN = """victim, id, case_id, kind, state, event, obligation, rule, agency, due_on, raised,
closed, disputed, revised, breached, detected, channel, acted, acted_by, note, until, reference,
suspect, trigger_kind, triggered, recorded_by, other_agency, detail, in_week"""
"""The columns of an alert that is shown."""

_IN_ORDER = "victim, id, agency"
"""The columns of one that is only counted and put in its place: each more costs time."""


def _asked(
    store: "Store", now: datetime, query: AlertQuery, question: str, columns: str
) -> list[dict[str, Any]]:
    """The answer to a question about these columns of the alerts that are asked for."""
    of_reference = _OF_REFERENCE if query.reference else "true"
    chosen = _CHOSEN if query.standing == "raised" else _PUT_ASIDE
    chosen = chosen.replace("OF_REFERENCE", of_reference).replace("NEEDED_COLUMNS", columns)
    sql = question.replace("CHOSEN_ALERTS", f"(\n{chosen})")
    threads = "" if query.caseload.everybody else _ONE_THREAD
    return store.query(sql + threads, query.parameters(now))


_ONE_THREAD = "\nSETTINGS max_threads = 1"
"""For the alerts of one caseload: more threads cost more to set to work than they spare."""
