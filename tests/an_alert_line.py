"""One alert of a worklist, of which a test changes what it is about."""

from datetime import UTC, date, datetime
from uuid import uuid4

from caseworkers.alert_lines import AlertLine
from events.identifiers import Agency
from schemas.alert_row import AlertKind, AlertState


def alert_line(**changed: object) -> AlertLine:
    """The telling of an arrest, late since a Friday, but for what is changed."""
    values: dict[str, object] = {
        "victim": "victim-a",
        "id": uuid4(),
        "case_id": "crime:met-police:4401234/25",
        "kind": AlertKind.LATE,
        "state": AlertState.RAISED,
        "event": None,
        "obligation": uuid4(),
        "rule": "R6.1",
        "code": "2020",
        "agency": Agency.MET_POLICE,
        "due_on": date(2025, 8, 22),
        "raised": datetime(2025, 8, 22, 23, tzinfo=UTC),
        "closed": None,
        "disputed": False,
        "revised": False,
        "days_late": None,
    }
    return AlertLine.model_validate(values | changed)
