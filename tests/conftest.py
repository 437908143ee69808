"""What every test may use."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from caseworker_notes import Notes
from forked_programs import end_forking
from processors.stream.garbage import look_at_nothing_from_the_start, look_for_garbage_seldom
from refused_sockets import close_refused_sockets
from schemas import faults_of_one
from tries import OF_MOST


def pytest_collection_finish(session: pytest.Session) -> None:
    """Before the first test that may start a broker; what thousands of tests are made of stays."""
    look_at_nothing_from_the_start()
    if any(item.get_closest_marker("platform") for item in session.items):
        from broker_classes import use_stored_classes  # Kafka's clients: a third of a short run

        use_stored_classes()


def pytest_sessionfinish() -> None:
    """After the last test that may have started a worker or a notifier."""
    end_forking()


@pytest.fixture(autouse=True)
def nothing_is_left_out(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A page that leaves something out for a fault of the program fails the test that drew it.

    A test of such faults has the marker `faults`.
    """
    yield
    if not request.node.get_closest_marker("faults"):
        left_out = [
            each for each in caplog.get_records("call") if each.name == faults_of_one.__name__
        ]
        assert not left_out, left_out[0].getMessage()


@pytest.fixture
def notes() -> Notes:
    return Notes()


settings.register_profile("shared-machine", deadline=None, max_examples=OF_MOST)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("shared-machine")

close_refused_sockets()

look_for_garbage_seldom()  # as in the workers: to look often costs a tenth of all tests
