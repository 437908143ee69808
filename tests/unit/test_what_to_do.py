"""What to do, in the imperative: for every rule, and no two of one victim alike."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_alert_line import alert_line
from caseworkers.alert_lines import AlertLine
from events.representatives import OwedTo
from processors.victims_code.all_duties import DUTIES
from schemas.alert_row import AlertKind
from web.what_to_do import ACTS, told_apart, what_to_do

ARRESTED = datetime(2025, 3, 4, 14, 30, tzinfo=UTC)
RULES = [duty.rule for duty in DUTIES]


def alert(rule: str | None = "R6.1", **more: object) -> AlertLine:
    of_march: dict[str, object] = {
        "rule": rule,
        "obligation": None,
        "due_on": date(2025, 3, 11),
        "raised": ARRESTED + timedelta(days=7),
        "days_late": 1,
        "triggered": ARRESTED,
    }
    return alert_line(**of_march | more)


def test_a_caseworker_reads_whom_to_tell_of_what_and_which_suspect() -> None:
    assert what_to_do(alert(suspect="2")) == (
        "Tell the victim of the arrest of suspect 2 on 4 March 2025"
    )


def test_the_year_of_today_is_left_out() -> None:
    said = what_to_do(alert(suspect="2"), date(2025, 9, 1))
    assert said == "Tell the victim of the arrest of suspect 2 on 4 March"


def test_where_the_clock_starts_with_the_news_the_day_is_not_said_to_be_the_events() -> None:
    assert what_to_do(alert("R9.2b")) == (
        "Tell the victim of the sentence of the suspect, what it means, and how to ask for a review"
        " (since 4 March 2025)"
    )


def test_nor_where_the_victim_became_known_later() -> None:
    said = what_to_do(alert(known_by=uuid4()))
    assert said == "Tell the victim of the arrest of the suspect (since 4 March 2025)"


def test_no_day_is_named_where_it_is_hidden() -> None:
    assert what_to_do(alert(triggered=None)) == "Tell the victim of the arrest of the suspect"


def test_whoever_is_told_in_the_victims_place_is_named() -> None:
    said = what_to_do(alert(owed_to=OwedTo.BEREAVED_RELATIVE))
    assert said.startswith("Tell the bereaved relative of the arrest")


def test_an_unsafe_contact_asks_whether_the_victim_is_safe() -> None:
    said = what_to_do(alert(None, kind=AlertKind.UNSAFE_CONTACT))
    assert said.startswith("Make sure that the victim is safe")


def test_every_rule_has_its_imperative_and_no_two_the_same() -> None:
    assert ACTS.keys() == set(RULES)
    assert len(set(ACTS.values())) == len(ACTS)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("suspect", [None, "2", "unsaid", "2100000000000000001A"])
def test_every_rule_reads_as_a_sentence(rule: str, suspect: str | None) -> None:
    for triggered in (ARRESTED, None):
        said = what_to_do(alert(rule, suspect=suspect, triggered=triggered))
        assert said[0].isupper()
        assert "{" not in said
        assert "None" not in said
        assert "  " not in said
        assert ("4 March 2025" in said) is (triggered is not None)


def test_two_arrests_of_one_day_are_told_apart_by_the_time() -> None:
    later = ARRESTED + timedelta(hours=2)
    assert told_apart([alert(), alert(triggered=later), alert("R6.2")]) == [
        "Tell the victim of the arrest of the suspect on 4 March 2025, 2:30pm",
        "Tell the victim of the arrest of the suspect on 4 March 2025, 4:30pm",
        "Tell the victim of the interview of the suspect on 4 March 2025",
    ]


def test_two_of_one_moment_are_told_apart_by_their_case() -> None:
    first, second = told_apart([alert(), alert(case_id="urn:01MP1234525")])
    assert first.endswith(": crime reference 4401234/25")
    assert second.endswith(": URN 01MP1234525")


@given(
    st.lists(
        st.builds(
            alert,
            rule=st.sampled_from(RULES),
            suspect=st.sampled_from([None, "1", "unsaid"]),
            triggered=st.sampled_from([None, ARRESTED, ARRESTED + timedelta(hours=1)]),
        ),
        max_size=30,
    )
)
def test_no_two_alerts_of_one_victim_read_the_same(alerts: list[AlertLine]) -> None:
    said = told_apart(alerts)
    assert len(set(said)) == len(alerts)
