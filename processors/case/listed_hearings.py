"""The hearings of a case as they were listed, and what took each out of the list again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from events.before_trial import TrialVacated
from events.clocks import london_date
from events.court import FirstHearingListed, HearingKind, HearingListed, TrialListed
from processors.case.case_history import CaseHistory, FactsInOrder
from processors.case.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

LISTINGS = (FirstHearingListed, TrialListed, HearingListed)


@dataclass(frozen=True, slots=True)
class ListedHearing:
    """A listing: when the hearing begins, its kind, and the defendant whom it is about.

    It was `moved` by a newer listing, or by the fact that vacated it.
    """

    listing: LoggedFact
    starts_at: datetime
    kind: HearingKind
    suspect: Suspect
    moved: LoggedFact | None = None

    @property
    def day(self) -> date:
        """The London day of the hearing."""
        return london_date(self.starts_at)

    @property
    def key(self) -> tuple[object, ...]:
        """Equal of the listings of one hearing. Two of no kind are two hearings."""
        of_no_kind = self.kind is HearingKind.OTHER
        return self.kind, self.suspect, self.starts_at if of_no_kind else None


def listed_hearings(history: CaseHistory, of_case: Suspects) -> tuple[ListedHearing, ...]:
    """Each listing of a case once, in order.

    One that repeats what stands in the list is the same. Before its day a hearing is moved by a
    newer listing of its kind about the same defendant, or vacated if it is a trial.
    """
    return history.derive(_listed, *LISTINGS, TrialVacated, by=of_case)


def _listed(facts: FactsInOrder, of_case: Suspects) -> tuple[ListedHearing, ...]:
    found: list[ListedHearing] = []
    standing: dict[tuple[object, ...], int] = {}
    for logged in facts:
        suspect = of_case.about(logged) if of_case.are_several else NotOne.ALL
        new = _new(logged, suspect)
        place = standing.get(new.key) if new else None
        if new and place is not None and found[place].starts_at == new.starts_at:
            continue
        for key in list(_taken_out(standing, new.kind if new else HearingKind.TRIAL, suspect)):
            place = standing[key]
            if logged.occurred.day and logged.occurred.day < found[place].day:
                found[place] = replace(found[place], moved=logged)
                del standing[key]
        if new:
            standing[new.key] = len(found)
            found.append(new)
    return tuple(found)


def _new(logged: LoggedFact, suspect: Suspect) -> ListedHearing | None:
    match logged.fact:
        case FirstHearingListed(starts_at=at):
            return ListedHearing(logged, at, HearingKind.FIRST, suspect)
        case TrialListed(starts_at=at):
            return ListedHearing(logged, at, HearingKind.TRIAL, suspect)
        case HearingListed(starts_at=at, hearing=kind):
            return ListedHearing(logged, at, kind, suspect)
        case _:
            return None


def _taken_out(
    standing: dict[tuple[object, ...], int], kind: HearingKind, suspect: Suspect
) -> Iterator[tuple[object, ...]]:
    """What a newer listing, or a trial vacated, takes the place of; one about all that of each."""
    for key in standing:
        of, about, _ = key
        if of is kind and kind is not HearingKind.OTHER and suspect in (about, NotOne.ALL):
            yield key
