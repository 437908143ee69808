"""What a caseworker does on a page, as an event of their agency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from events.alert_acts import AboutAlerts
from events.clocks import Occurred, Precision
from events.identifiers import Agency, event_identity
from events.vocabulary import AnyFact
from schemas.cloudevents import AgencyEvent

SOURCE = "urn:victim-journey:pages"
"""The `source` of each event that the pages record for an agency."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of an agency's staff, by the agency's own id."""

    agency: Agency
    staff: str


@dataclass(frozen=True, slots=True)
class ActOn:
    """On whom somebody acts: a victim, by pseudonym, in a case."""

    victim: str
    case: str


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did, as an event, and on whom: not each event names the victim."""

    on: ActOn
    event: AgencyEvent


def act_event(
    fact: AnyFact,
    on: ActOn,
    by: Actor,
    form: UUID,
    now: datetime,
    happened: datetime | None = None,
) -> Act:
    """The event that records an act at `now`; of a contact `happened` is when that was.

    `form` names the form as it was drawn. One form makes one event of each kind for the same alerts
    of a victim in a case, however often it is sent.
    """
    names = fact.names_victim or fact.may_name_victim
    event = AgencyEvent(
        id=_id_of(form, fact.kind, on, _alerts(fact)),
        source=SOURCE,
        agency=by.agency,
        case=on.case,
        occurred=Occurred.of(happened or now, Precision.INSTANT),
        fact=fact,
        victim=on.victim if names else None,
        recorded=now,
        recorded_by=by.staff,
    )
    return Act(on, event)


def _id_of(form: UUID, kind: str, on: ActOn, alerts: Iterable[UUID]) -> str:
    named = [kind, on.victim, on.case, *sorted(map(str, alerts))]
    return str(uuid5(form, "\n".join(named)))


def _alerts(fact: AnyFact) -> Iterable[UUID]:
    return fact.alerts if isinstance(fact, AboutAlerts) else ()


def identity_by_form(
    form: UUID, kind: str, on: ActOn, by: Actor, alerts: Iterable[UUID] = ()
) -> UUID:
    """The identity of the event that a form makes, before it is read: it may be there already."""
    return event_identity(by.agency, SOURCE, _id_of(form, kind, on, alerts))
