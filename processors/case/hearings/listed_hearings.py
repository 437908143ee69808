"""The hearings of a case as they were listed, and what took each out of the list again."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from uuid import UUID

from events.before_trial import TrialVacated
from events.clocks import Precision, london_date, london_midnight
from events.court import HearingKind
from events.hearing_changes import HearingAdjourned, HearingCancelled, HearingMarkedDuplicate
from events.listings import Listing
from processors.case.hearings.duplicate_hearings import (
    LISTINGS,
    duplicates_that_count,
    kind_listed,
)
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

TAKES_OUT = (TrialVacated, HearingCancelled, HearingAdjourned, HearingMarkedDuplicate)
"""The facts that take a hearing out of the list, without another date for it."""

_NAMELESS = frozenset({HearingKind.OTHER, HearingKind.MENTION})
"""Kinds of which a case may have several listed at once."""


@dataclass(frozen=True, slots=True)
class ListedHearing:
    """A listing: the first and last day on which the hearing can begin, and whom it is about.

    Days are London's; both are None while there is no date. `hearing_id` is the court's own. It was
    `moved` by a newer listing, or by the fact that took it out. `events` are the listings that say
    this, the first of them `listing`; `ended_by` the events that say that it was taken out.
    """

    listing: LoggedFact
    said: Listing
    kind: HearingKind
    suspect: Suspect
    hearing_id: str | None
    moved: LoggedFact | None = None
    events: frozenset[UUID] = frozenset()
    ended_by: frozenset[UUID] = frozenset()

    @property
    def day(self) -> date | None:
        """The first London day on which it can begin."""
        return self.said.first_day

    @property
    def last_day(self) -> date | None:
        """The last London day on which it can begin."""
        return self.said.last_day

    @property
    def taken_out(self) -> LoggedFact | None:
        """What took it out of the list without another date, if anything did."""
        if self.moved is None:
            return None
        fact = self.moved.fact
        undated = isinstance(fact, Listing) and fact.first_day is None and self.day is not None
        return self.moved if undated or isinstance(fact, TAKES_OUT) else None

    def is_ahead(self, at: LoggedFact) -> bool:
        """Whether it was not begun at a fact, as far as the fact's own day is known."""
        if at.occurred.day is None:
            return False
        if self.last_day is None:
            return True
        in_week = self.said.week_of is not None and at.occurred.day == self.last_day
        return in_week or at.occurred.day < self.last_day

    def is_same_time(self, other: "ListedHearing") -> bool:
        """Whether both say the same of when it is."""
        return _when(self.said) == _when(other.said)


def _when(said: Listing) -> tuple[object, ...]:
    return said.starts_at, said.on_day, said.week_of


def listed_hearings(history: CaseHistory, of_case: Suspects) -> tuple[ListedHearing, ...]:
    """Each listing of a case once, in order.

    One that repeats what stands in the list is the same. Before its day a hearing is moved by a
    newer listing of its id, or taken out by a fact that names it. Where one of the two has no id,
    they are of one hearing if they are of one kind, about the same defendant, and no other is. A
    hearing is marked as a duplicate only of one that is listed.
    """
    return history.derive(_listed, *LISTINGS, *TAKES_OUT, by=of_case)


def _listed(facts: FactsInOrder, of_case: Suspects) -> tuple[ListedHearing, ...]:
    court_list = _CourtList()
    for logged in _in_turn(facts, of_case):
        suspect = of_case.about(logged) if of_case.are_several else NotOne.ALL
        if new := _new(logged, suspect):
            court_list.enter(new)
        else:
            court_list.take_out(_Meant.by(logged, suspect), logged)
    return tuple(court_list.found)


def _in_turn(facts: FactsInOrder, of_case: Suspects) -> list[LoggedFact]:
    """The facts that count, in order; a cancellation before the listing of its day.

    Where the hours of both are not known, and the hearing was listed before, it was that which was
    cancelled: the hearing is in the list again.
    """
    duplicates = duplicates_that_count(facts, of_case)
    marks = (each for each in facts if isinstance(each.fact, HearingMarkedDuplicate))
    out = {each.event for each in marks} - duplicates
    listed = [each for each in facts if isinstance(each.fact, LISTINGS)]
    first = {
        each.event
        for each in facts
        if isinstance(each.fact, HearingCancelled) and _is_listed_again(each, listed)
    }
    counting = (each for each in facts if each.event not in out)
    return sorted(counting, key=partial(_turn, first))


def _turn(first: Collection[UUID], logged: LoggedFact) -> tuple[datetime, bool, object]:
    at = moment(logged)
    if logged.event in first:
        return london_midnight(london_date(at)), False, logged.order
    return at, True, logged.order


def _is_listed_again(cancelled: LoggedFact, listed: Iterable[LoggedFact]) -> bool:
    """Whether a hearing was listed before it was cancelled, and once more on that very day."""
    of_id = [each for each in listed if _id(each) is not None and _id(each) == _id(cancelled)]
    day = london_date(moment(cancelled))
    same_day = [each for each in of_id if london_date(moment(each)) == day]
    before = any(london_date(moment(each)) < day for each in of_id)
    return before and any(not _is_sure(each, cancelled) for each in same_day)


def _is_sure(one: LoggedFact, other: LoggedFact) -> bool:
    """Whether it is known which of two facts of a day came first."""
    return all(each.occurred.precision is Precision.INSTANT for each in (one, other))


