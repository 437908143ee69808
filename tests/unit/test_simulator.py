"""The simulated agencies' deliveries: repeatable, acceptable at the door, and untidy."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.clocks import LONDON, london_day_after
from events.identifiers import POLICE, Agency, issuer_of
from events.reporting import CrimeReported, VictimIdentified
from events.vocabulary import FACTS
from schemas.cloudevents import check_arrival, decode, encode, headers
from simulator import Delivery, Simulation, simulate
from simulator.chance import rows

pytestmark = pytest.mark.simulation

ENDING = date(2026, 9, 30)
PRINT_DIGEST = """
import hashlib
from datetime import date
from simulator import simulate
from schemas.cloudevents import encode
digest = hashlib.sha256()
for delivery in simulate(200, 7, date(2026, 9, 30)).deliveries:
    digest.update(encode(delivery.event))
print(digest.hexdigest())
"""


@pytest.fixture(scope="module")
def london() -> Simulation:
    return simulate(800, 1, ENDING)


def digest(simulation: Simulation) -> str:
    lines = b"\n".join(
        f"{each.at.isoformat()} {each.agency} ".encode() + encode(each.event)
        for each in simulation.deliveries
    )
    return hashlib.sha256(lines).hexdigest()


def first_deliveries(simulation: Simulation) -> dict[tuple[str, str], Delivery]:
    first: dict[tuple[str, str], Delivery] = {}
    for delivery in simulation.deliveries:
        first.setdefault((delivery.event.source, delivery.event.id), delivery)
    return first


def by_the_police(reference: str | None) -> bool:
    """Whether it is a reference of a force, and not of a service that has one of its own."""
    return reference is not None and reference.partition(":")[0] in POLICE


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    once, again = simulate(60, 7, ENDING), simulate(60, 7, ENDING)

    assert digest(once) == digest(again)
    assert once.truth == again.truth
    assert digest(once) != digest(simulate(60, 8, ENDING))


def test_a_city_of_one_force_has_its_crimes_alone() -> None:
    """Given one force, then every crime is reported to it, and other agencies act too."""
    forces = frozenset({Agency.MET_POLICE})
    events = [each.event for each in simulate(60, 7, ENDING, forces=forces).deliveries]

    reporting = {event.agency for event in events if isinstance(event.fact, CrimeReported)}
    assert reporting == forces
    assert {Agency.CPS, Agency.VICTIM_SUPPORT} <= {event.agency for event in events}
    assert not {Agency.CITY_POLICE, Agency.BTP} & {event.agency for event in events}


def test_the_bytes_do_not_hang_on_how_python_hashes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", PRINT_DIGEST],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for hash_seed in ("1", "2")
    }

    assert len(digests) == 1


@given(
    victims=st.integers(1, 12),
    seed=st.integers(),
    ending=st.dates(date(2015, 1, 1), date(2030, 12, 31)),
    charged_share=st.floats(0, 1),
)
def test_every_delivery_is_accepted_when_it_comes_and_none_comes_after_the_end(
    victims: int, seed: int, ending: date, charged_share: float
) -> None:
    simulation = simulate(victims, seed, ending, charged_share)

    over = london_day_after(ending)
    arrivals = [delivery.at for delivery in simulation.deliveries]
    assert arrivals == sorted(arrivals)
    for delivery in simulation.deliveries:
        event = delivery.event
        assert decode(encode(event), headers()) == event
        check_arrival(event, delivery.agency, event.case.encode(), delivery.at)
        assert event.recorded is not None
        assert event.occurred.at <= event.recorded <= delivery.at < over
        assert event.known is None or event.known <= event.recorded
    named = {each.event.victim for each in simulation.deliveries} - {None}
    assert len(named) == simulation.truth.references
    assert len(set(filter(by_the_police, named))) == simulation.truth.victims == victims


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-26T14:00",
        "2026-11-26T00:00",
        "2026-11-26T00:30",
        "2026-11-26T23:30",
        "2026-06-30T00:30",
        "2026-06-30T23:30",
        "2026-11-29T12:00",  # a Sunday
        "2026-12-25T09:00",  # bank holidays
        "2026-12-28T17:00",
        "2026-03-29T00:30",  # the clocks go forward
        "2026-03-29T02:30",
        "2026-10-25T01:30",  # and back
        "2026-10-25T23:30",
    ],
)
def test_it_may_end_at_any_instant_of_a_day(now: str) -> None:
    """Given an hour of a London day, then all is accepted by then, and things go on till then."""
    until = datetime.fromisoformat(now).replace(tzinfo=LONDON).astimezone(UTC)
    simulation = simulate(50, 1, until)

    for each in simulation.right:
        check_arrival(each.event, each.agency, each.event.case.encode(), each.at)
        assert each.at < until
    last = max(each.event.occurred.at for each in simulation.deliveries)
    assert until - last < timedelta(hours=30)


def test_two_simulations_of_one_day_speak_of_other_victims() -> None:
    """Given two instants of a day, then no event of the one has the name of one of the other."""
    morning, noon = (simulate(20, 1, datetime(2026, 9, 30, hour, tzinfo=UTC)) for hour in (9, 12))

    assert not first_deliveries(morning).keys() & first_deliveries(noon).keys()


def test_a_repetition_is_the_same_event_again(london: Simulation) -> None:
    first = first_deliveries(london)

    repeated = Counter((each.event.source, each.event.id) for each in london.deliveries)
    assert 0.01 < sum(count > 1 for count in repeated.values()) / len(first) < 0.05
    for delivery in london.deliveries:
        assert delivery.event == first[delivery.event.source, delivery.event.id].event


def test_all_agencies_speak(london: Simulation) -> None:
    assert {each.agency for each in london.deliveries} == set(Agency)


@pytest.mark.parametrize("table", ["chances.csv", "choices.csv", "waits.csv"])
def test_every_row_of_a_table_is_drawn(table: str) -> None:
    """Given a name in a table, then the simulator draws by it: as written, or by fact or agency."""
    sources = "".join(
        path.read_text() for path in (Path(__file__).parents[2] / "simulator").glob("*.py")
    )
    drawn = {f"{kind}.{field}" for kind, fact in FACTS.items() for field in fact.model_fields}
    names = {re.sub(f"({'|'.join(Agency)})$", "{", row["what"]) for row in rows(table)}

    assert [name for name in names - drawn if not _is_written(name, sources)] == []


def _is_written(name: str, sources: str) -> bool:
    """Whether a name stands in the code, at least as far as it is fixed there."""
    fixed = re.sub(r"( if |: | with enhanced rights| of domestic abuse).*", "", name)
    return any(f'"{each}' in sources for each in (name, fixed))


def test_some_victims_share_a_case_and_some_have_two(london: Simulation) -> None:
    pairs = {(each.event.case, each.event.victim) for each in london.deliveries}
    named = [(case, victim) for case, victim in pairs if by_the_police(victim)]

    assert max(Counter(case for case, _ in named).values()) == 2
    assert max(Counter(victim for _, victim in named).values()) == 2


def test_several_agencies_name_most_victims_by_the_same_reference(london: Simulation) -> None:
    """Given a referral, then a service uses the force's reference, and sometimes one of its own."""
    naming: dict[str, set[Agency]] = {}
    for delivery in london.deliveries:
        event = delivery.event
        if event.victim and not event.other_victim:
            naming.setdefault(event.victim, set()).add(delivery.agency)
            own = issuer_of(event.victim) is delivery.agency
            assert own or not isinstance(event.fact, VictimIdentified)

    by_police = set(filter(by_the_police, naming))
    assert all(naming[victim] & POLICE for victim in by_police)
    assert any(Agency.VICTIM_SUPPORT in naming[victim] for victim in by_police)
    assert 0 < len(set(naming) - by_police) < len(by_police) / 10
    assert max(len(agencies) for agencies in naming.values()) >= 3


def test_some_victims_are_named_after_their_case_has_gone_on(london: Simulation) -> None:
    spoken: set[str] = set()
    named: set[str] = set()
    surprised = set()
    for delivery in london.deliveries:
        event = delivery.event
        if isinstance(event.fact, VictimIdentified) and event.case not in named:
            named.add(event.case)
        elif event.case not in named and event.case in spoken:
            surprised.add(event.case)
        spoken.add(event.case)

    assert surprised


def test_it_asks_for_victims_and_a_share() -> None:
    with pytest.raises(ValueError, match="at least one victim"):
        simulate(0, 1, ENDING)
    with pytest.raises(ValueError, match="share"):
        simulate(1, 1, ENDING, charged_share=1.1)


def test_progress_counts_every_victim_once() -> None:
    done: list[int] = []

    simulate(50, 3, ENDING, progress=done.append)

    assert sum(done) == 50


def test_the_last_day_is_londons(london: Simulation) -> None:
    last = max(each.at for each in london.deliveries)

    assert last < datetime(2026, 9, 30, 23, tzinfo=UTC)  # London is an hour ahead in September
