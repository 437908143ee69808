"""The truth behind a simulation: what was planted, and what any right answer must come to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from events.clocks import london_date
from events.corrections import CorrectionAgreed, CorrectionDisputed, CorrectionProposed
from events.identifiers import Agency, issuer_of
from events.identity import CaseLinked, VictimsMerged, VictimsUnmerged
from events.places import Court
from processors.case.course.stages import WAITING_ON, Stage
from schemas.changes import WaitingOn
from schemas.cloudevents import AgencyEvent
from simulator.simulated_case import Case, PlayedDuty
from simulator.simulated_delivery import Delivery
from simulator.simulated_world import Dimension, Planted, World
from simulator.wrong_events import WrongEvent

_LATE = timedelta(days=1)
_DUTY_STATES = ("in_time", "late", "never", "open", "excused")


@dataclass(frozen=True, slots=True)
class DutyTruth:
    """What the agencies had done of a rule's duties when the simulation ends, as they see it.

    `in_time` and `late` were done; `never` are undone and their day is over; `open` are due later;
    for `excused` somebody decided on a good reason. What of it was told wrongly, late or over an
    unsafe channel, and what the end of a case took the reason from, is counted like the rest.
    """

    rule: str
    in_time: int
    late: int
    never: int
    open: int
    excused: int


@dataclass(frozen=True, slots=True)
class StageTruth:
    """A stage's waits that led on to what follows it, whenever that was, one a case.

    `court` tells the tiers apart where the wait is on a court, for they wait very differently:
    crown or magistrates, by which tries the case.
    """

    stage: str
    court: str | None
    waits: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class PlantedTruth:
    """A planted delay and its effect: medians in days over all waits, however they ended.

    `cases` had begun the wait by the last day. Elsewhere is the rest of London, for a court the
    other courts of its tier.
    """

    dimension: str
    value: str
    stage: str
    factor: float
    cases: int
    median_days: float | None
    median_days_elsewhere: float | None


@dataclass(frozen=True, slots=True)
class WrongTruth:
    """How many wrong events were sent that are refused for a reason."""

    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Truth:
    """What a simulation holds.

    `events` are distinct, `deliveries` count repetitions as well. Of the events, `late` were
    recorded a day or more after they happened; `out_of_order` arrived after something that
    happened later in the same case. Some victims have several `references`, of which so many are
    `merged`. Of the values told wrongly so many were `put_right`; `restricted` are the events of
    which one is disputed. `wrong` were sent beside them, to be refused.
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


def truth_of(
    world: World,
    cases: Sequence[Case],
    deliveries: Sequence[Delivery],
    wrong: Iterable[WrongEvent] = (),
) -> Truth:
    """The truth of cases played, of what was published as far as it was delivered."""
    first: dict[str, AgencyEvent] = {}
    for each in deliveries:
        first.setdefault(each.event.id, each.event)
    events = list(first.values())
    put_right, restricted = _corrected(events)
    reasons = Counter(str(each.reason) for each in wrong)
    return Truth(
        ending=world.ending,
        charged_share=world.charged_share,
        victims=len({victim for case in cases for victim in case.victims}),
        references=len({event.victim for event in events if event.victim}),
        merged=_merged(events),
        cases=len(cases),
        events=len(events),
        deliveries=len(deliveries),
        duplicates=len(deliveries) - len(events),
        late=sum(event.recorded - event.occurred.at >= _LATE for event in events if event.recorded),
        out_of_order=_out_of_order(events),
        put_right=put_right,
        restricted=restricted,
        duties=_duties(world, cases),
        stages=_stages(cases),
        planted=tuple(_planted(each, cases) for each in world.planted),
        wrong=tuple(WrongTruth(reason, number) for reason, number in sorted(reasons.items())),
    )


def _merged(events: Iterable[AgencyEvent]) -> int:
    """How many references are another's: those that the agencies of both agreed on last."""
    agreed: dict[tuple[str, str], set[Agency]] = defaultdict(set)
    for event in sorted(events, key=lambda event: event.occurred.at):
        both = str(event.victim), str(event.other_victim)
        if isinstance(event.fact, VictimsUnmerged):
            agreed[both].clear()
        elif isinstance(event.fact, VictimsMerged):
            agreed[both].add(event.agency)
    return sum(agencies.issuperset(map(issuer_of, both)) for both, agencies in agreed.items())


