"""Which entries of a court's list were marked as duplicates of another one that stays in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from events.court import FirstHearingListed, HearingKind, HearingListed, TrialListed
from events.hearing_changes import HearingMarkedDuplicate
from processors.case.history.case_history import FactsInOrder
from processors.case.suspects.case_suspects import Suspect, Suspects

LISTINGS = (FirstHearingListed, TrialListed, HearingListed)

_Alike = tuple[HearingKind, Suspect, date | None]


def duplicates_that_count(facts: FactsInOrder, of_case: Suspects) -> frozenset[UUID]:
    """The marks, by event, by which an entry counts no more, from the listings and marks of a case.

    One entry stays of those that are marked as duplicates of one another, or as duplicates without
    a word of which: a hearing must not fall out of the list because it was in it twice.
    """
    marks = _Marks(_entries(facts, of_case))
    for each in facts:
        if isinstance(each.fact, HearingMarkedDuplicate):
            marks.take(each.event, each.fact)
    return frozenset(marks.counting)


def kind_listed(said: FirstHearingListed | TrialListed | HearingListed) -> HearingKind:
    """What kind of hearing a listing is of."""
    match said:
        case FirstHearingListed():
            return HearingKind.FIRST
        case TrialListed():
            return HearingKind.TRIAL
        case HearingListed(hearing=hearing):
            return hearing


def _entries(facts: FactsInOrder, of_case: Suspects) -> Mapping[str | None, set[_Alike]]:
    """What each entry was listed as, by its id: its kinds, its defendants and its days."""
    entries: dict[str | None, set[_Alike]] = {}
    for each in facts:
        if isinstance(each.fact, LISTINGS):
            suspect = of_case.whom(each)
            alike = (kind_listed(each.fact), suspect, each.fact.first_day)
            entries.setdefault(each.fact.hearing_id, set()).add(alike)
    return entries


@dataclass(slots=True)
class _Marks:
    """The marks so far: of what each entry is a duplicate, None where that was not said."""

    entries: Mapping[str | None, set[_Alike]]
    of: dict[str, str | None] = field(default_factory=dict)
    counting: set[UUID] = field(default_factory=set)

    def take(self, event: UUID, mark: HearingMarkedDuplicate) -> None:
        """Take the next mark."""
        again = mark.hearing_id in self.of
        if again or self._stays(mark.duplicate_of, mark.hearing_id):
            self.of.setdefault(mark.hearing_id, mark.duplicate_of)
            self.counting.add(event)

    def _stays(self, entry: str | None, marked: str) -> bool:
        """Whether an entry stays that a marked one is a duplicate of, directly or by others."""
        seen = {marked}
        while entry is not None and entry in self.of and entry not in seen:
            seen.add(entry)
            entry = self.of[entry]
        if entry is not None:
            return entry in self.entries and entry not in seen
        alike = set[_Alike]().union(*(self.entries.get(each, set()) for each in seen))
        return any(
            other not in seen and other not in self.of and not alike.isdisjoint(said)
            for other, said in self.entries.items()
        )
