"""A court's list of the hearings of a case: what stands in it, and what it moves or takes out."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from events.before_trial import TrialVacated
from events.court import HearingKind
from events.hearing_changes import HearingAdjourned, HearingCancelled, HearingMarkedDuplicate
from events.listings import Listing
from processors.case.hearings.duplicate_hearings import LISTINGS, kind_listed
from processors.case.history.case_history import moment
from processors.case.history.fact_order import not_before
from processors.case.suspects.case_suspects import NotOne, Suspect
from schemas.log_records import LoggedFact

TAKES_OUT = (TrialVacated, HearingCancelled, HearingAdjourned, HearingMarkedDuplicate)
"""The facts that take a hearing out of the list, without another date for it."""

_BEFORE_ITS_DAY = (TrialVacated, HearingCancelled)
"""Those of them that are of no hearing that was begun."""

_NAMELESS = frozenset({HearingKind.OTHER, HearingKind.MENTION})
"""Kinds of which a case may have several listed at once."""


@dataclass(frozen=True, slots=True)
class ListedHearing:
    """A listing: the first and last day on which the hearing can begin, and whom it is about.

    Days are London's; both are None while there is no date. `hearing_id` is the court's own. A
    hearing about all `stands_for` each defendant until another date is given, or it is taken out,
    about that one; the facts that did so while it stood for others are its `parts`. It was `moved`
    by the one after which it stood for nobody. `events` are the listings that say this, the first
    of them `listing`; `ended_by` the events that say that it was taken out.
    """

    listing: LoggedFact
    said: Listing
    kind: HearingKind
    suspect: Suspect
    hearing_id: str | None
    events: frozenset[UUID]
    stands_for: frozenset[Suspect] = frozenset()
    parts: tuple[LoggedFact, ...] = ()
    moved: LoggedFact | None = None
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
        return self.moved if self.moved and self.is_undated_by(self.moved) else None

    def is_undated_by(self, by: LoggedFact) -> bool:
        """Whether a fact gives it no other date."""
        undated = isinstance(by.fact, Listing) and by.fact.first_day is None
        return isinstance(by.fact, TAKES_OUT) or (undated and self.day is not None)

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


def _is_listed_as(kind: HearingKind, by: LoggedFact) -> bool:
    return isinstance(by.fact, LISTINGS) and kind_listed(by.fact) is kind


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
        """Whether a hearing is meant, whomever it stands for."""
        if self.hearing_id is not None and listed.hearing_id is not None:
            return self.hearing_id == listed.hearing_id
        return self.kind is listed.kind

    def covers(self, listed: ListedHearing) -> bool:
        """Whether all of a hearing is meant: a fact about all is about the hearing of each."""
        return self.is_of(listed) and self.suspect in (listed.suspect, NotOne.ALL)


@dataclass(slots=True)
class CourtList:
    """The list as it grows: all that was `found`, and the places of those that `stand`.

    `everybody` are the defendants of the case, and `reopened` the facts that opened it again, each
    with those about whom it did. `ended` are the facts that took out by its id a hearing that was
    not in it by then.
    """

    everybody: frozenset[Suspect]
    reopened: Sequence[tuple[Suspect, LoggedFact]] = ()
    found: list[ListedHearing] = field(default_factory=list)
    stand: list[int] = field(default_factory=list)
    ended: list[tuple[Meant, LoggedFact]] = field(default_factory=list)

    def enter(self, new: ListedHearing) -> None:
        """Enter a listing, in the place of what it moves; one that repeats another is no other."""
        meant = Meant(new.hearing_id, new.kind, new.suspect)
        entered = replace(new, stands_for=self._whom(new.suspect))
        if any(self._repeats(place, meant, entered) for place in self.stand):
            return
        for place, whom in self._moved(meant).items():
            self._end(place, whom, new.listing)
        self.found.append(entered)
        self.stand.append(len(self.found) - 1)
        if new.hearing_id:
            self._strike_ended(len(self.found) - 1)

    def take_out(self, meant: Meant, by: LoggedFact) -> None:
        """Take a hearing out; cancelled by its id also one that is entered later in the order.

        What is listed at the moment at which another date is vacated or adjourned takes its place.
        """
        for_good = isinstance(by.fact, HearingCancelled | HearingMarkedDuplicate)
        places = {
            place: whom
            for place, whom in self._meant(meant, by).items()
            if for_good or moment(self.found[place].listing) != moment(by)
        }
        took_listed = places and isinstance(by.fact, HearingCancelled)
        if for_good and meant.hearing_id is not None and not took_listed:
            self.ended.append((meant, by))
        for place, whom in places.items():
            self._end(place, whom, by)
        for place, listed in enumerate(self.found if not places else ()):
            if listed.taken_out and meant.covers(listed) and listed.is_ahead(by):
                self.found[place] = replace(listed, ended_by=listed.ended_by | {by.event})

    def _strike_ended(self, place: int) -> None:
        """Take out what a fact took out by its id that stands before it in the order."""
        entered = self.found[place]
        for what, at in self.ended:
            whom = self.found[place].stands_for & self._whom(what.suspect)
            if whom and what.is_of(entered) and not_before(at, entered.listing):
                self._strike(place, whom, at)

    def _whom(self, suspect: Suspect) -> frozenset[Suspect]:
        return self.everybody if suspect is NotOne.ALL else frozenset({suspect})

    def _repeats(self, place: int, meant: Meant, new: ListedHearing) -> bool:
        """Whether a listing says what stands in the list; what it adds is entered there."""
        same = self.found[place]
        whom = new.stands_for == same.stands_for and new.suspect == same.suspect
        what = new.kind is same.kind and meant.is_of(same)
        if not whom or not what or not new.is_same_time(same) or self._is_news(same, new):
            return False
        known = same.hearing_id or new.hearing_id
        self.found[place] = replace(same, hearing_id=known, events=same.events | new.events)
        return True

    def _is_news(self, before: ListedHearing, again: ListedHearing) -> bool:
        """Whether the case was opened again between two listings: what was told is of the old."""
        return any(
            not before.stands_for.isdisjoint(self._whom(suspect))
            and not_before(at, before.listing)
            and not_before(again.listing, at)
            for suspect, at in self.reopened
        )

    def _moved(self, meant: Meant) -> Mapping[int, set[Suspect]]:
        """The hearings that a newer listing moves. A case may have several of some kinds."""
        places = self._meant(meant)
        if meant.kind not in _NAMELESS:
            return places
        return {at: whom for at, whom in places.items() if self._has_id(at, meant)}

    def _meant(self, meant: Meant, out: LoggedFact | None = None) -> Mapping[int, set[Suspect]]:
        """The hearings that a fact means, each with the defendants about whom it means it.

        Without an id one that was begun by then is not what was taken `out` of the list.
        """
        places: dict[int, set[Suspect]] = {}
        begun = self._begun_by(out) if out and meant.hearing_id is None else frozenset()
        for suspect in self._whom(meant.suspect):
            for place in self._meant_about(suspect, meant, begun):
                places.setdefault(place, set()).add(suspect)
        return places

    def _meant_about(self, suspect: Suspect, meant: Meant, begun: Set[int]) -> list[int]:
        """What it means about one: by its id, else by kind alone where no other can be meant."""
        found = self.found
        standing = [each for each in self.stand if suspect in found[each].stands_for]
        could_be = [each for each in standing if meant.is_of(found[each]) and each not in begun]
        by_id = [each for each in could_be if self._has_id(each, meant)]
        return by_id or (could_be if len(could_be) == 1 else [])

    def _begun_by(self, out: LoggedFact) -> Set[int]:
        if not isinstance(out.fact, _BEFORE_ITS_DAY):
            return frozenset()
        return {place for place in self.stand if not self.found[place].is_ahead(out)}

    def _has_id(self, place: int, meant: Meant) -> bool:
        return meant.hearing_id is not None and self.found[place].hearing_id == meant.hearing_id

    def _end(self, place: int, whom: Set[Suspect], by: LoggedFact) -> None:
        """End a hearing about some defendants.

        One that had begun, only a newer listing of its kind ends: as another it goes on.
        """
        listed = self.found[place]
        if listed.is_ahead(by):
            self._strike(place, whom, by)
        elif by.occurred.day and _is_listed_as(listed.kind, by):
            self._leave(place, listed.stands_for - whom)

    def _strike(self, place: int, whom: Set[Suspect], by: LoggedFact) -> None:
        listed = self.found[place]
        left = listed.stands_for - whom
        if left:
            self.found[place] = replace(listed, parts=(*listed.parts, by))
        else:
            self.found[place] = replace(listed, moved=by, ended_by=frozenset({by.event}))
        self._leave(place, left)

    def _leave(self, place: int, left: frozenset[Suspect]) -> None:
        self.found[place] = replace(self.found[place], stands_for=left)
        if not left:
            self.stand.remove(place)
