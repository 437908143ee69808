"""The end of a case at court, and the sentence: on the same day, or at a hearing after reports."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from events.after_sentence import LicenceConditionsSet, PrisonerReleased
from events.charging import ProsecutionAltered, ProsecutionChange
from events.court import (
    CaseConcluded,
    CaseOutcome,
    HearingKind,
    Sentence,
    SentencePassed,
)
from events.identifiers import Agency
from events.offences import OffenceGroup
from events.payments import CompensationOrdered
from events.statement import PersonalStatementRead, PersonalStatementTaken
from processors.case.course.stages import Stage
from simulator.chance import court_day, later
from simulator.several_suspects import ends_of_others
from simulator.simulated_case import Case
from simulator.simulated_court import listed_and_held

_CHANGES = {
    CaseOutcome.DISCONTINUED: ProsecutionChange.DISCONTINUED,
    CaseOutcome.NO_EVIDENCE_OFFERED: ProsecutionChange.NO_EVIDENCE_OFFERED,
}
_MONTHS = {"Crown Court": (4, 72), "magistrates": (1, 6)}
_MONTHS_FOR_RAPE = (36, 144)
_CONTACT_SCHEME_MONTHS = 12
"""Custody from which the Victim Contact Scheme offers a liaison officer."""
_SERVED = 0.4
"""Of a sentence, the share that is served before release."""
_MONTH = 30.4
_POUNDS = (50, 2500)


def conclude(case: Case, day: date, outcome: CaseOutcome) -> None:
    """The case ends at court in the afternoon; a conviction goes on to sentence."""
    concluded = case.chance.on(day, 14, 16)
    if outcome in _CHANGES:
        decided = concluded - case.chance.minutes(20, 180)
        case.say(decided, Agency.CPS, ProsecutionAltered(change=_CHANGES[outcome]))
    case.say(concluded, Agency.HMCTS, CaseConcluded(court=case.trial_court, outcome=outcome))
    convicted = _conclude_others(case, concluded, outcome)
    if outcome is CaseOutcome.CONVICTED:
        case.enter(Stage.CONCLUDED, concluded)
        _sentence(case, convicted)
    else:
        case.end(concluded, completed=outcome is CaseOutcome.ACQUITTED)


def _conclude_others(case: Case, concluded: datetime, own: CaseOutcome) -> list[str]:
    """It ends for the other defendants minutes before or after; those convicted, by ASN."""
    ends = ends_of_others(case, own)
    for asn, outcome in ends.items():
        gap = case.chance.minutes(1, 9)
        at = concluded + gap if outcome is CaseOutcome.CONVICTED else concluded - gap
        if outcome in _CHANGES:
            change = ProsecutionAltered(change=_CHANGES[outcome], asn=asn)
            case.say(at - case.chance.minutes(20, 180), Agency.CPS, change)
        fact = CaseConcluded(court=case.trial_court, outcome=outcome, asn=asn)
        case.say(at, Agency.HMCTS, fact)
    return [asn for asn, outcome in ends.items() if outcome is CaseOutcome.CONVICTED]


def _sentence(case: Case, others: Sequence[str]) -> None:
    same_day = case.chance.likely("sentenced on the day")
    start = case.reached if same_day else _hearing(case)
    passed = start + case.chance.minutes(10, 60)
    _read_statements(case, passed)
    for asn in others:
        _pass(case, passed - timedelta(seconds=30), asn)
    _pass(case, passed, case.asns[case.own - 1] if case.asns else None)
    case.end(passed, completed=True)


def _pass(case: Case, passed: datetime, asn: str | None) -> None:
    """One defendant's sentence, and what follows from it."""
    sentence = _passed(case).model_copy(update={"asn": asn})
    case.say(passed, Agency.HMCTS, sentence)
    if case.chance.likely("compensation ordered"):
        amount = 100 * case.chance.rng.randrange(*_POUNDS)
        ordered = CompensationOrdered(amount_pence=amount, asn=asn)
        case.say(passed, Agency.HMCTS, ordered, case.victims[0])
    if sentence.custody_months:
        served = case.chance.gamma(sentence.custody_months * _MONTH * _SERVED, 30)
        released = case.chance.in_office_hours(later(passed, served))
        licence = case.chance.fact(LicenceConditionsSet, asn=asn)
        case.say(later(released, -1), Agency.PROBATION, licence)
        case.say(released, Agency.PRISON_SERVICE, case.chance.fact(PrisonerReleased, asn=asn))


def _hearing(case: Case) -> datetime:
    """The hearing after reports at which sentence is passed; when it was held."""
    days = max(1.0, case.stretched(case.chance.days("reports before sentence")))
    day, listed = court_day(later(case.reached, days)), case.reached + timedelta(hours=1)
    return listed_and_held(case, listed, day, HearingKind.SENTENCE)


def _read_statements(case: Case, passed: datetime) -> None:
    """What the victims said of the harm to them is heard just before the sentence."""
    for taken, _ in case.all_of(PersonalStatementTaken):
        if taken.at < passed and case.chance.likely("statement read in court"):
            fact, at = case.chance.fact(PersonalStatementRead), passed - timedelta(minutes=5)
            case.say(at, Agency.HMCTS, fact, taken.victim)


def _passed(case: Case) -> SentencePassed:
    court, tier = case.trial_court, "Crown Court" if case.at_crown_court else "magistrates"
    sentence = case.chance.choose(f"sentence: {tier}", Sentence)
    if sentence is not Sentence.IMMEDIATE_CUSTODY:
        return SentencePassed(court=court, sentence=sentence)
    rape = case.offence.group is OffenceGroup.RAPE
    months = case.chance.rng.randint(*(_MONTHS_FOR_RAPE if rape else _MONTHS[tier]))
    eligible = case.offence.victim_contact and months >= _CONTACT_SCHEME_MONTHS
    return SentencePassed(
        court=court, sentence=sentence, custody_months=months, victim_contact_scheme=eligible
    )
