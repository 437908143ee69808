"""The fact with which a case ended about a defendant who is charged with several offences."""

from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from uuid import UUID

from events.case_moves import CaseReopened
from events.charging import ProsecutionAltered, SuspectCharged
from events.court import SENTENCED_OUTCOMES, CaseConcluded, CaseOutcome, SentencePassed
from events.investigation import InvestigationOpened
from processors.case.course.stage_steps import Step
from processors.case.course.stages import Ending, Stage
from processors.case.history.case_history import in_order
from processors.case.offences.charged_offences import (
    Offence,
    OwnOffences,
    gives_up,
    offences_of,
    own_offences,
)
from processors.case.suspects.case_suspects import NotOne, Suspect, Suspects
from schemas.log_records import LoggedFact

_WEIGHT = {outcome: place for place, outcome in enumerate(CaseOutcome)}
"""The heaviest outcome stands first among the codes."""

_ENDS = (CaseConcluded, SentencePassed)
BEGIN_ANEW = (CaseReopened, InvestigationOpened)
"""What was decided before them counts no more."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a fact decided of the charges against a defendant.

    `end` is how the case about them ended with it, if it did; it `is_end` where it could. With it
    `nothing_is_left` to try: of the victim's offences none is undecided.
    """

    fact: LoggedFact
    end: Ending | None
    is_end: bool
    nothing_is_left: bool


def ended_with_the_last(
    taken: Sequence[Step], facts: Iterable[LoggedFact], of_case: Suspects
) -> list[Step]:
    """The steps of a case in their order, with an end where the case about a defendant has one.

    It ends once each charged offence of the victim's is decided, and each conviction sentenced: not
    with an acquittal of one while another is to be tried, nor where there is a conviction of
    another. The end is then the heaviest that stands: a sentence, an acquittal, a charge dropped.
    Where a defendant died, it ends whatever was decided.
    """
    if not any(type(each.logged.fact) in _ENDS for each in taken):
        return list(taken)
    facts = list(facts)
    dropped = [each for each in facts if gives_up(each)]
    ends: dict[UUID, Ending | None] = {}
    for decided in decisions_by_defendant(taken, facts, of_case).values():
        ends |= {each.fact.event: each.end for each in decided if each.is_end}
    reached = ((each, ends.pop(each.logged.event, each.reached)) for each in taken)
    steps = [Step(each.logged, to) for each, to in reached if to is not None]
    for given_up in dropped:
        if end := ends.get(given_up.event):
            _insert(steps, Step(given_up, end))
    return steps


def decisions_by_defendant(
    taken: Sequence[Step], facts: Iterable[LoggedFact], of_case: Suspects
) -> Mapping[Suspect, Sequence[Decision]]:
    """What each outcome, each sentence, and each charge given up decided, in order."""
    facts = list(facts)
    own, dropped = own_offences(facts, of_case), _dropped(facts, of_case)
    decided: dict[Suspect, Sequence[Decision]] = {}
    for suspect in dict.fromkeys(of_case.whom(each.logged) for each in taken):
        if suspect is not NotOne.UNSAID:
            steps = [each for each in taken if of_case.whom(each.logged) in (suspect, NotOne.ALL)]
            hers = _Hers(own, suspect, of_case)
            decided[suspect] = [*_decisions(steps, hers, dropped.get(suspect, ()))]
    return decided


def _insert(steps: list[Step], step: Step) -> None:
    """Enter a step after those that were taken by then."""
    later = (at for at, each in enumerate(steps) if each.logged.order > step.logged.order)
    steps.insert(next(later, len(steps)), step)


def _dropped(
    facts: Iterable[LoggedFact], of_case: Suspects
) -> Mapping[Suspect, Sequence[LoggedFact]]:
    """The facts that dropped offences, by defendant: given up by prosecutors, or acquitted of."""
    dropped: dict[Suspect, list[LoggedFact]] = {}
    for each in facts:
        if gives_up(each):
            suspect = of_case.whom(each)
            dropped.setdefault(suspect, []).append(each)
    return dropped


@dataclass(frozen=True, slots=True)
class _Hers:
    """The victim's offences of one defendant."""

    own: OwnOffences
    suspect: Suspect
    of_case: Suspects

    def of(self, step: Step) -> set[Offence]:
        """Those that a step names."""
        named = set(offences_of(step.logged, self.of_case))
        found = [offences for who, offences in self.own.items() if self.is_about(who)]
        return named.intersection(*found) if found else named

    def is_about(self, suspect: Suspect) -> bool:
        return self.suspect in (suspect, NotOne.ALL)


@dataclass(slots=True)
class _Charges:
    """What is open of a defendant's charges, to decide or to pass sentence on.

    `awaits_sentence` says that one is to come for a conviction that named no offence. `sentence`
    and `heaviest` are the ends by what was decided so far, until it is over.
    """

    undecided: set[Offence] = field(default_factory=set)
    unsentenced: set[Offence] = field(default_factory=set)
    awaits_sentence: bool = False
    sentence: Ending | None = None
    heaviest: tuple[int, Ending] | None = None
    is_over: bool = False


