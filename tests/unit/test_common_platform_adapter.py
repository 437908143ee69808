"""A resulted hearing of the Common Platform becomes events, each about its own offences."""

import copy
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from agencies.adapters.common_platform import COMMON_PLATFORM
from agencies.adapters.conversion import Conversion, convert
from bench.message_specimens import SECRETS, court_result, resulted_hearing

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def converted(message: Any) -> Conversion:
    return convert(COMMON_PLATFORM, orjson.dumps(message), NOW)


def events(message: Any, kind: str) -> list[dict[str, Any]]:
    found = [orjson.loads(each) for each in converted(message).events]
    return [each for each in found if each["type"] == f"victim-journey.{kind}.v1"]


def one_result(code: str, label: str = "", category: str = "FINAL", **fields: Any) -> Any:
    """A hearing of one defendant and one offence, with one result."""
    message = resulted_hearing(1, 1, 1, 0)
    result = court_result(random.Random(1), code, label, category) | fields
    offence(message)["judicialResults"] = [result]
    return message


def offence(message: Any) -> Any:
    return message["hearing"]["prosecutionCases"][0]["defendants"][0]["offences"][0]


def test_all_of_fifteen_defendants_is_said_and_nothing_of_a_person_crosses() -> None:
    conversion = converted(resulted_hearing(defendants=15, offences=97, results=125))

    assert conversion.report.said["plea-entered"] == 97
    assert conversion.report.said["hearing-held"] == 1
    written = b"\n".join(conversion.events) + repr([*conversion.report.rows()]).encode()
    assert [each for each in SECRETS if each.encode() in written] == []


def test_the_same_message_twice_gives_the_same_events() -> None:
    assert converted(resulted_hearing()).events == converted(resulted_hearing()).events


def test_a_plea_says_whose_it_is_and_of_which_offence() -> None:
    (plea,) = events(resulted_hearing(1, 1, 1, 0), "plea-entered")

    assert plea["data"]["asn"] == "2501ZD0100000000101D"
    assert plea["data"]["offences"] == [1]
    assert (plea["time"][:10], plea["timeprecision"]) == ("2025-04-22", "day")
    assert plea["subject"] == "urn:01ZD0000001"


def test_a_plea_that_a_later_hearing_repeats_is_the_same_event() -> None:
    first, later = resulted_hearing(1, 1, 1, 0), resulted_hearing(1, 1, 1, 0)
    later["hearing"]["id"] = "11111111-2222-4333-8444-555555555555"

    assert events(first, "plea-entered") == events(later, "plea-entered")
    assert events(first, "hearing-held") != events(later, "hearing-held")


@pytest.mark.parametrize(
    ("category", "verdict"),
    [
        ("GUILTY_BY_JURY_CONVICTED", "guilty"),
        ("NOT_GUILTY", "not-guilty"),
        ("NO_VERDICT", "no-verdict"),
    ],
)
def test_a_verdict_by_its_category(category: str, verdict: str) -> None:
    message = resulted_hearing(1, 1, 1, 0)
    decided = {"verdictDate": "2025-04-22", "verdictType": {"categoryType": category}}
    offence(message)["verdict"] = decided

    assert [each["data"]["verdict"] for each in events(message, "verdict-given")] == [verdict]


def test_two_years_and_six_months_are_thirty_months() -> None:
    (passed,) = events(one_result("1002", "Imprisonment"), "sentence-passed")

    assert passed["data"]["custody_months"] == 30
    assert passed["data"]["sentence"] == "immediate-custody"


def test_a_community_order_is_known_by_its_label_and_its_length_is_no_custody() -> None:
    duration = {"primaryDurationUnit": "Months", "primaryDurationValue": 12}
    label = "Community order England / Wales"
    (passed,) = events(one_result("1116", label, durationElement=duration), "sentence-passed")

    assert passed["data"]["sentence"] == "community-order"
    assert "custody_months" not in passed["data"]


def test_compensation_is_its_amount_in_pence() -> None:
    (ordered,) = events(one_result("3012", "Compensation"), "compensation-ordered")

    assert ordered["data"]["amount_pence"] == 25000


def test_the_surcharge_is_no_victims_concern() -> None:
    report = converted(one_result("3117", "Surcharge")).report

    assert report.left["results that are no victim's concern"] == 1
    assert not report.other


def test_an_unknown_result_is_counted_with_its_code() -> None:
    report = converted(one_result("9876", "Something new")).report

    assert report.other == {"result 9876": 1}


def test_a_code_that_is_no_code_is_not_repeated() -> None:
    report = converted(one_result(SECRETS[0], SECRETS[1])).report

    assert report.unsaid["result", "no_result_code"] == 1
    assert SECRETS[0] not in repr(report)


def test_a_malformed_arrest_summons_number_does_not_silence_the_only_defendant() -> None:
    message = resulted_hearing(1, 1, 1, 0)
    person = message["hearing"]["prosecutionCases"][0]["defendants"][0]["personDefendant"]
    person["arrestSummonsNumber"] = "2213NX00000006733699"

    (plea,) = events(message, "plea-entered")
    assert "asn" not in plea["data"]
    assert converted(message).report.unsaid["arrest/summons number", "not_well_formed"] == 1


def test_one_of_several_without_a_number_is_not_taken_for_another() -> None:
    message = resulted_hearing(1, 2, 2, 0)
    person = message["hearing"]["prosecutionCases"][0]["defendants"][0]["personDefendant"]
    del person["arrestSummonsNumber"]

    assert len(events(message, "plea-entered")) == 1
    rule = "one_of_several_without_an_arrest_summons_number"
    assert converted(message).report.unsaid["defendant", rule] == 1


@pytest.mark.parametrize(
    ("spoilt", "rule"),
    [
        ({"hearing": {"id": "x"}, "sharedTime": "2025-04-22T15:00:00Z"}, "hearing"),
        ({"version": 7}, "message"),
        ([SECRETS[0]], "message"),
        ({"hearing": {SECRETS[0]: SECRETS[1]}, "sharedTime": SECRETS[0]}, "hearing"),
    ],
)
def test_a_message_that_cannot_be_read_is_refused_by_a_rule(spoilt: Any, rule: str) -> None:
    conversion = converted(spoilt)

    assert conversion.events == ()
    assert conversion.report.messages == {"refused": 1}
    assert {what for what, _ in conversion.report.unsaid} == {rule}
    assert SECRETS[0] not in repr(conversion.report)


def test_a_field_that_is_not_in_the_table_changes_no_event() -> None:
    message = resulted_hearing(1, 2, 4, 20)
    expected = converted(message).events

    for path in unmapped(message):
        changed = copy.deepcopy(message)
        _set(changed, path, "other")
        assert converted(changed).events == expected, path


def unmapped(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of each text in a message whose field is in no row of the table."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, below in inside:
        place = (*at, name)
        if isinstance(below, dict | list):
            yield from unmapped(below, place)
        elif isinstance(below, str) and _path(place) not in COMMON_PLATFORM.mapped:
            yield place


def _path(place: tuple[Any, ...]) -> str:
    return ".".join(each for each in place if isinstance(each, str))


def _set(message: Any, place: tuple[Any, ...], value: str) -> None:
    *above, name = place
    for each in above:
        message = message[each]
    message[name] = value
