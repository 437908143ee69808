"""A victim dies, or somebody is told in the victim's place, as agencies publish it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from caseworkers.as_of import timeline_lines
from caseworkers.differences import compared
from caseworkers.journey_answers import TimelineLine
from caseworkers.restricted import Restricted
from events.representatives import OwedTo
from published_journey import Read, facts_of, published
from web.diff_view import in_words
from web.obligation_words import stands
from web.timeline_view import entry_text

LATER = datetime(2025, 12, 1, tzinfo=UTC)
CASE = "V-nsi"

ARRESTED, CALLED = "2025-03-04T10:00:00Z", "2025-03-06T10:00:00Z"
DIED = "2025-03-05T10:00:00Z"
NAMED = "2025-03-05T18:00:00Z"


def test_what_is_open_when_the_victim_dies_passes_to_the_bereaved_relative() -> None:
    """Given an arrest, when the victim dies, a relative who is told in time was told in time."""
    read = _read(_arrest(), _died(), _named("bereaved-relative"), _call(CALLED))

    (duty,) = read.duties("R6.1")
    assert (duty.state, duty.owed_to) == ("discharged", OwedTo.BEREAVED_RELATIVE)
    assert read.why("R6.1")["Owed to"] == "The bereaved relative"
    assert read.flags == []


def test_where_nobody_is_named_it_stays_owed_to_the_family_and_is_asked() -> None:
    """A call after the death reached nobody who is known to be told: it is asked who that was."""
    alone, called = _read(_arrest(), _died()), _read(_arrest(), _died(), _call(CALLED))

    for read in (alone, called):
        (duty,) = read.duties("R6.1")
        assert (duty.state, duty.owed_to) == ("breached", OwedTo.BEREAVED_FAMILY)
    assert alone.flags == ["who-is-told"]
    assert alone.why("R6.1")["Owed to"] == ("The bereaved family: nobody is named yet who is told")
    assert called.flags == ["who-is-told", "who-was-told"]


def test_nothing_is_alerted_that_is_to_be_told_to_the_dead() -> None:
    read = _read(_arrest(), _required(), _died())
    to_be_told = {row.id: row.owed_to for rule in RULES for row in read.duties(rule)}

    raised = [alert for alert in read.alerts if alert.state == "raised"]

    assert raised
    assert {to_be_told[alert.obligation] for alert in raised if alert.obligation} == {
        OwedTo.BEREAVED_FAMILY
    }
    assert "R8.4" not in {alert.rule for alert in raised}


def test_what_only_a_living_witness_is_owed_ends_with_the_death() -> None:
    """Who had to give evidence is no longer told so; the page says why, and for whom it was."""
    (duty,) = _read(_required(), _died()).duties("R8.4")

    assert (duty.state, duty.owed_to) == ("withdrawn", OwedTo.VICTIM)
    assert stands(duty) == "No longer owed: the victim died"


def test_what_was_done_while_the_victim_lived_was_done_for_the_victim() -> None:
    read = _read(_arrest(), _call("2025-03-04T12:00:00Z"), _died(), _named("bereaved-relative"))

    (duty,) = read.duties("R6.1")
    assert (duty.state, duty.owed_to) == ("discharged", OwedTo.VICTIM)


@pytest.mark.parametrize("who", ["parent-or-guardian", "spokesperson"])
def test_someone_is_told_in_the_place_of_a_living_victim_until_that_ends(who: str) -> None:
    during = _read(_named(who, "2025-03-01T10:00:00Z"), _arrest())
    after = _read(
        _named(who, "2025-03-01T10:00:00Z"),
        _arrest(),
        _event("representative-ended", "2025-03-05T10:00:00Z", representative=who),
    )

    assert [duty.owed_to for duty in during.duties("R6.1")] == [who]
    assert [duty.owed_to for duty in after.duties("R6.1")] == [OwedTo.VICTIM]
    assert during.flags == after.flags == []


def test_whoever_was_named_last_is_told_and_the_one_before_when_that_ends() -> None:
    both = [_named("bereaved-relative"), _named("spokesperson", "2025-03-06T10:00:00Z")]
    ended = _event("representative-ended", "2025-03-07T10:00:00Z", representative="spokesperson")

    (of_last,) = _read(_arrest(), _died(), *both).duties("R6.1")
    (of_first,) = _read(_arrest(), _died(), *both, ended).duties("R6.1")

    assert of_last.owed_to is OwedTo.SPOKESPERSON
    assert of_first.owed_to is OwedTo.BEREAVED_RELATIVE


def test_the_wishes_of_the_victim_end_with_them_and_those_of_the_relative_count() -> None:
    """Given a victim who wanted no updates, when a relative is named, the relative is told."""
    opted_out = _event("contact-opted-out", "2025-03-01T10:00:00Z", of="all")
    again = _event("contact-opted-out", "2025-03-08T10:00:00Z", of="all")
    passed_on = [opted_out, _died("2025-03-02T10:00:00Z"), _named("bereaved-relative")]

    (of_victim,) = _read(opted_out, _arrest()).duties("R6.1")
    (of_relative,) = _read(*passed_on, _arrest("2025-03-07T10:00:00Z")).duties("R6.1")
    (unwanted,) = _read(*passed_on, _arrest("2025-03-07T10:00:00Z"), again).duties("R6.1")

    assert of_victim.state == "withdrawn"
    assert of_relative.state == "breached"
    assert unwanted.state == "withdrawn"
    assert stands(unwanted) == (
        "No longer owed: the bereaved relative did not want to hear how the case goes"
    )


def test_a_channel_that_was_unsafe_for_the_victim_is_not_so_for_the_relative() -> None:
    unsafe = _event(
        "contact-agreed", "2025-03-01T10:00:00Z", every_days=7, unsafe_channels=["telephone"]
    )

    living = _read(unsafe, _arrest(), _call(CALLED))
    dead = _read(unsafe, _arrest(), _died(), _named("bereaved-relative"), _call(CALLED))
    spoken_for = _read(unsafe, _arrest(), _named("spokesperson"), _call(CALLED))

    assert living.states("R6.1") == spoken_for.states("R6.1") == ["breached"]
    assert dead.states("R6.1") == ["discharged"]


@pytest.mark.parametrize("again", ["named", "died", "ended"])
def test_what_is_said_again_does_not_end_the_wishes_of_the_relative(again: str) -> None:
    """Given a relative who opted out, or named an unsafe channel, when no one is new, it stands."""
    parent, at = {"representative": "parent-or-guardian"}, "2025-03-03T12:00:00Z"
    ended = _event("representative-ended", at, **parent)
    said = {"named": _named(WHO, at), "died": _died(at), "ended": ended}[again]
    family = [_died("2025-03-01T10:00:00Z"), _named(WHO, "2025-03-02T10:00:00Z")]
    opted_out = _event("contact-opted-out", "2025-03-03T10:00:00Z", of="all")
    channels = {"every_days": 7, "unsafe_channels": ["telephone"]}
    unsafe = _event("contact-agreed", "2025-03-03T10:00:00Z", **channels)
    before = [_event("representative-named", "2025-02-20T10:00:00Z", **parent), *family]

    assert _read(*before, opted_out, said, _arrest()).states("R6.1") == ["withdrawn"]
    assert _read(*before, unsafe, said, _arrest(), _call(CALLED)).states("R6.1") == ["breached"]


def test_the_timeline_says_who_was_told() -> None:
    """Nothing that was told after a death is shown as told to the victim."""
    before, after = _call("2025-03-04T12:00:00Z"), _call(CALLED)

    lines = _lines(before, _died(), _named("bereaved-relative"), after)
    unnamed = _lines(_died(), after)
    told = [entry_text(line) for line in lines if line.kind == "victim-informed"]

    assert told == [
        "The victim was told of the arrest by telephone",
        "The bereaved relative was told of the arrest by telephone",
    ]
    assert entry_text(unnamed[-1]) == (
        "Somebody was told of the arrest by telephone, after the victim had died"
    )


def test_what_was_learnt_of_a_death_is_told_as_a_difference() -> None:
    """Given a call to the arrested man's victim, when her death is learnt of, each line says so."""
    facts = {each.event: each for each in _facts([_arrest(), _call(CALLED), _died(), _named(WHO)])}
    (victim,) = {each.victim for each in facts.values()}
    late = {
        event: replace(each, received=LATER) if each.fact.kind in LEARNT_LATE else each
        for event, each in facts.items()
    }

    found = compared(victim, {victim: late}, LATER - timedelta(days=1), LATER + timedelta(days=1))
    changed = [in_words(each) for each in found.changes if each.what == "changed"]

    assert {words.rpartition("; ")[2] for words in changed} == {
        "by what was known before it was the victim",
        "for the bereaved relative",
    }


