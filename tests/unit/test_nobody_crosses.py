"""A name in any field of a message is in no event and no report, also where a code is due."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from agencies.adapters.all_adapters import ADAPTERS, AdapterName
from agencies.adapters.conversion import convert
from bench.message_specimens import asn, charge_file, movement, resulted_hearing

NOW = datetime(2027, 1, 1, tzinfo=UTC)
NAME = "Quennell7 Larkspur"
"""With a digit, as a reference has one."""

Place = tuple[str | int, ...]


def hearing() -> Any:
    """A trial that cracked, with an amended result for each offence, and an application."""
    message = resulted_hearing(1, 1, 1, 3)
    of_hearing = message["hearing"]
    of_hearing["type"]["description"] = "Trial"
    of_hearing["crackedIneffectiveTrial"] = {"type": "Cracked", "code": "A", "date": "2025-04-22"}
    (person,) = of_hearing["prosecutionCases"][0]["defendants"]
    person["personDefendant"] |= {"bailStatus": {"code": "C"}, "custodyTimeLimit": "2025-12-01"}
    person["proceedingsConcluded"] = True
    for offence in person["offences"]:
        offence["verdict"] = {
            "verdictDate": "2025-04-22",
            "verdictType": {"categoryType": "GUILTY"},
        }
        for result in offence["judicialResults"]:
            result |= {"amendmentDate": "2025-05-01", "amendmentReason": "slip rule"}
            there = {"listedStartDateTime": "2025-09-01", "courtCentre": {"code": "C01SN00"}}
            result["nextHearing"] = there
    case = {"prosecutionCaseIdentifier": {"caseURN": "01ZD0000001"}}
    results = person["offences"][0]["judicialResults"]
    of_hearing["courtApplications"] = [
        {
            "id": of_hearing["id"],
            "defendantASN": asn(101),
            "type": {"breachType": "GENERIC_BREACH"},
            "judicialResults": results,
            "courtApplicationCases": [case],
        }
    ]
    return message


def moved() -> Any:
    message = movement("released", "RELEASED", nomisMovementReasonCode="CR")
    return message | {"Message": orjson.loads(message["Message"])}


MESSAGES = {
    AdapterName.COMMON_PLATFORM: hearing(),
    AdapterName.COURT_DATA: hearing(),
    AdapterName.SPI: charge_file(),
    AdapterName.PRISON_EVENTS: moved(),
}


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """The place of each value that is no list and no object."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, below in inside:
        if isinstance(below, dict | list):
            yield from places(below, (*at, name))
        else:
            yield (*at, name)


def with_name_at(message: Any, place: Place) -> Any:
    changed = inside = copy.deepcopy(message)
    *above, last = place
    for name in above:
        inside = inside[name]
    inside[last] = NAME
    return changed


@pytest.mark.parametrize("system", AdapterName)
def test_a_name_in_any_field_stays_where_it_is(system: AdapterName) -> None:
    message = MESSAGES[system]
    assert convert(ADAPTERS[system], orjson.dumps(message), NOW).events

    for place in places(message):
        spoilt = orjson.dumps(with_name_at(message, place))
        conversion = convert(ADAPTERS[system], spoilt, NOW)
        written = b"\n".join(conversion.events) + repr([*conversion.report.rows()]).encode()
        assert b"Quennell" not in written, place
        assert b"Larkspur" not in written, place
