"""What the simulated agencies send wrongly, and what intake makes of it."""

from collections import Counter
from datetime import date

import pytest

from schemas.cloudevents import check_arrival, decode, headers
from schemas.refusal import Reason, Refused
from simulator import Simulation, WrongEvent, simulate

ENDING = date(2026, 9, 30)


@pytest.fixture(scope="module")
def untidy() -> Simulation:
    return simulate(150, 3, ENDING, wrong=0.2)


def refusal(wrong: WrongEvent) -> Reason | None:
    """Why intake refuses it, as it stands in its agency's topic; None where it does not."""
    try:
        check_arrival(decode(wrong.value, headers()), wrong.agency, wrong.key, wrong.at)
    except Refused as refused:
        return refused.reason
    return None


def test_each_is_refused_for_the_reason_that_was_planted(untidy: Simulation) -> None:
    found = Counter(map(refusal, untidy.wrong))

    assert found == Counter(each.reason for each in untidy.wrong)
    assert found == {Reason(each.reason): each.number for each in untidy.truth.wrong}
    assert set(found) == set(Reason) - {Reason.ACCEPTED_WITH_REMARK}
    assert 0.17 < found.total() / len(untidy.deliveries) < 0.23


def test_the_rest_is_the_same_without_them(untidy: Simulation) -> None:
    tidy = simulate(150, 3, ENDING)

    assert tidy.wrong == []
    assert tidy.deliveries == untidy.deliveries
    assert tidy.truth.duties == untidy.truth.duties
    assert simulate(150, 3, ENDING, wrong=0.2).wrong == untidy.wrong
