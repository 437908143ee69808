"""Bail and remand at court: at the first hearing, again at the plea hearing, and when asked for.

How often courts do what is assumed. Who is held for the first hearing is remanded in custody there.
"""

from datetime import datetime, timedelta

from events.court import HearingHeld, HearingKind
from events.identifiers import Agency
from events.places import Court
from events.remand import Remand, RemandDecided
from simulator.simulated_case import Case, Happening

_CUSTODY_DAYS = {True: 182, False: 56}
"""Days for which somebody may be held until the trial, at the Crown Court and at the magistrates'.

Prosecution of Offences (Custody Time Limits) Regulations 1987, regulations 4 and 5.
"""


def remand_first(case: Case, held: datetime, *, in_custody: bool) -> None:
    """At the first hearing each defendant is held, or bailed; some are neither."""
    at, court = held + timedelta(minutes=30), case.borough.magistrates
    with case.drawn_beside():
        if in_custody:
            _hold(case, at, court, None)
        elif case.chance.likely("bailed at the first hearing"):
            _bail(case, at, court, None)
        for number in case.defendants:
            at += timedelta(minutes=3)
            if case.chance.likely("bailed at the first hearing"):
                _bail(case, at, court, case.asns[number - 1])


def remand_again(case: Case, held: datetime) -> None:
    """At a later hearing the remand of the case's own defendant goes on as it was, mostly said."""
    said = case.all_of(RemandDecided)
    decided = [fact for each, fact in said if each.at < held and case.is_own(fact)]
    with case.drawn_beside():
        if decided and case.chance.likely("remand is said again"):
            again = {"court": case.trial_court, "custody_time_limit": None}
            at = held + timedelta(minutes=12)
            case.say(at, Agency.HMCTS, decided[-1].model_copy(update=again))


def answer_bail(case: Case, held: datetime) -> None:
    """At a bail hearing bail is granted to whoever is in custody, or refused."""
    at, court = held + timedelta(minutes=15), case.trial_court
    with case.drawn_beside():
        if case.chance.likely("bail granted at a bail hearing"):
            _bail(case, at, court, None, Remand.CONDITIONAL_BAIL)
        else:
            case.say(at, Agency.HMCTS, RemandDecided(court=court, remand=Remand.CUSTODY))


def changes_nothing(case: Case, happening: Happening) -> bool:
    """Whether a decision leaves a defendant as the last one did: that is not told of again."""
    fact = happening.fact
    if not isinstance(fact, RemandDecided):
        return False
    about = case.number_of(fact)
    before = [
        other
        for each, other in case.all_of(RemandDecided)
        if each.at < happening.at and case.number_of(other) == about
    ]
    return bool(before) and _how(before[-1]) == _how(fact)


def is_of_bail_hearing(case: Case, happening: Happening) -> bool:
    """Whether a decision was made at a bail hearing, which is told of already."""
    return any(
        fact.hearing is HearingKind.BAIL and each.at.date() == happening.at.date()
        for each, fact in case.all_of(HearingHeld)
    )


def _how(fact: RemandDecided) -> object:
    return fact.remand, frozenset(fact.conditions)


def _hold(case: Case, at: datetime, court: Court, asn: str | None) -> None:
    limit = (at + timedelta(days=_CUSTODY_DAYS[case.at_crown_court])).date()
    remand = RemandDecided(court=court, remand=Remand.CUSTODY, custody_time_limit=limit, asn=asn)
    case.say(at, Agency.HMCTS, remand)


def _bail(
    case: Case, at: datetime, court: Court, asn: str | None, remand: Remand | None = None
) -> None:
    remand = remand or case.chance.choose("bail at court", Remand)
    drawn = case.chance.fact(RemandDecided, court=court, remand=remand, asn=asn)
    bare = remand is Remand.UNCONDITIONAL_BAIL
    case.say(at, Agency.HMCTS, drawn.model_copy(update={"conditions": ()}) if bare else drawn)
