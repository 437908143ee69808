"""What courts say before a verdict: listings, hearings and pleas, and notices of them."""

from datetime import date, datetime, timedelta

from events.before_trial import (
    ModeOfTrialDecided,
    Plea,
    PleaEntered,
    SentToCrownCourt,
    TrialVenue,
    WarrantEnd,
    WarrantEnded,
)
from events.case_moves import CaseRemitted
from events.clocks import london_date
from events.court import FirstHearingListed, HearingHeld, HearingKind, HearingListed, TrialListed
from events.identifiers import Agency
from events.messages import NoticeAbout, NoticeReceived, NoticeSent
from events.trial_reasons import IneffectiveReason, TrialResult
from processors.case.course.stages import Stage
from simulator.chance import court_day, full_hour, later
from simulator.simulated_case import Case, Happening
from simulator.simulated_remand import remand_again

_TO_PLEA_HEARING = 28
"""Days from the first hearing to the plea and trial preparation hearing: its usual target."""


def notify(
    case: Case,
    sender: Agency,
    about: NoticeAbout,
    sent: datetime,
    to: Agency = Agency.WITNESS_CARE,
    number: int | None = None,
) -> None:
    """One agency sends another a notice, which reaches it within hours or a day, or never.

    It names the defendant with a `number`, mostly.
    """
    named = number is not None and not case.chance.likely("notice names nobody")
    asn = case.asns[number - 1] if number and named else None
    case.say(sent, sender, NoticeSent(to=to, about=about, asn=asn))
    if not case.chance.likely("notice lost"):
        received = sent + case.chance.minutes(2, 30 * 60)
        case.say(received, to, NoticeReceived(sender=sender, about=about, asn=asn))


def hearing_after_arrest(case: Case, happening: Happening) -> Happening | None:
    """The next hearing after an arrest on a warrant, if there is one; else the happening itself."""
    fact = happening.fact
    if not isinstance(fact, WarrantEnded) or fact.how is not WarrantEnd.EXECUTED:
        return happening
    hearings = (each for each, _ in case.all_of(HearingHeld) if each.at > happening.at)
    return min(hearings, key=lambda each: each.at, default=None)


def list_hearing(case: Case, listed: datetime, fact: HearingListed | TrialListed) -> None:
    """The court lists a hearing; it says when the unit knew, or the unit is sent a notice."""
    heard = listed + case.chance.minutes(5, 600)
    known = case.chance.likely("listing says when it was known")
    case.say(listed, Agency.HMCTS, fact, known=heard if known else None)
    if not known:
        notify(case, Agency.HMCTS, NoticeAbout.HEARING, heard)


def first_hearing(case: Case, charged: datetime, day: date) -> None:
    """The first hearing is listed soon after the charge, and held at the magistrates' court.

    The police hear of it, mostly as the listing says, and the witness care unit by a notice.
    """
    chance, court = case.chance, case.court_of(Stage.CHARGED)
    listed = charged + chance.minutes(20, 240)
    heard = listed + chance.minutes(5, 300)
    known = chance.likely("first hearing known to police")
    fact = FirstHearingListed(court=court, starts_at=full_hour(day, 10))
    case.say(listed, Agency.HMCTS, fact, known=heard if known else None)
    for to in (Agency.WITNESS_CARE,) if known else (case.force, Agency.WITNESS_CARE):
        notify(case, Agency.HMCTS, NoticeAbout.FIRST_HEARING, heard, to)
    held = chance.on(day, 10, 13)
    case.say(held, Agency.HMCTS, HearingHeld(court=court, hearing=HearingKind.FIRST))
    case.enter(Stage.FIRST_HEARING, held)
    _allocate(case, held + chance.minutes(5, 25))


def _allocate(case: Case, at: datetime) -> None:
    """It is settled where the case goes; a plea comes later if not guilty."""
    if case.chance.likely("either-way offence"):
        crown = case.chance.choose("venue at the Crown Court", TrialVenue)
        venue = crown if case.at_crown_court else TrialVenue.SUMMARY_TRIAL
        case.say(at, Agency.HMCTS, ModeOfTrialDecided(venue=venue))
    if case.at_crown_court:
        sent = at + timedelta(minutes=2)
        case.say(sent, Agency.HMCTS, SentToCrownCourt(court=case.crown_court))
        case.say(sent, Agency.HMCTS, PleaEntered(plea=Plea.NONE_ENTERED))
        remitted = CaseRemitted(court=case.borough.magistrates)
        if case.maybe("remitted to the magistrates", sent, Agency.HMCTS, remitted):
            case.at_crown_court = False


def plead(case: Case, held: datetime, plea: Plea) -> None:
    """The defendant pleads, at a hearing."""
    case.say(held + timedelta(minutes=7), Agency.HMCTS, PleaEntered(plea=plea))


def hold(
    case: Case,
    day: date,
    hearing: HearingKind,
    result: TrialResult | None = None,
    reason: IneffectiveReason | None = None,
) -> datetime:
    """A hearing at the court that tries the case; when it was. For bail one defendant asks."""
    held = case.chance.on(day, 10, 13)
    asn = case.asns[case.own - 1] if case.asns and hearing is HearingKind.BAIL else None
    fact = HearingHeld(
        court=case.trial_court, hearing=hearing, trial_result=result, reason=reason, asn=asn
    )
    case.say(held, Agency.HMCTS, fact)
    return held


def listed_and_held(case: Case, listed: datetime, day: date, hearing: HearingKind) -> datetime:
    """A hearing other than the first or a trial, from its listing on; when it was held."""
    starts = full_hour(day, 10)
    fact = HearingListed(court=case.trial_court, hearing=hearing, starts_at=starts)
    list_hearing(case, listed, fact)
    return hold(case, day, hearing)


def day_part_way(case: Case, last: date, least: float, most: float) -> date:
    """A court day at some share of the way from the first hearing to the last day."""
    whole = (last - london_date(case.reached)).days
    share = case.chance.rng.uniform(least, most)
    return min(court_day(later(case.reached, whole * share)), last)


def plea_hearing(case: Case, last: date) -> datetime:
    """The plea and trial preparation hearing at the Crown Court; when a trial is listed there."""
    usual = court_day(later(case.reached, _TO_PLEA_HEARING))
    day = min(usual, day_part_way(case, last, 0.2, 0.4))
    listed = later(case.reached, 0.1)
    held = listed_and_held(case, listed, day, HearingKind.PLEA_AND_TRIAL_PREPARATION)
    remand_again(case, held)
    return held + case.chance.minutes(120, 300)
