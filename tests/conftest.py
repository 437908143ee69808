"""What every test may use."""

import pytest
from hypothesis import settings

from caseworker_notes import Notes
from forked_programs import end_forking
from processors.stream.garbage import look_at_nothing_from_the_start, look_for_garbage_seldom
from refused_sockets import close_refused_sockets


def pytest_collection_finish(session: pytest.Session) -> None:
    """Before the first test that may start a broker; what thousands of tests are made of stays."""
    look_at_nothing_from_the_start()
    if any(item.get_closest_marker("platform") for item in session.items):
        from broker_classes import use_stored_classes  # Kafka's clients: a third of a short run

        use_stored_classes()


def pytest_sessionfinish() -> None:
    """After the last test that may have started a worker or a notifier."""
    end_forking()


@pytest.fixture
def notes() -> Notes:
    return Notes()


settings.register_profile("shared-machine", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("shared-machine")

close_refused_sockets()

look_for_garbage_seldom()  # as in the workers: to look often costs a tenth of all tests
