"""What else victims are told while a case goes on: by the police, and by the witness care unit."""

from datetime import datetime, timedelta

from agencies.simulator.case import Case
from agencies.simulator.chance import chance
from agencies.simulator.hours import at
from agencies.simulator.telling import reached_by
from agencies.simulator.world import World
from events.clocks import london_date
from events.contact import ToldAbout
from events.court import CaseConcluded, FirstHearingListed, SentencePassed, TrialListed
from events.fact import Fact
from events.identifiers import Agency
from events.investigation import NotInvestigated, SuspectBailedOrReleased
from processors.working_days import add_working_days

_BY_POLICE: dict[type[Fact], tuple[ToldAbout, float]] = {
    SuspectBailedOrReleased: (ToldAbout.BAIL_OR_RELEASE, 0.6),
    NotInvestigated: (ToldAbout.NOT_INVESTIGATED, 0.85),
}
_BY_UNIT: dict[type[Fact], tuple[ToldAbout, float]] = {
    FirstHearingListed: (ToldAbout.FIRST_HEARING, 0.8),
    TrialListed: (ToldAbout.HEARING, 0.9),
    CaseConcluded: (ToldAbout.CASE_OUTCOME, 0.9),
    SentencePassed: (ToldAbout.SENTENCE, 0.9),
}
"""What victims are told of, and how often they are: assumed."""


def keep_informed(world: World, case: Case) -> None:
    """Tell the victims of what has so far been said in the case, in most cases."""
    for happening in tuple(case.happenings):
        kind = type(happening.fact)
        if kind in _BY_POLICE:
            _tell(world, case, case.force, _BY_POLICE[kind], happening.at, None)
        elif kind in _BY_UNIT:
            known = happening.at + timedelta(minutes=world.rng.randrange(60, 3 * 24 * 60))
            _tell(world, case, Agency.WITNESS_CARE, _BY_UNIT[kind], known, known)


def _tell(
    world: World,
    case: Case,
    agency: Agency,
    what: tuple[ToldAbout, float],
    after: datetime,
    known: datetime | None,
) -> None:
    about, how_often = what
    for victim in case.victims:
        if chance(world.rng, how_often):
            day = add_working_days(london_date(after), world.rng.choice((1, 1, 1, 2, 3)))
            told = at(world.rng, day, 9, 18)
            case.say(told, agency, reached_by(world, about), victim, known)
