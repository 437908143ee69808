"""Tellings that name the events that they told of: what they close, and when the page asks."""

from datetime import UTC, datetime
from typing import Any

from events.identifiers import Agency, event_identity
from published_journey import Read, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)
COURT = {"court": "snaresbrook"}


def event(name: str, day: str, kind: str, agency: str, **data: Any) -> dict[str, Any]:
    """An event of the case, at ten in the morning of a day of 2025."""
    about_her = kind in ("victim-identified", "victim-informed")
    whom = {"victim": "met-police:V1"} if about_her else {}
    at, subject = f"2025-{day}T10:00:00Z", "crime:met-police:named/25"
    return published_event(kind, at, data, agency, id=name, subject=subject, **whom)


def told(name: str, day: str, about: str, *names: str, **more: Any) -> dict[str, Any]:
    """A call of the unit that reached the victim, and the events that it names."""
    said = {"about": about, "channel": "telephone", "outcome": "reached", "triggers": names, **more}
    return event(name, day, "victim-informed", "witness-care", **said)


def identity(name: str, agency: Agency) -> str:
    """The identity in the platform of an event by its name."""
    return str(event_identity(agency, f"b/{agency}", name))


def sentenced(suspect: int, day: str) -> list[dict[str, Any]]:
    """A defendant is convicted and sentenced in one hearing, and the unit is sent the sentence."""
    whom = {"suspect": suspect}
    notice = {"sender": "hmcts", "about": "sentence", **whom}
    convicted = {"outcome": "convicted", **COURT, **whom}
    return [
        event(f"arrest{suspect}", "03-03", "suspect-arrested", "met-police", **whom),
        event(f"end{suspect}", day, "case-concluded", "hmcts", **convicted),
        event(
            f"sentence{suspect}", day, "sentence-passed", "hmcts", sentence="fine", **COURT, **whom
        ),
        event(f"notice{suspect}", day, "notice-received", "witness-care", **notice),
    ]


def read(*events: dict[str, Any]) -> Read:
    """The journey of the victim of the case."""
    known = event("v", "03-03", "victim-identified", "met-police")
    return Read.of([known, *sorted(events, key=lambda each: each["time"])], LATER)


def test_a_call_that_names_an_event_which_raised_no_such_duty_is_asked_about() -> None:
    """Given a sentence of which the unit had notice, when the call names the sentence itself and
    not the notice, then nothing is closed in silence: the page asks which event was meant.
    """
    sentence = identity("sentence1", Agency.HMCTS)

    found = read(*sentenced(1, "06-02"), told("t", "06-03", "sentence", sentence))

    assert found.states("R9.2b") == ["breached"]
    assert found.flags == ["other-trigger"]
    assert found.why("R9.2b")["Did not count"].startswith(
        "It names the events that it told of, and not the one that raised this. "
    )


def test_a_call_of_the_sentence_that_names_an_arrest_tells_of_nobodys_sentence() -> None:
    """Given two sentenced, when a call of a sentence names the arrest of one of them, then both
    sentences stay owed, and the page asks.
    """
    arrest = identity("arrest2", Agency.MET_POLICE)
    both = [*sentenced(1, "06-02"), *sentenced(2, "06-02")]

    found = read(*both, told("t", "06-03", "sentence", arrest, also_about=["arrest"]))

    assert found.states("R9.2b") == ["breached", "breached"]
    assert found.states("R6.1", "1") == ["breached"]
    assert found.states("R6.1", "2") == ["discharged-late"]
    assert found.flags == ["other-trigger"]


def test_nobody_is_asked_about_a_call_again_of_what_was_told() -> None:
    notice, sentence = identity("notice1", Agency.WITNESS_CARE), identity("sentence1", Agency.HMCTS)

    found = read(
        *sentenced(1, "06-02"),
        told("t", "06-03", "sentence", notice),
        told("u", "06-04", "sentence", sentence),
    )

    assert found.states("R9.2b") == ["discharged"]
    assert found.flags == []


def test_a_call_that_names_one_defendants_event_is_not_asked_about_the_other() -> None:
    notice = identity("notice1", Agency.WITNESS_CARE)
    both = [*sentenced(1, "06-02"), *sentenced(2, "06-02")]

    found = read(*both, told("t", "06-03", "sentence", notice))

    assert (found.states("R9.2b", "1"), found.states("R9.2b", "2")) == (
        ["discharged"],
        ["breached"],
    )
    assert found.flags == []
