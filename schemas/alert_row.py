"""The row of an alert in `journey-changes`."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from events.contact import Channel
from events.identifiers import Agency


class AlertKind(StrEnum):
    """What an alert warns of."""

    DUE_SOON = "due-soon"
    LATE = "late"
    UNSAFE_CONTACT = "unsafe-contact"
    """The victim was approached over a channel that they had called unsafe: for a supervisor."""
    HAND_OFF = "hand-off"
    """An agency that must be told before it can tell the victim has not been told."""
    SILENCE = "silence"
    """No contact for longer than was agreed with the victim."""
    HEARING_NEAR = "hearing-near"
    """A hearing is near, and the victim, who is to come, has not been told."""
    CUSTODY_LIMIT_NEAR = "custody-limit-near"
    """The custody time limit of a defendant ends soon, or has ended: they may be released."""
    PROTECTION_ENDING = "protection-ending"
    """An order that protects the victim is soon over, and nothing follows it."""
    REFERRAL_WAITING = "referral-waiting"
    """A support service has not answered a referral."""
    DATA_DISPUTED = "data-disputed"
    """Two agencies do not agree on what happened."""


OF_DUTIES = frozenset({AlertKind.DUE_SOON, AlertKind.LATE})
"""Alerts to whoever owes a duty. A hand-off is of a duty too, and warns who waits for it."""


class AlertState(StrEnum):
    """Where an alert stands.

    Pending: nobody is told yet. Acknowledged and snoozed: somebody took it up or put it off, for a
    time. Retracted: it should never have been. Superseded: the warning came true, and the late
    alert took its place. Closed: a supervisor closed it, and no record says that it was done.
    """

    PENDING = "pending"
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    RESOLVED = "resolved"
    RETRACTED = "retracted"
    SUPERSEDED = "superseded"


TAKEN = frozenset({AlertState.ACKNOWLEDGED, AlertState.SNOOZED})
"""The states in which somebody took an alert up or put it off, for a time."""

STANDING = TAKEN | {AlertState.RAISED}
"""The states of an alert that is not over, in which an act upon it counts."""

OVER = frozenset(AlertState) - STANDING - {AlertState.PENDING}
"""The states in which nobody need be told any more."""


@dataclass(slots=True)
class Alert:
    """A caseworker must be told: a duty is due on the next working day, or late; or of an event.

    `event` is what it is about where that is no duty: a contact, with its `channel`, a hearing, a
    remand, a referral, a correction. `obligation`, `rule` and `due_on` are the duty's. `disputed`
    and `revised` are as in `Obligation`. What it warns of began at `breached`; the platform could
    know that at `detected`; at `raised` people are told. `acted` is when somebody last acted upon
    it, `acted_by` who, by the agency's own id, `note` with which code, or what it is put off for;
    that counts `until` then.
    The duty is `enhanced` where Enhanced Rights time it. `reference` is the identifier of the case
    that its agency works by.

    Of an `event` the row has the kind, `trigger_kind`; when it happened, `triggered`; the `suspect`
    whom it names, by number or ASN; who of the agency's staff recorded it; `detail`, of which kind
    its hearing or its order is; and whether that is `in_week`, listed for a week and no day. Of a
    duty the duty's row has these. `other_agency` is who made a referral, or the other one of a
    dispute.
    """

    id: UUID
    case_id: str
    kind: AlertKind
    state: AlertState
    event: UUID | None
    obligation: UUID | None
    rule: str | None
    agency: Agency
    due_on: date | None
    raised: datetime
    closed: datetime | None
    disputed: bool
    revised: bool = False
    breached: datetime | None = None
    detected: datetime | None = None
    channel: Channel | None = None
    acted: datetime | None = None
    acted_by: str | None = None
    note: str | None = None
    until: datetime | None = None
    enhanced: bool = False
    reference: str = ""
    suspect: str | None = None
    trigger_kind: str = ""
    triggered: datetime | None = None
    recorded_by: str | None = None
    other_agency: Agency | None = None
    detail: str = ""
    in_week: bool = False
