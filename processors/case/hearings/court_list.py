"""A court's list of the hearings of a case: what stands in it, and what it moves or takes out."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from events.before_trial import TrialVacated
from events.court import HearingKind
from events.hearing_changes import HearingAdjourned, HearingCancelled, HearingMarkedDuplicate
from events.listings import Listing
from processors.case.history.case_history import moment
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect
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


@dataclass(frozen=True, slots=True)
class Meant:
    """Which hearing a fact means: by its id, or else by its kind and defendant."""

    hearing_id: str | None
    kind: HearingKind | None
    suspect: Suspect

    @classmethod
    def by(cls, logged: LoggedFact, suspect: Suspect) -> "Meant":
        """What a fact means that takes a hearing out of the list."""
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
class CourtList:
    """The list as it grows: all that was `found`, and the places of those that `stand`.

    `ended` are the facts that took out by its id a hearing that was not in it by then.
    """

    found: list[ListedHearing] = field(default_factory=list)
    stand: list[int] = field(default_factory=list)
    ended: list[tuple[Meant, LoggedFact]] = field(default_factory=list)

    def enter(self, new: ListedHearing) -> None:
        """Enter a listing, in the place of what it moves; one that repeats another is no other."""
        meant = Meant(new.hearing_id, new.kind, new.suspect)
        if any(self._repeats(place, meant, new) for place in self.stand):
            return
        for place in self._moved(meant):
            self._end(place, new.listing, same_place=new.suspect == self.found[place].suspect)
        ended = (at for what, at in self.ended if what.is_of(new) and not_before(at, new.listing))
        over = next(ended, None) if new.hearing_id else None
        self.found.append(replace(new, moved=over, ended_by=_events(over)))
        if over is None:
            self.stand.append(len(self.found) - 1)

    def take_out(self, meant: Meant, by: LoggedFact) -> None:
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

    def _repeats(self, place: int, meant: Meant, new: ListedHearing) -> bool:
        """Whether a listing says what stands in the list; what it adds is entered there."""
        same = self.found[place]
        if new.suspect != same.suspect or not meant.is_of(same) or not new.is_same_time(same):
            return False
        known = same.hearing_id or new.hearing_id
        self.found[place] = replace(same, hearing_id=known, events=same.events | new.events)
        return True

    def _moved(self, meant: Meant) -> list[int]:
        """The hearings that a newer listing moves. A case may have several of some kinds."""
        places = self._meant(meant)
        if meant.kind not in _NAMELESS:
            return places
        return [at for at in places if meant.hearing_id and self._has_id(at, meant)]

    def _meant(self, meant: Meant) -> list[int]:
        """The hearings that a fact means: by kind alone none where several could be meant."""
        places = [each for each in self.stand if meant.is_of(self.found[each])]
        by_id = [each for each in places if meant.hearing_id and self._has_id(each, meant)]
        if by_id:
            return by_id
        whose = Counter(self.found[each].suspect for each in places)
        return [each for each in places if whose[self.found[each].suspect] == 1]

    def _has_id(self, place: int, meant: Meant) -> bool:
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
