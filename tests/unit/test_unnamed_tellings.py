"""Tellings that name nobody, in a case of several suspects: none closes a duty by a guess."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from caseworkers.as_of import timeline_lines
from caseworkers.restricted import Restricted
from published_journey import Read, published_event
from web.timeline_view import entry_text

LATER = datetime(2025, 12, 1, tzinfo=UTC)
CASE = {"subject": "urn:01AB1234525"}
HER = {"victim": "met-police:V1"}


def event(
    name: str, day: str, kind: str, agency: str = "met-police", **data: Any
) -> dict[str, Any]:
    """An event at ten in the morning of a day of 2025; a telling names the victim."""
    about_her = kind in ("victim-informed", "victim-identified", "duty-excused")
    whom = HER if about_her or kind.startswith("contact") else {}
    return published_event(kind, f"2025-{day}T10:00:00Z", data, agency, id=name, **CASE, **whom)


def call(
    name: str, day: str, about: str, agency: str = "met-police", **more: Any
) -> dict[str, Any]:
    """A call that reached the victim."""
    said = {"about": about, "channel": "telephone", "outcome": "reached", **more}
    return event(name, day, "victim-informed", agency, **said)


def read(*events: dict[str, Any]) -> Read:
    """The journey of the victim of the case, of whom the police knew from the start."""
    known = event("v", "03-01", "victim-identified")
    return Read.of([known, *sorted(events, key=lambda each: each["time"])], LATER)


def arrests(*suspects: int) -> Iterable[dict[str, Any]]:
    """Arrests, told of by name."""
    for number in suspects:
        yield event(f"a{number}", "03-03", "suspect-arrested", suspect=number)
        yield call(f"t{number}", "03-03", "arrest", suspect=number)


def test_a_call_about_one_suspect_that_was_not_answered_was_no_attempt_about_the_other() -> None:
    """Given a call about suspect 2 without an answer, then only the second duty explains it."""
    found = read(
        event("a1", "03-03", "suspect-arrested", suspect=1),
        event("a2", "03-03", "suspect-arrested", suspect=2),
        call("t", "03-04", "arrest", suspect=2, outcome="no-answer"),
    )

    assert "Did not count" in found.why("R6.1", "2")
    assert "Did not count" not in found.why("R6.1", "1")


def released(name: str, day: str, basis: str, suspect: int) -> dict[str, Any]:
    """A suspect leaves the police station."""
    return event(name, day, "suspect-bailed-or-released", basis=basis, suspect=suspect)


def test_a_call_of_the_release_is_asked_about_where_one_is_let_go_and_one_is_bailed() -> None:
    """Given one released without charge and one on bail, "the release" could be of either."""
    found = read(
        *arrests(1, 2),
        released("r1", "03-04", "no-further-action", suspect=1),
        released("r2", "03-04", "bail-with-conditions", suspect=2),
        call("t", "03-05", "bail-or-release"),
    )

    assert (found.states("R6.3", "1"), found.states("R6.4", "2")) == (["breached"], ["breached"])
    assert found.flags == ["which-suspect"]


def test_a_call_that_names_both_matters_tells_of_both_releases() -> None:
    found = read(
        *arrests(1, 2),
        released("r1", "03-04", "no-further-action", suspect=1),
        released("r2", "03-04", "bail-with-conditions", suspect=2),
        call("t", "03-05", "bail-or-release", also_about=["release-without-charge"]),
    )

    assert (found.states("R6.3", "1"), found.states("R6.4", "2")) == (
        ["discharged"],
        ["discharged"],
    )
    assert found.flags == []


def test_the_release_means_the_one_that_is_still_to_be_told() -> None:
    """Given one release told of by name, "the release" then means the other, whatever its kind."""
    found = read(
        *arrests(1, 2),
        released("r1", "03-04", "no-further-action", suspect=1),
        released("r2", "03-04", "bail-with-conditions", suspect=2),
        call("t", "03-05", "release-without-charge", suspect=1),
        call("u", "03-06", "bail-or-release"),
    )

    assert (found.states("R6.3", "1"), found.states("R6.4", "2")) == (
        ["discharged"],
        ["discharged"],
    )
    assert found.flags == []


def charged(name: str, day: str) -> dict[str, Any]:
    """A decision to charge somebody, nobody says whom."""
    return event(name, day, "charging-decision-made", "cps", decision="charge")


def test_one_call_does_not_tell_of_two_charges_of_nobody_knows_whom() -> None:
    """Given two suspects and two charges that name nobody, one call closes neither."""
    found = read(
        *arrests(1, 2),
        charged("c1", "04-01"),
        charged("c2", "04-02"),
        call("t", "04-03", "charging-decision"),
    )

    assert found.states("R6.6", "unsaid") == ["breached", "breached"]
    assert found.flags == ["which-suspect"] * 3


def test_a_charge_of_nobody_knows_whom_is_told_of_while_it_is_the_only_one_open() -> None:
    found = read(
        *arrests(1, 2),
        charged("c1", "04-01"),
        call("t", "04-02", "charging-decision"),
        charged("c2", "04-03"),
        call("u", "04-04", "charging-decision"),
    )

    assert found.states("R6.6", "unsaid") == ["discharged", "discharged"]
    assert found.flags == ["which-suspect"] * 2


def test_what_is_owed_no_longer_leaves_one_that_a_call_can_mean() -> None:
    """Given an arrest that the victim did not want to hear of, "the arrest" is the later one."""
    found = read(
        event("a1", "03-03", "suspect-arrested", suspect=1),
        event("o", "03-04", "contact-opted-out", of="all"),
        event("g", "03-20", "contact-agreed", every_days=28),
        event("a2", "03-24", "suspect-arrested", suspect=2),
        call("t", "03-25", "arrest"),
    )

    assert found.states("R6.1") == ["withdrawn", "discharged"]
    assert found.flags == []


def test_what_is_excused_leaves_one_that_a_call_can_mean() -> None:
    found = read(
        event("a1", "03-03", "suspect-arrested", suspect=1),
        event(
            "x",
            "03-04",
            "duty-excused",
            rule="R6.1",
            reason="safeguarding-operation",
            decided_by="supervisor",
        ),
        event("a2", "03-24", "suspect-arrested", suspect=2),
        call("t", "03-25", "arrest"),
    )

    assert found.states("R6.1") == ["excused", "discharged"]
    assert found.flags == []


def at_court(
    suspect: int, day: str, kind: str, about: str, **data: Any
) -> Iterable[dict[str, Any]]:
    """What the court did about a defendant, and the notice of it at the unit the same day."""
    yield event(
        f"{kind}{suspect}", day, kind, "hmcts", suspect=suspect, court="snaresbrook", **data
    )
    notice = {"suspect": suspect, "sender": "hmcts", "about": about}
    yield event(f"{about}{suspect}", day, "notice-received", "witness-care", **notice)


def both_sentenced() -> list[dict[str, Any]]:
    """Two defendants convicted, told of, and sentenced on the same day."""
    return [
        *(
            e
            for n in (1, 2)
            for e in at_court(n, "06-02", "case-concluded", "case-outcome", outcome="convicted")
        ),
        call("c", "06-03", "case-outcome", "witness-care", suspect=1, also_suspects=[2]),
        *(
            e
            for n in (1, 2)
            for e in at_court(n, "06-09", "sentence-passed", "sentence", sentence="fine")
        ),
    ]


def test_the_sentence_told_of_one_tells_the_outcome_of_that_one() -> None:
    """Given both convicted and told of neither, and the sentence of the first told of, when "the
    outcome" is told of later, then it is the second's.
    """
    outcomes = [
        each
        for each in both_sentenced()
        if each["id"] not in ("c", "sentence2", "sentence-passed2")
    ]
    found = read(
        *arrests(1, 2),
        *outcomes,
        call("t", "06-10", "sentence", "witness-care"),
        call("u", "06-11", "case-outcome", "witness-care"),
    )

    assert found.states("R9.2b", "1") == ["discharged"]
    assert found.states("R9.1b", "1") == ["discharged-late"]
    assert found.states("R9.1b", "2") == ["discharged-late"]
    assert found.flags == []


def test_the_timeline_says_which_suspect_the_first_one_is() -> None:
    found = read(*arrests(1, 2))

    texts = [entry_text(line) for line in timeline_lines(found.journey, Restricted([], None))]
    arrested = {text for text in texts if "was arrested" in text}
    assert arrested == {"Suspect 1 was arrested", "Suspect 2 was arrested"}


def hearing(suspect: int, day: str) -> dict[str, Any]:
    """A hearing about one defendant is given a date."""
    data = {"court": "snaresbrook", "hearing": "other", "starts_at": "2025-09-01T09:00:00Z"}
    return event(f"h{suspect}", day, "hearing-listed", "hmcts", suspect=suspect, **data)


def test_what_the_court_has_yet_to_pass_on_makes_no_call_to_the_victim_doubtful() -> None:
    """Given two hearings and one notice of which nobody says whose, one call closes what the unit
    owes, and the court is asked which of the two it passed on.
    """
    notice = {"sender": "hmcts", "about": "hearing"}
    found = read(
        *arrests(1, 2),
        hearing(1, "04-10"),
        hearing(2, "04-11"),
        event("n", "04-14", "notice-received", "witness-care", **notice),
        call("t", "04-15", "hearing", "witness-care"),
    )

    assert found.states("R8.1") == ["discharged"]
    assert found.states("R8.1a") == ["breached", "breached"]


def test_an_appeal_that_the_unit_has_been_sent_leaves_one_that_a_call_can_mean() -> None:
    """Given two appeals, each passed on by name and one of them told of, then "the appeal" is the
    other, and nobody is asked which.
    """
    appeals = [
        each
        for number in (1, 2)
        for each in (
            event(
                f"l{number}", "06-02", "appeal-lodged", "hmcts", suspect=number, against="sentence"
            ),
            event(
                f"m{number}",
                "06-03",
                "notice-received",
                "witness-care",
                suspect=number,
                sender="hmcts",
                about="appeal",
            ),
        )
    ]
    found = read(
        *arrests(1, 2),
        *appeals,
        call("t", "06-04", "appeal", "witness-care", suspect=1),
        call("u", "06-04", "appeal", "witness-care"),
    )

    assert found.states("R9.3") == ["discharged", "discharged"]
    assert found.flags == []
