"""London's Crown Courts: cases as events, folded and counted, make the published backlogs."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from counted_wait_rows import all_shown, store_shown
from events.before_trial import SentToCrownCourt
from events.clocks import london_date, london_day_after
from events.court import CaseConcluded
from events.identifiers import Agency
from events.places import Court
from processors.fold.journey import fold
from projections.projection_rows import changes_rows
from projections.store import Store
from schemas.changes import Changes, encode_changes
from simulated_intake import counting
from simulator.published_backlogs import PUBLISHED_END, published_backlogs, simulate_backlogs
from store_copies import empty_store
from task_group.cell_waits import waits_by_day
from task_group.counted_waits import count_waits
from task_group.disclose import disclose
from task_group.flow_figures import flow_figures
from task_group.lattice import Breakdown, Tier
from task_group.lattice_places import AT_COURT
from task_group.release_figures import Flow
from task_group.release_periods import YEAR, periods
from task_group.shown_cells import choose_shown_cells
from task_group.wait_figures import wait_figures

pytestmark = [pytest.mark.platform, pytest.mark.simulation]

PUBLISHED = Path(__file__).parents[2] / "simulator" / "london_crown_courts_open_cases.csv"
TENTH = 0.1
PERIODS = periods(PUBLISHED_END)


def published() -> dict[str, tuple[int, int]]:
    """By the court's code: open on 31 March 2024, and a year later."""
    with PUBLISHED.open() as file:
        return {
            row["court"].lower().replace(" ", "-"): (
                int(row["open_cases_2024_03_31"]),
                int(row["open_cases_2025_03_31"]),
            )
            for row in csv.DictReader(file)
        }


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A tenth of the cases, through intake, fold, and the counting of a release."""
    with empty_store(tmp_path_factory.mktemp("backlogs")) as store:
        rows: list[dict[str, Any]] = []
        over = london_day_after(PUBLISHED_END)
        for _, facts in counting(simulate_backlogs(TENTH)):
            [victim] = {logged.victim for logged in facts}
            assert victim
            changes = Changes(victim, 1, tuple(fold(facts, over).rows.values()))
            rows.extend(changes_rows(encode_changes(changes))["intervals"])
        store.insert("intervals", rows)
        everywhere = dict.fromkeys(Agency, PUBLISHED_END)
        count_waits(store, PUBLISHED_END, everywhere, dict.fromkeys(Agency, date(2010, 1, 1)))
        yield store


@pytest.fixture(scope="module")
def flows(counted: Store) -> list[Flow]:
    """The flows of these, exactly."""
    shown = all_shown(counted.query("SELECT * FROM counted_waits"), PERIODS)
    store_shown(counted, shown)
    return flow_figures(counted, shown, PERIODS)


def at_court(flows: list[Flow], dimension: Breakdown, period: str = YEAR) -> dict[str, Flow]:
    return {
        flow.place: flow
        for flow in flows
        if (flow.dimension, flow.stage, flow.period) == (dimension, AT_COURT, period)
    }


def growth(flow: Flow) -> float:
    assert flow.at_start
    assert flow.at_end
    return 100 * (flow.at_end / flow.at_start - 1)


def test_in_full_size_the_events_leave_as_many_open_at_each_court_as_was_published() -> None:
    sent: dict[str, tuple[Court, date]] = {}
    gone: dict[str, date] = {}
    for delivery in simulate_backlogs():
        event = delivery.event
        assert delivery.at < london_day_after(PUBLISHED_END)
        if isinstance(event.fact, SentToCrownCourt):
            sent[event.case] = (event.fact.court, london_date(event.occurred.at))
        if isinstance(event.fact, CaseConcluded):
            gone[event.case] = london_date(event.occurred.at)

    stands: dict[str, Counter[date]] = defaultdict(Counter)
    for case, (court, day) in sent.items():
        for counted in (date(2024, 3, 31), date(2025, 3, 31)):
            stands[court][counted] += day <= counted < gone.get(case, date.max)

    assert {court: tuple(days.values()) for court, days in stands.items()} == published()


def test_folded_and_counted_a_tenth_of_them_is_a_tenth_of_each_published_number(
    flows: list[Flow],
) -> None:
    found = at_court(flows, Breakdown.COURT)

    stood = {court: (found[court].at_start, found[court].at_end) for court in published()}
    assert stood == {
        court: (round(TENTH * before), round(TENTH * after))
        for court, (before, after) in published().items()
    }


def test_wood_green_grew_most_and_only_the_old_bailey_fell(flows: list[Flow]) -> None:
    found = {court: growth(at_court(flows, Breakdown.COURT)[court]) for court in published()}
    in_order = sorted(found, key=lambda court: -found[court])

    assert in_order[:3] == ["wood-green", "woolwich", "isleworth"]
    assert in_order[-1] == "central-criminal-court"
    assert found["wood-green"] == pytest.approx(42, abs=1)
    assert found["isleworth"] == pytest.approx(34, abs=1)
    assert found["central-criminal-court"] == pytest.approx(-27, abs=1)
    assert min(found[court] for court in in_order[:-1]) > 0


def test_what_came_in_and_went_out_is_as_planned_and_the_courts_add_up_to_their_tier(
    flows: list[Flow],
) -> None:
    by_court = at_court(flows, Breakdown.COURT)
    tier = at_court(flows, Breakdown.TIER)[Tier.CROWN]

    planned = published_backlogs(TENTH)
    for backlog in planned:
        flow = by_court[backlog.court]
        assert (flow.came_in, flow.went_out) == (backlog.came_in, backlog.went_out)
    assert tier.at_start == sum(backlog.before for backlog in planned)
    assert tier.at_end == sum(backlog.after for backlog in planned)


def test_the_quarters_of_the_year_lead_from_the_first_published_day_to_the_second(
    flows: list[Flow],
) -> None:
    quarters = [at_court(flows, Breakdown.COURT, period.code) for period in PERIODS[1:]]
    year = at_court(flows, Breakdown.COURT)

    for court in published():
        newest_first = [quarter[court] for quarter in quarters]
        assert newest_first[0].at_end == year[court].at_end
        assert newest_first[-1].at_start == year[court].at_start
        for newer, older in pairwise(newest_first):
            assert newer.at_start == older.at_end
    assert PERIODS[-1].first - timedelta(days=1) == date(2024, 3, 31)


def test_the_disclosure_control_shows_the_story_of_a_tenth(
    flows: list[Flow], counted: Store
) -> None:
    exact = at_court(flows, Breakdown.COURT)
    shown = choose_shown_cells(counted, PERIODS, [])
    with waits_by_day(counted, PERIODS):
        waits = wait_figures(counted, shown, PERIODS)
    disclosed = disclose(waits, flow_figures(counted, shown, PERIODS), PERIODS)

    released = at_court(disclosed.flows, Breakdown.COURT)

    for court in published():
        assert released[court].at_end == pytest.approx(exact[court].at_end, abs=15)
        assert released[court].at_start is not None
    found = {court: growth(released[court]) for court in published()}
    in_order = sorted(found, key=lambda court: -found[court])
    assert set(in_order[:3]) == {"wood-green", "woolwich", "isleworth"}
    assert [court for court in in_order if found[court] < 0] == ["central-criminal-court"]


def test_a_share_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        simulate_backlogs(0)
