"""What is judged from some kinds of fact asks for no others: it would find none, in silence."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from weakref import ref

import pytest

from events.reporting import CrimeReported
from processors.case.history.case_history import CaseHistory, FactsInOrder, Kind, in_order
from processors.fold.journey import fold
from simulated_intake import counting
from simulator import simulate

ENDING = date(2026, 9, 30)
NOW = datetime(2026, 9, 30, tzinfo=UTC)


class OfKinds(dict[Kind, FactsInOrder]):
    """Facts by kind, where nobody may ask for another kind."""

    def __init__(self, history: CaseHistory, kinds: Set[Kind]) -> None:
        super().__init__((kind, facts) for kind, facts in history.by_kind.items() if kind in kinds)
        self.kinds = kinds

    def get(self, kind: Kind, default: Any = None) -> Any:
        assert kind in self.kinds, kind
        return super().get(kind, default)


def strictly(
    history: CaseHistory, work_out: Callable[..., Any], kinds: Set[Kind], *given: object
) -> Any:
    """What `CaseHistory.judge` gives, worked out each time."""
    by_kind = OfKinds(history, kinds)
    facts = {logged for of_kind in by_kind.values() for logged in of_kind}
    in_turn = tuple(sorted(facts, key=in_order))
    return work_out(CaseHistory(history.case, in_turn, by_kind, history.corrections), *given)


def test_nothing_asks_for_a_kind_of_fact_that_it_did_not_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given simulated victims, then every journey is the same with and without the check."""
    victims = [
        facts for _, facts in counting(simulate(60, 4, ENDING, charged_share=0.9).deliveries)
    ]
    expected = [fold(facts, NOW).rows for facts in victims]
    monkeypatch.setattr(CaseHistory, "judge", strictly)

    assert [fold(facts, NOW).rows for facts in victims] == expected


def test_asking_for_another_kind_is_noticed() -> None:
    with pytest.raises(AssertionError):
        CaseHistory("c", by_kind=OfKinds(CaseHistory("c"), frozenset())).of(CrimeReported)


@dataclass(frozen=True)
class OfOneCase:
    """Something by which facts are read that no other case has, as its suspects are."""


def test_what_no_facts_make_is_remembered_for_no_case() -> None:
    """Given a case without facts of a kind, when what they make is asked for by something of that
    case, then nothing of the case stays once it is gone."""
    of_case = OfOneCase()
    assert CaseHistory("c").derive(lambda facts, by: (facts, by), CrimeReported, by=of_case)[1]
    gone = ref(of_case)

    del of_case

    assert gone() is None
