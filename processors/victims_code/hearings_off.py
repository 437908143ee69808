"""The hearings that were taken out of the list or moved, and of which the victim was told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from processors.case.hearings.court_list import TAKES_OUT, ListedHearing
from processors.case.hearings.duplicate_hearings import LISTINGS
from processors.case.hearings.listed_hearings import listed_hearings
from processors.case.history.case_history import CaseHistory, in_order
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from processors.victims_code.all_duties import DUTY_BY_RULE
from processors.victims_code.duty_triggers import repetitions_of
from processors.victims_code.tellings_after import events_named, kinds_of_tellings, tellings_after
from schemas.log_records import LoggedFact

Value = TypeVar("Value")

TELLS_HEARING = DUTY_BY_RULE["R8.1"]
"""The duty to tell the victim when and where a hearing is."""

TELLINGS_OF_HEARINGS = kinds_of_tellings(TELLS_HEARING)
"""The kinds of fact on which it rests whether the victim was told of a hearing."""


@dataclass(frozen=True, slots=True)
class HearingsOff:
    """What took each hearing out of the list, by the event of its listing.

    `news` are the events that took out a hearing of which the victim had been told: that it is off
    is news of its date. `moved` are the facts, in order, that set another date for the hearing of
    an event: of a listing, or of what took it out before it was listed again by its id.
    """

    by_listing: Mapping[UUID, LoggedFact] = field(default_factory=dict)
    news: frozenset[UUID] = frozenset()
    moved: Mapping[UUID, Sequence[LoggedFact]] = field(default_factory=dict)


_NONE = HearingsOff()


def hearings_off(history: CaseHistory, of_case: Suspects) -> HearingsOff:
    """The hearings of a case that were taken out or moved before they began."""
    listed = listed_hearings(history, of_case)
    if not any(each.moved or each.parts for each in listed):
        return _NONE
    off = [(each, each.taken_out) for each in listed]
    by_listing = {event: out for each, out in off if out for event in each.events}
    last = _last_repetitions(history)
    return HearingsOff(
        _by_last(by_listing, last),
        frozenset().union(*(_news(history, of_case, each) for each in listed)),
        _by_last(dict(_moved(history, of_case, listed)), last),
    )


def _news(history: CaseHistory, of_case: Suspects, hearing: ListedHearing) -> Iterator[UUID]:
    """The events that took out a hearing of which the victim was told, or took it out about one of
    several defendants.
    """
    for part in hearing.parts:
        if hearing.is_undated_by(part) and _was_told(history, of_case, hearing, part):
            yield part.event
    out = hearing.taken_out
    if out and _was_told(history, of_case, hearing, out):
        yield from hearing.ended_by


def _last_repetitions(history: CaseHistory) -> Mapping[UUID, UUID]:
    """The last repetition of each fact: all together raise one duty, and the last one stands."""
    last: dict[UUID, UUID] = {}
    for kind in (*LISTINGS, *TAKES_OUT):
        for repetitions in repetitions_of(history.of(kind)):
            last |= {each.event: repetitions[-1].event for each in repetitions}
    return last


def _by_last(ends: Mapping[UUID, Value], last: Mapping[UUID, UUID]) -> Mapping[UUID, Value]:
    """What ended the hearing of each event, as of its last repetition: said again, it stands."""
    return {event: ends[end] for event, end in last.items() if end in ends}


def _moved(
    history: CaseHistory, of_case: Suspects, listed: Sequence[ListedHearing]
) -> Iterator[tuple[UUID, Sequence[LoggedFact]]]:
    """The events whose hearing was given another date, with the facts that say that date."""
    facts = {each.event: each for each in history.of(*LISTINGS)}
    for place, each in enumerate(listed):
        for event, following in _next_dates(of_case, each, listed[place + 1 :]):
            yield event, sorted((facts[said] for said in following.events), key=in_order)


def _next_dates(
    of_case: Suspects, each: ListedHearing, later: Sequence[ListedHearing]
) -> Iterator[tuple[UUID, ListedHearing]]:
    """The listing that moved a hearing; of one that was taken out, or taken out about one
    defendant, the next by its id.
    """
    for part in each.parts:
        if each.is_undated_by(part) and (again := _again(each, part, of_case.about(part), later)):
            yield part.event, again
    out = each.taken_out
    moved = (other for other in later if other.listing is each.moved)
    following = _again(each, out, each.suspect, later) if out else next(moved, None)
    if following:
        yield from ((event, following) for event in (each.ended_by if out else each.events))


def _again(
    each: ListedHearing, out: LoggedFact, suspect: Suspect, later: Sequence[ListedHearing]
) -> ListedHearing | None:
    """The listing of a hearing's id that follows when it was taken out, if it has a date."""
    again = (
        other
        for other in later
        if each.hearing_id is not None
        and other.hearing_id == each.hearing_id
        and other.suspect in (suspect, NotOne.ALL)
        and not_before(other.listing, out)
    )
    found = next(again, None)
    return found if found and found.day else None


def tellings_of(
    history: CaseHistory, of_case: Suspects, hearing: ListedHearing
) -> Iterator[LoggedFact]:
    """The tellings of a hearing, in order: not those that name another listing and not its own."""
    listings = {each.event for each in history.of(*LISTINGS)} - hearing.events
    for each in tellings_after(history, of_case, TELLS_HEARING, hearing.listing, hearing.suspect):
        named = events_named(each)
        if not hearing.events.isdisjoint(named) or listings.isdisjoint(named):
            yield each


def _was_told(
    history: CaseHistory, of_case: Suspects, hearing: ListedHearing, out: LoggedFact
) -> bool:
    told = tellings_of(history, of_case, hearing)
    return any(each.order <= out.order or not_before(out, each) for each in told)
