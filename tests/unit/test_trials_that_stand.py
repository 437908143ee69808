"""When the needs of a witness must be assessed: before a trial that stands, while one is wanted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from published_journey import Read, published_event

EARLY = datetime(2025, 5, 15, tzinfo=UTC)
LATER = datetime(2025, 12, 1, tzinfo=UTC)
COURT = {"court": "snaresbrook"}


def event(name: str, day: str, kind: str, agency: str = "hmcts", **data: Any) -> dict[str, Any]:
    """An event of the case, at ten in the morning of a day of 2025."""
    about_her = kind in ("victim-identified", "witness-requirement-decided")
    whom = {"victim": "met-police:V1"} if about_her else {}
    at, subject = f"2025-{day}T10:00:00Z", "crime:met-police:stands/25"
    return published_event(kind, at, data, agency, id=name, subject=subject, **whom)


def listed(name: str, day: str, trial: str, **whom: Any) -> dict[str, Any]:
    """A trial is given a date."""
    return event(name, day, "trial-listed", starts_at=f"2025-{trial}T09:00:00Z", **COURT, **whom)


def vacated(day: str) -> dict[str, Any]:
    return event("x", day, "trial-vacated", reason="witness-absent", **COURT)


def required(name: str, day: str, *, required: bool = True) -> dict[str, Any]:
    return event(name, day, "witness-requirement-decided", "cps", required=required)


def read(*events: dict[str, Any], defendants: int = 1, at: datetime = LATER) -> Read:
    """The journey of a victim who must give evidence against some defendants."""
    begun = [event("v", "03-03", "victim-identified", "met-police"), required("w", "04-01")]
    arrests = [
        event(f"a{number}", "03-04", "suspect-arrested", "met-police", suspect=number)
        for number in range(1, defendants + 1)
    ]
    return Read.of([*begun, *arrests, *sorted(events, key=lambda each: each["time"])], at)


OFF = [
    vacated("05-06"),
    event("x", "05-06", "hearing-cancelled", hearing="trial", **COURT),
    event("x", "05-06", "hearing-adjourned", hearing="trial", **COURT),
]


@pytest.mark.parametrize("off", OFF, ids=lambda each: each["type"])
def test_a_trial_that_was_taken_out_of_the_list_sets_no_day(off: dict[str, Any]) -> None:
    """Given a trial in June, vacated in May, then nobody is late in June: no trial is listed."""
    found = read(listed("t", "04-02", "06-02"), off)

    (duty,) = found.duties("R4.3")
    assert (duty.due_on, duty.state, duty.reason) == (None, "open", "trial-not-listed")


def test_a_trial_that_was_vacated_and_listed_again_sets_its_new_day() -> None:
    found = read(listed("t", "04-02", "06-02"), vacated("05-06"), listed("u", "05-07", "09-08"))

    assert found.due("R4.3") == [date(2025, 9, 7)]


def test_the_first_of_two_trials_sets_the_day() -> None:
    """Given two defendants tried apart, when the later trial is listed last, the first counts."""
    found = read(
        listed("t", "04-02", "06-02", suspect=1),
        listed("u", "04-03", "09-08", suspect=2),
        defendants=2,
        at=EARLY,
    )

    assert found.due("R4.3") == [date(2025, 6, 1)]


def test_a_trial_of_both_stands_for_the_one_whose_trial_was_not_moved() -> None:
    found = read(
        listed("t", "04-02", "06-02"),
        listed("u", "04-03", "09-08", suspect=2),
        defendants=2,
        at=EARLY,
    )

    assert found.due("R4.3") == [date(2025, 6, 1)]
    moved = listed("s", "04-04", "10-06", suspect=1)
    both = (listed("t", "04-02", "06-02"), listed("u", "04-03", "09-08", suspect=2), moved)
    assert read(*both, defendants=2, at=EARLY).due("R4.3") == [date(2025, 9, 7)]


def test_a_defendant_whose_case_ended_before_the_trial_has_none() -> None:
    """Given one of two convicted before the trials, then the other's trial sets the day."""
    ended = event("c", "05-06", "case-concluded", outcome="convicted", suspect=1, **COURT)
    found = read(
        listed("t", "04-02", "06-02", suspect=1),
        listed("u", "04-03", "09-08", suspect=2),
        ended,
        defendants=2,
    )

    assert found.due("R4.3") == [date(2025, 9, 7)]


CHARGES = {"asn": "2501ZD0100000000001A", "method": "charge"} | {
    "charges": [{"offence": 1, "code": "SX03001A"}, {"offence": 2, "code": "OF61131"}]
}


@pytest.mark.parametrize("outcome", ["convicted", "acquitted"])
def test_one_of_two_charges_decided_before_the_trial_leaves_it_in_the_list(outcome: str) -> None:
    """Given a plea to one of two charges, or its end, when the other is still to be tried."""
    charged = event("ch", "03-05", "suspect-charged", "met-police", suspect=1, **CHARGES)
    trial = listed("t", "04-02", "06-02", suspect=1)
    ends = [
        event(f"c{which}", f"05-0{which}", "case-concluded", outcome=outcome, suspect=1, **COURT)
        for which in (1, 2)
    ]
    for which, end in enumerate(ends, 1):
        end["data"] |= {"offences": [which]}

    assert read(charged, trial, ends[0], defendants=2).due("R4.3") == [date(2025, 6, 1)]
    assert read(charged, trial, *ends, defendants=2).due("R4.3") == [None]


