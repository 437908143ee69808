"""What messages of the Common Platform say of listings, cases, remands and changed results."""

import random
from typing import Any

import pytest

from agencies.adapters.common_platform import COMMON_PLATFORM
from agencies.adapters.conversion import ConversionNotes, Draft, Unsayable, event_id
from agencies.adapters.message_parts import Part
from bench.message_specimens import SECRETS, court_result, resulted_hearing

CASE = "52557617-aa67-4573-a15a-cb17331335ec"
HEARING = "f8254db1-1683-483e-afb3-b87fde5a0a26"
MADE = {"createdAt": "2025-04-22T13:00:00Z"}


def drafts(message: Any) -> list[Draft]:
    return [*COMMON_PLATFORM.says(Part(message), ConversionNotes())]


def of(kind: str, message: Any) -> list[Draft]:
    return [each for each in drafts(message) if each.kind == kind]


def listing(described: str, **when: Any) -> Any:
    hearing = {
        "id": HEARING,
        "type": {"description": described},
        "courtCentre": {"code": "C01SN", "name": SECRETS[0]},
        "prosecutionCases": [{"id": CASE}],
        **when,
    }
    return {"_metadata": MADE, "confirmedHearing": hearing}


def days(*sitting: str) -> list[Any]:
    return [{"sittingDay": each} for each in sitting]


def with_results(*results: Any, offences: int = 1) -> Any:
    """A hearing of one defendant whose offences each have one of the results, in turn."""
    message = resulted_hearing(1, 1, offences, 0)
    (case,) = message["hearing"]["prosecutionCases"]
    charged = case["defendants"][0]["offences"]
    for number, each in enumerate(charged):
        each["judicialResults"] = [results[number % len(results)]]
    return message


def result(code: str, **fields: Any) -> Any:
    return court_result(random.Random(code), code, "", "FINAL") | fields


def test_a_trial_is_listed_by_its_id_in_each_of_its_cases() -> None:
    sitting = days("2025-09-01T09:00:00Z", "2025-09-02T09:00:00Z")
    (draft,) = drafts(listing("Trial", hearingDays=sitting))

    assert draft.kind == "trial-listed"
    assert draft.subject == f"cp:{CASE}"
    assert draft.data["court"] == "snaresbrook"
    assert draft.data["hearing_id"] == HEARING
    assert draft.data["starts_at"] == "2025-09-01T09:00:00+00:00"
    assert draft.data["sitting_days"] == ["2025-09-01", "2025-09-02"]


def test_a_hearing_that_was_moved_is_another_event_under_its_id() -> None:
    (first,) = drafts(listing("Trial", hearingDays=days("2025-09-01T09:00:00Z")))
    moved = listing("Trial", hearingDays=days("2025-10-06T09:00:00Z"))
    (second,) = drafts({"_metadata": MADE, "updatedHearing": moved["confirmedHearing"]})

    assert first.data["hearing_id"] == second.data["hearing_id"]
    assert event_id(first) != event_id(second)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ({"weekCommencingStartDate": "2025-09-01"}, {"week_of": "2025-09-01"}),
        ({}, {"to_be_fixed": True}),
        (
            {"hearingDays": [{"sittingDay": "2025-09-01T09:00:00Z", "isCancelled": True}]},
            {"to_be_fixed": True},
        ),
    ],
)
def test_a_hearing_without_a_day_is_listed_by_week_or_to_be_fixed(when: Any, said: Any) -> None:
    (draft,) = drafts(listing("First hearing", **when))

    assert draft.kind == "first-hearing-listed"
    assert said.items() <= draft.data.items()


def test_an_entry_that_is_there_twice_counts_no_more() -> None:
    message = {"_metadata": MADE, "hearingId": HEARING, "prosecutionCaseIds": [CASE]}
    (draft,) = drafts(message)

    assert (draft.kind, draft.subject) == ("hearing-marked-duplicate", f"cp:{CASE}")
    assert draft.data == {"hearing_id": HEARING}


