"""The ids that alerts had in the journey of a reference that was merged into this one.

An id is computed from its cause, and the victim's pseudonym is part of that: nothing else of it
changes by a merge.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from events.identifiers import Pseudonym
from processors.case.history.case_history import row_id
from processors.fold.obligations import obligation_id
from schemas.alert_row import Alert, AlertKind
from schemas.changes import Obligation, Row
from schemas.log_records import LoggedFact

FormerIds = Mapping[UUID, tuple[UUID, ...]]
"""The ids that an alert had, by the one that it has."""


def former_ids(rows: Iterable[Row], acts: Iterable[LoggedFact]) -> FormerIds:
    """The former ids of the alerts of a case, in the journeys from which some of the acts came."""
    victims = sorted({act.merged_from.victim for act in acts if act.merged_from})
    if not victims:
        return {}
    rows = list(rows)
    duties = {row.id: row for row in rows if isinstance(row, Obligation)}
    return {
        alert.id: tuple(_former_id(alert, duties, victim) for victim in victims)
        for alert in rows
        if isinstance(alert, Alert)
    }


def _former_id(alert: Alert, duties: Mapping[UUID, Obligation], victim: Pseudonym) -> UUID:
    if alert.obligation:
        duty = duties[alert.obligation]
        return row_id("alert", alert.kind, obligation_id(victim, duty.rule, duty.trigger))
    of_each = (alert.agency,) if alert.kind is AlertKind.DATA_DISPUTED else ()
    return row_id("alert", alert.kind, victim, alert.event, *of_each)
