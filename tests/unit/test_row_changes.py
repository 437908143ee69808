"""What is published of a journey is new, other than before, or gone, and nothing else."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from processors.fold.journey import fold
from processors.fold.row_changes import row_changes
from record_strategies import START, acted_journeys
from schemas.log_records import LoggedFact

NOW = START + timedelta(days=500)


@given(facts=acted_journeys(), data=st.data())
def test_a_row_that_is_as_before_is_not_published_again(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    """Given two journeys, each folded by itself, then what changed leads from one to the other."""
    known = data.draw(st.integers(0, len(facts)))
    before, after = fold(facts[:known], NOW), fold(facts, NOW)

    changed, gone = row_changes(before, after)

    was, rows = before.rows, after.rows
    assert {row.id: row for row in changed} == {
        each: row for each, row in rows.items() if was.get(each) != row
    }
    assert {row.id for row in gone} == was.keys() - rows.keys()
