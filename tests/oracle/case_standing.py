"""How far a case has come about each suspect, as the ledger of truth reads it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from events.case_moves import CaseReopened, ReopenedFor
from events.charging import ReferredToCps
from events.court import CaseConcluded, HearingHeld, HearingKind, SentencePassed
from events.investigation import (
    InvestigationOpened,
    ReleaseBasis,
    SuspectArrested,
    SuspectBailedOrReleased,
)
from events.reporting import CrimeReported
from events.trial_reasons import TrialResult
from events.vocabulary import AnyFact
from oracle.known_suspects import EVERYBODY, NOBODY_KNOWS, KnownSuspects, Suspect
from oracle.published_event import PublishedEvent
from oracle.results_of_offences import convicts, results_that_end
from oracle.withdrawals import charges, ends_case

_REPORTED, _ARRESTED, _REFERRED, _CHARGED, _FIRST_HEARING, _TRIAL, _CONVICTED = range(7)
_OVER = -1
_ALWAYS_A_STEP = HearingKind.FIRST, HearingKind.TRIAL
"""Another hearing is a step only where it is the first since the charge."""
_ABOUT_A_SENTENCE = HearingKind.APPEAL, HearingKind.BREACH
_BACK_TO = {
    ReopenedFor.INVESTIGATION: _REPORTED,
    ReopenedFor.CHARGING_DECISION: _REFERRED,
    ReopenedFor.TRIAL: _CHARGED,
}


@dataclass(slots=True)
class CaseStanding:
    """The stage reached about each suspect, `_OVER` once it is over about one.

    `released` are those let go without further action. `charged` says whether the last event was a
    step after which everybody who is left has been charged. `ends` are the results at court, and
    the counts given up last, that end the case about their defendant.
    """

    known: KnownSuspects
    ends: frozenset[UUID] = frozenset()
    reached: dict[Suspect, int] = field(default_factory=dict)
    released: set[Suspect] = field(default_factory=set)
    charged: bool = False

    @classmethod
    def of_events(cls, events: Sequence[PublishedEvent], known: KnownSuspects) -> "CaseStanding":
        """A standing in which nothing is entered yet, of a case with these events."""
        back = [each.identity for each in events if _goes_back(each.fact)]
        return cls(known, results_that_end(events, known, back))

    def enter(self, event: PublishedEvent) -> frozenset[Suspect]:
        """Enter an event; for whom the case is over with it, `EVERYBODY` if nobody is left."""
        stage, over = _stage(event.fact), self._ends(event)
        is_step = stage is not None or over
        about = self._whom(event, over=over) if is_step else ()
        whom = [each for each in about if self._counts(event, each)]
        for suspect in whom:
            self._move(suspect, stage, event.fact)
        left = self._left(event)
        self.charged = bool(whom and left) and all(self._rank(each) >= _CHARGED for each in left)
        nobody = [EVERYBODY] if whom and over and not left else []
        return frozenset([*whom, *nobody]) if over else frozenset()

    def _ends(self, event: PublishedEvent) -> bool:
        if event.identity in self.ends:
            return True
        is_result = isinstance(event.fact, CaseConcluded | SentencePassed)
        return not is_result and (ends_case(event.fact) or _releases(event.fact))

    def _whom(self, event: PublishedEvent, *, over: bool) -> Sequence[Suspect]:
        """One suspect; everybody left; or, where nothing says whose a stage is, the furthest."""
        if not self.known.are_several:
            return [EVERYBODY]
        whom = self.known.whom(event)
        if whom == EVERYBODY:
            return self._left(event) or self._by(event)
        if whom != NOBODY_KNOWS:
            return [whom]
        going = [each for each, rank in self.reached.items() if rank != _OVER]
        return [] if over or not going else [max(going, key=self._rank)]

    def _counts(self, event: PublishedEvent, suspect: Suspect) -> bool:
        """An opening counts after an end, or for a new trial; a release while one is not free."""
        if isinstance(event.fact, InvestigationOpened | CaseReopened):
            return self._rank(suspect) == _OVER or self._goes_back(event.fact, suspect)
        if isinstance(event.fact, HearingHeld) and event.fact.hearing not in _ALWAYS_A_STEP:
            return self.reached.get(suspect, self.reached.get(EVERYBODY)) == _CHARGED
        if not _releases(event.fact):
            return True
        self.released.add(suspect)
        return any(each not in self.released for each in self._by(event))

    def _goes_back(self, fact: AnyFact, suspect: Suspect) -> bool:
        """Whether somebody charged is to be tried again."""
        again = isinstance(fact, CaseReopened) and fact.back_to is ReopenedFor.TRIAL
        return again and self._rank(suspect) >= _CHARGED

    def _move(self, suspect: Suspect, stage: int | None, fact: AnyFact) -> None:
        own = self.reached.get(suspect)
        before = self.reached.get(EVERYBODY) if own is None else own
        if stage is None:
            self.reached[suspect] = _OVER
            return
        if own == _OVER:
            further = stage <= _CHARGED
        else:
            further = before is None or before == _OVER or stage > before
            further = further or self._goes_back(fact, suspect)
        self.reached[suspect] = stage if further or before is None else before
        if further:
            self.released.discard(suspect)
        if suspect != EVERYBODY:
            self.reached.pop(EVERYBODY, None)

    def _by(self, event: PublishedEvent) -> list[Suspect]:
        return (self.known.by(event) if self.known.are_several else []) or [EVERYBODY]

    def _left(self, event: PublishedEvent) -> list[Suspect]:
        return [each for each in self._by(event) if self.reached.get(each) != _OVER]

    def _rank(self, suspect: Suspect) -> int:
        return self.reached.get(suspect, _REPORTED)


def _releases(fact: AnyFact) -> bool:
    basis = ReleaseBasis.NO_FURTHER_ACTION
    return isinstance(fact, SuspectBailedOrReleased) and fact.basis is basis


def _goes_back(fact: AnyFact) -> bool:
    stage = _stage(fact)
    return stage is not None and stage <= _CHARGED


def _stage(fact: AnyFact) -> int | None:
    """The stage that a fact reaches."""
    match fact:
        case CrimeReported() | InvestigationOpened():
            return _REPORTED
        case CaseReopened(back_to=back_to):
            return _BACK_TO[back_to]
        case SuspectArrested():
            return _ARRESTED
        case ReferredToCps():
            return _REFERRED
        case HearingHeld(hearing=HearingKind.TRIAL, trial_result=result):
            return _TRIAL if result in (TrialResult.EFFECTIVE, None) else None
        case HearingHeld(hearing=kind):
            return None if kind in _ABOUT_A_SENTENCE else _FIRST_HEARING
        case CaseConcluded() if convicts(fact):
            return _CONVICTED
        case _:
            return _CHARGED if charges(fact) else None


def investigates_again(fact: AnyFact) -> bool:
    """Whether a case goes back to the police to be investigated."""
    return isinstance(fact, CaseReopened) and fact.back_to is ReopenedFor.INVESTIGATION
