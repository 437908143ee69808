"""The police's charge file, domain events of prisons and court data become events."""

import re
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from agencies.adapters.all_adapters import ADAPTERS, AdapterName
from agencies.adapters.conversion import Conversion, convert
from agencies.adapters.left_fields import kind_of
from agencies.adapters.mapped_fields import mapped_fields
from bench.message_specimens import SECRETS, asn, charge_file, movement, resulted_hearing
from doc_pages import ROOT

NOW = datetime(2027, 1, 1, tzinfo=UTC)


def converted(system: AdapterName, message: Any) -> Conversion:
    written = message if isinstance(message, bytes) else orjson.dumps(message)
    return convert(ADAPTERS[system], written, NOW)


def events(conversion: Conversion) -> dict[str, dict[str, Any]]:
    """The events by kind; each kind stands once in the messages here."""
    found = [orjson.loads(each) for each in conversion.events]
    return {each["type"].split(".")[1]: each for each in found}


def nobody_in(conversion: Conversion) -> bool:
    written = b"\n".join(conversion.events) + repr([*conversion.report.rows()]).encode()
    return not any(each.encode() in written for each in SECRETS)


def test_a_charge_file_says_the_charge_and_whose_the_offences_are() -> None:
    conversion = converted(AdapterName.SPI, charge_file())

    found = events(conversion)
    assert found["suspect-charged"]["agency"] == "met-police"
    assert found["suspect-charged"]["data"]["charges"] == [
        {"offence": 1, "code": "SX03001A"},
        {"offence": 2, "code": "OF61131"},
    ]
    assert found["victim-of-offences"]["victim"] == "met-police:V-88213"
    assert found["victim-of-offences"]["data"]["offences"] == [1]
    assert nobody_in(conversion)


@pytest.mark.parametrize("reference", [None, SECRETS[0]])
def test_a_victim_without_the_forces_own_id_is_not_said(reference: str | None) -> None:
    conversion = converted(AdapterName.SPI, charge_file(reference=reference))

    assert set(events(conversion)) & {"victim-identified", "victim-of-offences"} == set()
    assert nobody_in(conversion)


def test_a_charge_file_in_xml_is_the_same_charge() -> None:
    xml = (
        '<?xml version="1.0"?><NewCaseMessage xmlns="urn:libra"><Case><CaseDetails>'
        "<PTIURN>01ZD0303225</PTIURN><CaseInitiationCode>C</CaseInitiationCode></CaseDetails>"
        f"<Defendant><ProsecutorReference>{asn(303_225)}</ProsecutorReference><Offence>"
        "<BaseOffenceDetails><OffenceSequenceNumber>1</OffenceSequenceNumber>"
        "<OffenceCode>SX03001A</OffenceCode><ChargeDate>2025-03-04</ChargeDate>"
        "</BaseOffenceDetails></Offence></Defendant></Case></NewCaseMessage>"
    )
    (charged,) = events(converted(AdapterName.SPI, xml.encode())).values()
    as_json = events(converted(AdapterName.SPI, charge_file()))["suspect-charged"]

    assert charged["id"] == as_json["id"]
    assert charged["data"]["charges"] == as_json["data"]["charges"][:1]


def test_xml_with_definitions_is_refused() -> None:
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><NewCaseMessage>&a;</NewCaseMessage>'

    assert converted(AdapterName.SPI, xml).report.unsaid == {("message", "not_a_message"): 1}


def test_a_force_that_does_not_publish_here_is_refused() -> None:
    message = charge_file()
    message["policeCase"]["caseDetails"]["ptiurn"] = "46ZD0303225"

    assert converted(AdapterName.SPI, message).report.unsaid == {
        ("force", "does_not_publish_here"): 1
    }


@pytest.mark.parametrize(
    ("message", "refused"),
    [
        (movement("released", "RELEASED"), ("release", "on_no_terms_that_are_in_the_list")),
        (movement("released", SECRETS[0]), ("movement", "a_reason_in_no_list")),
        (
            orjson.loads(movement("released", "RELEASED")["Message"]),
            ("message", "not_in_its_envelope_with_a_message_id"),
        ),
        (movement("vanished", "RELEASED"), ("message", "of_no_kind_that_is_read")),
    ],
)
def test_a_domain_event_is_refused_by_a_rule(message: Any, refused: tuple[str, str]) -> None:
    conversion = converted(AdapterName.PRISON_EVENTS, message)

    assert conversion.report.unsaid == {refused: 1}
    assert nobody_in(conversion)


def test_a_prisoner_at_court_for_a_day_is_no_release() -> None:
    report = converted(AdapterName.PRISON_EVENTS, movement("released", "SENT_TO_COURT")).report

    assert report.left["movements that are no victim's concern"] == 1
    assert not report.unsaid


def with_underscores(value: Any) -> Any:
    """A message with the names of the second version of court data."""
    if isinstance(value, list):
        return [with_underscores(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        re.sub("[A-Z]+", lambda letters: f"_{letters[0].lower()}", name): with_underscores(below)
        for name, below in value.items()
    }


def test_court_data_says_the_same_in_either_version() -> None:
    message = resulted_hearing(1, 3, 9, 12)

    first = converted(AdapterName.COURT_DATA, message)
    second = converted(AdapterName.COURT_DATA, with_underscores(message))
    assert first.events == second.events
    assert nobody_in(second)


@pytest.mark.parametrize("system", AdapterName)
def test_each_system_has_its_table_of_fields(system: AdapterName) -> None:
    assert all(mapped_fields(system).values())


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("hearing.judiciary.firstName", "names"),
        ("hearing.courtCentre.address.address1", "addresses"),
        ("a.personDetails.dateOfBirth", "of a person"),
        ("a.offences.wording", "free text"),
        (f"a.{SECRETS[0]}", "other"),
    ],
)
def test_what_is_left_is_counted_by_its_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_the_example_in_the_docs_gives_a_charge(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "how-to" / "publish-from-your-system.md").read_text()
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    exec(example, {})

    charged, *counts = capsys.readouterr().out.splitlines()
    assert orjson.loads(charged)["type"] == "victim-journey.suspect-charged.v1"
    assert "said suspect-charged  1" in counts
