"""The worklist: alerts of what falls due next and of what is late, read from their table."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict

from access.caseload import EVERYBODY, Caseload
from caseworkers.alert_events import detail_of, of_event
from caseworkers.alert_lines import AlertLine, alert_line
from caseworkers.restricted import Restricted, restricted_rows
from caseworkers.suspect_numbers import SuspectNumbers, suspect_numbers
from caseworkers.urgency import Urgency, urgency_days
from events.court import HearingListed
from events.hearing_changes import HearingAdjourned, HearingCancelled
from events.identifiers import Agency
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from processors.case.case_references import PublishedName, own_reference
from schemas.alert_row import AlertKind, AlertState

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_CHOSEN = (_HERE / "chosen_alerts.sql").read_text()
_PUT_ASIDE = (_HERE / "put_aside_alerts.sql").read_text()
_OF_REFERENCE = (_HERE / "alerts_of_reference.sql").read_text()
_REFERENCES = (_HERE / "case_references.sql").read_text()
_ALERTS = (_HERE / "alerts.sql").read_text()
_BY_ID = (_HERE / "alerts_by_id.sql").read_text()
_DUTIES = (_HERE / "alert_duties.sql").read_text()
_EVENTS = (_HERE / "alert_events.sql").read_text()
_VICTIMS = (_HERE / "worklist_victims.sql").read_text()

AlertFilter = Literal["raised", "taken", "closed"]
"""Whether an alert still stands, whether somebody took it up or put it off, or whether it is over.
"""


_STATES: Mapping[AlertFilter, list[AlertState]] = {
    "raised": [AlertState.RAISED],
    "taken": [AlertState.ACKNOWLEDGED, AlertState.SNOOZED],
    "closed": [
        AlertState.RESOLVED,
        AlertState.RETRACTED,
        AlertState.SUPERSEDED,
        AlertState.CLOSED,
    ],
}


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
            "states": _STATES[self.standing],
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
    lines = _lines(store, now, rows, lambda: restricted_rows(store, victims, seen_by))
    return Worklist(total=rows[0]["total"] if rows else 0, alerts=lines)


def _lines(
    store: "Store",
    now: datetime,
    rows: list[dict[str, Any]],
    restricted_asked: Callable[[], Restricted],
) -> list[AlertLine]:
    """Rows of alerts as lines, with their duties and references, as far as may be shown.

    Half of what is asked does not wait for the other half.
    """
    victims = {row["victim"] for row in rows}
    with ThreadPoolExecutor(1) as beside:
        names_asked = beside.submit(_names, store, victims)
        duties = _duties(store, rows)
        events = _events(store, rows, duties.values())
        own = [events[row["event"]] for row in rows if row["event"] in events]
        numbers = suspect_numbers(store, victims, own)
        names, restricted = names_asked.result(), restricted_asked()
    rows = [row | duties.get(row["obligation"], _NO_DUTY) for row in rows]
    return [
        alert_line(row | _reference(row, names) | _about(row, events, restricted, numbers), now)
        for row in rows
    ]


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
) -> Mapping[str, list[AlertLine]]:
    """The alerts of a page of victims, in their order.

    What is restricted of them is asked for last: somebody else may be about to find it.
    """
    places = {alert: each for theirs in chosen.page.values() for alert, each in theirs.items()}
    asked = {"victims": sorted(chosen.page), "alerts": list(places)}
    found = {row["id"]: row for row in store.query(_BY_ID, asked)} if places else {}
    rows = [found[each] | {"urgency": urgency} for each, urgency in places.items() if each in found]
    by_victim: dict[str, list[AlertLine]] = {victim: [] for victim in chosen.page}
    for line in _lines(store, now, rows, restricted_asked):
        by_victim[line.victim].append(line)
    return by_victim


def worklist_counts(store: "Store", now: datetime, query: AlertQuery) -> AlertCounts:
    """How many alerts stand of those asked for, whatever their agency and their urgency."""
    return worklist_victims(store, now, replace(query, standing="raised", limit=0)).counts


_SHOWN = """victim, id, case_id, kind, state, event, obligation, rule, agency, due_on, raised,
closed, disputed, revised, breached, detected, channel, acted, acted_by, note, until"""
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
"""Of one caseload's alerts: more threads cost more to set to work than they spare."""


_SAY_WHICH = {
    HearingListed.kind,
    HearingCancelled.kind,
    HearingAdjourned.kind,
    ProtectiveOrderMade.kind,
    ProtectiveOrderChanged.kind,
    ProtectiveOrderEnded.kind,
}
"""The kinds of events that say which hearing or order they are about."""

_NO_DUTY = {
    "code": None,
    "triggered": None,
    "raised_by": None,
    "known_by": None,
    "owed_by": None,
}
"""What an alert shows of its duty that has none, or none any more."""


def _duties(store: "Store", rows: Iterable[Mapping[str, Any]]) -> dict[UUID, dict[str, Any]]:
    """The duties of alerts, by id."""
    of_duties = [row for row in rows if row["obligation"]]
    asked = {
        "victims": sorted({row["victim"] for row in of_duties}),
        "duties": sorted({row["obligation"] for row in of_duties}),
    }
    found = store.query(_DUTIES, asked) if of_duties else []
    return {row["obligation"]: row for row in found}


def _events(
    store: "Store", rows: Iterable[Mapping[str, Any]], duties: Iterable[Mapping[str, Any]]
) -> dict[UUID, dict[str, Any]]:
    """The events that alerts are about, and those that raised their duties and say which hearing or
    order they are about, by id.
    """
    rows = list(rows)
    raised_by = {each["raised_by"] for each in duties if each["trigger_kind"] in _SAY_WHICH}
    events = {row["event"] for row in rows if row["event"]} | raised_by
    asked = {"victims": sorted({row["victim"] for row in rows}), "events": sorted(events)}
    found = store.query(_EVENTS, asked) if events else []
    return {row["event"]: row for row in found}


def _about(
    row: Mapping[str, Any],
    events: Mapping[UUID, Mapping[str, Any]],
    restricted: Restricted,
    numbers: SuspectNumbers,
) -> dict[str, Any]:
    """What an alert shows of the event that it is about, or else of its duty."""
    if row["event"]:
        entry = events.get(row["event"])
        return of_event(row, entry, restricted, numbers) if entry else {}
    handed_off = row["kind"] == AlertKind.HAND_OFF
    other = {"other_agency": row["owed_by"]} if handed_off else {}
    shown = _triggered(row, restricted)
    raised = events.get(row["raised_by"]) if shown["triggered"] else None
    return shown | other | ({"detail": detail_of(orjson.loads(raised["data"]))} if raised else {})


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
