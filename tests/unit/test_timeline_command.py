"""`journey timeline` says what the victim's page says: it reads what the API passes on."""

import pytest
from rich.console import Console

from caseworkers.journey_answers import VictimJourney
from caseworkers.victim_journeys import journey_as_of
from cli import output
from cli.commands import timeline_command
from cli.output import Format
from events.identifiers import pseudonym
from ordered_protection import V1, Event, day, said
from processors.case.history.facts_by_event import with_facts
from published_journey import KEY, facts_of

ASN = "2501ZD0100000104411J"
VICTIM = pseudonym(V1, KEY)


def journey_of(*events: Event) -> VictimJourney:
    known = said("victim-identified", "2025-03-01", "met-police", V1)
    records = {VICTIM: with_facts({}, facts_of([known, *events])[VICTIM])}
    return journey_as_of(VICTIM, records, day("2025-04-01"))


def printed(
    journey: VictimJourney, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    passed_on = VictimJourney.model_validate_json(journey.model_dump_json())
    monkeypatch.setattr(timeline_command, "ask_journey", lambda *_: passed_on)
    monkeypatch.setattr(output, "console", Console(width=400))
    timeline_command.timeline(V1, None, Format.TABLE)
    return " ".join(capsys.readouterr().out.replace("│", " ").split())


def test_of_two_suspects_the_first_has_a_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given suspect 1 alone, when a second is arrested, then both are numbered."""
    first = said("suspect-arrested", "2025-03-02", "met-police", suspect=1)
    second = said("suspect-arrested", "2025-03-03", "met-police", suspect=2)

    alone = printed(journey_of(first), monkeypatch, capsys)
    both = printed(journey_of(first, second), monkeypatch, capsys)

    assert "A suspect was arrested" in alone
    assert "Suspect 1 was arrested" in both
    assert "Suspect 2 was arrested" in both


def test_a_defendant_named_by_asn_has_the_number_of_the_case(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    events = [
        said("suspect-arrested", "2025-03-02", "met-police", suspect=1),
        said("suspect-arrested", "2025-03-02", "met-police", suspect=2, asn=ASN),
        said("plea-entered", "2025-03-04", asn=ASN, plea="guilty"),
    ]

    found = printed(journey_of(*events), monkeypatch, capsys)

    assert ASN not in found


def test_a_contact_over_an_unsafe_channel_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = said(
        "contact-agreed",
        "2025-03-02",
        "met-police",
        V1,
        every_days=None,
        unsafe_channels=["telephone"],
    )
    told = {"about": "arrest", "channel": "telephone", "outcome": "reached"}
    call = said("victim-informed", "2025-03-03", "met-police", V1, **told)

    found = printed(journey_of(wish, call), monkeypatch, capsys)

    assert "The victim had called this channel unsafe" in found
