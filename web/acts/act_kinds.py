"""What somebody can do from the pages, and to whom each is offered."""

from collections.abc import Mapping
from enum import StrEnum

from access.viewer import Viewer
from caseworkers.alert_lines import AlertLine
from caseworkers.journey_answers import ObligationLine
from caseworkers.telling_of_duties import is_answered_by_telling, matter_of
from events.alert_acts import AlertAcknowledged, AlertClosed, AlertSnoozed
from events.assignments import CaseworkerAssigned
from events.contact import VictimInformed
from events.corrections import CorrectionProposed
from events.duties import DutyExcused
from events.fact import Fact
from events.identifiers import Agency
from processors.fold.acted_alerts import ACTS
from schemas.alert_row import STANDING, AlertKind, AlertState
from schemas.changes import OWED


class ActKind(StrEnum):
    """What is done; it stands in the address of its form."""

    TELL = "told"
    ACKNOWLEDGE = "acknowledge"
    SNOOZE = "snooze"
    HAND_OVER = "hand-over"
    EXCUSE = "excuse"
    CLOSE = "close"
    CORRECT = "correct"


LINKS = {
    ActKind.TELL: "Told the victim",
    ActKind.ACKNOWLEDGE: "Acknowledge",
    ActKind.SNOOZE: "Snooze",
    ActKind.HAND_OVER: "Hand over",
    ActKind.EXCUSE: "Good reason not to",
    ActKind.CLOSE: "Close",
    ActKind.CORRECT: "Ask for a correction",
}

TITLES = {
    ActKind.TELL: "Record that the victim was told",
    ActKind.ACKNOWLEDGE: "Acknowledge an alert",
    ActKind.SNOOZE: "Snooze an alert",
    ActKind.HAND_OVER: "Hand the case over",
    ActKind.EXCUSE: "Record a good reason not to do it",
    ActKind.CLOSE: "Close an alert",
    ActKind.CORRECT: "Ask for a correction",
}

BUTTONS = {
    ActKind.TELL: "Record it",
    ActKind.ACKNOWLEDGE: "Acknowledge",
    ActKind.SNOOZE: "Snooze",
    ActKind.HAND_OVER: "Hand over",
    ActKind.EXCUSE: "Record the reason",
    ActKind.CLOSE: "Close it",
    ActKind.CORRECT: "Ask for it",
}

FACTS_OF: Mapping[ActKind, type[Fact]] = {
    ActKind.TELL: VictimInformed,
    ActKind.ACKNOWLEDGE: AlertAcknowledged,
    ActKind.SNOOZE: AlertSnoozed,
    ActKind.HAND_OVER: CaseworkerAssigned,
    ActKind.EXCUSE: DutyExcused,
    ActKind.CLOSE: AlertClosed,
    ActKind.CORRECT: CorrectionProposed,
}
"""The fact that records each."""

UPON_ALERTS = frozenset(act for act, fact in FACTS_OF.items() if fact in ACTS)

SUPERVISORS_ONLY = frozenset({ActKind.CLOSE})


def may_act(viewer: Viewer | None, agency: Agency | None) -> bool:
    """Whether somebody may act on what is this agency's to do: a named member of its staff."""
    return bool(viewer and viewer.staff and agency and viewer.agency is agency)


def acts_on_alert(viewer: Viewer, alert: AlertLine) -> list[ActKind]:
    """What is offered beside an alert that is still to be done."""
    if not may_act(viewer, alert.agency) or alert.state not in STANDING:
        return []
    tell = is_answered_by_telling(alert.kind, alert.rule, alert.agency)
    told = [ActKind.TELL] if tell else []
    free = [ActKind.ACKNOWLEDGE] if alert.state is AlertState.RAISED else []
    is_own = alert.obligation and alert.kind is not AlertKind.HAND_OFF
    excuse = [ActKind.EXCUSE] if is_own else []
    return [*told, *free, ActKind.SNOOZE, *excuse]


def acts_on_duty(viewer: Viewer, duty: ObligationLine, alert: AlertState | None) -> list[ActKind]:
    """What is offered beside a duty: also what its `alert` takes, where one stands."""
    if not may_act(viewer, duty.agency) or duty.agency is None or duty.state not in OWED:
        return []
    told = [ActKind.TELL] if matter_of(duty.rule, duty.agency) else []
    upon = [ActKind.ACKNOWLEDGE] if alert is AlertState.RAISED else []
    upon += [ActKind.SNOOZE] if alert in STANDING else []
    return [*told, *upon, ActKind.EXCUSE]