def _decisions(
    steps: Sequence[Step], hers: _Hers, dropped: Sequence[LoggedFact]
) -> Iterator[Decision]:
    """What each outcome and each sentence decided, and what dropped offences that were open.

    A conviction is no end.
    """
    charges = _Charges()
    prosecutions = [*_prosecutions(steps)]
    for prosecution, following in zip_longest(prosecutions, prosecutions[1:]):
        if charges.is_over or isinstance(prosecution[0].logged.fact, BEGIN_ANEW):
            charges = _Charges()
        _begin(charges, prosecution, hers)
        ends = bisect_left(dropped, following[0].logged.order, key=in_order) if following else None
        of_it, dropped = dropped[:ends], dropped[ends:] if ends is not None else ()
        for each in _in_turn(prosecution, of_it):
            if not isinstance(each, LoggedFact):
                yield _decision(charges, each, hers)
            elif _drop(charges, each, prosecution, hers):
                end = _end_now(charges)
                yield Decision(each, end, end is not None, not charges.undecided)


def _decision(charges: _Charges, step: Step, hers: _Hers) -> Decision:
    _take(charges, step, hers)
    end, is_end = _end(charges, step), isinstance(step.reached, Ending)
    return Decision(step.logged, end, is_end, charges.is_over or not charges.undecided)


def _in_turn(
    prosecution: Iterable[Step], dropped: Iterable[LoggedFact]
) -> Iterator[Step | LoggedFact]:
    """The outcomes and sentences of a prosecution, and what dropped offences in it, in order."""
    waiting = deque(dropped)
    for each in prosecution:
        if isinstance(each.logged.fact, _ENDS):
            while waiting and waiting[0].order < each.logged.order:
                yield waiting.popleft()
            yield each
    yield from waiting


def _drop(charges: _Charges, dropped: LoggedFact, prosecution: Iterable[Step], hers: _Hers) -> bool:
    """Drop offences; whether that can end the case: some were open, and it had not ended.

    Where prosecutors name no offence they give up what is left. What is charged later is open.
    """
    later = [each for each in prosecution if each.logged.order > dropped.order]
    charged = [hers.of(each) for each in later if isinstance(each.logged.fact, SuspectCharged)]
    named: Collection[Offence] = offences_of(dropped, hers.of_case)
    if not named and isinstance(dropped.fact, ProsecutionAltered):
        named = charges.undecided
    gone = charges.undecided.intersection(named).difference(*charged)
    charges.undecided -= gone
    return bool(gone) and not charges.is_over


def _prosecutions(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """The steps up to an outcome, and on until somebody is charged, or it is opened, anew."""
    current: list[Step] = []
    decided = False
    for each in steps:
        goes_back = isinstance(each.reached, Stage) and each.reached.rank <= Stage.CHARGED.rank
        if goes_back and decided:
            yield current
            current, decided = [], False
        current.append(each)
        decided = decided or isinstance(each.logged.fact, _ENDS)
    yield current


def _begin(charges: _Charges, prosecution: Sequence[Step], hers: _Hers) -> None:
    """Enter what is charged and convicted in a prosecution, whenever in it that is reported."""
    for each in prosecution:
        fact = each.logged.fact
        if isinstance(fact, (SuspectCharged, *_ENDS)):
            charges.undecided |= hers.of(each)
        if isinstance(fact, CaseConcluded) and fact.outcome in SENTENCED_OUTCOMES:
            convicted = hers.of(each)
            charges.unsentenced |= convicted
            charges.awaits_sentence = charges.awaits_sentence or not convicted


def _take(charges: _Charges, step: Step, hers: _Hers) -> None:
    fact, named = step.logged.fact, hers.of(step)
    charges.undecided = charges.undecided - named if named else set()
    if not isinstance(step.reached, Ending):
        return
    if isinstance(fact, CaseConcluded):
        end = (_WEIGHT[fact.outcome], step.reached)
        charges.heaviest = min(charges.heaviest or end, end, key=lambda each: each[0])
    else:
        charges.unsentenced = charges.unsentenced - named if named else set()
        charges.sentence, charges.awaits_sentence = step.reached, False


def _end(charges: _Charges, step: Step) -> Ending | None:
    """The end that a step puts to the case, if it does."""
    fact = step.logged.fact
    if isinstance(fact, CaseConcluded) and fact.outcome is CaseOutcome.DEFENDANT_DIED:
        charges.is_over = True
        return Ending(fact.outcome)
    return _end_now(charges)


def _end_now(charges: _Charges) -> Ending | None:
    """The end of a case in which nothing is open any more, by the heaviest that was decided."""
    is_open = charges.undecided or charges.unsentenced or charges.awaits_sentence
    charges.is_over = charges.is_over or not is_open
    if not charges.is_over:
        return None
    return charges.sentence or (charges.heaviest[1] if charges.heaviest else None)
