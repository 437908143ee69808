"""What an agency tells wrongly: the time of something, or one value of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from events.contact import (
    ContactAgreed,
    ContactOutcome,
    ToldAbout,
    VictimContacted,
    VictimInformed,
)
from events.court import CaseConcluded, CaseOutcome, HearingListed, SentencePassed, TrialListed
from events.fact import Fact
from events.identity import CaseLinked, VictimsMerged, VictimsUnmerged
from events.investigation import ReleaseBasis, SuspectBailedOrReleased, SuspectInterviewed
from events.needs import EnhancedRightsDecided, EnhancedRightsDecision
from events.offences import VictimKind
from events.reporting import CrimeReported, VictimIdentified
from events.vocabulary import AnyFact
from simulator.case import Case
from simulator.chance import chance
from simulator.happening import Happening, Mistake

TIME = "time"
_WRONG_TIME = 0.4
_DAYS = (-14, -7, -2, -1, 1, 2, 7, 14)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    values: tuple[object, ...]


_FIELDS: dict[type[Fact], tuple[_Field, ...]] = {
    VictimInformed: (
        _Field("outcome", (ContactOutcome.REACHED, ContactOutcome.NO_ANSWER)),
        _Field("about", (ToldAbout.PROGRESS, ToldAbout.HEARING, ToldAbout.CHARGING_DECISION)),
    ),
    VictimContacted: (_Field("outcome", (ContactOutcome.REACHED, ContactOutcome.NO_ANSWER)),),
    ContactAgreed: (_Field("every_days", (None, 7, 14, 28)),),
    EnhancedRightsDecided: (
        _Field("decision", (EnhancedRightsDecision.GRANTED, EnhancedRightsDecision.NOT_GRANTED)),
    ),
    VictimIdentified: (
        _Field("victim_kind", tuple(VictimKind)),
        _Field("enhanced_rights", (True, False)),
    ),
    SuspectBailedOrReleased: (_Field("basis", tuple(ReleaseBasis)),),
    SuspectInterviewed: (_Field("under_caution", (True, False)),),
    CaseConcluded: (
        _Field("outcome", (CaseOutcome.CONVICTED, CaseOutcome.ACQUITTED, CaseOutcome.DISCONTINUED)),
    ),
    SentencePassed: (_Field("victim_contact_scheme", (True, False)),),
}
_STARTS = (HearingListed, TrialListed)


def mistake(rng: Random, case: Case, happening: Happening) -> Mistake:
    """Something wrong in how a happening is told.

    The report and the naming of a victim by the force come as soon as they happen, so their time
    is right.
    """
    fact, fields = happening.fact, _FIELDS.get(type(happening.fact), ())
    if fields and (case.opens(happening) or not chance(rng, _WRONG_TIME)):
        field = rng.choice(fields)
        others = [value for value in field.values if value != getattr(fact, field.name)]
        return Mistake(field.name, happening.at, _with(fact, field.name, rng.choice(others)))
    if isinstance(fact, _STARTS) and not chance(rng, _WRONG_TIME):
        return Mistake(
            "starts_at", happening.at, _with(fact, "starts_at", _moved(rng, fact.starts_at))
        )
    return Mistake(TIME, _moved(rng, happening.at), fact)


def can_be_mistaken(happening: Happening) -> bool:
    """Whether anything of a happening is ever told wrongly: not who is who, nor the report."""
    never = CrimeReported | CaseLinked | VictimsMerged | VictimsUnmerged
    return not isinstance(happening.fact, never)


def right_value(happening: Happening, field: str) -> str | None:
    """What is right in place of a mistake in a field, as a correction writes it."""
    if field == TIME:
        return happening.at.isoformat()
    value = happening.fact.model_dump(mode="json")[field]
    return None if value is None else str(value)


def _moved(rng: Random, at: datetime) -> datetime:
    return at + timedelta(days=rng.choice(_DAYS), minutes=rng.randrange(60))


def _with(fact: AnyFact, field: str, value: object) -> AnyFact:
    return fact.model_copy(update={field: value})
