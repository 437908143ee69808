"""What was worked out of a case is handed out many times: nobody who gets it changes it."""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.case.history.case_history import CaseHistory
from processors.fold.journey import fold
from record_strategies import logged
from schemas.log_records import LoggedFact

NOW = datetime(2026, 9, 30, tzinfo=UTC)


def handing_out(give: Callable[..., Any], given_out: list[tuple[Any, Any]]) -> Callable[..., Any]:
    """The same, and a note of each value with a copy of it as it was then."""

    def noted(*args: Any, **by: Any) -> Any:
        value = give(*args, **by)
        given_out.append((value, copy(value)))
        return value

    return noted


@given(facts=st.lists(logged(), max_size=40))
def test_whoever_gets_what_was_worked_out_leaves_it_as_it_is(facts: list[LoggedFact]) -> None:
    given_out: list[tuple[Any, Any]] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in ("derive", "judge"):
            patch.setattr(CaseHistory, name, handing_out(getattr(CaseHistory, name), given_out))
        fold(facts, NOW)

    for value, then in given_out:
        assert value == then
