"""The main job as a person starts it, small: counts equal to an independent count of the input."""

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cli.demo_run import TWO_SUSPECTS
from events.clocks import london_date
from events.identifiers import Agency, event_identity
from notifier.notification_record import RECORD
from oracle.ledger import ledger_of
from oracle.ledger_counts import LedgerCount, count_by_rule
from real_broker import free_ports
from simulator import Simulation, simulate

pytestmark = pytest.mark.platform

ROOT = Path(__file__).parents[2]
MONTH = ROOT / "data/police-uk/2024-02-city-of-london-street.csv"
VICTIMS = 40
WITHOUT_VICTIM = {"Drugs", "Possession of weapons", "Public order", "Anti-social behaviour"}


def demo(data: Path) -> dict[str, Any]:
    port, kafka_port, provider_port, mailbox = (free_ports() for _ in range(4))
    command = [sys.executable, "-m", "cli", "demo", "--exit", "--format", "json"]
    options = ["--data", data, "--victims", VICTIMS, "--real", MONTH]
    ports = ["--port", port, "--gateway-port", port + 1]
    ports += ["--kafka-port", kafka_port, "--provider-port", provider_port]
    ports += ["--mailbox-port", mailbox, "--mailbox-smtp-port", mailbox + 1]
    done = subprocess.run(
        [*command, *map(str, [*options, *ports])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"JOURNEY_PARTITIONS": "2"},
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (data / "mailbox-demo" / "letters.jsonl").exists()  # the mailbox ran beside it
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def real_rows() -> list[dict[str, str]]:
    with MONTH.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def counted_by_hand(plan: dict[str, Any]) -> dict[str, int]:
    """Events and victims, counted from the files and the simulation without the platform."""
    rows = real_rows()
    victims = {
        row["Crime ID"]
        for row in rows
        if row["Crime ID"] and row["Crime type"] not in WITHOUT_VICTIM
    }
    outcomes = sum(1 for row in rows if row["Last outcome category"])
    deliveries = simulated(plan["until"]).right
    made_up = len(TWO_SUSPECTS.read_bytes().splitlines())
    events = {event_identity(d.agency, d.event.source, d.event.id): d.event for d in deliveries}
    people = {name for event in events.values() for name in (event.victim, event.other_victim)}
    return {
        "accepted": len(rows) + outcomes + len(victims) + len(events) + made_up,
        "journeys": len(victims) + len(people - {None}) + 1,
        "published": len(rows) + outcomes + len(victims) + len(deliveries) + made_up,
        "repeats": len(deliveries) - len(events),
    }


@cache
def simulated(until: str) -> Simulation:
    return simulate(
        VICTIMS, 1, datetime.fromisoformat(until), forces=frozenset({Agency.MET_POLICE})
    )


@cache
def duties_by_rule(until: str) -> Sequence[LedgerCount]:
    """How the duties stand as long as the last day is not over."""
    day_before = london_date(datetime.fromisoformat(until)) - timedelta(days=1)
    return count_by_rule(ledger_of(simulated(until).deliveries, day_before))


def by_ledger(plan: dict[str, Any], state: str) -> int:
    """How many duties stand so by the oracle's ledger; police.uk's data raise none."""
    duties = duties_by_rule(plan["until"])
    return sum(getattr(duty, state) for duty in duties)


ABOUT_EACH = [
    ("suspect 1", "Done in time"),
    ("suspect 2", "Late and not done"),
    (
        "asked",
        "Metropolitan Police: The victim was told of the arrest by telephone,"
        " 4 April 2025, 11:00am",
    ),
]


def two_suspects(summary: dict[str, Any]) -> list[tuple[str, str]]:
    """What is said of the made-up case: about whom, and how it stands."""
    rows = summary["A case with two suspects"]
    return [(each["about"], each["how_it_stands"]) for each in rows]


def told_of_what_is_gone(data: Path) -> int:
    """Of how many alerts people were sent a message that only half of the year had raised."""
    with closing(sqlite3.connect(data / RECORD)) as record:
        ((silences,),) = record.execute("SELECT count(*) FROM silences")
        assert silences == 0  # whoever is to be told is told from now on
        ((gone,),) = record.execute(
            "SELECT count(*) FROM alerts JOIN notifications ON alert = alerts.id"
            " WHERE alerts.state = 'gone' AND kind != 'unsafe-contact' AND message IS NOT NULL"
        )
        return int(gone)


def test_the_demo_tells_what_was_put_in_and_a_second_run_counts_nothing_twice(
    tmp_path: Path,
) -> None:
    """Given real and simulated input, when the demo runs twice, then it says the same."""
    first = demo(tmp_path / "data")
    plan = json.loads((tmp_path / "data/demo.json").read_text())
    by_hand = counted_by_hand(plan)

    (events,) = first["Events"]
    assert {name: events[name] for name in by_hand} == by_hand
    assert events["refused"] == 0
    assert two_suspects(first) == ABOUT_EACH
    (obligations,) = first["Obligations"]
    assert obligations["discharged"] == by_ledger(plan, "in_time") + 1
    assert obligations["discharged-late"] == by_ledger(plan, "late")
    undone = obligations["open"] + obligations["breached"]
    assert undone == by_ledger(plan, "never") + by_ledger(plan, "open") + 1

    assert told_of_what_is_gone(tmp_path / "data") == 0

    assert "release" in first["Seconds"][0]

    second = demo(tmp_path / "data")
    assert "release" not in second["Seconds"][0]  # the first one's stays
    assert second["Top five hotspots"] == first["Top five hotspots"]
    assert second["Events"] == [events]
    assert second["Obligations"][0]["discharged"] == obligations["discharged"]
    assert sum(second["Obligations"][0].values()) == sum(obligations.values())
