"""A case at court of 2025 as its listings say it: for stories of hearings."""

from datetime import UTC, datetime
from typing import Any

from published_journey import Read, published_event

URN, COURT = "urn:01ZD0303225", {"court": "snaresbrook"}
MONDAY, TRIAL = "2025-09-01", "2025-09-01T09:00:00Z"
Event = dict[str, Any]


def said(kind: str, day: str, agency: str = "hmcts", **data: Any) -> Event:
    """An event of 2025, at ten in the morning; `known` and `victim` are attributes of it."""
    extra = {name: data.pop(name) for name in ("victim", "knowntime", "name") if name in data}
    name = extra.pop("name", f"{kind}-{day}-{data.get('hearing_id')}-{data.get('suspect')}")
    at = f"2025-{day}T10:00:00Z"
    return published_event(kind, at, data, agency, subject=URN, id=name, **extra)


def listed(
    day: str, hearing_id: str | None = None, kind: str = "trial-listed", **when: Any
) -> Event:
    """A hearing is listed, and the unit knows of it at once."""
    data = COURT | ({"hearing_id": hearing_id} if hearing_id else {}) | when
    return said(kind, day, knowntime=f"2025-{day}T10:00:00Z", **data)


def cancelled(day: str, **which: Any) -> Event:
    return said("hearing-cancelled", day, knowntime=f"2025-{day}T10:00:00Z", **COURT, **which)


def told(day: str) -> Event:
    """The unit tells her of the hearing."""
    how = {"about": "hearing", "channel": "telephone", "outcome": "reached"}
    return said("victim-informed", day, "witness-care", victim="met-police:V1", **how)


def read(*events: Event, at: str = "12-01", defendants: int = 1) -> Read:
    begun = [said("victim-identified", "01-06", "met-police", victim="met-police:V1")]
    begun += [
        said("suspect-charged", "01-07", "met-police", suspect=number, method="charge")
        for number in range(1, defendants + 1)
    ]
    moment = datetime.fromisoformat(f"2025-{at}T12:00:00+00:00").astimezone(UTC)
    return Read.of([*begun, *events], moment)
