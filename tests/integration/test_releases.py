"""A release from the tables through a real Kafka and back: all of it or nothing, once a month."""

import gc
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from kafka.errors import KafkaError

from events.identifiers import Agency
from made_releases import (
    NOVEMBER,
    SheetOfTests,
    expected,
    killed_before_the_header,
    made,
    store_release,
)
from projections.store import Store
from runtime import release_producer, release_topic
from runtime.release_producer import ReleaseProducer
from runtime.release_schedule import is_due, make_if_due
from runtime.release_topic import newest_published, only_writer, publish_release
from runtime.settings import Settings
from schemas.topics import RELEASES
from sink_checks import run_until
from task_group import release_maker
from task_group.release_figures import Sheet
from task_group.release_maker import MadeRelease, ReleasePlan, make_release
from task_group.release_makings import NoReleaseNowError, makings, note
from task_group.releases import releases

pytestmark = pytest.mark.platform


@pytest.fixture(autouse=True)
def _unanswered_sockets() -> Iterator[None]:
    """kafka-python 3.0.12 leaves a socket to the collector where it was never answered on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


DECEMBER = NOVEMBER + timedelta(days=29)


@pytest.fixture
def sheet(monkeypatch: pytest.MonkeyPatch) -> SheetOfTests:
    """The one sheet that releases have here."""
    sheet = SheetOfTests()
    monkeypatch.setattr(release_maker, "SHEETS", [(Sheet.COMPARISONS, sheet)])
    return sheet


def worked_out(store: Store, number: int, sheet: SheetOfTests) -> MadeRelease:
    plan = ReleasePlan(number, NOVEMBER, {Agency.CPS: date(2025, 1, 1)})
    return make_release(store, plan, lambda _: None, [(Sheet.COMPARISONS, sheet)])


def test_a_release_is_in_the_tables_as_it_was_made(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    sheet.courts = 3000  # several records

    making = made(empty_store, kafka)

    (header,) = releases(empty_store)
    assert (making.number, making.problem, making.is_over) == (1, "", True)
    assert (header.number, header.made) == (1, NOVEMBER)
    assert header.last == date(2026, 11, 1)
    assert header.figures > 3000  # each cell of the lattice that is withheld has one
    assert expected(empty_store, 1) == {f"court-{number}": 20 for number in range(3000)}


def test_whoever_is_killed_before_the_header_leaves_nothing(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    """The next release has the same number, and no figure of the one that never was."""
    killed_before_the_header(kafka)

    assert made(empty_store, kafka).problem == ""
    assert expected(empty_store, 1) == {"court-0": 20, "court-1": 20, "court-2": 20}
    assert newest_published(kafka) == 1


def test_the_next_one_waits_and_leaves_the_last_as_it_was(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    made(empty_store, kafka, complete=(days := {Agency.CPS: date(2025, 1, 1)}))
    sheet.expected = 35

    with pytest.raises(NoReleaseNowError, match="can be made from 30 November 2026 on"):
        ReleaseProducer(empty_store, Settings(kafka=kafka)).begin(NOVEMBER + timedelta(days=27))
    assert made(empty_store, kafka, DECEMBER).number == 2

    assert set(expected(empty_store, 1).values()) == {20}
    assert set(expected(empty_store, 2).values()) == {35}
    made_so = {each.number: each.complete for each in releases(empty_store)}
    assert made_so == {1: days, 2: days}
    assert newest_published(kafka) == 2


def test_while_one_is_made_nobody_makes_another(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    first = ReleaseProducer(empty_store, Settings(kafka=kafka), written_within=60)
    first.begin(NOVEMBER)

    with pytest.raises(NoReleaseNowError, match="Release 1 is being made since"):
        ReleaseProducer(empty_store, Settings(kafka=kafka)).begin(NOVEMBER)

    run_until(empty_store, kafka, lambda: makings(empty_store)[0].is_over, [RELEASES])
    first.close()
    assert [header.number for header in releases(empty_store)] == [1]


def test_whoever_was_taken_for_dead_cannot_publish(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    release = worked_out(empty_store, 1, sheet)
    with only_writer(kafka) as slow:
        with only_writer(kafka) as other:
            publish_release(other, release)
        with pytest.raises(KafkaError):
            publish_release(slow, worked_out(empty_store, 1, replace(sheet, expected=500)))

    run_until(empty_store, kafka, lambda: bool(releases(empty_store)), [RELEASES])
    assert set(expected(empty_store, 1).values()) == {20}


def test_tables_that_are_behind_make_no_release(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    """Given a release that the sink has not written yet, as after the tables were dropped."""
    with only_writer(kafka) as producer:
        publish_release(producer, worked_out(empty_store, 1, sheet))

    with pytest.raises(NoReleaseNowError, match="not in the tables yet"):
        ReleaseProducer(empty_store, Settings(kafka=kafka)).make(NOVEMBER)

    assert makings(empty_store)[0].problem.startswith("The last release is not in the tables")
    assert newest_published(kafka) == 1


def test_a_sheet_that_fails_makes_no_release_and_the_next_try_may(
    empty_store: Store, kafka: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[object]:
        raise ZeroDivisionError

    monkeypatch.setattr(release_maker, "SHEETS", [(Sheet.FLOWS, broken)])
    with pytest.raises(ZeroDivisionError):
        ReleaseProducer(empty_store, Settings(kafka=kafka)).make(NOVEMBER)
    failed = makings(empty_store)[0]
    monkeypatch.setattr(release_maker, "SHEETS", [(Sheet.COMPARISONS, SheetOfTests())])

    assert (failed.is_over, failed.problem.startswith("The platform has a fault")) == (True, True)
    assert made(empty_store, kafka).problem == ""


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Kafka that is away is away after a second."""
    monkeypatch.setattr(release_topic, "REACHED_WITHIN", 1.0)


