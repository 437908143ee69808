"""The truth that a simulation tells of itself, counted again from its bytes by the fold."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from events.case_moves import CaseTransferred
from events.clocks import Occurred, london_day_after
from events.identifiers import Agency, CaseLevel, Pseudonym, event_identity, level
from events.identity import VictimsMerged, VictimsUnmerged
from events.vocabulary import FACTS
from half_done import NOT_SIMULATED, PLAYED_BESIDE
from oracle.ledger import ledger_of
from oracle.ledger_counts import LedgerCount, count_by_rule
from processors.fold.journey import fold
from processors.stream.merge_agreements import MERGES
from processors.victims_code.rules import RULES
from schemas.changes import (
    CorrectionRow,
    CorrectionState,
    Obligation,
    ObligationState,
    StageInterval,
    WaitEnd,
)
from schemas.cloudevents import AgencyEvent
from schemas.log_records import LoggedFact
from simulated_intake import counting
from simulator import PLANTED, Planted, Simulation, simulate
from simulator.simulated_case import Case
from simulator.simulated_victims import cast
from simulator.simulated_world import World
from simulator.simulation import play

pytestmark = pytest.mark.simulation

ENDING = date(2026, 9, 30)
OVER = london_day_after(ENDING)
FAR = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def london() -> Simulation:
    return simulate(1200, 3, ENDING, charged_share=0.8)


@pytest.fixture(scope="module")
def journeys(london: Simulation) -> list[object]:
    """Every row that the platform's own fold makes of what was delivered, at the end."""
    return [
        row for _, facts in counting(london.deliveries) for row in fold(facts, OVER).rows.values()
    ]


def distinct(simulation: Simulation) -> list[AgencyEvent]:
    return list({(d.event.source, d.event.id): d.event for d in simulation.deliveries}.values())


def test_everything_is_said_that_can_be_said(london: Simulation) -> None:
    """Given that most cases are charged, so that what follows a sentence is seen as well."""
    reported = {each.event.fact.kind for each in london.right}
    assert reported == FACTS.keys() - NOT_SIMULATED.keys()


def test_it_counts_what_is_delivered(london: Simulation) -> None:
    events, truth = distinct(london), london.truth

    assert truth.deliveries == len(london.deliveries)
    assert truth.events == len(events)
    assert truth.duplicates == len(london.deliveries) - len(events)
    cases = {event.case for event in events}
    assert truth.cases == len({case for case in cases if level(case) is CaseLevel.CRIME})
    assert len(cases) > truth.cases  # prosecutors and courts name theirs by the URN
    assert truth.victims == 1200
    assert truth.references == len({event.victim for event in events if event.victim})


def test_it_counts_what_is_recorded_late_and_what_comes_out_of_order(london: Simulation) -> None:
    events = distinct(london)
    by_case = defaultdict(list)
    for event in events:
        by_case[event.case].append(event.occurred.at)

    late = [e for e in events if e.recorded and e.recorded >= e.occurred.at + timedelta(days=1)]
    overtaken = [
        at
        for times in by_case.values()
        for place, at in enumerate(times)
        if any(before > at for before in times[:place])
    ]
    assert london.truth.late == len(late) > 0
    assert london.truth.out_of_order == len(overtaken) > 0


def test_it_counts_what_was_put_right_and_what_is_restricted(
    london: Simulation, journeys: list[object]
) -> None:
    """Given corrections in all their states, then the platform has come as far with each."""
    come: dict[CorrectionState, set[tuple[Agency, str]]] = defaultdict(set)
    for row in journeys:
        if isinstance(row, CorrectionRow):
            come[row.state].add((row.proposed_by, row.correction))

    applied, disputed = come[CorrectionState.APPLIED], come[CorrectionState.DISPUTED]
    assert london.truth.put_right == len(applied) > len(disputed)
    assert london.truth.restricted == len(disputed) > 0
    assert come[CorrectionState.PROPOSED] - applied - disputed
    assert not come[CorrectionState.IMPOSSIBLE]


