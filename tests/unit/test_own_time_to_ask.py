"""A decision not to prosecute: the victim's time to ask the CPS, and the police's own review."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.offences import OffenceGroup
from processors.victims_code.sentence_schemes import may_be_reviewed
from published_journey import Read, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)
SOON = datetime(2025, 3, 25, tzinfo=UTC)
MIDDLE = datetime(2025, 5, 1, tzinfo=UTC)

CASE, VICTIM = "crime:met-police:R1/25", "met-police:V-R1"


def event(kind: str, at: str, agency: str = "met-police", **data: Any) -> dict[str, Any]:
    """An event of the case at a time of 2025, about the victim where its kind names one."""
    about = {"victim": VICTIM} if kind in NAMING else {}
    return published_event(kind, f"2025-{at}Z", data, agency, subject=CASE, **about)


NAMING = {
    *("victim-identified", "victim-informed", "review-requested", "review-answered"),
    "review-acknowledged",
}
REPORTED = [
    event("crime-reported", "03-03T10:00:00", offence="robbery"),
    event("victim-identified", "03-03T10:00:00"),
]
REFUSED = event("charging-decision-made", "03-10T10:00:00", "cps", decision="no-charge")
DROPPED = event("prosecution-altered", "03-10T10:00:00", "cps", change="discontinued")


def told(at: str, about: str = "charging-decision", agency: str = "cps", **more: Any) -> Any:
    """A call or a letter that tells of the decision."""
    data = {"about": about, "channel": "letter", "outcome": "reached"} | more
    return event("victim-informed", at, agency, **data)


def read(*events: dict[str, Any], at: datetime = SOON) -> Read:
    """The journey in which those events happened after the report."""
    return Read.of([*REPORTED, *events], at)


@pytest.mark.parametrize(
    ("decision", "about"),
    [
        (REFUSED, "charging-decision"),
        (REFUSED, "right-to-review"),
        (DROPPED, "prosecution-altered"),
    ],
    ids=["not charged", "told of the review", "discontinued"],
)
def test_the_time_to_ask_counts_from_the_letter_that_reached_the_victim(
    decision: dict[str, Any], about: str
) -> None:
    """Given a decision told of on a Wednesday, then ten working days end on a Wednesday."""
    found = read(decision, told("03-12T10:00:00", about))

    (duty,) = found.duties("VRR.1")
    assert (duty.state, duty.due_on, duty.agency) == ("open", date(2025, 3, 26), None)
    said = found.why("VRR.1")
    assert said["Clock started"] == "Wednesday 12 March 2025: when the victim was told of it"
    assert said["Owed by"] == "Nobody: the victim’s own time to ask"
    assert said["Not yet done"].endswith(
        "there is time until the end of Wednesday 26 March 2025; a request is taken until the end"
        " of Thursday 12 June 2025"
    )


def test_until_somebody_says_that_the_letter_arrived_the_time_has_no_end() -> None:
    """Given a decision untold, or a letter of which nobody knows, then it is open by no day."""
    for events in ([], [told("03-12T10:00:00", outcome="sent")]):
        found = read(REFUSED, *events, at=LATER)
        (duty,) = found.duties("VRR.1")
        assert (duty.state, duty.due_on, duty.reason) == ("open", None, "telling-not-reported")
        assert "nobody has reported that the victim was told" in found.why("VRR.1")["Due"]


def test_a_request_is_taken_for_three_months_and_then_the_time_is_over() -> None:
    events = [REFUSED, told("03-12T10:00:00")]

    between, after = read(*events, at=MIDDLE), read(*events, at=LATER)

    assert between.states("VRR.1") == ["open"]
    assert (
        "the usual time ended with Wednesday 26 March 2025"
        in (between.why("VRR.1")["Not yet done"])
    )
    assert after.states("VRR.1") == ["withdrawn"]
    assert after.why("VRR.1")["No longer owed"].endswith("ended with Thursday 12 June 2025")
    assert not [each for each in after.alerts if each.rule == "VRR.1"]


def test_a_request_to_the_cps_ends_it_and_one_to_the_police_does_not() -> None:
    asked = event("review-requested", "03-20T10:00:00", "cps", decision_of="cps")
    other = event("review-requested", "03-20T10:00:00", decision_of="police")
    events = [REFUSED, told("03-12T10:00:00")]

    assert read(*events, asked).states("VRR.1") == ["discharged"]
    assert read(*events, other).states("VRR.1") == ["open"]


def test_the_decision_of_the_police_and_one_to_charge_leave_nothing_to_ask_the_cps() -> None:
    by_police = REFUSED | {"agency": "met-police", "source": "b/met-police"}
    charged = REFUSED | {"data": {"decision": "charge"}}
    altered = DROPPED | {"data": {"change": "substantially-altered"}}

    for each in (by_police, charged, altered):
        assert read(each, told("03-12T10:00:00")).duties("VRR.1") == []


def test_a_decision_that_the_court_records_too_is_one_to_ask_about() -> None:
    ended = event(
        "case-concluded",
        "03-10T15:00:00",
        "hmcts",
        court="thames-magistrates",
        outcome="discontinued",
    )

    assert len(read(DROPPED, ended).duties("VRR.1")) == 1


def test_of_two_suspects_the_letter_must_say_which() -> None:
    two = [
        REFUSED | {"id": f"r{n}", "data": {"decision": "no-charge", "suspect": n}} for n in (1, 2)
    ]

    unsaid = read(*two, told("03-12T10:00:00"))
    named = read(*two, told("03-12T10:00:00", suspect=2))

    assert unsaid.due("VRR.1") == [None, None]
    assert {duty.suspect: duty.due_on for duty in named.duties("VRR.1")} == {
        "1": None,
        "2": date(2025, 3, 26),
    }


def test_the_police_acknowledge_and_answer_a_review_of_their_own() -> None:
    asked = event("review-requested", "03-12T10:00:00", decision_of="police")
    received = event("review-acknowledged", "03-14T10:00:00", decision_of="police")
    answered = event(
        "review-answered", "04-10T10:00:00", answer="decision-upheld", decision_of="police"
    )

    alone, known, done = (
        read(asked, at=LATER),
        read(asked, received, at=LATER),
        read(asked, answered, at=LATER),
    )

    assert (alone.due("VRR.2"), alone.due("VRR.3")) == ([date(2025, 3, 26)], [date(2025, 4, 25)])
    assert (alone.states("VRR.2"), alone.states("VRR.3")) == (["breached"], ["breached"])
    assert (known.states("VRR.2"), known.states("VRR.3")) == (["discharged"], ["breached"])
    assert (done.states("VRR.2"), done.states("VRR.3")) == (["discharged-late"], ["discharged"])
    assert alone.duties("VRR") == []


def test_what_the_cps_answers_does_nothing_for_the_police_and_the_other_way_round() -> None:
    of_police = event("review-requested", "03-12T10:00:00", decision_of="police")
    of_cps = event("review-requested", "03-12T11:00:00", "cps")
    by_cps = event("review-answered", "03-20T10:00:00", "cps", answer="decision-upheld")

    found = read(of_police, of_cps, by_cps, at=LATER)

    assert (found.states("VRR"), found.states("VRR.3")) == (["discharged"], ["breached"])


@pytest.mark.parametrize("group", OffenceGroup)
def test_a_review_of_the_sentence_is_offered_where_the_list_has_an_offence_of_the_group(
    group: OffenceGroup,
) -> None:
    """It has none of the thefts that are no robbery or burglary, and no anti-social behaviour."""
    never = ("theft-from-the-person", "bicycle-theft", "other-theft", "shoplifting")
    assert may_be_reviewed(group) is (group not in (*never, "anti-social-behaviour"))
