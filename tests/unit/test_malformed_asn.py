"""An arrest/summons number that is none: the event counts without it, and its sender is told."""

from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from agencies.event_lines import GoodLine, checked
from agencies.http_events import Arrived, read_events
from cli.commands_app import app
from events.charging import SuspectCharged
from events.identifiers import Agency
from example_journeys import NOW
from published_journey import published_event
from schemas.cloudevents import AgencyEvent, check_arrival, decode
from schemas.refusal import Problem, Refused

CRIME = "crime:met-police:4401234/25"
SHORT, LONG = "25/01ZD/01/104411J", "2501ZD0100000104411J"


def charge(asn: Any, **data: Any) -> bytes:
    data = {"method": "charge", "asn": asn} | data
    event = published_event("suspect-charged", "2025-03-04T09:00:00Z", data, subject=CRIME)
    return orjson.dumps(event)


def fact_of(event: AgencyEvent) -> SuspectCharged:
    assert isinstance(event.fact, SuspectCharged)
    return event.fact


@pytest.mark.parametrize("asn", [SHORT, LONG])
def test_both_forms_are_one_number(asn: str) -> None:
    event = decode(charge(asn))

    assert (fact_of(event).asn, event.remarks) == (LONG, ())


@pytest.mark.parametrize(
    ("asn", "error"),
    [
        ("2213NX00000006733699", "string_pattern_mismatch"),
        ("2501ZD0100000104411K", "asn_check_letter"),
        ("25/01ZD/01/104411K", "asn_check_letter"),
        (2501, "string_type"),
    ],
)
def test_a_charge_counts_without_a_malformed_number(asn: Any, error: str) -> None:
    event = decode(charge(asn, suspect=2, offence_codes=["CJ88A02"]))

    assert (fact_of(event).suspect, fact_of(event).asn) == (2, None)
    assert event.remarks == (Problem("data.asn", error),)


def test_without_another_number_nothing_says_which_suspect_is_meant() -> None:
    assert fact_of(decode(charge("no number"))).suspect is None


def test_what_is_wrong_besides_refuses_it_and_both_are_told() -> None:
    with pytest.raises(Refused) as refused:
        decode(charge("no number", method="letter"))

    assert [str(each) for each in refused.value.problems] == [
        "data.method: enum",
        "data.asn: string_pattern_mismatch",
    ]


def test_the_gateway_takes_it_with_a_remark() -> None:
    sent = [("content-type", "application/cloudevents+json")]

    (arrived,) = read_events(sent, charge("no number"), Agency.MET_POLICE, NOW)

    assert isinstance(arrived, Arrived)
    assert arrived.remarks == (Problem("data.asn", "string_pattern_mismatch"),)


def test_a_file_is_good_and_its_line_is_named() -> None:
    (line,) = checked([charge("no number")], None, NOW)
    assert isinstance(line, GoodLine)

    told = CliRunner().invoke(app, ["validate", "-"], input=charge("no number"))

    assert told.exit_code == 0
    assert "line 1 counts without this: data.asn: not written as it must be" in told.stderr
    assert "no number" not in told.stderr


@pytest.mark.parametrize("key", [SHORT, LONG])
def test_a_record_s_key_may_have_either_form(key: str) -> None:
    event = published_event("warrant-ended", "2025-03-04T09:00:00Z", {"how": "executed"})
    read = decode(orjson.dumps(event | {"subject": f"asn:{SHORT}"}))

    check_arrival(read, Agency.MET_POLICE, f"asn:{key}".encode(), NOW)
    assert read.case == f"asn:{LONG}"
    with pytest.raises(Refused, match="not_the_records_key"):
        check_arrival(read, Agency.MET_POLICE, b"asn:25/01ZD/01/104412K", NOW)