def test_it_counts_the_references_that_were_found_to_be_of_one_person(london: Simulation) -> None:
    """Given the force's proposal and the service's agreement, some undone and mostly found again.

    An agency that reports a merge again agrees no second time.
    """
    last: dict[tuple[str | None, str | None], set[Agency]] = defaultdict(set)
    for event in sorted(distinct(london), key=lambda event: event.occurred.at):
        if isinstance(event.fact, MERGES):
            merges = isinstance(event.fact, VictimsMerged)
            both = event.victim, event.other_victim
            last[both] = last[both] | {event.agency} if merges else set()

    agreed = Counter(len(agencies) for agencies in last.values())
    assert london.truth.merged == agreed[2] > agreed[0]
    assert any(isinstance(event.fact, VictimsUnmerged) for event in distinct(london))


@pytest.fixture(scope="module")
def ledger(london: Simulation) -> Sequence[LedgerCount]:
    """How the duties stand by the oracle's reading of what was delivered."""
    return count_by_rule(ledger_of(london.deliveries, ENDING))


_NO_ORDERS = {"R6.21", "R9.2c", "R9.10"}
_NO_MOVES = {"R11.4a", "R11.5", "R11.7b", "R11.7c"}
NEVER_RAISED = {"R7.5", "VRR.2", "VRR.3"} | _NO_ORDERS | _NO_MOVES
"""No simulated victim is a bereaved relative or asks for a police review.

No order protects anybody, and no offender goes to a hospital or an open prison, leaves hospital or
absconds: no source says how often.
"""


def test_the_duties_are_mostly_kept_sometimes_late_and_seldom_never(
    london: Simulation, ledger: Sequence[LedgerCount]
) -> None:
    """Given what the agencies set out to do, then what was delivered comes to much the same."""
    assert {duty.rule for duty in ledger} == set(RULES) - NEVER_RAISED
    assert sum(duty.withdrawn for duty in ledger) > 0
    for duties in (ledger, london.truth.duties):
        in_time, late, never = (
            sum(getattr(duty, state) for duty in duties) for state in ("in_time", "late", "never")
        )
        assert 0.05 < (late + never) / (in_time + late + never) < 0.25
        assert late > never > 0
        assert sum(duty.excused for duty in duties) > 0


def test_the_agencies_count_their_duties_as_the_ledger_does(
    london: Simulation, ledger: Sequence[LedgerCount]
) -> None:
    """Apart from what was lost or told wrongly.

    Nobody acts by ULS and VRR.1, the time is the victim's; and by R6.9 the ledger takes every
    contact. What is played beside, by consequences of facts, is not counted as a duty. A
    notice of what the Code has no receiver's clock for is sent without counting. What the Code sets
    no day for is never late by the ledger, however long the agencies take.
    """
    uncounted = {"ULS", "ULS.1", "VRR.1", "R8.1a", "R8.4a", "R9.3a", *PLAYED_BESIDE}
    by_ledger = {duty.rule: duty.in_time for duty in ledger if duty.rule not in uncounted}
    by_agencies = {
        duty.rule: duty.in_time if RULES[duty.rule].is_timed else duty.in_time + duty.late
        for duty in london.truth.duties
    }

    assert set(by_agencies) == set(by_ledger)
    for rule in set(by_agencies) - {"R6.9"}:
        assert by_agencies[rule] == pytest.approx(by_ledger[rule], rel=0.2, abs=5), rule


def test_something_is_due_within_days_and_something_is_freshly_late(
    journeys: list[object],
) -> None:
    undone = [row for row in journeys if isinstance(row, Obligation) and row.ended is None]

    days = Counter((row.due_on - ENDING).days for row in undone if row.due_on)
    assert sum(count for ahead, count in days.items() if 1 <= ahead <= 4) > 0
    assert sum(count for ahead, count in days.items() if -4 <= ahead <= 0) > 0


