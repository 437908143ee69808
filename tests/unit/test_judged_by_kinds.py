"""What is judged from some kinds of fact asks for no others: it would find none, in silence."""

from collections.abc import Callable, Set
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.reporting import CrimeReported
from processors.case.history.case_history import CaseHistory, FactsInOrder, Kind, in_order
from processors.fold.journey import fold
from record_strategies import logged
from schemas.log_records import LoggedFact
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


@given(facts=st.lists(logged(), max_size=40))
def test_of_any_facts_nothing_asks_for_another_kind(facts: list[LoggedFact]) -> None:
    """Given facts that no simulated agency puts together: orders, appeals, deaths."""
    expected = fold(facts, NOW).rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CaseHistory, "judge", strictly)

        assert fold(facts, NOW).rows == expected


def test_asking_for_another_kind_is_noticed() -> None:
    with pytest.raises(AssertionError):
        CaseHistory("c", by_kind=OfKinds(CaseHistory("c"), frozenset())).of(CrimeReported)


def test_no_facts_make_the_same_in_every_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given simulated victims, then what their cases have no facts for comes to the same by
    whatever it is read: what it came to in one case stands in all others."""
    derive = CaseHistory.derive
    made = set()

    def checked(
        history: CaseHistory, work_out: Callable[..., Any], *kinds: Kind, by: Any = None
    ) -> Any:
        value = derive(history, work_out, *kinds, by=by)
        if by is not None and history.by_kind.keys().isdisjoint(kinds):
            made.add(work_out)
            assert work_out((), by) == value, work_out.__qualname__
        return value

    monkeypatch.setattr(CaseHistory, "derive", checked)
    for _, facts in counting(simulate(60, 4, ENDING, charged_share=0.9).deliveries):
        fold(facts, NOW)

    assert len(made) > 10
