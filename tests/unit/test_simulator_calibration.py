"""What the simulated journeys come to, beside the published figures that they are made from."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from statistics import correlation, mean, median

import pytest

from events.charging import ChargingDecision, ChargingDecisionMade, ReferredToCps
from events.contact import VictimWithdrewSupport
from events.court import CaseConcluded, HearingHeld, HearingKind
from events.fact import Fact
from events.investigation import PoliceOutcome, PoliceOutcomeRecorded
from events.offences import OffenceGroup
from events.trial_reasons import TrialResult
from events.vocabulary import AnyFact
from simulator import calibration, simulate
from simulator.calibration import PUBLISHED_CHARGED_SHARE, figure
from simulator.simulated_case import Case
from simulator.simulated_london import crown_court_caseload, offences
from simulator.simulated_police import report
from simulator.simulated_victims import cast
from simulator.simulated_world import World
from simulator.simulation import proceed

pytestmark = pytest.mark.simulation

ENDING = date(2026, 9, 30)


def played(victims: int, charged_share: float) -> list[Case]:
    """Whole cases with nothing planted, also what comes after the last day.

    What agencies do for the victims beside the case has no part in these figures.
    """
    world = World.of(victims, 11, ENDING, charged_share, ())
    cases = [case for theirs in cast(world, victims) for case in theirs]
    for case in cases:
        report(case)
        proceed(case)
    return cases


@pytest.fixture(scope="module")
def charged() -> list[Case]:
    """Every case is charged, so that there is much to see at court."""
    return played(5000, charged_share=1)


@pytest.fixture(scope="module")
def as_published() -> list[Case]:
    return played(5000, PUBLISHED_CHARGED_SHARE)


def when(case: Case, kind: type[Fact], **stated: object) -> datetime | None:
    times = (
        happening.at
        for happening in case.happenings
        if isinstance(happening.fact, kind) and _states(happening.fact, stated)
    )
    return min(times, default=None)


def _states(fact: AnyFact, stated: dict[str, object]) -> bool:
    return all(getattr(fact, name) == value for name, value in stated.items())


def days(start: datetime | None, end: datetime | None) -> float:
    assert start is not None
    assert end is not None
    return (end - start).total_seconds() / 86_400


def charge_to_completion(cases: Iterable[Case]) -> list[float]:
    return [days(when(case, ChargingDecisionMade), when(case, CaseConcluded)) for case in cases]


def is_rape(case: Case) -> bool:
    return case.offence.group is OffenceGroup.RAPE


def test_crown_court_charge_to_completion(charged: list[Case]) -> None:
    waits = charge_to_completion(case for case in charged if case.at_crown_court)

    published = figure("Crown Court charge to completion median")
    assert median(waits) == pytest.approx(published, rel=0.1)


def test_crown_court_offence_to_completion(charged: list[Case]) -> None:
    waits = [
        days(case.reported, when(case, CaseConcluded)) for case in charged if case.at_crown_court
    ]

    published = figure("Crown Court offence to completion median")
    assert median(waits) == pytest.approx(published, rel=0.2)


def test_magistrates_offence_to_completion(charged: list[Case]) -> None:
    waits = [
        days(case.reported, when(case, CaseConcluded))
        for case in charged
        if not case.at_crown_court
    ]

    published = figure("Magistrates offence to completion median")
    assert median(waits) == pytest.approx(published, rel=0.15)


def test_magistrates_first_listing_to_trial(charged: list[Case]) -> None:
    waits = [
        days(when(case, HearingHeld, hearing=HearingKind.FIRST), trial)
        for case in charged
        if not case.at_crown_court
        and (trial := when(case, HearingHeld, trial_result=TrialResult.EFFECTIVE))
    ]

    published = figure("Magistrates first listing to trial start median")
    assert median(waits) == pytest.approx(published, rel=0.15)


def test_rape_from_record_to_charge_to_completion(charged: list[Case]) -> None:
    rape = [case for case in charged if is_rape(case)]
    to_charge = [days(case.reported, when(case, ChargingDecisionMade)) for case in rape]

    published = figure("Rape recorded to charge median")
    assert median(to_charge) == pytest.approx(published, rel=0.15)
    published = figure("Adult rape charge to Crown Court completion mean")
    assert mean(charge_to_completion(rape)) == pytest.approx(published, rel=0.15)


def test_cps_receipt_to_charge(charged: list[Case]) -> None:
    waits = [
        days(referred, when(case, ChargingDecisionMade))
        for case in charged
        if (referred := when(case, ReferredToCps))
    ]

    assert mean(waits) == pytest.approx(figure("CPS receipt to charge all crime mean"), rel=0.1)


def test_ineffective_trials_at_the_crown_court(charged: list[Case]) -> None:
    results = Counter(
        happening.fact.trial_result
        for case in charged
        if case.at_crown_court
        for happening in case.happenings
        if isinstance(happening.fact, HearingHeld) and happening.fact.trial_result
    )

    share = 100 * results[TrialResult.INEFFECTIVE] / results.total()
    assert share == pytest.approx(figure("Ineffective trials Crown Court"), abs=3)


def test_recorded_to_any_outcome(as_published: list[Case]) -> None:
    waits = [days(case.reported, when(case, PoliceOutcomeRecorded)) for case in as_published]

    assert median(waits) == pytest.approx(figure("Recorded to any outcome median"), rel=0.15)


def is_charged(case: Case) -> bool:
    return when(case, ChargingDecisionMade, decision=ChargingDecision.CHARGE) is not None


def without_suspect(case: Case) -> bool:
    outcome = PoliceOutcome.NO_SUSPECT_IDENTIFIED
    return when(case, PoliceOutcomeRecorded, outcome=outcome) is not None


def test_outcomes_in_their_shares(as_published: list[Case]) -> None:
    charged = 100 * mean(map(is_charged, as_published))
    unknown = 100 * mean(map(without_suspect, as_published))

    assert charged == pytest.approx(figure("Charged or summonsed share of outcomes"), abs=1.5)
    assert unknown == pytest.approx(figure("No suspect identified share of outcomes"), abs=3)


@pytest.mark.parametrize(
    ("measure", "group"),
    [
        ("Victims withdrawing before charge London all crime", None),
        ("Victims withdrawing before charge London domestic abuse", OffenceGroup.DOMESTIC_ABUSE),
        ("Victims withdrawing before charge London adult rape", OffenceGroup.RAPE),
    ],
)
def test_victims_who_withdraw_before_charge(
    as_published: list[Case], measure: str, group: OffenceGroup | None
) -> None:
    withdrew = [
        when(case, VictimWithdrewSupport) is not None
        for case in as_published
        if group in (None, case.offence.group)
        and not is_charged(case)
        and not without_suspect(case)
    ]

    assert 100 * mean(withdrew) == pytest.approx(figure(measure), abs=8 if group else 4)


def test_crown_courts_are_as_busy_as_in_london(charged: list[Case]) -> None:
    published = crown_court_caseload()
    cases = Counter(case.crown_court for case in charged)

    assert set(cases) == set(published)
    assert cases.most_common(1)[0][0] == max(published, key=published.__getitem__)
    assert correlation([cases[court] for court in published], list(published.values())) > 0.9


def test_the_share_charged_is_the_callers() -> None:
    none, all_ = (simulate(100, 1, ENDING, charged_share=share) for share in (0, 1))

    assert not any(isinstance(each.event.fact, CaseConcluded) for each in none.deliveries)
    assert any(isinstance(each.event.fact, CaseConcluded) for each in all_.deliveries)


def test_shares_are_shares() -> None:
    for offence in offences():
        assert 0 <= calibration.no_suspect_share(offence) <= 1
        assert 0 <= calibration.withdrawn_share(offence) <= 1
    assert sum((offence.share for offence in offences()), 0.0) == pytest.approx(1)
