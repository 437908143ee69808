"""What is in the court's list about each defendant, and which of it the victim was told of.

A victim who was told of a hearing that is taken out again, with no other date, must hear of that.
One who was not need not be told of it any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from events.before_trial import TrialVacated
from events.court import FirstHearingListed, HearingKind, HearingListed, TrialListed
from events.hearing_changes import HearingAdjourned, HearingCancelled
from events.identifiers import Agency
from events.listings import Listing
from oracle.known_suspects import EVERYBODY, KnownSuspects, Suspect
from oracle.published_event import PublishedEvent

OF_A_HEARING = frozenset({"R6.8", "R8.1a", "R8.1"})
"""The rules that ask for nothing any more once their hearing is off."""

SEVERAL_AT_ONCE = (HearingKind.OTHER, HearingKind.MENTION)

Off = TrialVacated | HearingCancelled | HearingAdjourned


@dataclass(slots=True)
class DiaryEntry:
    """A hearing in the list: the last day on which it may begin, and whether she was told."""

    kind: HearingKind
    about: Suspect
    number: str | None
    when: tuple[object, ...]
    last: date | None
    listed: datetime
    listings: set[UUID]
    told: bool = False
    instead_of: frozenset[UUID] = frozenset()
    """The events that said another date of it, or that it is off."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """The hearings that an event takes out of the list.

    `moved` are the events of those that it gives another date.
    """

    entries: tuple[DiaryEntry, ...] = ()
    moved: frozenset[UUID] = frozenset()

    @property
    def listings(self) -> frozenset[UUID]:
        """The events that had listed them."""
        return frozenset(each for entry in self.entries for each in entry.listings)

    def asks(self, event: PublishedEvent) -> list[str]:
        """What is to be told of it: to the unit by the court, and to her once the unit knows."""
        if not any(entry.told for entry in self.entries):
            return []
        court = ["R8.1a"] if event.agency is Agency.HMCTS else []
        return [*court, "R8.1"] if event.known or event.agency is Agency.WITNESS_CARE else court


@dataclass(slots=True)
class CourtDiary:
    """The hearings that are in the list now."""

    known: KnownSuspects
    entries: list[DiaryEntry] = field(default_factory=list)
    off: dict[tuple[str, Suspect], frozenset[UUID]] = field(default_factory=dict)
    """By number and defendant: the events that took a hearing out."""
    told_by_day: date | None = None
    """The last day on which she was told at an hour that nobody knows."""

    def enter(self, event: PublishedEvent) -> TakenOut:
        """Enter a listing, or strike out what an event takes out; the hearings that are now off."""
        off = tuple(self._off(event))
        for entry in off:
            if entry.number:
                key = entry.number, entry.about
                self.off[key] = self.off.get(key, frozenset()) | {event.identity}
        dated = isinstance(event.fact, Listing) and event.fact.first_day is not None
        says = [e for e in self.entries if event.identity in e.listings] if dated else []
        return TakenOut(off, frozenset().union(*(entry.instead_of for entry in says)))

    def _off(self, event: PublishedEvent) -> list[DiaryEntry]:
        fact = event.fact
        if isinstance(fact, FirstHearingListed | HearingListed | TrialListed):
            return self._listed(event, fact, kind_of(fact))
        if not isinstance(fact, Off):
            return []
        kind = HearingKind.TRIAL if isinstance(fact, TrialVacated) else fact.hearing
        meant = self._meant(event, fact.hearing_id, kind)
        if not isinstance(fact, HearingCancelled):  # another date, given at once, stands
            meant = [entry for entry in meant if entry.listed != event.at]
        return self._strike(event, meant)

    def tell(self, event: PublishedEvent) -> None:
        """The victim is told of what is in the list, or is listed on that day."""
        self.told_by_day = event.day if event.by_day else self.told_by_day
        for entry in self.entries:
            entry.told = True

    def _listed(
        self,
        event: PublishedEvent,
        fact: FirstHearingListed | HearingListed | TrialListed,
        kind: HearingKind,
    ) -> list[DiaryEntry]:
        about = self._about(event)
        when = (fact.starts_at, fact.on_day, fact.week_of)
        meant = self._meant(event, fact.hearing_id, kind)
        for entry in meant:
            if (entry.when, entry.about) == (when, about):
                entry.listings.add(event.identity)
                return []
        several = kind in SEVERAL_AT_ONCE and not fact.hearing_id
        moved = self._strike(event, [] if several else meant)
        number, last, listings = fact.hearing_id, fact.last_day, {event.identity}
        told = event.day == self.told_by_day
        entry = DiaryEntry(kind, about, number, when, last, event.at, listings, told)
        before = frozenset(each for old in moved for each in old.listings)
        entry.instead_of = before | self.off.pop((number or "", about), frozenset())
        self.entries = [e for e in self.entries if several or e not in meant or e.about != about]
        self.entries.append(entry)
        return [each for each in moved if each.last] if fact.first_day is None else []

    def _meant(
        self, event: PublishedEvent, number: str | None, kind: HearingKind | None
    ) -> list[DiaryEntry]:
        about = self._about(event)
        alike = [e for e in self.entries if about in (e.about, EVERYBODY)]
        by_number = [e for e in alike if number and e.number == number]
        unnumbered = [e for e in alike if e.kind is kind and not (number and e.number)]
        return by_number or [
            e for e in unnumbered if [each.about for each in unnumbered].count(e.about) == 1
        ]

    def _strike(self, event: PublishedEvent, meant: Iterable[DiaryEntry]) -> list[DiaryEntry]:
        """Strike out what has not begun."""
        off = [e for e in meant if e.last is None or event.day < e.last]
        self.entries = [e for e in self.entries if e not in off]
        return off

    def _about(self, event: PublishedEvent) -> Suspect:
        return self.known.whom(event) if self.known.are_several else EVERYBODY


def kind_of(fact: Listing) -> HearingKind:
    """What kind of hearing a listing is of."""
    if isinstance(fact, FirstHearingListed):
        return HearingKind.FIRST
    return fact.hearing if isinstance(fact, HearingListed) else HearingKind.TRIAL
