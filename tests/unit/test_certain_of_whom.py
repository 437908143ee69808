"""What a message leaves open about whose it is, and what it cannot say of a trial, is counted."""

import random
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from agencies.adapters.all_adapters import ADAPTERS, AdapterName
from agencies.adapters.common_platform import COMMON_PLATFORM
from agencies.adapters.conversion import ConversionNotes, Draft, convert
from agencies.adapters.message_parts import Part
from bench.message_specimens import asn, charge_file, court_result, own_id, resulted_hearing

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(message: Any) -> tuple[list[Draft], dict[tuple[str, str], int]]:
    """What a message says, and what of it could not be said."""
    notes = ConversionNotes()
    drafts = [*COMMON_PLATFORM.says(Part(message), notes)]
    return drafts, dict(notes.report.unsaid)


def of(kind: str, message: Any) -> list[Draft]:
    return [each for each in read(message)[0] if each.kind == kind]


def defendants(message: Any) -> Any:
    return message["hearing"]["prosecutionCases"][0]["defendants"]


def a_trial(**trial: Any) -> Any:
    message = resulted_hearing(1, 1, 1, 0)
    message["hearing"]["type"]["description"] = "Trial"
    message["hearing"]["crackedIneffectiveTrial"] = trial
    return message


@pytest.mark.parametrize("number", [None, 0, 2])
def test_of_several_offences_one_without_a_number_of_its_own_is_left_out(
    number: int | None,
) -> None:
    """Given three offences, two of them without a number or with the same, when pleas are read."""
    message = resulted_hearing(1, 1, 3, 0)
    for each in defendants(message)[0]["offences"][1:]:
        each["orderIndex"] = number

    assert [each.data["offences"] for each in of("plea-entered", message)] == [[1]]
    rule = ("offence", "one_of_several_without_a_number_of_its_own")
    assert read(message)[1] == {rule: 2}


def test_the_only_offence_needs_no_number() -> None:
    message = resulted_hearing(1, 1, 1, 0)
    del defendants(message)[0]["offences"][0]["orderIndex"]

    (plea,) = of("plea-entered", message)
    assert "offences" not in plea.data


def test_two_defendants_with_one_number_are_not_told_apart() -> None:
    message = resulted_hearing(1, 3, 3, 0)
    one, other, _ = (each["personDefendant"] for each in defendants(message))
    other["arrestSummonsNumber"] = one["arrestSummonsNumber"]

    assert [each.data["asn"] for each in of("plea-entered", message)] == [asn(103)]
    rule = ("defendant", "one_of_several_without_an_arrest_summons_number")
    assert read(message)[1] == {rule: 2}


def test_a_case_that_was_withdrawn_after_a_plea_of_not_guilty_is_no_acquittal() -> None:
    message = resulted_hearing(1, 1, 1, 0)
    (person,) = defendants(message)
    (offence,) = person["offences"]
    offence["plea"]["pleaValue"] = "NOT_GUILTY"
    offence["judicialResults"] = [court_result(random.Random(1), "2051", "Withdrawn", "FINAL")]
    person["proceedingsConcluded"] = True

    assert [each.data["outcome"] for each in of("case-concluded", message)] == ["withdrawn"]
    del offence["judicialResults"]
    assert of("case-concluded", message) == []
    offence["verdict"] = {"verdictType": {"categoryType": "NOT_GUILTY"}}
    assert [each.data["outcome"] for each in of("case-concluded", message)] == ["acquitted"]


@pytest.mark.parametrize(
    ("described", "trial", "said", "unsaid"),
    [
        (
            "Trial",
            {"type": "Cracked", "code": "Z9"},
            {"trial_result": "cracked"},
            ("reason of a trial", "letters_of_no_such_result_and_court"),
        ),
        (
            "Trial",
            {"type": "Sideways", "code": "A"},
            {},
            ("result of a trial", "not_in_the_list"),
        ),
        (
            "Mention",
            {"type": "Cracked", "code": "A"},
            {},
            ("result of a trial", "of_a_hearing_that_is_no_trial"),
        ),
    ],
)
def test_what_cannot_be_said_of_a_trial_does_not_silence_the_hearing(
    described: str, trial: Any, said: dict[str, str], unsaid: tuple[str, str]
) -> None:
    message = a_trial(**trial)
    message["hearing"]["type"]["description"] = described

    conversion = convert(COMMON_PLATFORM, orjson.dumps(message), NOW)
    (held,) = (
        orjson.loads(each)["data"] for each in conversion.events if b".hearing-held." in each
    )
    assert {name: held[name] for name in held if name.startswith(("trial", "reason"))} == said
    assert conversion.report.unsaid == {unsaid: 1}


