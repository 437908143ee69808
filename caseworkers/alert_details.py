"""The lines of lists of alerts: the alerts' rows, with what the rows of their duties say."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from caseworkers.alert_events import of_event
from caseworkers.alert_lines import AlertLine, AlertNotShown, alert_line
from caseworkers.restricted import Restricted
from schemas.alert_row import AlertKind
from schemas.faults_of_one import made_or

if TYPE_CHECKING:
    from projections.store import Store  # the commands read these answers and open no database

_DUTIES = Path(__file__).with_name("alert_duties.sql").read_text()


def detailed_lines(
    store: "Store",
    now: datetime,
    rows: list[dict[str, Any]],
    restricted_asked: Callable[[], Restricted],
) -> list[AlertLine | AlertNotShown]:
    """Rows of alerts as lines, with their duties, as far as may be shown.

    Of a row that a fault of the program keeps from being read there is which alert it is.
    """
    duties, restricted = _duties(store, rows), restricted_asked()

    def line(row: Mapping[str, Any]) -> AlertLine | AlertNotShown:
        duty = duties.get(row["obligation"]) if row["obligation"] else None
        shown = of_event(row, restricted) if row["event"] else {}
        return alert_line({"code": None, **row, **shown, **_of_duty(row, duty, restricted)}, now)

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


def _of_duty(
    alert: Mapping[str, Any], duty: Mapping[str, Any] | None, restricted: Restricted
) -> dict[str, Any]:
    """What an alert shows of its duty: nothing of one that there is no more.

    The rows of one victim are not written all at once: of an alert whose dispute is not there yet
    it is not shown when the clock started, and by which hearing or order.
    """
    if duty is None:
        return {}
    raised_by, known_by = duty["raised_by"], duty["known_by"]
    known = restricted.controllers(raised_by) | restricted.controllers(known_by)
    hidden = restricted.hides(raised_by, known_by) or (alert["disputed"] and not known)
    handed_off = alert["kind"] == AlertKind.HAND_OFF
    other = {"other_agency": duty["owed_by"]} if handed_off else {}
    return {**duty, **other} | ({"triggered": None, "detail": ""} if hidden else {})