def test_a_trial_listed_as_before_once_the_case_was_opened_again_stands() -> None:
    """Given one of two acquitted, when that case is opened again and the trial keeps its day."""
    ended = event("c", "05-06", "case-concluded", outcome="acquitted", suspect=1, **COURT)
    reopened = event("r", "05-07", "case-reopened", back_to="trial", suspect=1)
    trial, again = (
        listed(name, day, "06-02", suspect=1) for name, day in (("t", "04-02"), ("u", "05-08"))
    )

    assert read(trial, ended, reopened, defendants=2).due("R4.3") == [None]
    assert read(trial, ended, reopened, again, defendants=2).due("R4.3") == [date(2025, 6, 1)]


def test_a_trial_that_was_held_keeps_its_day() -> None:
    ended = event("c", "06-05", "case-concluded", outcome="convicted", **COURT)

    (duty,) = read(listed("t", "04-02", "06-02"), ended).duties("R4.3")

    assert (duty.due_on, duty.state) == (date(2025, 6, 1), "breached")


def test_a_victim_who_need_not_give_evidence_is_owed_no_assessment_for_it() -> None:
    """Given a witness required and then not, when the trial comes, nothing is late."""
    found = read(listed("t", "04-02", "06-02"), required("n", "05-06", required=False))

    (duty,) = found.duties("R4.3")
    assert (duty.state, duty.reason) == ("withdrawn", "not-required")
    assert found.why("R4.3")["No longer owed"].startswith(
        "It was decided later that the victim need not give evidence. "
    )


def test_a_victim_who_is_required_again_is_owed_it_again() -> None:
    found = read(
        listed("t", "04-02", "06-02"),
        required("n", "05-06", required=False),
        required("again", "05-20"),
    )

    assert found.states("R4.3") == ["withdrawn", "breached"]


def test_a_trial_that_was_over_when_the_victim_was_required_sets_no_day() -> None:
    """Given one defendant tried in June, when the victim is required in July for the other's trial
    in September, then it is due before September.
    """
    found = read(
        required("n", "04-02", required=False),
        listed("t", "04-02", "06-02", suspect=1),
        listed("u", "04-03", "09-08", suspect=2),
        required("again", "07-01"),
        defendants=2,
    )

    assert found.due("R4.3")[-1] == date(2025, 9, 7)


def evidence(name: str, day: str, on: str, **whom: Any) -> dict[str, Any]:
    """A hearing is listed at which the victim is cross-examined before the trial."""
    what = {"hearing": "section-28", "on_day": f"2025-{on}"}
    return event(name, day, "hearing-listed", **COURT, **what, **whom)


def test_the_first_of_two_hearings_for_the_evidence_sets_the_day() -> None:
    """Given one for each of two defendants, when the later one is listed last."""
    first = evidence("e", "04-02", "06-02", suspect=1)
    second = evidence("f", "04-03", "07-07", suspect=2)
    pleads = event("c", "05-06", "case-concluded", outcome="convicted", suspect=1, **COURT)

    assert read(first, second, defendants=2, at=EARLY).due("R4.3") == [date(2025, 6, 1)]
    assert read(first, second, pleads, defendants=2).due("R4.3") == [date(2025, 7, 6)]


def test_a_hearing_for_the_evidence_before_it_was_required_sets_no_day() -> None:
    early = evidence("e", "03-05", "03-20")

    assert read(early, listed("t", "04-02", "06-02"), at=EARLY).due("R4.3") == [date(2025, 6, 1)]


def test_a_trial_in_the_week_in_which_she_was_required_can_still_come() -> None:
    """Given a warned list of the week from Monday, when she is required on Tuesday, 1 April."""
    trial = event("t", "03-05", "trial-listed", week_of="2025-03-31", **COURT)
    before = event("t", "03-05", "trial-listed", week_of="2025-03-24", **COURT)

    assert read(trial, at=EARLY).due("R4.3") == [date(2025, 3, 30)]
    assert read(before, at=EARLY).due("R4.3") == [None]


def hearing(name: str, day: str, on: str, kind: str) -> dict[str, Any]:
    """The hearing H1 is listed, as of a kind, at nine on a day."""
    when = {"hearing_id": "H1", "starts_at": f"2025-{on}T09:00:00Z"}
    return event(name, day, "hearing-listed", hearing=kind, **COURT, **when)


def test_a_trial_that_was_held_keeps_its_day_where_its_id_goes_on_for_the_sentence() -> None:
    """Given a trial before which nobody asked, when its id is listed on for the sentence."""
    held = listed("t", "04-02", "06-02", hearing_id="H1")
    sentence = hearing("s", "06-03", "07-07", "sentence")

    assert read(held, sentence).states("R4.3") == ["breached"]
    early = hearing("s", "05-06", "07-07", "sentence")  # it was made another hearing
    assert read(held, early).due("R4.3") == [None]


def test_a_hearing_that_becomes_a_trial_on_its_day_is_one() -> None:
    mention, trial = hearing("m", "04-02", "06-02", "mention"), listed("t", "04-03", "06-02")
    trial["data"]["hearing_id"] = "H1"

    assert read(mention, trial, at=EARLY).due("R4.3") == [date(2025, 6, 1)]
    assert read(trial, hearing("m", "04-04", "06-02", "mention")).due("R4.3") == [None]


def test_the_trial_that_is_vacated_is_not_the_one_that_was_held() -> None:
    """Given a retrial, when a trial is vacated without its id, after the first was held."""
    first = listed("t", "03-05", "03-20", hearing_id="H1")
    retrial = listed("u", "04-02", "06-02", hearing_id="H2")

    assert read(first, retrial, vacated("05-06")).due("R4.3") == [None]
    other = listed("v", "04-02", "06-16", hearing_id="H3")
    both = (listed("t", "04-02", "06-09", hearing_id="H1"), other, vacated("05-06"))
    assert read(*both).due("R4.3") == [date(2025, 6, 8)]