def test_a_case_that_was_created_has_its_names_its_charge_and_who_is_charged() -> None:
    (case,) = resulted_hearing(1, 1, 2, 0)["hearing"]["prosecutionCases"]
    (charged,) = of("suspect-charged", {"prosecutionCase": case})

    assert charged.data["method"] == "charge"
    assert [each["offence"] for each in charged.data["charges"]] == [1, 2]
    assert charged.at == "2025-03-04"
    (linked,) = of("case-linked", {"prosecutionCase": case})
    assert (linked.subject, linked.data) == ("urn:01ZD0000001", {"other": f"cp:{case['id']}"})
    (offender,) = of("offender-linked", {"prosecutionCase": case})
    assert offender.data["offender"] == "pnc:2012/0000001X"


def test_a_remand_for_several_offences_is_one_decision() -> None:
    (remand,) = of("remand-decided", with_results(result("4028"), offences=3))

    assert remand.data["remand"] == "custody"
    assert remand.data["offences"] == [1, 2, 3]


def test_bail_has_its_conditions_by_kind_and_none_of_their_words() -> None:
    (remand,) = of("remand-decided", with_results(result("4027")))

    assert remand.data["conditions"] == ["no-contact"]
    assert SECRETS[1] not in repr(remand)


def test_a_status_that_only_comes_along_is_no_new_decision() -> None:
    message = resulted_hearing(1, 1, 1, 0)
    (case,) = message["hearing"]["prosecutionCases"]
    case["defendants"][0]["personDefendant"]["bailStatus"] = {"code": "C"}

    assert of("remand-decided", message) == []


def test_who_is_sent_to_the_crown_court_is_sent_with_their_remand() -> None:
    there = {"nextHearing": {"courtCentre": {"code": "C01SN00"}}}
    message = with_results(result("4558", **there))
    (case,) = message["hearing"]["prosecutionCases"]
    case["defendants"][0]["personDefendant"]["bailStatus"] = {"code": "C"}

    assert [each.data["court"] for each in of("sent-to-crown-court", message)] == ["snaresbrook"]
    assert [each.data["remand"] for each in of("remand-decided", message)] == ["custody"]


def test_an_amended_result_takes_back_the_first_and_is_said_anew() -> None:
    (first,) = of("sentence-passed", with_results(result("1002")))
    amended = with_results(result("1002", amendmentDate="2025-05-01"))

    (withdrawn,) = of("report-withdrawn", amended)
    (second,) = of("sentence-passed", amended)
    assert withdrawn.data == {
        "event_id": event_id(first),
        "reason": "amended",
        "replacement_id": event_id(second),
    }
    assert event_id(second) != event_id(first)


def test_amended_twice_on_one_day_each_is_an_event_of_its_own() -> None:
    """Given two messages with one day of amendment, then neither is taken for the other."""
    terms = [{"primaryDurationValue": months, "primaryDurationUnit": "M"} for months in (8, 6)]
    amended = [
        with_results(result("1002", amendmentDate="2025-05-01", durationElement=term))
        for term in terms
    ]

    said, back = ([of(kind, each)[0] for each in amended] for kind in _SENTENCE_AND_BACK)

    assert len({event_id(each) for each in said}) == 2
    assert len({event_id(each) for each in back}) == 2
    assert len({each.data["event_id"] for each in back}) == 1


_SENTENCE_AND_BACK = ("sentence-passed", "report-withdrawn")


def test_bail_that_was_deleted_is_taken_back_and_bail_that_was_amended_is_said_anew() -> None:
    (first,) = of("remand-decided", with_results(result("4027")))
    deleted = with_results(result("4027", isDeleted=True))
    amended = with_results(result("4027", amendmentDate="2025-05-01"))

    assert of("remand-decided", deleted) == []
    (gone,), (back,) = (of("report-withdrawn", each) for each in (deleted, amended))
    assert {gone.data["event_id"], back.data["event_id"]} == {event_id(first)}
    (anew,) = of("remand-decided", amended)
    assert (anew.data, back.data["replacement_id"]) == (first.data, event_id(anew))


