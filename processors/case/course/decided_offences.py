"""The fact with which a case ended about a defendant who is charged with several offences."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
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
_BEGIN_ANEW = (CaseReopened, InvestigationOpened)
"""What was decided before them counts no more."""


def ended_with_the_last(
    taken: Sequence[Step], facts: Iterable[LoggedFact], of_case: Suspects
) -> list[Step]:
    """The steps of a case in their order, with an end where the case about a defendant has one.

    It ends once each charged offence of the victim's is decided, and each conviction sentenced: not
    with an acquittal of one while another is to be tried, nor where there is a conviction of
    another. The end is then the heaviest that stands: a sentence, an acquittal, a charge dropped.
    Where a defendant died, it ends whatever was decided.
    """
    if not any(isinstance(each.logged.fact, _ENDS) for each in taken):
        return list(taken)
    facts = list(facts)
    own, dropped = own_offences(facts, of_case), _dropped(facts, of_case)
    ends: dict[UUID, Ending | None] = {}
    for suspect in dict.fromkeys(_about(each, of_case) for each in taken):
        if suspect is not NotOne.UNSAID:
            steps = [each for each in taken if _about(each, of_case) in (suspect, NotOne.ALL)]
            ends |= _ends_about(steps, _Hers(own, suspect, of_case), dropped.get(suspect, ()))
    decided = ((each, ends.pop(each.logged.event, each.reached)) for each in taken)
    steps = [Step(each.logged, reached) for each, reached in decided if reached is not None]
    for given_up in chain.from_iterable(dropped.values()):
        if end := ends.get(given_up.event):
            _insert(steps, Step(given_up, end))
    return steps


def _insert(steps: list[Step], step: Step) -> None:
    """Enter a step after those that were taken by then."""
    later = (at for at, each in enumerate(steps) if each.logged.order > step.logged.order)
    steps.insert(next(later, len(steps)), step)


def _about(step: Step, of_case: Suspects) -> Suspect:
    return of_case.about(step.logged) if of_case.are_several else NotOne.ALL


def _dropped(
    facts: Iterable[LoggedFact], of_case: Suspects
) -> Mapping[Suspect, Sequence[LoggedFact]]:
    """By defendant, the facts that dropped offences: given up by prosecutors, or acquitted of."""
    dropped: dict[Suspect, list[LoggedFact]] = {}
    for each in facts:
        if gives_up(each):
            suspect = of_case.about(each) if of_case.are_several else NotOne.ALL
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


def _ends_about(
    steps: Sequence[Step], hers: _Hers, dropped: Sequence[LoggedFact]
) -> Iterator[tuple[UUID, Ending | None]]:
    """What each outcome and each sentence ends, by event; None where it ends nothing.

    A conviction is no end, and is not named here.
    """
    charges = _Charges()
    prosecutions = [*_prosecutions(steps)]
    for prosecution, following in zip_longest(prosecutions, prosecutions[1:]):
        if charges.is_over or isinstance(prosecution[0].logged.fact, _BEGIN_ANEW):
            charges = _Charges()
        _begin(charges, prosecution, hers)
        ends = bisect_left(dropped, following[0].logged.order, key=in_order) if following else None
        of_it, dropped = dropped[:ends], dropped[ends:] if ends is not None else ()
        decisions = [each for each in prosecution if isinstance(each.logged.fact, _ENDS)]
        last = decisions[-1].logged.order if decisions else None
        for each in of_it:
            if last is None or each.order <= last:
                charges.undecided -= offences_of(each, hers.of_case)
        for decision in decisions:
            _take(charges, decision, hers)
            if isinstance(decision.reached, Ending):
                yield decision.logged.event, _end(charges, decision)
        if last is not None:
            yield from _dropped_last(charges, [each for each in of_it if each.order > last], hers)


def _dropped_last(
    charges: _Charges, dropped: Iterable[LoggedFact], hers: _Hers
) -> Iterator[tuple[UUID, Ending]]:
    """The end that a charge given up puts to a case of which all else was decided before.

    Where prosecutors name no offence they give up what is left.
    """
    for each in dropped:
        named = offences_of(each, hers.of_case)
        whole = not named and isinstance(each.fact, ProsecutionAltered)
        if not whole and charges.undecided.isdisjoint(named):
            continue  # nothing that was open is given up: a verdict on what was decided, say
        charges.undecided = set() if whole else charges.undecided - named
        if not charges.is_over and (end := _end_now(charges)):
            yield each.event, end


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
        return Ending(fact.outcome)
    return _end_now(charges)


def _end_now(charges: _Charges) -> Ending | None:
    """The end of a case in which nothing is open any more, by the heaviest that was decided."""
    charges.is_over = not (charges.undecided or charges.unsentenced or charges.awaits_sentence)
    if not charges.is_over:
        return None
    return charges.sentence or (charges.heaviest[1] if charges.heaviest else None)
