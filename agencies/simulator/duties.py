"""How the duties to victims were kept, by what was published: in time, late, never, or open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agencies.simulator.telling import DUTIES, Duty, by_the_code
from events.clocks import london_date
from events.contact import ContactOutcome, VictimInformed
from events.reporting import VictimIdentified
from schemas.cloudevents import AgencyEvent


@dataclass(frozen=True, slots=True)
class DutyTruth:
    """How a duty stands by what was published by the end of the last day.

    Counted once for each victim and each fact that starts it. `in_time` and `late` were done;
    `never` were due by then and not done; `open` are due later.
    """

    rule: str
    in_time: int
    late: int
    never: int
    open: int


def duties_kept(cases: Iterable[Sequence[AgencyEvent]], ending: date) -> tuple[DutyTruth, ...]:
    """Each simulated duty, over the published events of every case."""
    listed = tuple(cases)
    return tuple(_kept(duty, listed, ending) for duty in DUTIES)


def _kept(duty: Duty, cases: Iterable[Sequence[AgencyEvent]], ending: date) -> DutyTruth:
    states = Counter(state for events in cases for state in _states(duty, events, ending))
    return DutyTruth(duty.rule, states["in_time"], states["late"], states["never"], states["open"])


def _states(duty: Duty, events: Sequence[AgencyEvent], ending: date) -> Iterator[str]:
    triggers = [event for event in events if isinstance(event.fact, duty.trigger)]
    for victim in sorted({event.victim for event in events if event.victim}):
        theirs = [event for event in events if event.victim == victim]
        for trigger in triggers:
            due = _due(duty, trigger, theirs)
            told = [london_date(each.occurred.at) for each in theirs if _tells(duty, trigger, each)]
            if told:
                yield "in_time" if min(told) <= due else "late"
            else:
                yield "never" if due <= ending else "open"


def _due(duty: Duty, trigger: AgencyEvent, theirs: Iterable[AgencyEvent]) -> date:
    granted = (
        london_date(each.occurred.at)
        for each in theirs
        if isinstance(each.fact, VictimIdentified) and each.fact.enhanced_rights
    )
    return by_the_code(duty.rule, london_date(trigger.occurred.at), min(granted, default=None))


def _tells(duty: Duty, trigger: AgencyEvent, event: AgencyEvent) -> bool:
    return (
        isinstance(event.fact, VictimInformed)
        and event.fact.about is duty.about
        and event.fact.outcome is ContactOutcome.REACHED
        and event.occurred.at >= trigger.occurred.at
    )
