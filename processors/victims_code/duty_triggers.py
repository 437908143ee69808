"""The facts of a case that may trigger its duties."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from events.fact import Fact
from processors.case.course.case_milestones import victim_kind
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment
from processors.victims_code.all_duties import TRIGGERED_BY
from processors.victims_code.duty import Duty
from schemas.log_records import LoggedFact


@dataclass(slots=True)
class Trigger:
    """A fact that may trigger a duty, with its repetitions, itself the first.

    A repetition by the same agency, the same to the moment, triggers no second duty.
    """

    duty: Duty
    fact: LoggedFact
    repetitions: Sequence[LoggedFact]


def triggers(history: CaseHistory) -> Iterator[Trigger]:
    """The duties that may be owed to the victim of a case, each with a fact that may trigger it."""
    kinds = [kind for kind in TRIGGERED_BY if kind in history.by_kind]
    of_once: dict[Duty, Trigger] = {}
    whom = victim_kind(history)
    for each in chain.from_iterable([history.derive(_triggers, kind, by=kind) for kind in kinds]):
        if whom not in each.duty.victims:
            continue
        if not each.duty.once:
            yield each
        elif each.fact.order <= of_once.get(each.duty, each).fact.order:
            of_once[each.duty] = each
    yield from of_once.values()


def _triggers(facts: FactsInOrder, kind: type[Fact]) -> list[Trigger]:
    return [
        Trigger(duty, repetitions[0], repetitions)
        for repetitions in repetitions_of(facts)
        for duty in TRIGGERED_BY[kind]
        if duty.is_triggered_by(repetitions[0])
    ]


def repetitions_of(facts: FactsInOrder) -> Iterable[Sequence[LoggedFact]]:
    """The facts of a kind, in order, each with those that say the same of the same moment."""
    if len(facts) == 1 or len({moment(logged) for logged in facts}) == len(facts):
        return ((logged,) for logged in facts)
    groups: dict[object, list[LoggedFact]] = {}
    for logged in facts:
        groups.setdefault(_content(logged), []).append(logged)
    return groups.values()


def _content(logged: LoggedFact) -> object:
    """Equal of two facts where an agency publishes the same of the same moment."""
    occurred = logged.occurred
    return moment(logged), logged.agency, occurred.at, occurred.precision, logged.fact
