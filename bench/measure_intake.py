"""The intake: a clique of linked cases, many events of one case, and a worker on a real topic."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from kafka import KafkaAdminClient
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    NotCoordinatorError,
)

from agencies.publisher import Publishers
from bench.measurement import Aim, Measured, Say, TableValues
from bench.processor_time import timed
from bench.pure_intake import CountedRecords, PureIntake
from bench.simulated_log import ENDING, SEED
from bench.worker_speed import WorkerSpeed, worker_command, worker_speed
from events.clocks import Occurred
from events.identifiers import Agency
from events.identity import CaseLinked
from events.investigation import SuspectArrested
from events.reporting import VictimIdentified
from events.vocabulary import AnyFact
from processors.stream.event_rate import MOST_A_MINUTE
from processors.stream.journey_processor import JourneyProcessor, StreamRecord
from runtime.embedded_kafka.single_broker import run_single_broker
from runtime.settings import Settings
from runtime.topic_creation import ensure_topics
from schemas.changes import Changes, encode_changes
from schemas.cloudevents import AgencyEvent
from schemas.topics import AGENCY_TOPICS
from simulator import simulate

CLIQUES = (6, 8, 10, 20)
SIZES = (250, 500, 1_000, 2_000)
RUNS = 3
VICTIMS = 1_500
PORT = 19330
PARTITIONS = 4
_NOT_YET = (CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NotCoordinatorError)
"""What a new broker answers about its first group."""

AT = datetime(2025, 3, 4, 14, tzinfo=UTC)


def measure(say: Say) -> Measured:
    """The pure intake in processor time, then one worker on topics of simulated events."""
    cliques = [_clique(size) for size in CLIQUES]
    say(f"{cliques[-1]}")
    _long_case(SIZES[0])  # the first run is slower: it warms up
    cases = [_long_case(size) for size in SIZES]
    say(f"{cases[-1]}")
    speeds, events = _workers(say)
    tables: dict[str, list[TableValues]] = {
        "So many cases linked each to each, then one victim": cliques,
        "So many events of one case, each under an id of its own": cases,
        f"One worker over {events:,} events": [
            {"run": n + 1, "events a second": s.rate, "µs of processor time an event": s.cost}
            for n, s in enumerate(speeds)
        ],
    }
    return Measured("The intake", _notes(), tables, _aims(cliques, cases, speeds))


def _notes() -> list[str]:
    return [
        "The first two tables are the pure intake and the pure journey processor, without Kafka:"
        " each event with all messages that follow from it, then the journey processor over"
        f" all their records together, as after a backlog. Processor time is the median of {RUNS}"
        " runs.",
        "A clique of N cases needs N(N−1)/2 events of links. Each link is a fact of both of its"
        " cases and so comes to the victim from both; records are counted beside events for that"
        " reason.",
        f"The worker is one as the platform runs it, with {PARTITIONS} partitions of each agency's"
        f" topic and the events of {VICTIMS:,} simulated victims in them; counted are the offsets"
        f" that it committed. {RUNS} runs, each of a new app from the beginning.",
    ]


def _aims(
    cliques: Sequence[TableValues], cases: Sequence[TableValues], speeds: Sequence[WorkerSpeed]
) -> list[Aim]:
    most = max(float(row["records an event"]) for row in cliques)
    intake, judged, stored = (
        float(cases[-1][column]) / float(cases[0][column])
        for column in ("intake, µs an event", "journey, µs an event", "bytes written an event")
    )
    a_minute = max(speed.rate for speed in speeds) * 60
    linked = "cases linked each to each: records linear in events, at most 4 an event"
    times = f"{SIZES[-1]:,} events of one case beside {SIZES[0]}, an event"
    bound = f"a worker takes less in a minute than its bound of {MOST_A_MINUTE:,} allows"
    return [
        Aim(linked, f"{most:.2f} at most", most <= 4),
        Aim(
            f"{times}: processor time at most 1.5 times as much",
            f"intake {intake:.2f}, journey {judged:.2f}",
            max(intake, judged) <= 1.5,
        ),
        Aim(f"{times}: bytes written at most 1.1 times as many", f"{stored:.2f}", stored <= 1.1),
        Aim(bound, f"{a_minute:,.0f} at most", a_minute < MOST_A_MINUTE),
    ]


def _event(number: int, case: str, fact: AnyFact) -> AgencyEvent:
    victim = "met-police:V1" if isinstance(fact, VictimIdentified) else None
    return AgencyEvent(str(number), "bench", Agency.MET_POLICE, case, Occurred(AT), fact, victim)


def _clique(size: int) -> TableValues:
    names = [f"crime:met-police:{number}" for number in range(size)]
    events = [
        _event(number, one, CaseLinked(other=other))
        for number, (one, other) in enumerate(combinations(names, 2))
    ]
    events.append(_event(len(events), names[0], VictimIdentified()))
    intake = PureIntake()
    with timed() as spent:
        intake.take(events, AT)
    return {
        "cases": size,
        "events": len(events),
        "records in `journey`": len(intake.records),
        "records an event": len(intake.records) / len(events),
        "messages between cases": intake.messages,
        "ms of processor time": spent.processor * 1e3,
    }


def _long_case(size: int) -> TableValues:
    case = "crime:met-police:1"
    events = [_event(0, case, VictimIdentified())]
    events += [_event(number, case, SuspectArrested()) for number in range(1, size + 1)]
    runs = [_one_case(events) for _ in range(RUNS)]
    return {
        "events": size,
        "intake, µs an event": median(run[0] for run in runs),
        "journey, µs an event": median(run[1] for run in runs),
        "bytes written an event": runs[0][2],
    }


def _one_case(events: Sequence[AgencyEvent]) -> tuple[float, float, float]:
    """Processor time an event of intake and of the journey processor, and bytes written."""
    intake, table = PureIntake(), CountedRecords()
    journeys = JourneyProcessor(table, lambda _: 0)
    with timed() as taking:
        intake.take(events, AT)
    records = [StreamRecord(0, offset, each) for offset, each in enumerate(intake.records)]
    with timed() as judging:
        for output in journeys.take(records):
            if isinstance(output, Changes):
                encode_changes(output)
    written = intake.table.bytes_written + table.bytes_written
    costs = (spent.processor / len(events) * 1e6 for spent in (taking, judging))
    return *costs, written / len(events)  # type: ignore[return-value]


def _workers(say: Say) -> tuple[list[WorkerSpeed], int]:
    with (
        TemporaryDirectory() as folder,
        run_single_broker(Path(folder) / "kafka", PORT, say) as bootstrap,
    ):
        ensure_topics(Settings(kafka=bootstrap, partitions=PARTITIONS))
        events = _publish(bootstrap)
        speeds = []
        for number in range(RUNS):
            name = f"intake-{number}"
            command = worker_command("bench.intake_worker", name, bootstrap, folder, PARTITIONS)
            speeds.append(worker_speed(command, _committed(bootstrap, name), events))
            say(f"{name}: {speeds[-1]}")
        return speeds, events


def _publish(bootstrap: str) -> int:
    deliveries = simulate(VICTIMS, SEED, ENDING).deliveries
    with Publishers(bootstrap) as publishers:
        for delivery in deliveries:
            publishers.publish(delivery.event)
    return len(deliveries)


@contextmanager
def _committed(bootstrap: str, group: str) -> Iterator[Callable[[], int]]:
    """Counts the offsets of agencies' topics that a worker's group committed."""
    with KafkaAdminClient(bootstrap_servers=bootstrap) as admin:

        def count() -> int:
            try:
                offsets = admin.list_group_offsets([group])[group]
            except _NOT_YET:
                return 0
            found = {place: each.offset for place, each in offsets.items()}
            return sum(at for place, at in found.items() if place.topic in AGENCY_TOPICS and at > 0)

        yield count
