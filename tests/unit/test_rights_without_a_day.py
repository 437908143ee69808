"""What the Code asks by no day: who is owed it, what does it, and what ends it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from published_journey import Read, published_event

LATER = datetime(2025, 12, 1, tzinfo=UTC)
CASE, VICTIM = "crime:met-police:R7/25", "met-police:V-R7"
OF_THE_CASE = (
    *("crime-reported", "investigation-opened", "parole-hearing-listed", "parole-decided"),
    *("prisoner-released", "prisoner-recalled", "offender-discharged-from-hospital"),
    *("not-investigated", "case-transferred"),
)


def event(kind: str, at: str, agency: str = "met-police", **data: Any) -> dict[str, Any]:
    """An event at a time of 2025, about the victim unless it concerns the whole case."""
    about = {} if kind in OF_THE_CASE else {"victim": VICTIM}
    return published_event(kind, f"2025-{at}Z", data, agency, subject=CASE, **about)


def read(*events: dict[str, Any], victim_kind: str = "person", enhanced: bool = False) -> Read:
    """The journey of a victim of a kind, in which those events happened after the report."""
    reported = [
        event("crime-reported", "03-03T10:00:00", offence="robbery"),
        event(
            "victim-identified",
            "03-03T10:00:00",
            victim_kind=victim_kind,
            enhanced_rights=enhanced,
        ),
    ]
    return Read.of([*reported, *events], LATER)


def called(about: str, at: str, agency: str = "probation", **data: Any) -> dict[str, Any]:
    """A call about a matter that reached the victim."""
    call = {"about": about, "channel": "telephone", "outcome": "reached"} | data
    return event("victim-informed", at, agency, **call)


STATEMENTS = {"person": "R7.1", "bereaved-relative": "R7.5", "business": "R7.6"}


@pytest.mark.parametrize("victim_kind", STATEMENTS)
def test_each_victim_is_offered_a_statement_once_by_the_rule_for_them(victim_kind: str) -> None:
    offered = event("personal-statement-offered", "03-05T10:00:00")

    owed = read(victim_kind=victim_kind)
    done = read(offered, victim_kind=victim_kind)

    for kind, rule in STATEMENTS.items():
        assert owed.states(rule) == (["open"] if kind == victim_kind else [])
        assert done.states(rule) == (["discharged"] if kind == victim_kind else [])
    assert owed.due(STATEMENTS[victim_kind]) == [None]
    assert [each for each in owed.alerts if each.rule in STATEMENTS.values()] == []


def test_a_statement_is_for_the_court_and_no_longer_owed_once_the_case_has_ended() -> None:
    ended = event("not-investigated", "03-10T10:00:00", reason="no-lines-of-enquiry")

    assert read(ended).states("R7.1") == ["withdrawn"]


def test_an_interpreter_is_offered_to_whoever_was_found_to_need_one() -> None:
    """Given a need found twice, then one offer is owed; a call with an interpreter shows it."""
    needs = [
        event("victim-needs-assessed", at, occasion=of, needs=["interpreter"])
        for at, of in (("03-04T10:00:00", "report"), ("06-04T10:00:00", "review"))
    ]
    none = event("victim-needs-assessed", "03-04T10:00:00", occasion="report", needs=["safety"])
    offered = event("interpreter-offered", "03-05T10:00:00", language="pl")
    spoken = called("progress", "03-05T10:00:00", "met-police", interpreter=True)
    without = called("progress", "03-05T10:00:00", "met-police", interpreter=False)

    assert read(none).states("R1.2") == []
    assert read(*needs).states("R1.2") == ["open"]
    assert read(*needs, offered).states("R1.2") == ["discharged"]
    assert read(*needs, spoken).states("R1.2") == ["discharged"]
    assert read(*needs, without).states("R1.2") == ["open"]


@pytest.mark.parametrize("enhanced", [True, False], ids=["at the report", "decided later"])
def test_enhanced_rights_come_with_a_specialist_service(enhanced: bool) -> None:
    granted = event("enhanced-rights-decided", "03-06T10:00:00", decision="granted")
    events = [] if enhanced else [granted]
    usual = event("support-referred", "03-07T10:00:00", service="victim-support")
    special = event("support-referred", "03-07T10:00:00", service="domestic-abuse-advocate")
    declined = event(
        "support-referral-answered",
        "03-07T10:00:00",
        "advocates",
        service="sexual-violence-advocate",
        answer="declined-by-victim",
    )

    assert read().states("R4.6") == []
    assert read(*events, usual, enhanced=enhanced).states("R4.6") == ["open"]
    assert read(*events, special, enhanced=enhanced).states("R4.6") == ["discharged"]
    assert read(*events, declined, enhanced=enhanced).states("R4.6") == ["discharged"]


def test_a_referral_from_before_the_rights_were_granted_is_done_and_said_to_be_before() -> None:
    special = event("support-referred", "03-04T10:00:00", service="domestic-abuse-advocate")
    granted = event("enhanced-rights-decided", "03-06T10:00:00", decision="granted")

    found = read(special, granted)

    assert found.states("R4.6") == ["discharged"]
    assert found.why("R4.6")["Done"].startswith("Done before it was owed. ")


def test_how_often_to_tell_is_discussed_once_the_police_investigate() -> None:
    opened = event("investigation-opened", "03-04T10:00:00")
    again = event("investigation-opened", "06-04T10:00:00")
    before = event("contact-agreed", "03-03T11:00:00", every_days=14)
    after = event("contact-agreed", "03-10T11:00:00", every_days=None)
    moved = event("case-transferred", "03-12T10:00:00", to="46", reason="jurisdiction")

    assert read().states("R6.14") == []
    assert read(opened, again).states("R6.14") == ["open"]
    assert read(before, opened).states("R6.14") == ["discharged"]
    assert read(opened, after).states("R6.14") == ["discharged"]
    assert read(opened, moved).states("R6.14") == ["withdrawn"]


def test_a_complaint_is_answered_in_full_by_no_day() -> None:
    made = event("complaint-made", "03-04T10:00:00", "cps", about="cps")
    received = event("complaint-acknowledged", "03-05T10:00:00", "cps")
    answered = event("complaint-answered", "05-05T10:00:00", "cps", answer="upheld")

    assert read(made, received).states("R12.2") == ["open"]
    assert read(made, received, answered).states("R12.2") == ["discharged"]
    assert [each.agency for each in read(made).duties("R12.2")] == ["cps"]


LISTED = event(
    "parole-hearing-listed", "04-01T10:00:00", "probation", starts_at="2025-06-01T10:00:00Z"
)
DECIDED = event("parole-decided", "06-01T10:00:00", "probation", decision="release")
RELEASED = event("prisoner-released", "06-10T10:00:00", "probation", release="conditional")
RECALLED = event("prisoner-recalled", "07-10T10:00:00", "probation")
AGAIN = event("prisoner-released", "09-10T10:00:00", "probation", release="conditional")
DISCHARGED = event(
    "offender-discharged-from-hospital", "06-10T10:00:00", "probation", discharge="absolute"
)


def test_parole_asks_to_tell_of_the_hearing_and_of_the_decision() -> None:
    before, after = called("parole", "05-01T10:00:00"), called("parole", "06-02T10:00:00")

    told_once, told_twice = read(LISTED, before, DECIDED), read(LISTED, before, DECIDED, after)

    assert (told_once.states("R11.6"), told_once.states("R11.3")) == (["discharged"], ["open"])
    assert told_twice.states("R11.3") == ["discharged"]


def test_a_statement_for_the_parole_board_is_asked_anew_once_parole_is_considered() -> None:
    long_before = event("personal-statement-offered", "03-05T10:00:00")
    offered = event("personal-statement-offered", "04-05T10:00:00", "probation")

    assert read(long_before, LISTED).states("R11.8") == ["open"]
    assert read(LISTED, offered).states("R11.8") == ["discharged"]


@pytest.mark.parametrize(
    ("rule", "cause", "about"),
    [
        ("R11.7", RELEASED, "release"),
        ("R11.7a", RECALLED, "recall"),
        ("R11.7b", DISCHARGED, "hospital-discharge"),
    ],
)
def test_the_victim_is_told_of_what_happened_and_of_nothing_else(
    rule: str, cause: dict[str, Any], about: str
) -> None:
    others = {"release", "recall", "hospital-discharge"} - {about}

    assert read(cause, called(about, "11-10T10:00:00")).states(rule) == ["discharged"]
    for other in others:
        assert read(cause, called(other, "11-10T10:00:00")).states(rule) == ["open"]


def test_a_release_may_be_told_of_before_it_and_each_release_anew() -> None:
    """Given a call before the first release, then the second asks for one of its own."""
    call = called("release", "06-08T10:00:00")
    next_call = called("release", "09-08T10:00:00")

    assert read(call, RELEASED).states("R11.7") == ["discharged"]
    assert read(call, RELEASED, RECALLED, AGAIN).states("R11.7") == ["discharged", "open"]
    late = called("release", "06-11T10:00:00")
    assert read(RELEASED, late, AGAIN).states("R11.7") == ["discharged", "open"]
    assert read(RELEASED, late, next_call, AGAIN).states("R11.7") == ["discharged", "discharged"]


def test_a_victim_who_declines_the_scheme_is_owed_nothing_of_it_until_they_join() -> None:
    declined = event("contact-scheme-answered", "04-10T10:00:00", "probation", answer="declined")
    joined = event("contact-scheme-answered", "05-10T10:00:00", "probation", answer="joined")

    out, back = read(declined, RELEASED), read(declined, joined, RELEASED)

    assert out.states("R11.7") == ["withdrawn"]
    assert out.why("R11.7")["No longer owed"].startswith(
        "The victim takes no part in the Victim Contact Scheme"
    )
    assert back.states("R11.7") == ["open"]
    assert back.states("R11.4") == ["open"]


def test_what_the_sentence_means_is_told_by_probation_to_whoever_joined() -> None:
    joined = event("contact-scheme-answered", "05-10T10:00:00", "probation", answer="joined")
    by_unit = called("sentence", "05-11T10:00:00", "witness-care")
    by_probation = called("sentence", "05-11T10:00:00")

    assert read(joined, by_unit).states("R11.4") == ["open"]
    assert read(joined, by_probation).states("R11.4") == ["discharged"]


def test_an_answer_about_one_offender_is_about_no_other() -> None:
    declined = event(
        "contact-scheme-answered", "04-10T10:00:00", "probation", answer="declined", suspect=1
    )
    one, two = (
        RELEASED | {"id": f"r{n}", "data": RELEASED["data"] | {"suspect": n}} for n in (1, 2)
    )

    found = read(declined, one, two)

    assert {duty.suspect: str(duty.state) for duty in found.duties("R11.7")} == {
        "1": "withdrawn",
        "2": "open",
    }
