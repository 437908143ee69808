"""The truth behind a simulation: what was planted, and what any right answer must come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.simulator.case import Case
from agencies.simulator.delivery import Delivery
from agencies.simulator.duties import DutyTruth, duties_kept
from agencies.simulator.waits import PlantedTruth, StageTruth, planted_truth, stage_truths
from agencies.simulator.world import World
from schemas.cloudevents import AgencyEvent


@dataclass(frozen=True, slots=True)
class Truth:
    """What a simulation holds.

    `events` are distinct, `deliveries` count repetitions as well. Of the events, `late` were
    recorded a day or more after they happened; `out_of_order` arrived after something that
    happened later in the same case.
    """

    ending: date
    charged_share: float
    victims: int
    cases: int
    events: int
    deliveries: int
    duplicates: int
    late: int
    out_of_order: int
    duties: tuple[DutyTruth, ...]
    stages: tuple[StageTruth, ...]
    planted: tuple[PlantedTruth, ...]


def truth_of(world: World, cases: Sequence[Case], deliveries: Sequence[Delivery]) -> Truth:
    """The truth of cases played, of what was published as far as it was delivered."""
    events = list({each.event.id: each.event for each in deliveries}.values())
    by_case: dict[str, list[AgencyEvent]] = {}
    for event in events:
        by_case.setdefault(event.case, []).append(event)
    return Truth(
        ending=world.ending,
        charged_share=world.charged_share,
        victims=len({victim for case in cases for victim in case.victims}),
        cases=len(cases),
        events=len(events),
        deliveries=len(deliveries),
        duplicates=len(deliveries) - len(events),
        late=sum(map(_is_late, events)),
        out_of_order=sum(map(_out_of_order, by_case.values())),
        duties=duties_kept(by_case.values(), world.ending),
        stages=stage_truths(cases),
        planted=tuple(planted_truth(delay, cases, world.over) for delay in world.planted),
    )


def _is_late(event: AgencyEvent) -> bool:
    recorded = event.recorded or event.occurred.at
    return recorded - event.occurred.at >= timedelta(days=1)


def _out_of_order(events: Iterable[AgencyEvent]) -> int:
    """How many of a case's events, in order of arrival, something later had come before."""
    latest, count = None, 0
    for event in events:
        at = event.occurred.at
        count += latest is not None and at < latest
        latest = max(latest or at, at)
    return count
