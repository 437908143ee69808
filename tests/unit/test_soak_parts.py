"""The soak's own parts: a plan from a seed, an oracle without an order, a comparison that sees."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import typer

from bench.saved_soak import saved, section
from events.identifiers import Agency
from processors.fold.judging_clock import Clock
from soak import __main__ as soak_command
from soak.kills import KillDone
from soak.row_comparison import TableComparison, table_comparison
from soak.send_outcomes import SendOutcome, SendOutcomes
from soak.soak_oracle import PublishedRecord, rows_of
from soak.soak_plan import DECK, ClientKind, KillKind, SoakPlan, soak_plan
from soak.soak_report import ClientCounts, KillTime, SoakReport, kill_rows

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
KEY = b"a key for tests"
NOW = AT + timedelta(days=1)
CLEAN = SoakReport(
    seconds=60,
    seed=1,
    events=3,
    kills=[KillTime(KillDone(KillKind.KILL_PART, 0.0, "intake-0"), 4.0)],
    clients=[ClientCounts(ClientKind.GATEWAY, 3, 3, 0, 0, lost=0, doubled=0)],
    tables=[TableComparison("timeline", 3, 0, 0, 0)],
    faults={"refused": 0},
)


@pytest.fixture(scope="module")
def plan() -> SoakPlan:
    return soak_plan(60, 5, rate=10)


def test_the_same_seed_gives_the_same_plan(plan: SoakPlan) -> None:
    assert soak_plan(60, 5, rate=10) == plan
    assert soak_plan(60, 6, rate=10) != plan


def test_events_are_numbered_shuffled_doubled_and_some_aborted(plan: SoakPlan) -> None:
    sent = [event for each in plan.sends if not each.aborted for event in each.events]
    times = Counter(each.identity for each in sent)
    assert set(times.values()) == {1, 2}

    numbers: dict[str, set[int | None]] = {}
    for event in sent:
        numbers.setdefault(event.source, set()).add(event.sequence)
    assert all(each == set(range(1, len(each) + 1)) for each in numbers.values())

    police = [each.sequence or 0 for each in sent if each.agency is Agency.MET_POLICE]
    assert police != sorted(police)
    aborted = [event for each in plan.sends if each.aborted for event in each.events]
    assert aborted
    assert not times.keys() & {each.identity for each in aborted}
    assert {each.client for each in plan.sends} == set(ClientKind)
    assert {each.client for each in plan.sends if each.aborted} == {ClientKind.TRANSACTIONS}


def test_one_round_has_every_kind_of_kill(plan: SoakPlan) -> None:
    one_round = plan.kills[: sum(DECK.values())]
    assert Counter(each.kind for each in one_round) == DECK
    parts = [each.turn for each in plan.kills if each.kind is KillKind.KILL_PART]
    assert parts == list(range(len(parts)))


def test_of_several_sends_the_best_knowledge_counts(plan: SoakPlan) -> None:
    event = plan.sends[0].events[0]
    outcomes = SendOutcomes()
    for outcome in (SendOutcome.ABORTED, SendOutcome.CONFIRMED, SendOutcome.UNKNOWN):
        outcomes.note(ClientKind.GATEWAY, [event], outcome)
    outcomes.note(ClientKind.KAFKA_PYTHON, [event], SendOutcome.CONFIRMED)
    assert outcomes.with_outcome(SendOutcome.CONFIRMED) == {event.identity}
    assert outcomes.with_outcome(SendOutcome.UNKNOWN) == frozenset()
    assert outcomes.confirmed_by(ClientKind.GATEWAY) == {event.identity}
    assert outcomes.confirmed_by(ClientKind.KAFKA_PYTHON) == frozenset()
    assert outcomes.sent(ClientKind.GATEWAY, *SendOutcome) == 3


def records(plan: SoakPlan) -> list[PublishedRecord]:
    """What a broker would have received, one event each second."""
    sent = [event for each in plan.sends if not each.aborted for event in each.events]
    return [
        PublishedRecord(event.agency, event, AT + timedelta(seconds=number))
        for number, event in enumerate(sent)
    ]


def standing(records: Sequence[PublishedRecord]) -> dict[str, set[str]]:
    """The rows of journeys, each as text."""
    rows = rows_of(records, KEY, Clock(NOW))
    journeys = ("timeline", "intervals", "obligations", "alerts")
    return {table: {repr(sorted(row.items())) for row in rows[table]} for table in journeys}


def test_the_oracle_says_the_same_in_any_order_of_reading(plan: SoakPlan) -> None:
    """Given records of several topics, when they are read in another order, the rows stand."""
    published = records(plan)
    shuffled = Random(3).sample(published, len(published))
    assert standing(shuffled) == standing(published)
    assert all(standing(published).values())


def keyed(*rows: dict[str, Any]) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["id"],), []).append(row)
    return found


def test_the_comparison_tells_lost_doubled_and_different_rows() -> None:
    one, two, three = ({"id": name, "state": "open"} for name in "abc")
    expected = keyed(one, two, three)
    assert table_comparison("t", expected, expected) == TableComparison("t", 3, 0, 0, 0)

    late = {**two, "state": "late"}
    seen = table_comparison("t", expected, keyed(late, three, three, {"id": "d", "state": ""}))
    assert (seen.lost, seen.doubled, seen.different) == (1, 2, 1)
    assert seen.examples == ("lost: a", "doubled: c", "doubled: d", "different in state: b")


def test_kills_are_shown_by_kind_and_kind_of_part() -> None:
    done = KillDone(KillKind.KILL_PART, 0.0, "intake-0")
    other = replace(done, parts="intake-1")
    kills = [KillTime(done, 4.0), KillTime(other, 9.0), KillTime(done, None)]
    (row,) = kill_rows(kills)
    assert row == {
        "kind": "SIGKILL of a part",
        "part": "intake",
        "kills": 3,
        "median s": 6.5,
        "longest s": 9.0,
        "not back": 1,
    }


@pytest.mark.parametrize(
    ("report", "status"),
    [
        (CLEAN, 0),
        (replace(CLEAN, tables=[TableComparison("timeline", 3, 1, 0, 0)]), 1),
        (replace(CLEAN, clients=[replace(CLEAN.clients[0], doubled=1)]), 1),
        (replace(CLEAN, faults={"refused": 2}), 1),
    ],
)
def test_the_status_is_zero_only_if_all_is(
    report: SoakReport, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak_command, "soak", lambda *_: report)
    with pytest.raises(typer.Exit) as left:
        soak_command.main(minutes=1, seed=1)
    assert left.value.exit_code == status
    assert {aim.met for aim in section(report).aims} >= ({True} if status == 0 else {False})


def test_a_soak_that_is_saved_has_its_section_on_the_page(tmp_path: Path) -> None:
    page = tmp_path / "measured.md"
    assert saved(lambda: CLEAN, tmp_path, page) is CLEAN
    written = page.read_text()
    assert "## The soak" in written
    assert "`make soak`: " in written
    assert "`make soak MINUTES=1 SEED=1`" in written
    assert "| SIGKILL of a part | intake | 1 | 4.00 | 4.00 | 0 |" in written
    assert "| the soak of 1 minutes: lost 0 | 0 | yes |" in written