def test_a_trial_that_was_vacated_without_letters_is_vacated_for_another_reason() -> None:
    message = a_trial()
    message["hearing"]["isVacatedTrial"] = True

    conversion = convert(COMMON_PLATFORM, orjson.dumps(message), NOW)
    assert conversion.report.said["trial-vacated"] == 1
    assert conversion.report.unsaid == {("reason of a trial", "no_letters"): 1}


def test_a_hearing_that_comes_again_with_the_result_of_its_trial_is_another_event() -> None:
    """The platform keeps the first of two events with one id: the result would be lost."""
    (first,) = of("hearing-held", a_trial())
    (second,) = of("hearing-held", a_trial(type="Ineffective", code="N1"))

    assert first.ids != second.ids


@pytest.mark.parametrize("code", ["5.1.1.1", "5:1:1:1", "", None])
def test_an_offence_without_a_code_of_the_index_is_counted_and_the_others_are_charged(
    code: str | None,
) -> None:
    message = charge_file()
    offences = message["policeCase"]["defendants"][0]["offence"]
    offences[0]["baseOffenceDetails"]["offenceCode"] = code

    conversion = convert(ADAPTERS[AdapterName.SPI], orjson.dumps(message), NOW)
    (charged,) = (orjson.loads(each) for each in conversion.events if b".suspect-charged." in each)
    assert charged["data"]["charges"] == [{"offence": 2, "code": "OF61131"}]
    assert conversion.report.unsaid == {("charged offence", "no_code_of_the_cjs_offence_index"): 1}


def application(*cases: str, **fields: Any) -> Any:
    """A hearing of one application that comes from these cases; a restraining order was varied."""
    made = random.Random(5)
    message = resulted_hearing(1, 1, 1, 0)
    message["hearing"]["courtApplications"] = [
        {
            "id": own_id(made),
            "defendantASN": asn(101),
            "judicialResults": [court_result(made, "3263", "Restraining order varied", "FINAL")],
            "courtApplicationCases": [
                {"prosecutionCaseIdentifier": {"caseURN": urn}} for urn in cases
            ],
            **fields,
        }
    ]
    return message


def test_what_was_decided_on_an_application_is_said_in_its_case() -> None:
    (changed,) = of("protective-order-changed", application("01ZD0303225"))

    assert changed.subject == "urn:01ZD0303225"
    assert changed.data == {"asn": asn(101), "order": "restraining-on-conviction"}


@pytest.mark.parametrize(
    ("message", "unsaid"),
    [
        (
            application("01ZD0303225", "01ZD0303226"),
            ("result of an application", "of_several_cases_or_of_none"),
        ),
        (application(), ("result of an application", "of_several_cases_or_of_none")),
        (
            application("01ZD0303225", defendantASN="unknown"),
            ("application", "no_well_formed_arrest_summons_number"),
        ),
    ],
)
def test_an_application_of_which_it_is_open_whose_it_is_is_counted(
    message: Any, unsaid: tuple[str, str]
) -> None:
    drafts, found = read(message)

    assert found == {unsaid: 1}
    assert not any(each.kind == "protective-order-changed" for each in drafts)


@pytest.mark.parametrize(
    ("kind", "basis"),
    [
        ({"breachType": "GENERIC_BREACH", "appealFlag": False}, "breach"),
        ({"breachType": "NOT_APPLICABLE", "appealFlag": True}, "appeal"),
        ({"breachType": "NOT_APPLICABLE", "appealFlag": False}, None),
    ],
)
def test_a_sentence_on_an_appeal_or_after_a_breach_says_so(kind: Any, basis: str | None) -> None:
    result = court_result(random.Random(6), "1002", "Imprisonment", "FINAL")

    (passed,) = of(
        "sentence-passed", application("01ZD0303225", type=kind, judicialResults=[result])
    )
    assert passed.data.get("basis") == basis


@pytest.mark.parametrize("system", AdapterName)
@pytest.mark.parametrize(
    "message",
    [
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b'{"hearing":' + b"[" * 100 + b"]" * 100 + b',"sharedTime":"2025-04-22T15:00:00Z"}',
        b"<a>" * 5000 + b"</a>" * 5000,
        b'<?xml version="1.0" encoding="nobodys"?><a/>',
        b"<a>\x00</a>",
        b"\xff\xfe{",
        b"null",
        b"",
    ],
)
def test_a_message_that_is_none_is_refused_and_nothing_is_raised(
    system: AdapterName, message: bytes
) -> None:
    conversion = convert(ADAPTERS[system], message, NOW)

    assert conversion.events == ()
    assert conversion.report.messages == {"refused": 1}
    assert [what for what, _ in conversion.report.unsaid] == ["message"]
