"""The truth behind a simulation: what was planted, and what any right answer must come to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from events.identifiers import CaseLevel, level
from events.identity import CaseLinked
from schemas.cloudevents import AgencyEvent
from simulator.case import Case
from simulator.delivery import Delivery
from simulator.duties import DutyTruth, duties_kept
from simulator.ledger import Owed, owed_in
from simulator.persons import Persons
from simulator.published_event import Published
from simulator.righted import righted
from simulator.waits import PlantedTruth, StageTruth, planted_truth, stage_truths
from simulator.world import World
from simulator.wrong import Wrong, WrongTruth, counted


@dataclass(frozen=True, slots=True)
class Truth:
    """What a simulation holds.

    `events` are distinct, `deliveries` count repetitions as well. Of the events, `late` were
    recorded a day or more after they happened; `out_of_order` arrived after something that
    happened later in the same case. Some victims have several `references`, of which so many are
    `merged`. Of the values told wrongly so many were `put_right`; `restricted` are the events of
    which one is disputed. `wrong` were sent beside them, to be refused. `ledger` is everything owed
    to each victim, and `duties` counts it.
    """

    ending: date
    charged_share: float
    victims: int
    references: int
    merged: int
    cases: int
    events: int
    deliveries: int
    duplicates: int
    late: int
    out_of_order: int
    put_right: int
    restricted: int
    duties: tuple[DutyTruth, ...]
    stages: tuple[StageTruth, ...]
    planted: tuple[PlantedTruth, ...]
    wrong: tuple[WrongTruth, ...]
    ledger: tuple[Owed, ...]


def truth_of(
    world: World,
    cases: Sequence[Case],
    deliveries: Sequence[Delivery],
    wrong: Iterable[Wrong] = (),
) -> Truth:
    """The truth of cases played, of what was published as far as it was delivered."""
    first: dict[str, Delivery] = {}
    for each in deliveries:
        first.setdefault(each.event.id, each)
    by_case: dict[str, list[Delivery]] = {}
    for each in first.values():
        by_case.setdefault(each.event.case, []).append(each)
    events = [each.event for each in first.values()]
    published = list(_of_one_case(map(Published.by, first.values())))
    persons = Persons.told_in(chain.from_iterable(published))
    put_right, restricted = _corrected(published)
    ledger = tuple(_ledger(published, persons, world.ending))
    return Truth(
        ending=world.ending,
        charged_share=world.charged_share,
        victims=len({victim for case in cases for victim in case.victims}),
        references=len({event.victim for event in events if event.victim}),
        merged=len(persons.into),
        cases=len(cases),
        events=len(events),
        deliveries=len(deliveries),
        duplicates=len(deliveries) - len(events),
        late=sum(map(_is_late, events)),
        out_of_order=sum(map(_out_of_order, by_case.values())),
        put_right=put_right,
        restricted=restricted,
        duties=duties_kept(ledger),
        stages=stage_truths(cases),
        planted=tuple(planted_truth(delay, cases, world.over) for delay in world.planted),
        wrong=counted(wrong),
        ledger=ledger,
    )


def _ledger(cases: Iterable[Sequence[Published]], persons: Persons, ending: date) -> Iterator[Owed]:
    for told in cases:
        yield from owed_in(told, ending, persons)


def _of_one_case(events: Iterable[Published]) -> Iterator[list[Published]]:
    """What was told of each case under whatever identifier, as far as a link was told as well.

    What was told under an identifier that nobody linked is nobody's.
    """
    told = list(events)
    names = {each.fact.other: each.case for each in told if isinstance(each.fact, CaseLinked)}
    found: dict[str, list[Published]] = {}
    for each in told:
        case = names.get(each.case, each.case)
        found.setdefault(case, []).append(replace(each, case=case))
    return (each for case, each in found.items() if level(case) is CaseLevel.CRIME)


def _corrected(cases: Iterable[Sequence[Published]]) -> tuple[int, int]:
    """How many values were put right, and how many events are restricted."""
    found = list(map(righted, cases))
    return sum(each.put_right for each in found), sum(len(each.restricted) for each in found)


def _is_late(event: AgencyEvent) -> bool:
    recorded = event.recorded or event.occurred.at
    return recorded - event.occurred.at >= timedelta(days=1)


def _out_of_order(told: Iterable[Delivery]) -> int:
    """How many of a case's events, in order of arrival, something later had come before."""
    latest, count = None, 0
    for each in told:
        at = each.event.occurred.at
        count += latest is not None and at < latest
        latest = max(latest or at, at)
    return count
