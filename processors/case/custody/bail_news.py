"""Which hearings and decisions about bail are news: one decision is told of once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from events.clocks import Occurred, london_date
from events.court import HearingHeld, HearingKind
from events.remand import RemandDecided
from processors.case.custody.court_remands import CaseRemands
from processors.case.history.case_history import CaseHistory, in_order
from processors.case.history.fact_order import tells_the_same
from processors.case.offences.charged_offences import Offence, offences_of
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

_Day = tuple[Suspect, date]


def old_bail_news(history: CaseHistory, of_case: Suspects, remands: CaseRemands) -> frozenset[UUID]:
    """The remands that changed nothing, and of a bail hearing and its decision the later one.

    Where one defendant's offences are decided on at one moment, one by one, the first decision is
    news. Where each defendant has a decision on the day of a bail hearing of all, the decisions
    tell of the hearing.
    """
    if not history.of(RemandDecided):
        return frozenset()
    held = _by_day(of_case, history.of(HearingHeld))
    old = remands.renewed | {*_offence_by_offence(history, of_case, remands)}
    decided = _by_day(of_case, history.of(RemandDecided), leaving_out=old)
    pairs = (_pairs(facts, decided.get(day, ())) for day, facts in held.items())
    joint = (
        each.event
        for (suspect, day), facts in held.items()
        if suspect is NotOne.ALL and of_case.are_several and _has_each(of_case, day, decided)
        for each in facts
    )
    return old | {each.event for of_day in pairs for each in of_day} | {*joint}


def _offence_by_offence(
    history: CaseHistory, of_case: Suspects, remands: CaseRemands
) -> Iterator[UUID]:
    """The decisions that say of more offences what was decided at the same moment."""
    first: dict[tuple[Suspect, Occurred], set[Offence]] = {}
    for each in history.of(RemandDecided):
        offences, suspect = offences_of(each, of_case), of_case.about(each)
        if not offences or suspect is NotOne.UNSAID or each.event in remands.renewed:
            continue
        said = first.setdefault((suspect, each.occurred), set())
        if said and said.isdisjoint(offences):
            yield each.event
        said |= offences


def _by_day(
    of_case: Suspects, facts: Sequence[LoggedFact], *, leaving_out: frozenset[UUID] = frozenset()
) -> Mapping[_Day, Sequence[LoggedFact]]:
    """Bail hearings, or decisions, by defendant and London day; not where nothing says whose."""
    found: dict[_Day, list[LoggedFact]] = defaultdict(list)
    for each in facts:
        suspect = of_case.whom(each)
        other = isinstance(each.fact, HearingHeld) and each.fact.hearing is not HearingKind.BAIL
        if other or suspect is NotOne.UNSAID or each.event in leaving_out:
            continue
        of_day = found[suspect, london_date(each.occurred.at)]
        if not any(tells_the_same(each, before) for before in of_day):
            of_day.append(each)
    return found


def _pairs(held: Sequence[LoggedFact], decided: Sequence[LoggedFact]) -> Iterator[LoggedFact]:
    """The later of each bail hearing and the decision that was made at it."""
    for both in zip(held, decided, strict=False):
        yield max(both, key=in_order)


def _has_each(of_case: Suspects, day: date, decided: Mapping[_Day, object]) -> bool:
    return all((suspect, day) in decided for _, suspect in of_case.known)
