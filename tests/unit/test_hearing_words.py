"""What is to be told of a hearing: its date as exactly as it is known, or that it is off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from caseworkers.explanations import explained
from caseworkers.victim_words.duty_words import duty_words
from caseworkers.victim_words.text_parts import Telling
from caseworkers.victim_words.victim_text import victim_text
from processors.case.history.facts_by_event import with_facts
from processors.fold.journey import fold
from published_journey import facts_of, published_event
from schemas.changes import Obligation

Event = Mapping[str, Any]

NOW = datetime.fromisoformat("2025-03-06T12:00:00+00:00")
VICTIM = {"subject": "crime:met-police:4401234/25", "victim": "met-police:V1"}


def event(
    kind: str, at: str, data: Mapping[str, Any], agency: str = "hmcts", **attributes: str
) -> Event:
    subject = {"subject": VICTIM["subject"]}
    return published_event(kind, f"2025-03-{at}:00:00+00:00", data, agency, **subject | attributes)


def told_next(*events: Event) -> Telling:
    """What she is to be told by the one duty that is open to tell her of a hearing."""
    begun = event("victim-identified", "03T10", {}, "met-police", **VICTIM)
    ((victim, facts),) = facts_of([begun, *events]).items()
    records = {victim: with_facts({}, facts)}
    rows = fold(records[victim].values(), NOW).rows.values()
    (duty,) = [
        row
        for row in rows
        if isinstance(row, Obligation) and (row.rule, str(row.state)) == ("R8.1", "open")
    ]
    found = explained(victim, records, duty.id, NOW)
    assert found
    words = duty_words(records, found)
    assert words
    return words.telling


def listed(**when: str) -> Event:
    data = {"court": "snaresbrook", **when}
    return event("trial-listed", "05T09", data, knowntime="2025-03-05T10:00:00+00:00")


def says(told: Telling) -> str:
    return victim_text(told).paragraphs[0].english


def test_a_hearing_says_no_more_of_its_date_than_is_known() -> None:
    on_a_day = told_next(listed(on_day="2025-07-01"))
    in_a_week = told_next(listed(week_of="2025-07-02"))

    assert "Date: 1 July 2025. The time is not known yet." in says(on_a_day)
    assert "In the week that begins on 30 June 2025. The day is not known yet." in says(in_a_week)


def test_a_hearing_of_which_she_was_told_is_said_to_be_off() -> None:
    """Given a victim who was told of a trial, when it is cancelled, then she is told of that."""
    how = {"about": "hearing", "channel": "telephone", "outcome": "reached"}
    informed = event("victim-informed", "05T11", how, "witness-care", **VICTIM)
    which = {"court": "snaresbrook", "hearing": "trial"}
    off = event("hearing-cancelled", "06T09", which, knowntime="2025-03-06T10:00:00+00:00")

    told = told_next(listed(on_day="2025-07-01"), informed, off)

    assert told.happened == "hearing-off"
    assert "will not be on that date" in says(told)
