"""How each defendant of a case waits for court, on bail or in custody: decision by decision."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from events.remand import (
    IN_CUSTODY,
    ON_BAIL,
    AppealingParty,
    BailCondition,
    Remand,
    RemandAppealed,
    RemandDecided,
    RemandEnd,
    RemandEnded,
)
from processors.case.course.case_course import CaseCourse
from processors.case.history.case_history import CaseHistory, in_order
from processors.case.history.fact_order import not_before
from processors.case.offences.charged_offences import Offence
from processors.case.offences.open_offences import OpenOffences
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact


@dataclass(frozen=True, slots=True)
class CourtRemand:
    """A defendant on bail or in custody, `since` a fact and until another: `over`.

    `decided` is the court's decision. It is about `offences`, or about the defendant as a whole.
    The defendant is `held` in custody where the prosecution's appeal against bail is not decided.
    `limit` is the day on which custody must end, and `limit_set` the decision that said so.
    """

    decided: LoggedFact
    since: LoggedFact
    suspect: Suspect
    remand: Remand
    conditions: frozenset[BailCondition]
    offences: frozenset[Offence]
    held: bool = False
    limit: date | None = None
    limit_set: LoggedFact | None = None
    over: LoggedFact | None = None

    @property
    def what(self) -> tuple[object, ...]:
        """Equal of two decisions by which a defendant waits in the same way."""
        return self.remand, self.conditions, self.held

    def is_about(self, offences: Collection[Offence]) -> bool:
        """Whether it is about any of some offences; none given are all."""
        return not offences or not self.offences or not self.offences.isdisjoint(offences)


@dataclass(frozen=True, slots=True)
class CaseRemands:
    """Every remand of a case, in order, and the decisions, by event, that changed nothing."""

    remands: tuple[CourtRemand, ...] = ()
    renewed: frozenset[UUID] = frozenset()


def case_remands(history: CaseHistory, of_case: Suspects, course: CaseCourse) -> CaseRemands:
    """The remands of a case.

    One ends with a newer decision about the same offences of the same defendant, with its own end,
    with the last of its offences, and with the case. Where nothing says which of several
    defendants, it stands beside others.
    """
    facts = history.of(RemandDecided, RemandAppealed, RemandEnded)
    if not facts:
        return CaseRemands()
    walk = _RemandWalk(of_case, course, OpenOffences.of(history, of_case))
    for logged in facts:
        walk.take(logged)
    remands = (replace(each, over=walk.end_of(each)) for each in walk.found)
    return CaseRemands(
        tuple(sorted(remands, key=lambda each: in_order(each.since))), frozenset(walk.renewed)
    )


@dataclass(slots=True)
class _RemandWalk:
    """The remands found so far."""

    of_case: Suspects
    course: CaseCourse
    open_offences: OpenOffences
    found: list[CourtRemand] = field(default_factory=list)
    renewed: set[UUID] = field(default_factory=set)

    def take(self, logged: LoggedFact) -> None:
        """Take the next fact."""
        suspect = self.of_case.whom(logged)
        about = self.open_offences.named_by(logged, suspect)
        standing = list(self._standing(logged, suspect, about))
        match logged.fact:
            case RemandDecided():
                self._decide(_decided(logged, suspect, about, standing), standing)
            case RemandAppealed(by=AppealingParty.PROSECUTION):
                for each in standing:
                    if each.remand in ON_BAIL and not each.held:
                        self._turn(each, logged, about, held=True)
            case RemandEnded(how=how):
                self._end(logged, how, about, standing)

    def end_of(self, remand: CourtRemand) -> LoggedFact | None:
        """What ended a remand first: a newer fact about it, the case, or the last of the offences
        that it is about: who is acquitted of an offence is on bail for it no longer.
        """
        ends = self.course.ends(remand.suspect)
        case_over = next((each for each in ends if not_before(each, remand.since)), None)
        closed = self.open_offences.closed_by(remand.offences, remand.since)
        ends_of_it = filter(None, (remand.over, case_over, closed))
        return min(ends_of_it, key=in_order, default=None)

    def _standing(
        self, logged: LoggedFact, suspect: Suspect, offences: Collection[Offence]
    ) -> Iterator[CourtRemand]:
        for each in self.found if suspect is not NotOne.UNSAID else ():
            over = self.end_of(each)
            if over and (each.over or in_order(over) < logged.order):
                continue
            if each.suspect == suspect and each.is_about(offences):
                yield each

    def _decide(self, new: CourtRemand, standing: Sequence[CourtRemand]) -> None:
        if standing and all(each.what == new.what for each in standing):
            self.renewed.add(new.decided.event)
        for each in standing:
            self._replace(each, new.decided, new.offences)
        self.found.append(new)

    def _replace(self, old: CourtRemand, by: LoggedFact, offences: frozenset[Offence]) -> None:
        """End a remand. About the offences that a newer decision leaves out it goes on."""
        place = self.found.index(old)
        left = old.offences - offences if offences else frozenset()
        if left:
            self.found[place] = replace(old, offences=left)
        elif old.offences or not offences:
            self.found[place] = replace(old, over=by)

    def _end(
        self,
        logged: LoggedFact,
        how: RemandEnd,
        about: frozenset[Offence],
        standing: Iterable[CourtRemand],
    ) -> None:
        for each in standing:
            until = each.remand is Remand.CUSTODY_UNTIL_CONDITIONS_ARE_MET
            if how is RemandEnd.CONDITIONS_MET and until:
                self._turn(each, logged, about, remand=Remand.CONDITIONAL_BAIL, limit=None)
            else:
                self._replace(each, logged, about)

    def _turn(
        self, old: CourtRemand, by: LoggedFact, named: frozenset[Offence], **into: Any
    ) -> None:
        """Let a remand go on in another way, about the offences that a fact names of it."""
        self._replace(old, by, named)
        both = old.offences & named if old.offences and named else old.offences | named
        self.found.append(replace(old, since=by, offences=both, **into))


def _decided(
    logged: LoggedFact,
    suspect: Suspect,
    about: frozenset[Offence],
    standing: Sequence[CourtRemand],
) -> CourtRemand:
    fact = logged.fact
    assert isinstance(fact, RemandDecided)
    new = CourtRemand(
        decided=logged,
        since=logged,
        suspect=suspect,
        remand=fact.remand,
        conditions=frozenset(fact.conditions),
        offences=about,
        held=fact.pending_appeal,
    )
    if fact.remand not in IN_CUSTODY:
        return new
    before = [each for each in standing if each.limit]
    earlier = min(before, key=lambda each: each.limit or date.max, default=None)
    limit = fact.custody_time_limit
    if earlier and limit in (None, earlier.limit):
        return replace(new, limit=earlier.limit, limit_set=earlier.limit_set)
    return replace(new, limit=limit, limit_set=logged if limit else None)