def _id(logged: LoggedFact) -> str | None:
    fact = logged.fact
    return fact.hearing_id if isinstance(fact, (*LISTINGS, HearingCancelled)) else None


def _new(logged: LoggedFact, suspect: Suspect) -> ListedHearing | None:
    fact = logged.fact
    if not isinstance(fact, LISTINGS):
        return None
    events = frozenset({logged.event})
    return ListedHearing(logged, fact, kind_listed(fact), suspect, fact.hearing_id, events=events)


@dataclass(frozen=True, slots=True)
class _Meant:
    """Which hearing a fact means: by its id, or else by its kind and defendant."""

    hearing_id: str | None
    kind: HearingKind | None
    suspect: Suspect

    @classmethod
    def by(cls, logged: LoggedFact, suspect: Suspect) -> "_Meant":
        match logged.fact:
            case TrialVacated(hearing_id=hearing_id):
                return cls(hearing_id, HearingKind.TRIAL, suspect)
            case HearingCancelled() | HearingAdjourned() as fact:
                return cls(fact.hearing_id, fact.hearing, suspect)
            case HearingMarkedDuplicate(hearing_id=hearing_id):
                return cls(hearing_id, None, suspect)
            case _:
                raise TypeError(f"{logged.fact.kind} takes nothing out of the list")

    def is_of(self, listed: ListedHearing) -> bool:
        """Whether a hearing is meant. A fact about all is about the hearing of each."""
        if self.suspect not in (listed.suspect, NotOne.ALL):
            return False
        if self.hearing_id is not None and listed.hearing_id is not None:
            return self.hearing_id == listed.hearing_id
        return self.kind is listed.kind


@dataclass(slots=True)
class _CourtList:
    """The list as it grows: all that was `found`, and the places of those that `stand`.

    `ended` are the facts that took out by its id a hearing that was not in it by then.
    """

    found: list[ListedHearing] = field(default_factory=list)
    stand: list[int] = field(default_factory=list)
    ended: list[tuple[_Meant, LoggedFact]] = field(default_factory=list)

    def enter(self, new: ListedHearing) -> None:
        """Enter a listing, in the place of what it moves; one that repeats another is no other."""
        meant = _Meant(new.hearing_id, new.kind, new.suspect)
        if any(self._repeats(place, meant, new) for place in self.stand):
            return
        for place in self._moved(meant):
            self._end(place, new.listing, same_place=new.suspect == self.found[place].suspect)
        ended = (at for what, at in self.ended if what.is_of(new) and not_before(at, new.listing))
        over = next(ended, None) if new.hearing_id else None
        self.found.append(replace(new, moved=over, ended_by=_events(over)))
        if over is None:
            self.stand.append(len(self.found) - 1)

    def take_out(self, meant: _Meant, by: LoggedFact) -> None:
        """Take a hearing out; cancelled by its id also one that is entered later in the order.

        What is listed at the moment at which another date is vacated or adjourned takes its place.
        """
        for_good = isinstance(by.fact, HearingCancelled | HearingMarkedDuplicate)
        places = [
            each
            for each in self._meant(meant)
            if for_good or moment(self.found[each].listing) != moment(by)
        ]
        took_listed = places and isinstance(by.fact, HearingCancelled)
        if for_good and meant.hearing_id is not None and not took_listed:
            self.ended.append((meant, by))
        for place in places:
            self._end(place, by)
        for place, listed in enumerate(self.found if not places else ()):
            if listed.taken_out and meant.is_of(listed) and listed.is_ahead(by):
                self.found[place] = replace(listed, ended_by=listed.ended_by | _events(by))

    def _repeats(self, place: int, meant: _Meant, new: ListedHearing) -> bool:
        """Whether a listing says what stands in the list; what it adds is entered there."""
        same = self.found[place]
        if new.suspect != same.suspect or not meant.is_of(same) or not new.is_same_time(same):
            return False
        known = same.hearing_id or new.hearing_id
        self.found[place] = replace(same, hearing_id=known, events=same.events | new.events)
        return True

    def _moved(self, meant: _Meant) -> list[int]:
        """The hearings that a newer listing moves. A case may have several of some kinds."""
        places = self._meant(meant)
        if meant.kind not in _NAMELESS:
            return places
        return [at for at in places if meant.hearing_id and self._has_id(at, meant)]

    def _meant(self, meant: _Meant) -> list[int]:
        """The hearings that a fact means: by kind alone none where several could be meant."""
        places = [each for each in self.stand if meant.is_of(self.found[each])]
        by_id = [each for each in places if meant.hearing_id and self._has_id(each, meant)]
        if by_id:
            return by_id
        whose = Counter(self.found[each].suspect for each in places)
        return [each for each in places if whose[self.found[each].suspect] == 1]

    def _has_id(self, place: int, meant: _Meant) -> bool:
        return self.found[place].hearing_id == meant.hearing_id

    def _end(self, place: int, by: LoggedFact, *, same_place: bool = False) -> None:
        listed = self.found[place]
        if listed.is_ahead(by):
            self.found[place] = replace(listed, moved=by, ended_by=_events(by))
            self.stand.remove(place)
        elif same_place:
            self.stand.remove(place)


def _events(logged: LoggedFact | None) -> frozenset[UUID]:
    return frozenset({logged.event}) if logged else frozenset()