def test_a_change_is_of_the_moment_at_which_the_results_were_shared() -> None:
    message = with_results(result("1002", isDeleted=True)) | {"sharedTime": "2025-05-02T15:00:00Z"}

    assert of("report-withdrawn", message)[0].at == "2025-05-02T15:00:00+00:00"


def test_a_deleted_result_is_taken_back_and_not_said() -> None:
    deleted = with_results(result("1002", isDeleted=True))

    assert [each.data["reason"] for each in of("report-withdrawn", deleted)] == ["entered-in-error"]
    assert of("sentence-passed", deleted) == []


def test_a_restraining_order_has_an_id_and_its_end() -> None:
    until = {"label": "End date", "value": "2030-11-24"}
    order = result("3047", judicialResultPrompts=[until])
    (made,) = of("protective-order-made", with_results(order))

    assert made.data["order_id"] == order["judicialResultId"]
    assert made.data["until"] == "2030-11-24"


@pytest.mark.parametrize(
    ("trial", "kind", "said"),
    [
        ({"type": "Cracked", "code": "A"}, "hearing-held", {"trial_result": "cracked"}),
        ({"type": "Vacated", "code": "K"}, "trial-vacated", {"reason_code": "K"}),
    ],
)
def test_a_trial_has_its_result_and_the_fields_letters(trial: Any, kind: str, said: Any) -> None:
    message = resulted_hearing(1, 1, 1, 0)
    message["hearing"]["type"]["description"] = "Trial"
    message["hearing"]["crackedIneffectiveTrial"] = trial

    (draft,) = of(kind, message)
    assert said.items() <= draft.data.items()
    assert draft.data["reason_code"] == trial["code"]


def test_a_listing_that_does_not_say_when_it_was_made_is_refused() -> None:
    message = listing("Trial")
    del message["_metadata"]

    with pytest.raises(Unsayable, match="no_time_at_which_it_was_made"):
        drafts(message)


def pleaded(message: Any, **by_offence: str) -> Any:
    """The message with the proceedings concluded, and the verdicts of its offences in turn."""
    (case,) = message["hearing"]["prosecutionCases"]
    defendant = case["defendants"][0] | {"proceedingsConcluded": True}
    case["defendants"] = [defendant]
    for number, each in enumerate(defendant["offences"], start=1):
        each.pop("judicialResults", None)
        each.pop("verdict", None)
        each["plea"] = {"pleaValue": "NOT_GUILTY", "pleaDate": "2025-04-22"}
        if verdict := by_offence.get(f"offence_{number}"):
            each["verdict"] = {"verdictType": {"categoryType": verdict}}
    return message


def ends(message: Any) -> list[tuple[str, list[int]]]:
    found = of("case-concluded", message)
    return [(each.data["outcome"], each.data.get("offences", [])) for each in found]


def test_offences_that_ended_alike_are_one_end() -> None:
    message = resulted_hearing(1, 1, 2, 0)
    assert ends(pleaded(message, offence_1="GUILTY", offence_2="GUILTY")) == [("convicted", [])]


def test_offences_that_ended_otherwise_each_have_their_own_end() -> None:
    """Given a defendant convicted of one victim's offence, then it is not said of the other's."""
    message = pleaded(resulted_hearing(1, 1, 3, 0), offence_1="NOT_GUILTY", offence_2="GUILTY")
    assert ends(message) == [("acquitted", [1]), ("convicted", [2])]


def test_a_plea_of_not_guilty_is_no_acquittal() -> None:
    """Given a charge that was withdrawn after a plea of not guilty, then nobody was acquitted."""
    message = pleaded(resulted_hearing(1, 1, 2, 0), offence_1="GUILTY")
    (case,) = message["hearing"]["prosecutionCases"]
    case["defendants"][0]["offences"][1]["judicialResults"] = [result("2051")]
    assert ends(message) == [("withdrawn", [2]), ("convicted", [1])]
    assert ends(pleaded(resulted_hearing(1, 1, 1, 0))) == []
