"""What lists of alerts show beside the alerts' rows: their duties, their events, their cases."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from caseworkers.alert_events import detail_of, noticed_detail, of_event
from caseworkers.alert_lines import AlertLine, AlertNotShown, alert_line
from caseworkers.restricted import Restricted
from caseworkers.suspect_numbers import SuspectNumbers, suspect_numbers
from events.court import HearingListed
from events.hearing_changes import HearingAdjourned, HearingCancelled
from events.identifiers import Agency
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from processors.case.hearings.noticed_hearings import ABOUT_THE_LIST, NOTICES
from processors.case.history.case_references import (
    JOINED_BY_ASN,
    PublishedName,
    own_reference,
)
from schemas.alert_row import AlertKind
from schemas.faults_of_one import made_or

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_HERE = Path(__file__).parent
_REFERENCES = (_HERE / "case_references.sql").read_text()
_DUTIES = (_HERE / "alert_duties.sql").read_text()
_EVENTS = (_HERE / "alert_events.sql").read_text()

_SAY_WHICH = {
    HearingListed.kind,
    HearingCancelled.kind,
    HearingAdjourned.kind,
    ProtectiveOrderMade.kind,
    ProtectiveOrderChanged.kind,
    ProtectiveOrderEnded.kind,
} | NOTICES
"""The kinds of events that say which hearing or order they are about."""

_NO_DUTY = {
    "code": None,
    "triggered": None,
    "raised_by": None,
    "known_by": None,
    "owed_by": None,
}
"""What an alert shows of its duty that has none, or none any more."""


def detailed_lines(
    store: "Store",
    now: datetime,
    rows: list[dict[str, Any]],
    restricted_asked: Callable[[], Restricted],
) -> list[AlertLine | AlertNotShown]:
    """Rows of alerts as lines, with their duties and references, as far as may be shown.

    Of a row that a fault of the program keeps from being read there is which alert it is.
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

    def line(row: Mapping[str, Any]) -> AlertLine | AlertNotShown:
        row = {**row, **duties.get(row["obligation"], _NO_DUTY)}
        about = _about(row, events, restricted, numbers)
        return alert_line({**row, **_reference(row, names), **about}, now)

    return [made_or(partial(_not_shown, row), "alert", partial(line, row)) for row in rows]


def _not_shown(row: Mapping[str, Any]) -> AlertLine | AlertNotShown:
    return AlertNotShown(victim=row["victim"], id=row["id"])


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
    order they are about, by id. Of a notice of a hearing also what the victim's lists say.
    """
    rows, duties = list(rows), list(duties)
    raised_by = {each["raised_by"] for each in duties if each["trigger_kind"] in _SAY_WHICH}
    events = {row["event"] for row in rows if row["event"]} | raised_by
    by_notice = {each["obligation"] for each in duties if each["trigger_kind"] in NOTICES}
    asked = {
        "victims": sorted({row["victim"] for row in rows}),
        "events": sorted(events),
        "noticed": sorted({row["victim"] for row in rows if row["obligation"] in by_notice}),
        "about_the_list": sorted(ABOUT_THE_LIST),
    }
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
    return shown | other | ({"detail": _detail(raised, events, restricted)} if raised else {})


def _detail(
    raised: Mapping[str, Any], events: Mapping[UUID, Mapping[str, Any]], restricted: Restricted
) -> str:
    """Of which kind the hearing or the order is that raised a duty; empty where nothing says."""
    if raised["kind"] not in NOTICES:
        return detail_of(orjson.loads(raised["data"]))
    theirs = (each for each in events.values() if each["victim"] == raised["victim"])
    return noticed_detail(raised, theirs, restricted)


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
    asked = {"victims": sorted(victims), "joining": sorted(JOINED_BY_ASN)}
    for row in store.query(_REFERENCES, asked):
        name = PublishedName(Agency(row["agency"]), row["case_id"], row["other"])
        found[row["victim"]].append(name)
    return found


def _reference(
    row: Mapping[str, Any], names: Mapping[str, Iterable[PublishedName]]
) -> dict[str, Any]:
    agency, case = Agency(row["agency"]), row["case_id"]
    return {"reference": own_reference(agency, case, names.get(row["victim"], ()))}
