"""The agencies do what is asked of them, case by case, for everything that has been said."""

from collections.abc import Callable
from datetime import date

from events.after_sentence import ContactSchemeOffered, ContactSchemeReferred
from events.charging import (
    ChargingDecisionMade,
    ProsecutionAltered,
    ReviewAnswer,
    ReviewAnswered,
)
from events.clocks import london_date, london_day_after
from events.complaints import ComplaintAcknowledged
from events.contact import ToldAbout
from events.court import CaseConcluded, FirstHearingListed
from events.investigation import PoliceOutcomeRecorded
from events.messages import NoticeAbout
from events.offences import VictimKind
from events.payments import ExpensesPaid
from events.vocabulary import AnyFact
from simulator.asks import OWED_TO_PERSONS, asked_by
from simulator.case import Case
from simulator.chance import Mix, chance
from simulator.contacts import reached_by, try_in_vain
from simulator.happening import Happening
from simulator.keeping import due_day, owing, planned, wants
from simulator.notices import notify
from simulator.world import World

_TOLD = {
    "R6.1": ToldAbout.ARREST,
    "R6.2": ToldAbout.INTERVIEW,
    "R6.3": ToldAbout.RELEASE_WITHOUT_CHARGE,
    "R6.4": ToldAbout.BAIL_OR_RELEASE,
    "R6.5": ToldAbout.NOT_INVESTIGATED,
    "R6.6": ToldAbout.CHARGING_DECISION,
    "R6.7": ToldAbout.PROSECUTION_ALTERED,
    "R6.8": ToldAbout.FIRST_HEARING,
    "R8.1": ToldAbout.HEARING,
    "R8.2b": ToldAbout.BAIL_HEARING,
    "R8.3b": ToldAbout.WARRANT,
    "R8.4": ToldAbout.WITNESS_REQUIREMENT,
    "R9.1b": ToldAbout.CASE_OUTCOME,
    "R9.2b": ToldAbout.SENTENCE,
    "R9.3": ToldAbout.APPEAL,
}
_SENT = {
    "R8.2a": NoticeAbout.BAIL_HEARING,
    "R8.3a": NoticeAbout.WARRANT,
    "R9.1a": NoticeAbout.CASE_OUTCOME,
    "R9.2a": NoticeAbout.SENTENCE,
}
_REVIEWS = Mix(
    {
        ReviewAnswer.DECISION_UPHELD: 85,
        ReviewAnswer.NOT_ELIGIBLE: 8,
        ReviewAnswer.DECISION_OVERTURNED: 7,
    }
)
_DONE: dict[str, Callable[[World], AnyFact]] = {
    "VRR": lambda world: ReviewAnswered(answer=_REVIEWS.draw(world.rng)),
    "R10.1": lambda _: ExpensesPaid(),
    "R11.1": lambda _: ContactSchemeReferred(),
    "R11.2": lambda _: ContactSchemeOffered(),
    "R12.1": lambda _: ComplaintAcknowledged(),
}
_ONCE_A_DAY = frozenset({"R6.6", "R6.7"})
"""A decision and its record: the victim is told once, after the first."""
_DECIDES = (ChargingDecisionMade, PoliceOutcomeRecorded, ProsecutionAltered, CaseConcluded)
_FAILS_FIRST = 0.2
_TRIED_IN_VAIN = 0.5
"""Of the victims never told, those whom somebody at least tried to reach."""


def do_what_is_asked(world: World, case: Case) -> None:
    """Answer everything said in the case, and what these answers ask for in turn."""
    for happening in case.happenings:  # grows while it is read
        if happening.at < world.over:
            for rule in asked_by(happening.agency, happening.fact, happening.known):
                _answer(world, case, rule, happening)


def _answer(world: World, case: Case, rule: str, asking: Happening) -> None:
    if rule in OWED_TO_PERSONS and case.victim_kind is not VictimKind.PERSON:
        return
    if rule in _SENT:
        if sent := planned(world, case, rule, asking, None):
            notify(world, case, owing(case, rule, asking), _SENT[rule], sent)
        return
    for victim in case.victims if asking.victim is None else (asking.victim,):
        if rule in _TOLD and not (rule in _ONCE_A_DAY and _said_again(case, rule, asking)):
            _tell(world, case, rule, asking, victim)
        elif rule in _DONE:
            _do(world, case, rule, asking, victim)


def _do(world: World, case: Case, rule: str, asking: Happening, victim: str) -> None:
    done = planned(world, case, rule, asking, victim)
    if done:
        known = done if rule == "R11.1" else None
        case.say(done, owing(case, rule, asking), _DONE[rule](world), victim, known)


def _tell(world: World, case: Case, rule: str, asking: Happening, victim: str) -> None:
    about, agency = _TOLD[rule], owing(case, rule, asking)
    start = asking.known or asking.at
    told = planned(world, case, rule, asking, victim, _last_of_use(asking))
    if told:
        if chance(world.rng, _FAILS_FIRST):
            try_in_vain(world, case, agency, about, (start, told), victim)
        case.say(told, agency, reached_by(world, case, victim, about), victim)
    elif wants(case, victim, rule, start) and chance(world.rng, _TRIED_IN_VAIN):
        over = london_day_after(due_day(case, rule, start, victim))
        try_in_vain(world, case, agency, about, (start, over), victim)


def _last_of_use(asking: Happening) -> date | None:
    """The day of the hearing of which the victim is to be told."""
    fact = asking.fact
    return london_date(fact.starts_at) if isinstance(fact, FirstHearingListed) else None


def _said_again(case: Case, rule: str, asking: Happening) -> bool:
    """Whether something else has asked for the same in the hours before."""
    return any(
        0 < (asking.at - each.at).total_seconds() < 12 * 3600
        and rule in asked_by(each.agency, each.fact, each.known)
        for each in case.said(*_DECIDES)
    )