def test_a_death_withdrawn_comes_out_as_if_never_said() -> None:
    """Given a death reported by mistake, when it is corrected, the victim is owed as before."""
    events = [_arrest(), _died(), _named("bereaved-relative", "2025-03-10T10:00:00Z")]
    died = next(each for each in _facts(events) if each.fact.kind == "victim-died")
    withdrawn = _event(
        "correction-proposed",
        "2025-03-07T10:00:00Z",
        correction="C-1",
        event=str(died.event),
        field="died",
        value="false",
    )
    del withdrawn["victim"]

    for others in ([_arrest(), _call(CALLED)], [_arrest(), _required()]):
        never, corrected = _read(*others), _read(*others, _died(), withdrawn)
        assert corrected.flags == never.flags == []
        for rule in RULES:
            assert [(r.id, r.state, r.due_on, r.owed_to) for r in corrected.duties(rule)] == [
                (r.id, r.state, r.due_on, r.owed_to) for r in never.duties(rule)
            ]


def test_a_death_is_known_in_every_case_of_the_victim() -> None:
    other = "crime:met-police:another/25"
    elsewhere = [each | {"subject": other, "id": f"other {each['id']}"} for each in _reported()]
    arrest = _arrest() | {"subject": other}

    read = _read(*elsewhere, arrest, _died())

    assert {row.owed_to for row in read.duties("R6.1")} == {OwedTo.BEREAVED_FAMILY}