def _corrected(events: Iterable[AgencyEvent]) -> tuple[int, int]:
    """How many values were put right, and of how many events one is disputed.

    What was told under a URN that nobody linked is nobody's.
    """
    linked = {each.fact.other for each in events if isinstance(each.fact, CaseLinked)}
    known = [each for each in events if each.case.startswith("crime:") or each.case in linked]
    reporters = {e.identity: e.agency for e in known}
    standing: dict[str, bool | None] = {}
    for event in known:
        if isinstance(event.fact, CorrectionProposed) and event.fact.event in reporters:
            own = event.agency is reporters[event.fact.event]
            standing[event.fact.correction] = True if own else None
    for event in sorted(known, key=lambda event: event.occurred.at):
        answer = isinstance(event.fact, CorrectionAgreed | CorrectionDisputed) and event.fact
        if answer and answer.correction in standing:
            standing[answer.correction] = isinstance(answer, CorrectionAgreed)
    answers = Counter(standing.values())
    return answers[True], answers[False]


def _out_of_order(events: Iterable[AgencyEvent]) -> int:
    """How many events, in order of arrival, something later in their case had come before."""
    latest: dict[str, float] = defaultdict(float)
    count = 0
    for event in events:
        at = event.occurred.at.timestamp()
        count += at < latest[event.case]
        latest[event.case] = max(latest[event.case], at)
    return count


def _duties(world: World, cases: Iterable[Case]) -> tuple[DutyTruth, ...]:
    """Each rule by which anything is owed, by name."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for duty in (duty for case in cases for duty in case.duties):
        counts[duty.rule][_state(world, duty)] += 1
    return tuple(
        DutyTruth(rule, **{state: counts[rule][state] for state in _DUTY_STATES})
        for rule in sorted(counts)
    )


def _state(world: World, duty: PlayedDuty) -> str:
    done = duty.done and duty.done < world.over and london_date(duty.done)
    if done and done <= duty.due:
        return "in_time"
    if duty.excused:
        return "excused"
    if done:
        return "late"
    return "open" if duty.due >= london_date(world.over) else "never"


def _stages(cases: Iterable[Case]) -> tuple[StageTruth, ...]:
    """Every stage in order, by tier where it is spent before a court."""
    waits: dict[tuple[Stage, str | None], list[float]] = defaultdict(list)
    for case in cases:
        tier = "crown" if case.at_crown_court else "magistrates"
        for wait in case.waits:
            at_court = WAITING_ON[wait.stage] is WaitingOn.COURT
            if wait.completed:
                waits[wait.stage, tier if at_court else None].append(wait.days)
    return tuple(
        StageTruth(str(stage), tier, len(waits[stage, tier]), _median(waits[stage, tier]))
        for stage in Stage
        for tier in ("crown", "magistrates", None)
        if (tier is not None) is (WAITING_ON[stage] is WaitingOn.COURT)
    )


def _planted(planted: Planted, cases: Iterable[Case]) -> PlantedTruth:
    """What a planted delay came to."""
    here: list[float] = []
    elsewhere: list[float] = []
    begun = 0
    for case in cases:
        has = case.has(planted)
        for wait in case.waits:
            if wait.stage is planted.stage and (has or _is_comparable(planted, case)):
                (here if has else elsewhere).append(wait.days)
                begun += has and wait.started < case.world.over
    return PlantedTruth(
        dimension=str(planted.dimension),
        value=str(planted.value),
        stage=str(planted.stage),
        factor=planted.factor,
        cases=begun,
        median_days=_median(here),
        median_days_elsewhere=_median(elsewhere),
    )


def _is_comparable(planted: Planted, case: Case) -> bool:
    """A court is compared with the others of its tier."""
    court = planted.value if planted.dimension is Dimension.COURT else case.court_of(planted.stage)
    return case.court_of(planted.stage).is_crown_court is Court(court).is_crown_court


def _median(days: Sequence[float]) -> float | None:
    return round(median(days), 2) if days else None
