"""What a message says of every duty and every kind of alert: no offence and no person."""

from datetime import date

import pytest

from events.offences import OffenceGroup
from events.representatives import OwedTo
from notifier.message_writing import MOST_LINES, Due, line_of, link_of, wording_of
from processors.victims_code.imperatives import ACTS
from schemas.alert_row import AlertKind

TODAY = date(2026, 3, 2)


def due(**changed: object) -> Due:
    given = {"reference": "01CP/4321/26", "kind": AlertKind.LATE, "rule": "R6.1"}
    return Due(**{**given, "due_on": date(2026, 3, 3), **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", ACTS)
def test_a_line_names_no_offence_and_fills_every_gap(rule: str) -> None:
    for owed_to in OwedTo:
        line = line_of(due(rule=rule, owed_to=owed_to, suspect="2"), TODAY)

        assert "{" not in line
        assert line.endswith(": by 3 March")
        assert not [each for each in OffenceGroup if each.replace("-", " ") in line.lower()]


@pytest.mark.parametrize("kind", AlertKind)
def test_every_kind_of_alert_without_a_duty_has_words(kind: AlertKind) -> None:
    assert line_of(due(kind=kind, rule=None, due_on=None), TODAY)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"trigger_kind": "trial-listed", "suspect": "2"}, "the trial of suspect 2 on 3 March"),
        (
            {"trigger_kind": "hearing-listed", "hearing": "mention"},
            "the mention hearing on 3 March",
        ),
        ({"trigger_kind": "trial-listed", "in_week": True}, "the trial in the week of 3 March"),
        ({"trigger_kind": "hearing-listed", "hearing": "youth"}, "the hearing on 3 March"),
        ({}, "the hearing on 3 March"),
    ],
)
def test_a_hearing_that_is_near_is_named_by_its_kind_and_day(
    changes: dict[str, object], said: str
) -> None:
    """A youth court's is not: that says how old a defendant is."""
    line = line_of(due(kind=AlertKind.HEARING_NEAR, rule=None, **changes), TODAY)

    assert line == f"Tell the victim when and where {said} is: it is near"


def test_whose_news_has_not_come_ask_for_it_and_do_not_tell_themselves() -> None:
    late = due(kind=AlertKind.HAND_OFF, rule="R8.2a")

    assert line_of(late, TODAY).startswith("Ask the court for the bail or remand of the suspect")


def test_who_waits_for_news_of_a_hearing_that_was_taken_out_asks_whether_it_is_off() -> None:
    late = due(kind=AlertKind.HAND_OFF, rule="R8.1a", trigger_kind="trial-vacated")

    assert line_of(late, TODAY).startswith("Ask the court whether the trial is off")


def test_a_number_that_is_a_persons_is_not_said() -> None:
    assert "1234" not in line_of(due(suspect="26/0000/01/1234567A"), TODAY)
    assert "of suspect 2" in line_of(due(suspect="2"), TODAY)


def test_a_day_of_another_year_has_its_year() -> None:
    assert line_of(due(due_on=date(2025, 3, 3)), TODAY).endswith("was due on 3 March 2025")


def test_one_case_stands_in_the_subject_and_several_before_each_line() -> None:
    assert wording_of([due(), due(rule="R6.6")], TODAY).subject == (
        "2 things due for case 01CP/4321/26"
    )
    of_two = wording_of([due(), due(reference="T1/26")], TODAY)
    assert of_two.subject == "2 things due in 2 cases"
    assert of_two.lines[0].startswith("Case 01CP/4321/26: Tell the victim")


def test_what_is_too_much_for_a_message_is_on_the_worklist() -> None:
    says = wording_of([due(reference=f"{number:03}") for number in range(100)], TODAY)

    assert len(says.lines) == MOST_LINES
    assert says.lines[-1] == "and 61 more: the worklist shows them"


def test_the_link_leads_to_the_lines_of_the_case() -> None:
    assert link_of("https://j", [due()]) == "https://j/alerts?reference=01CP%2F4321%2F26"
    assert link_of("https://j", [due(), due(reference="T1")]) == "https://j/alerts"