def test_a_business_is_told_by_its_named_contact() -> None:
    """It is owed no needs assessment and no referral, as the Code has it."""
    business = {"victim_kind": "business"}
    events = [each | ({"data": business} if "victim" in each else {}) for each in _reported()]

    before = Read.of([*events, _arrest()], LATER)
    after = Read.of([*events, _arrest(), _named("named-contact")], LATER)

    assert [duty.owed_to for duty in before.duties("R6.1")] == [OwedTo.BUSINESS]
    assert [duty.owed_to for duty in after.duties("R6.1")] == [OwedTo.NAMED_CONTACT]
    assert before.duties("R4.1") == before.duties("R4.2") == []


@pytest.mark.parametrize(
    "kind", ["saw-or-heard", "born-of-the-crime", "bereaved-relative", "child-in-domestic-abuse"]
)
def test_every_kind_of_victim_of_the_act_is_owed_as_a_person_is(kind: str) -> None:
    events = [
        each | ({"data": {"victim_kind": kind}} if "victim" in each else {}) for each in _reported()
    ]

    assert Read.of(events, LATER).due("R4.2") == [date(2025, 1, 8)]


WHO = "bereaved-relative"
LEARNT_LATE = ("victim-died", "representative-named")

RULES = ("R4.1", "R4.2", "R6.1", "R8.4")


def _reported() -> list[dict[str, Any]]:
    return published(CASE)[:2]


def _read(*events: Mapping[str, Any]) -> Read:
    return Read.of([*_reported(), *events], LATER)


def _lines(*events: Mapping[str, Any]) -> list[TimelineLine]:
    return timeline_lines(_read(*events).journey, Restricted([], None))


def _facts(events: list[dict[str, Any]]) -> list[Any]:
    (facts,) = facts_of([*_reported(), *events]).values()
    return facts


def _event(kind: str, time: str, **data: Any) -> dict[str, Any]:
    """Another event of the case, about its victim."""
    type_name = f"victim-journey.{kind}.v1"
    return {**_reported()[1], "id": f"{kind} {time}", "type": type_name, "time": time, "data": data}


def _arrest(time: str = ARRESTED) -> dict[str, Any]:
    return {
        name: value for name, value in _event("suspect-arrested", time).items() if name != "victim"
    }


def _died(time: str = DIED) -> dict[str, Any]:
    return _event("victim-died", time)


def _named(who: str, time: str = NAMED) -> dict[str, Any]:
    return _event("representative-named", time, representative=who)


def _required() -> dict[str, Any]:
    """The witness care unit receives that the victim must give evidence."""
    decided = _event("witness-requirement-decided", ARRESTED, required=True)
    return decided | {"agency": "cps", "knowntime": DIED.replace("T10", "T09"), "source": "b/cps"}


def _call(time: str) -> dict[str, Any]:
    return _event("victim-informed", time, about="arrest", channel="telephone", outcome="reached")