@pytest.mark.usefixtures("hurried")
def test_a_kafka_that_is_away_is_said_and_asked_again(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    away = ReleaseProducer(empty_store, Settings(kafka="127.0.0.1:1"))
    with pytest.raises(KafkaError):
        away.make(NOVEMBER)

    assert makings(empty_store)[0].problem.startswith("Kafka did not")
    assert made(empty_store, kafka).problem == ""


def test_what_was_interrupted_holds_nobody_up_after_a_restart(
    empty_store: Store, kafka: str, sheet: SheetOfTests
) -> None:
    gone = ReleaseProducer(empty_store, Settings(kafka=kafka))
    gone._claimed(datetime.now(UTC))
    after = ReleaseProducer(empty_store, Settings(kafka=kafka))
    after.end_interrupted()

    assert makings(empty_store)[0].problem.startswith("It was interrupted")
    assert made(empty_store, kafka).number == 1


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("working out flows", "It was interrupted. Nothing of it was published"),
        ("publishing", "It was interrupted while it was published. See whether it is in"),
        ("waiting for the tables", "It is published, and not in the tables yet"),
    ],
)
def test_what_was_interrupted_says_after_a_restart_what_is_published(
    empty_store: Store, kafka: str, step: str, said: str
) -> None:
    """Given a process that is killed at that step, before and after the sink wrote the release."""
    producer = ReleaseProducer(empty_store, Settings(kafka=kafka))
    for is_written in (False, True):
        note(empty_store, producer._claimed(datetime.now(UTC)).model_copy(update={"step": step}))
        if is_written:
            store_release(empty_store, 1)
        producer.end_interrupted()

        problem = makings(empty_store)[0].problem
        assert problem == "" if is_written else problem.startswith(said)


def test_a_platform_that_stops_does_not_say_of_what_is_published_that_it_is_not(
    empty_store: Store, kafka: str, sheet: SheetOfTests, monkeypatch: pytest.MonkeyPatch
) -> None:
    producer = ReleaseProducer(empty_store, Settings(kafka=kafka))

    def publish_and_stop(out: object, release: MadeRelease) -> None:
        publish_release(out, release)
        producer.close()

    monkeypatch.setattr(release_producer, "publish_release", publish_and_stop)
    producer.make(NOVEMBER)

    assert newest_published(kafka) == 1
    assert makings(empty_store)[0].problem.startswith("It is published, and not in the tables")


@pytest.fixture
def with_data(empty_store: Store) -> Store:
    """The first event was received on 20 October 2026."""
    at = NOVEMBER - timedelta(days=13)
    row = {
        "event": "00000000-0000-0000-0000-000000000001",
        "agency": Agency.CPS,
        "kind": "victim-contacted",
        "case_id": "crime:cps:1",
        "occurred": at,
        "precision": "instant",
        "received": at,
    }
    empty_store.insert("events", [row])
    return empty_store


def test_releases_are_due_with_the_calendar(
    with_data: Store, kafka: str, sheet: SheetOfTests
) -> None:
    """The first at the beginning of the month after the first data; then one in each."""
    due = [
        day for day in (date(2026, 10, 31), date(2026, 11, 1)) if is_due(with_data, "month", day)
    ]
    assert due == [date(2026, 11, 1)]
    assert not is_due(with_data, "quarter", date(2026, 12, 31))
    assert is_due(with_data, "quarter", date(2027, 1, 1))

    producer = ReleaseProducer(with_data, Settings(kafka=kafka), written_within=0.1)
    make_if_due(with_data, producer, "month", NOVEMBER)
    run_until(with_data, kafka, lambda: bool(releases(with_data)), [RELEASES])
    make_if_due(with_data, producer, "month", NOVEMBER + timedelta(hours=1))

    assert newest_published(kafka) == 1
    assert not is_due(with_data, "month", date(2026, 11, 30))
    assert is_due(with_data, "month", date(2026, 12, 1))


@pytest.mark.usefixtures("hurried")
def test_one_that_failed_is_tried_again_an_hour_later(
    with_data: Store, kafka: str, sheet: SheetOfTests
) -> None:
    away = ReleaseProducer(with_data, Settings(kafka="127.0.0.1:1"))
    with pytest.raises(KafkaError):
        make_if_due(with_data, away, "month", NOVEMBER)
    failed = makings(with_data)[0].newest
    producer = ReleaseProducer(with_data, Settings(kafka=kafka), written_within=0.1)

    make_if_due(with_data, producer, "month", failed + timedelta(minutes=59))
    assert newest_published(kafka) == 0
    make_if_due(with_data, producer, "month", failed + timedelta(minutes=61))
    assert newest_published(kafka) == 1


def test_without_data_none_is_due(empty_store: Store) -> None:
    assert not is_due(empty_store, "month", date(2026, 12, 1))


def test_every_sheet_is_worked_out_also_where_nothing_is(empty_store: Store) -> None:
    named: list[str] = []
    plan = ReleasePlan(1, NOVEMBER, {})

    release = make_release(empty_store, plan, named.append, release_maker.SHEETS)

    assert list(release.sheets) == [sheet for sheet, _ in release_maker.SHEETS]
    assert named == release_maker.steps(release_maker.SHEETS)
    assert release.header.figures == sum(map(len, release.sheets.values()))
