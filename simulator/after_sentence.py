"""After the sentence: appeals, the Victim Contact Scheme, release, recall and parole."""

from datetime import datetime

from events.after_sentence import (
    ContactSchemeAnswer,
    ContactSchemeAnswered,
    ContactSchemeOffered,
    LicenceCondition,
    LicenceConditionsSet,
    ParoleDecided,
    ParoleDecision,
    ParoleHearingListed,
    PrisonerRecalled,
    PrisonerReleased,
    PrisonRelease,
)
from events.contact import ToldAbout
from events.court import SentencePassed
from events.identifiers import Agency
from events.messages import NoticeAbout
from events.payments import CompensationOrdered, CompensationPaid
from events.verdict import (
    AppealAgainst,
    AppealDecided,
    AppealLodged,
    AppealResult,
    SentenceReviewAnswer,
    SentenceReviewAnswered,
    SentenceReviewRequested,
)
from simulator.case import Case
from simulator.chance import Gamma, Mix
from simulator.chances import likely
from simulator.contacts import reached_by
from simulator.happening import Happening
from simulator.hours import in_office_hours, later
from simulator.keeping import wants
from simulator.notices import notify
from simulator.support import after, identify
from simulator.world import World

_AGAINST = Mix({AppealAgainst.SENTENCE: 65, AppealAgainst.CONVICTION: 35})
_APPEALS = Mix({AppealResult.DISMISSED: 60, AppealResult.ALLOWED: 25, AppealResult.ABANDONED: 15})
_LENIENT = Mix(
    {
        SentenceReviewAnswer.NOT_REFERRED: 75,
        SentenceReviewAnswer.REFERRED: 17,
        SentenceReviewAnswer.OUT_OF_TIME: 8,
    }
)
_PAROLE = Mix(
    {
        ParoleDecision.RELEASE: 45,
        ParoleDecision.NO_RELEASE: 47,
        ParoleDecision.OPEN_CONDITIONS: 8,
    }
)
_RELEASES = Mix({PrisonRelease.CONDITIONAL: 94, PrisonRelease.UNCONDITIONAL: 6})
_CONDITIONS = Mix(
    {
        (LicenceCondition.NO_CONTACT,): 45,
        (LicenceCondition.NO_CONTACT, LicenceCondition.EXCLUSION_ZONE): 40,
        (LicenceCondition.EXCLUSION_ZONE, LicenceCondition.ELECTRONIC_MONITORING): 8,
        (LicenceCondition.NO_CONTACT, LicenceCondition.CURFEW): 7,
    }
)
_SERVED = 0.4
"""Of a sentence, the share that is served before release."""
_MONTH = 30.4
_TO_RECALL = Gamma(60, shape=2)
_TO_PAROLE = Gamma(35, shape=4)
_TO_ANSWER = Gamma(12, shape=3)
_SOON = Gamma(3, shape=2)


def after_sentence(world: World, case: Case) -> None:
    """What may follow a sentence, apart from what the Code asks for on the day."""
    for passed in case.said(SentencePassed):
        _appeal(world, case, passed.at)
        _ask_for_review(world, case, passed.at)
        if isinstance(passed.fact, SentencePassed) and passed.fact.custody_months:
            _serve(world, case, passed.at, passed.fact.custody_months)
    for ordered in case.said(CompensationOrdered):
        for victim in case.victims:
            if likely(world, "compensation paid") and isinstance(ordered.fact, CompensationOrdered):
                paid = CompensationPaid(amount_pence=ordered.fact.amount_pence)
                case.say(after(world, ordered.at, _TO_RECALL), Agency.HMCTS, paid, victim)


def answer_the_scheme(world: World, case: Case) -> None:
    """Victims who are offered the Victim Contact Scheme join it or not."""
    for offered in case.said(ContactSchemeOffered):
        assert offered.victim, "the scheme is offered to a victim"
        joined = likely(world, "contact scheme joined")
        answer = ContactSchemeAnswer.JOINED if joined else ContactSchemeAnswer.DECLINED
        when = after(world, offered.at, _TO_ANSWER)
        fact = ContactSchemeAnswered(answer=answer)
        identify(case, Agency.PROBATION, offered.victim, offered.at)
        case.say(when, Agency.PROBATION, fact, offered.victim)


def _appeal(world: World, case: Case, passed: datetime) -> None:
    if not likely(world, "appeal"):
        return
    against = _AGAINST.draw(world.rng)
    lodged = in_office_hours(world.rng, later(passed, world.rng.uniform(2, 28)))
    case.say(lodged, Agency.HMCTS, AppealLodged(against=against))
    notify(world, case, Agency.HMCTS, NoticeAbout.APPEAL, later(lodged, 0.1))
    decided = in_office_hours(world.rng, later(lodged, world.rng.uniform(30, 150)))
    fact = AppealDecided(against=against, result=_APPEALS.draw(world.rng))
    case.say(decided, Agency.HMCTS, fact)
    if likely(world, "told of an appeal's end"):
        notify(world, case, Agency.HMCTS, NoticeAbout.APPEAL, later(decided, 0.1))


def _ask_for_review(world: World, case: Case, passed: datetime) -> None:
    if case.at_crown_court and likely(world, "unduly lenient"):
        asked = in_office_hours(world.rng, later(passed, world.rng.uniform(1, 32)))
        case.say(asked, Agency.CPS, SentenceReviewRequested())
        answer = SentenceReviewAnswered(answer=_LENIENT.draw(world.rng))
        case.say(after(world, asked, _TO_ANSWER), Agency.CPS, answer)


def _serve(world: World, case: Case, passed: datetime, months: int) -> None:
    """Prison, release on licence, and for some recall and parole."""
    released = after(world, passed, Gamma(months * _MONTH * _SERVED, shape=30))
    conditions = LicenceConditionsSet(conditions=_CONDITIONS.draw(world.rng))
    case.say(later(released, -1), Agency.PROBATION, conditions)
    _release(world, case, released)
    if likely(world, "recalled"):
        recalled = after(world, released, _TO_RECALL)
        case.say(recalled, Agency.PROBATION, PrisonerRecalled())
        if likely(world, "parole after a recall"):
            _parole(world, case, recalled)


def _release(world: World, case: Case, released: datetime) -> None:
    fact = PrisonerReleased(release=_RELEASES.draw(world.rng))
    _tell(world, case, case.say(released, Agency.PROBATION, fact), ToldAbout.RELEASE)


def _parole(world: World, case: Case, recalled: datetime) -> None:
    listed = after(world, recalled, _SOON)
    starts = in_office_hours(world.rng, after(world, listed, _TO_PAROLE))
    case.say(listed, Agency.PROBATION, ParoleHearingListed(starts_at=starts))
    decision = _PAROLE.draw(world.rng)
    decided = later(starts, 0.1)
    said = case.say(decided, Agency.PROBATION, ParoleDecided(decision=decision))
    _tell(world, case, said, ToldAbout.PAROLE)
    if decision is ParoleDecision.RELEASE:
        _release(world, case, after(world, decided, _SOON))


def _tell(world: World, case: Case, what: Happening, about: ToldAbout) -> None:
    for victim in case.victims:
        wanted = wants(case, victim, "R11.1", what.at)
        if wanted and likely(world, "told of parole and release"):
            told = reached_by(world, case, victim, about)
            case.say(after(world, what.at, _SOON), Agency.PROBATION, told, victim)
