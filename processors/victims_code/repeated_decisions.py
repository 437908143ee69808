"""One decision, one duty: one agency publishes its decision, another records how it ended."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from events.charging import (
    ChargingDecision,
    ChargingDecisionMade,
    ProsecutionAltered,
    ProsecutionChange,
    SuspectCharged,
)
from events.clocks import london_date
from events.court import CaseConcluded
from events.fact import Fact
from events.identifiers import Agency
from events.investigation import CHARGED, PoliceOutcomeRecorded
from processors.case.course.reopenings import REOPENINGS, opens_again
from processors.case.history.case_history import CaseHistory, FactsInOrder, first_after, in_order
from processors.case.offences.charged_offences import Offence, offences_of, on_one_offence
from processors.case.suspects.case_suspects import Suspect, Suspects
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact

_DECISIONS = (ChargingDecisionMade, ProsecutionAltered)
_RECORDS = (SuspectCharged, PoliceOutcomeRecorded, CaseConcluded)


_Speaker = tuple[Agency, type[Fact], frozenset[Offence]]


@dataclass(slots=True)
class Decisions:
    """The facts of a case that trigger the duties about one kind of decision.

    `first_on` has the first of each London day about each suspect, by what follows from it, its
    agency, its kind and its offences; `triggers` are all of them about each suspect, in order;
    `reopenings` those after which it may be decided anew.
    """

    first_on: Mapping[tuple[Suspect, bool, date], Mapping[_Speaker, LoggedFact]]
    triggers: Mapping[Suspect, Sequence[LoggedFact]]
    reopenings: Sequence[LoggedFact]


def decisions(history: CaseHistory, duties: tuple[Duty, ...], of_case: Suspects) -> Decisions:
    """The decisions of a case that some duties are about, all of one kind."""
    kinds = _raising(duties)
    if history.by_kind.keys().isdisjoint(kinds):
        return _UNDECIDED
    return history.derive(_decisions, *kinds, *REOPENINGS, by=(duties, of_case))


_UNDECIDED = Decisions({}, {}, ())
"""Of a case in which nothing was decided nobody asks what was decided again."""


@cache
def _raising(duties: tuple[Duty, ...]) -> tuple[type[Fact], ...]:
    """The kinds of fact that may trigger some duties."""
    return tuple({when.kind: None for duty in duties for when in duty.triggered_by})


def _decisions(facts: FactsInOrder, by: tuple[tuple[Duty, ...], Suspects]) -> Decisions:
    duties, of_case = by
    triggers: dict[Suspect, list[LoggedFact]] = {}
    first_on: dict[tuple[Suspect, bool, date], dict[_Speaker, LoggedFact]] = {}
    for each in facts:
        if not any(duty.is_triggered_by(each) for duty in duties):
            continue
        suspect, day = of_case.about(each), london_date(each.occurred.at)
        triggers.setdefault(suspect, []).append(each)
        on_day = first_on.setdefault((suspect, _goes_on(each), day), {})
        offences = offences_of(each, of_case)
        on_day.setdefault((each.agency, type(each.fact), offences), each)
    return Decisions(first_on, triggers, [*filter(opens_again, facts)])


def is_repeated(decided: Decisions, of_case: Suspects, trigger: LoggedFact) -> bool:
    """Whether a fact repeats a decision by which something earlier has triggered the same duty.

    It records the last decision, or another agency's of the same London day. A decision on other
    offences is another one, but for charges: all charges of a day are of one decision.
    """
    suspect, day = of_case.about(trigger), london_date(trigger.occurred.at)
    on_day = decided.first_on.get((suspect, _goes_on(trigger), day), {})
    own = (trigger.agency, type(trigger.fact))
    one = isinstance(trigger.fact, SuspectCharged)
    same = (
        first
        for by, first in on_day.items()
        if one or (by[:2] != own and on_one_offence(first, trigger, of_case))
    )
    if any(first.order < trigger.order for first in same):
        return True
    return isinstance(trigger.fact, _RECORDS) and _is_recorded(decided, of_case, trigger)


def _is_recorded(decided: Decisions, of_case: Suspects, trigger: LoggedFact) -> bool:
    """Whether a record is of the last decision, which nothing has opened again since.

    A second charge after one decision is a further one: it is told of anew.
    """
    triggers = decided.triggers.get(of_case.about(trigger), ())
    before = triggers[: bisect_left(triggers, trigger.order, key=in_order)]
    last = _last(
        [each for each in before if _may_record(of_case, trigger, each)],
        type(trigger.fact),
    )
    if last is None or _goes_on(last) is not _goes_on(trigger):
        return False
    reopened = first_after(decided.reopenings, last)
    return reopened is None or reopened.order >= trigger.order


def _may_record(of_case: Suspects, record: LoggedFact, decision: LoggedFact) -> bool:
    """Whether they are of one offence, as far as they say. Every charge counts as one before."""
    return isinstance(record.fact, SuspectCharged) or on_one_offence(record, decision, of_case)


def _last(before: Sequence[LoggedFact], record: type[Fact]) -> LoggedFact | None:
    """The last decision that a record of a kind can be of."""
    for each in reversed(before):
        if isinstance(each.fact, _DECISIONS):
            return each
        if record is SuspectCharged and isinstance(each.fact, SuspectCharged):
            return None
        if record is PoliceOutcomeRecorded and isinstance(each.fact, SuspectCharged):
            return each
    return None


def _goes_on(decision: LoggedFact) -> bool:
    """Whether there is a prosecution after a decision: charged, or altered and not given up."""
    match decision.fact:
        case ChargingDecisionMade(decision=made):
            return made is ChargingDecision.CHARGE
        case ProsecutionAltered(change=change):
            return change is ProsecutionChange.SUBSTANTIALLY_ALTERED
        case PoliceOutcomeRecorded(outcome=outcome):
            return outcome in CHARGED
        case SuspectCharged():
            return True
        case _:
            return False
