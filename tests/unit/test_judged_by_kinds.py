"""What is judged from some kinds of fact asks for no others: it would find none, in silence."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.identifiers import Pseudonym
from events.reporting import CrimeReported
from processors.case.history.case_history import CaseHistory, FactsInOrder, Kind, in_order
from processors.fold.journey import fold
from record_strategies import logged
from schemas.log_records import LoggedFact
from simulated_intake import counting
from simulator import simulate

ENDING = date(2026, 9, 30)
NOW = datetime(2026, 9, 30, tzinfo=UTC)
ANOTHER = Pseudonym("victim-another")


class OfKinds(dict[Kind, FactsInOrder]):
    """Facts by kind, where nobody may ask for another kind."""

    def __init__(self, history: CaseHistory, kinds: Set[Kind]) -> None:
        super().__init__((kind, facts) for kind, facts in history.by_kind.items() if kind in kinds)
        self.kinds = kinds

    def get(self, kind: Kind, default: Any = None) -> Any:
        assert kind in self.kinds, kind
        return super().get(kind, default)

    def keys(self) -> Any:
        return NamedKinds(super().keys(), self.kinds)


class NamedKinds(frozenset[Kind]):
    """The kinds that there are, where nobody may ask whether others are among them."""

    def __new__(cls, there: Iterable[Kind], named: Set[Kind]) -> Self:
        return super().__new__(cls, there)

    def __init__(self, there: Iterable[Kind], named: Set[Kind]) -> None:
        self.named = named

    def isdisjoint(self, kinds: Iterable[object]) -> bool:
        assert self.named >= set(kinds), set(kinds) - self.named
        return super().isdisjoint(kinds)


def strictly(
    history: CaseHistory, work_out: Callable[..., Any], kinds: Set[Kind], *given: object
) -> Any:
    """What `CaseHistory.judge` gives, worked out each time."""
    by_kind = OfKinds(history, kinds)
    facts = {logged for of_kind in by_kind.values() for logged in of_kind}
    in_turn = tuple(sorted(facts, key=in_order))
    part = CaseHistory(history.case, in_turn, by_kind, history.corrections, history.victim)
    return work_out(part, *given)


def wholly(
    history: CaseHistory, work_out: Callable[..., Any], kinds: Set[Kind], *given: object
) -> Any:
    """The same from the whole history, of whatever kinds its facts are."""
    return work_out(history, *given)


def of_two_references(facts: Sequence[LoggedFact]) -> list[LoggedFact]:
    """Facts of one person with two references, the first of another than the second."""
    return [
        replace(each, victim=ANOTHER) if number % 2 == 0 else each
        for number, each in enumerate(facts)
    ]


@pytest.fixture(scope="module")
def simulated() -> list[list[LoggedFact]]:
    deliveries = simulate(60, 4, ENDING, charged_share=0.9).deliveries
    return [of_two_references(facts) for _, facts in counting(deliveries)]


@pytest.mark.parametrize("judge", [strictly, wholly])
def test_other_kinds_of_facts_make_no_difference(
    judge: Callable[..., Any], simulated: list[list[LoggedFact]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given simulated victims, then every journey is the same as by all that a case has."""
    expected = [fold(facts, NOW).rows for facts in simulated]
    monkeypatch.setattr(CaseHistory, "judge", judge)

    assert [fold(facts, NOW).rows for facts in simulated] == expected


@pytest.mark.parametrize("judge", [strictly, wholly])
@given(facts=st.lists(logged(), max_size=40).map(of_two_references))
def test_of_any_facts_other_kinds_make_no_difference(
    judge: Callable[..., Any], facts: list[LoggedFact]
) -> None:
    """Given facts that no simulated agency puts together: orders, appeals, deaths."""
    expected = fold(facts, NOW).rows
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CaseHistory, "judge", judge)

        assert fold(facts, NOW).rows == expected


def test_asking_for_another_kind_is_noticed() -> None:
    with pytest.raises(AssertionError):
        CaseHistory("c", by_kind=OfKinds(CaseHistory("c"), frozenset())).of(CrimeReported)


def test_no_facts_make_the_same_in_every_case(
    simulated: list[list[LoggedFact]], monkeypatch: pytest.MonkeyPatch
) -> None:
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
    for facts in simulated:
        fold(facts, NOW)

    assert len(made) > 10
