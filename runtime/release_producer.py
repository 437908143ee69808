"""Makes releases in a process that has the database: one at a time, whoever asks.

The process that runs the sink makes those that are due, and a process with pages those that
somebody asks for. What keeps them apart is in the database and in Kafka, which all of them share.
"""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from uuid import uuid4

from kafka.errors import KafkaError, KafkaTimeoutError

from events.clocks import london_date
from projections.database_errors import DatabaseAwayError
from projections.sink import BLOCK
from projections.store import Store
from runtime.records_unwritten import records_unwritten
from runtime.release_topic import newest_published, only_writer, publish_release
from runtime.settings import Settings
from task_group.release_makings import NoReleaseNowError, ReleaseMaking, makings, note
from task_group.release_rhythm import next_release_day
from task_group.releases import newest_number, releases, whole_histories
from web.formats import day, moment

PUBLISHING = "publishing"
WAITING = "waiting for the tables"

_CLOSING = 10.0
"""Seconds that the end of the process waits for the step that is under way."""

_PAUSE = 0.3

INTERRUPTED = "It was interrupted. Nothing of it was published: make it again."
_INTERRUPTED_LATE = (
    "It was interrupted while it was published. See whether it is in `journey release list`;"
    " if it is not, make it again."
)
_KAFKA_AWAY = "Kafka did not answer. Nothing was published: make it again."
_NOT_CONFIRMED = "Kafka did not confirm it. See whether it is in `journey release list`."
_DATABASE_AWAY = "The database did not answer. Nothing was published: make it again."
_FAULT = "The platform has a fault; it is in its log. Nothing was published."
_NOT_WRITTEN = "It is published, and not in the tables yet: is the sink running (journey status)?"

logger = logging.getLogger("journey")