def test_most_of_what_stands_late_is_late_by_days_and_more_can_be_saved(
    journeys: list[object],
) -> None:
    """Given reviews of open cases, then what is late since months is the smaller part.

    It comes case by case, and another seed, or a row more in a table, moves all that comes after
    it: the bounds leave room for that.
    """
    undone = [row for row in journeys if isinstance(row, Obligation) and row.ended is None]
    late = sorted(
        (ENDING - row.due_on).days
        for row in undone
        if row.due_on and row.state is ObligationState.BREACHED
    )
    soon = [row for row in undone if row.due_on and 1 <= (row.due_on - ENDING).days <= 2]

    assert 0 < sum(days > 28 for days in late) < len(late) * 2 / 3
    assert len(soon) > sum(days <= 28 for days in late) / 2


def stands_at(row: StageInterval, delay: Planted) -> bool:
    value = {"borough": row.borough, "court": row.court, "offence": row.offence}
    return value[delay.dimension] == delay.value


def comparable(row: StageInterval, delay: Planted) -> bool:
    """A Crown Court is compared with Crown Courts."""
    tiers = {row.court and row.court.is_crown_court, not delay.value.endswith("-magistrates")}
    return delay.dimension != "court" or len(tiers) == 1


def share_waiting_longer(here: list[StageInterval], there: list[StageInterval]) -> float:
    """How often a wait here outlasts one there, of the pairs in which it is known."""
    longer = known = 0
    for one in here:
        for other in there:
            mine, theirs = lasted(one), lasted(other)
            if one.end is not WaitEnd.COMPLETED and mine <= theirs:
                continue
            if other.end is not WaitEnd.COMPLETED and theirs <= mine:
                continue
            known += 1
            longer += mine > theirs
    return longer / known


def lasted(row: StageInterval) -> timedelta:
    return (row.ended or OVER) - row.started


@pytest.mark.parametrize("delay", PLANTED, ids=lambda delay: f"{delay.stage}-{delay.value}")
def test_waits_are_longer_where_a_delay_is_planted(
    delay: Planted, london: Simulation, journeys: list[object]
) -> None:
    rows = [row for row in journeys if isinstance(row, StageInterval) and row.stage == delay.stage]
    here = [row for row in rows if stands_at(row, delay)]
    there = [row for row in rows if not stands_at(row, delay) and comparable(row, delay)]
    truth = next(each for each in london.truth.planted if each.value == delay.value)

    assert len(here) >= 15
    assert share_waiting_longer(here, there) > 0.6
    assert truth.median_days is not None
    assert truth.median_days_elsewhere is not None
    assert truth.median_days > 1.5 * truth.median_days_elsewhere


def whole(case: Case) -> list[LoggedFact]:
    """A case as if everything in it had been delivered, for its first victim."""
    return [
        LoggedFact(
            event=event_identity(Agency.MET_POLICE, "whole", str(number)),
            agency=happening.agency,
            case=case.identifier,
            victim=Pseudonym("victim-one"),
            occurred=Occurred(happening.at),
            recorded=None,
            known=None,
            received=happening.at,
            fact=happening.fact,
        )
        for number, happening in enumerate(case.happenings)
        if happening.victim in (None, case.victims[0])
    ]


def test_the_fold_finds_the_waits_that_were_played() -> None:
    """A wait in a case that went to another force has no end in it: it is compared by none."""
    world = World.of(400, 5, ENDING, 0.6, PLANTED)

    for case in (case for theirs in cast(world, 400) for case in theirs):
        play(case)
        rows = fold(whole(case), FAR).rows.values()
        waits = [row for row in rows if isinstance(row, StageInterval)]
        found = sorted(
            (row.started, row.ended, row.stage, row.end is WaitEnd.COMPLETED)
            for row in waits
            if row.held_by is None
        )
        went = any(row.held_by for row in waits) or case.all_of(CaseTransferred)
        played = sorted(
            (wait.started, wait.ended, str(wait.stage), wait.completed)
            for wait in (case.waits[:-1] if went else case.waits)
        )
        assert (found[: len(played)] if went else found) == played
