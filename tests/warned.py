"""What people are warned of in a story, by kind."""

from caseworker_notes import Notes, london
from processors.fold.journey import fold
from schemas.alert_row import Alert, AlertKind


def alerts(notes: Notes, kind: AlertKind, at: str) -> list[Alert]:
    rows = fold(notes.facts, london(at)).rows.values()
    found = [row for row in rows if isinstance(row, Alert) and row.kind is kind]
    return sorted(found, key=lambda row: (row.raised, row.agency))


def states(notes: Notes, kind: AlertKind, at: str) -> list[str]:
    return [str(alert.state) for alert in alerts(notes, kind, at)]