class ReleaseProducer:
    """Makes releases; used by several threads."""

    def __init__(self, store: Store, settings: Settings, written_within: float = 120.0) -> None:
        self._store = store
        self._bootstrap = settings.bootstrap
        self._declared = settings.complete_from
        self._written_within = written_within
        self._claiming = Lock()
        self._stopping = Event()
        self._thread: Thread | None = None

    def begin(self, now: datetime) -> ReleaseMaking:
        """Begin to make a release, in a thread. Raises NoReleaseNowError."""
        making = self._claimed(now)
        self._thread = Thread(target=self._in_thread, args=(making,), name="release")
        self._thread.start()
        return making

    def make(self, now: datetime) -> None:
        """Make a release. Raises NoReleaseNowError, KafkaError and DatabaseAwayError."""
        self._run(self._claimed(now))

    def end_interrupted(self) -> None:
        """End what a process was at that is gone, where no other process can be at one."""
        now = datetime.now(UTC)
        for making in makings(self._store):
            if making.goes_on(now):
                self._end(making, self._how_far(making))

    def close(self) -> None:
        """Give up what is being made, once the step that is under way has ended."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_CLOSING)

    def _how_far(self, making: ReleaseMaking) -> str:
        """What became of a release whose making was interrupted; nothing where it is there.

        Nobody else made one of its number, as long as it was not over.
        """
        if newest_number(self._store) >= making.number:
            return ""
        return {PUBLISHING: _INTERRUPTED_LATE, WAITING: _NOT_WRITTEN}.get(making.step, INTERRUPTED)

    def _claimed(self, now: datetime) -> ReleaseMaking:
        with self._claiming:
            newest = next(iter(releases(self._store)), None)
            if newest and london_date(now) < (soonest := next_release_day(newest)):
                raise NoReleaseNowError(
                    f"The last release, {newest.number}, is of {day(london_date(newest.made))}."
                    f" The next one can be made from {day(soonest)} on."
                )
            self._need_nobody_else(now)
            number = newest.number + 1 if newest else 1
            making = ReleaseMaking(
                making=uuid4(),
                since=now,
                newest=now,
                number=number,
                step="beginning",
                done=0,
                steps=0,
                is_over=False,
                problem="",
            )
            note(self._store, making)
            try:
                self._need_nobody_else(now, making)
            except NoReleaseNowError:
                self._end(making, "Another release was begun at the same moment.")
                raise
        return making

    def _need_nobody_else(self, now: datetime, making: ReleaseMaking | None = None) -> None:
        for other in makings(self._store):
            if other.goes_on(now) and not (making and other.making == making.making):
                raise NoReleaseNowError(
                    f"Release {other.number} is being made since {moment(other.since)}:"
                    " wait until it is there."
                )

    def _in_thread(self, making: ReleaseMaking) -> None:
        try:
            self._run(making)
        except (KafkaError, DatabaseAwayError, NoReleaseNowError) as error:
            logger.warning("release %d is not made: %s", making.number, error)
        except Exception:
            logger.exception("release %d is not made", making.number)

    def _run(self, making: ReleaseMaking) -> None:
        try:
            self._make(making)
        except BaseException as error:
            self._end(making, _why(error))
            raise
        self._end(making, "" if self._is_written(making.number) else _NOT_WRITTEN)
        logger.info("release %d is published", making.number)

    def _make(self, making: ReleaseMaking) -> None:
        from task_group.release_maker import SHEETS, ReleasePlan, make_release, steps

        names = [*steps(SHEETS), PUBLISHING, WAITING]
        with only_writer(self._bootstrap) as producer:
            self._need_whole_tables(making.number)
            complete = whole_histories(releases(self._store), self._declared)
            plan = ReleasePlan(making.number, making.since, complete)
            step = self._steps(making, names)
            made = make_release(self._store, plan, step, SHEETS)
            step(PUBLISHING)
            publish_release(producer, made)
        step(WAITING)

    def _need_whole_tables(self, number: int) -> None:
        """Raise NoReleaseNowError where the tables do not have what Kafka has."""
        if newest_published(self._bootstrap) >= number:
            raise NoReleaseNowError(
                "The last release is not in the tables yet: is the sink running (journey status)?"
            )
        if (waiting := records_unwritten(self._store, self._bootstrap)) > BLOCK:
            raise NoReleaseNowError(
                f"{waiting:,} records wait to be written to the tables, and a release would leave"
                " them out for good. Ask again once journey status says that nothing waits."
            )

    def _steps(self, making: ReleaseMaking, names: list[str]) -> Callable[[str], None]:
        def step(name: str) -> None:
            if self._stopping.is_set() and name != WAITING:  # it is published by then
                raise NoReleaseNowError(INTERRUPTED)
            at = {"newest": datetime.now(UTC), "step": name, "steps": len(names)}
            note(self._store, making.model_copy(update=at | {"done": names.index(name)}))

        return step

    def _is_written(self, number: int) -> bool:
        """Whether the tables get the release, which the sink writes there, in time."""
        ends = time.monotonic() + self._written_within
        while not any(each.number == number for each in releases(self._store)):
            if time.monotonic() > ends or self._stopping.is_set():
                return False
            time.sleep(_PAUSE)
        return True

    def _end(self, making: ReleaseMaking, problem: str) -> None:
        """Note that it is over. Without a database it counts as given up some time later."""
        over = {"newest": datetime.now(UTC), "is_over": True, "problem": problem, "step": "over"}
        try:
            note(self._store, making.model_copy(update=over))
        except DatabaseAwayError as away:
            logger.warning("the end of release %d could not be noted: %s", making.number, away)


def _why(error: BaseException) -> str:
    """Why a release was not made, in a sentence."""
    match error:
        case NoReleaseNowError():
            return str(error)
        case KafkaTimeoutError():
            return _NOT_CONFIRMED
        case KafkaError():
            return _KAFKA_AWAY
        case DatabaseAwayError():
            return _DATABASE_AWAY
    return _FAULT
