"""What happens to an offender in custody and after it, and what the victim is to be told of it."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from events.identifiers import Agency
from offender_cases import OffenderCases
from published_journey import Read, published_event
from schemas.changes import Obligation
from schemas.cloudevents import check_arrival, decode

AT = datetime(2026, 12, 1, 12, tzinfo=UTC)
URN, V1, V2 = "urn:01ZD0303225", "met-police:V-88213", "met-police:V-88214"

Event = dict[str, Any]


def said(
    kind: str, at: str, agency: str = "prison-service", victim: str = "", **data: Any
) -> Event:
    extra = {"victim": victim} if victim else {}
    return published_event(kind, f"2026-{at}T10:00:00Z", data, agency, subject=URN, **extra)


def told(about: str, at: str) -> Event:
    return said(
        "victim-informed",
        at,
        "probation",
        V1,
        about=about,
        channel="telephone",
        outcome="reached",
    )


IDENTIFIED = said("victim-identified", "01-02", "met-police", V1)
DIED = said("offender-died", "08-01")


def read(*events: Event, victim: str = V1) -> Read:
    cases = OffenderCases()
    cases.publish([IDENTIFIED, *events])
    return cases.read(victim, AT)


@pytest.mark.parametrize(
    ("rule", "cause", "about"),
    [
        ("R11.7", said("prisoner-released", "06-10", release="temporary"), "release"),
        ("R11.7", said("prisoner-released", "06-10", release="in-error"), "release"),
        ("R11.7", said("prisoner-released", "06-10", release="home-detention-curfew"), "release"),
        ("R11.7a", said("prisoner-recalled", "06-10", recall="fixed-term-28"), "recall"),
        ("R11.4a", said("prisoner-released", "06-10", release="to-hospital"), "hospital-transfer"),
        ("R11.4a", said("prisoner-transferred", "06-10", to="hospital"), "hospital-transfer"),
        ("R11.5", said("prisoner-transferred", "06-10", to="open-conditions"), "open-conditions"),
        ("R11.7c", said("prisoner-absconded", "06-10", how="escaped"), "absconding"),
        ("R11.7c", said("prisoner-absconded", "06-10", how="failed-to-return"), "absconding"),
    ],
)
def test_the_victim_is_to_be_told_of_it_and_of_nothing_else(
    rule: str, cause: Event, about: str
) -> None:
    rules = ("R11.4a", "R11.5", "R11.7", "R11.7a", "R11.7b", "R11.7c")

    owed = {each: read(cause).states(each) for each in rules}

    assert owed == {each: ["open"] if each == rule else [] for each in rules}
    assert read(cause, told(about, "06-11")).states(rule) == ["discharged"]
    assert read(cause, told("parole", "06-11")).states(rule) == ["open"]
    of_releases = said("contact-opted-out", "06-11", "probation", V1, of="release-updates")
    assert read(cause, of_releases).states(rule) == ["withdrawn"]


@pytest.mark.parametrize(
    "quiet",
    [
        said("prisoner-received", "06-10", ground="sentence"),
        said("prisoner-returned-to-custody", "06-10", after="absconding"),
        said("prisoner-transferred", "06-10", to="closed-conditions"),
        said("licence-conditions-ended", "06-10", "probation", how="expired"),
    ],
    ids=lambda event: event["type"],
)
def test_what_no_source_asks_to_tell_stands_on_the_timeline_alone(quiet: Event) -> None:
    found = read(quiet)

    assert [each.kind for each in found.journey.entries.values()].count(
        quiet["type"].split(".")[1]
    ) == 1
    owed = (row for row in found.journey.rows.values() if isinstance(row, Obligation))
    assert not any(row.rule.startswith("R11") for row in owed)


def test_a_move_may_be_told_of_before_it_and_an_escape_may_not() -> None:
    moved = said("prisoner-transferred", "06-10", to="open-conditions")
    gone = said("prisoner-absconded", "06-10", how="absconded")

    assert read(told("open-conditions", "06-01"), moved).states("R11.5") == ["discharged"]
    assert read(told("absconding", "06-01"), gone).states("R11.7c") == ["open"]


def test_prison_and_probation_report_one_release_and_it_is_owed_once() -> None:
    """Given one release by both on one day, and another a month on, then two are owed."""
    by_prison = said("prisoner-released", "06-10", release="conditional")
    by_probation = said("prisoner-released", "06-10", "probation", release="home-detention-curfew")
    again = said("prisoner-released", "07-10", "probation", release="conditional")

    assert read(by_prison, by_probation).states("R11.7") == ["open"]
    assert read(by_probation, by_prison).states("R11.7") == ["open"]
    assert read(by_prison, by_probation, again).states("R11.7") == ["open", "open"]


def test_a_release_into_hospital_hides_no_release_that_another_agency_reports() -> None:
    into_hospital = said("prisoner-released", "06-10", release="to-hospital")
    on_licence = said("prisoner-released", "06-10", "probation", release="conditional")

    found = read(into_hospital, on_licence)

    assert (found.states("R11.4a"), found.states("R11.7")) == (["open"], ["open"])


def test_two_moves_of_a_day_that_one_agency_reports_are_two() -> None:
    out = said("prisoner-released", "06-10", release="temporary")
    later = out | {"id": "later", "time": "2026-06-10T15:00:00Z"}

    assert read(out, later).states("R11.7") == ["open", "open"]


def test_a_move_to_hospital_that_comes_as_a_release_and_as_a_transfer_is_one() -> None:
    released = said("prisoner-released", "06-10", release="to-hospital")
    moved = said("prisoner-transferred", "06-10", to="hospital")

    assert read(released, moved).states("R11.4a") == ["open"]
    assert read(moved, released).states("R11.4a") == ["open"]


def test_nothing_after_the_sentence_is_owed_of_a_dead_offender() -> None:
    """Given a release untold and a death, then it is owed no more; what was told stays told."""
    released = said("prisoner-released", "06-10", release="conditional")
    late = said("prisoner-recalled", "08-05", "probation")

    found = read(released, DIED, late)

    assert (found.states("R11.7"), found.states("R11.7a")) == (["withdrawn"], ["withdrawn"])
    assert found.why("R11.7")["No longer owed"].startswith("The offender died")
    assert read(released, told("release", "06-12"), DIED).states("R11.7") == ["discharged"]


def test_the_death_of_one_of_two_offenders_ends_nothing_about_the_other() -> None:
    one, two = (
        said("prisoner-released", "06-10", release="conditional", suspect=n) | {"id": f"r{n}"}
        for n in (1, 2)
    )
    died = said("offender-died", "08-01", suspect=1)

    states = {duty.suspect: str(duty.state) for duty in read(one, two, died).duties("R11.7")}

    assert states == {"1": "withdrawn", "2": "open"}


def test_where_nobody_says_which_of_two_offenders_died_all_stays_owed_and_it_is_asked() -> None:
    one, two = (
        said("prisoner-released", "06-10", release="conditional", suspect=n) | {"id": f"r{n}"}
        for n in (1, 2)
    )

    found = read(one, two, DIED)

    assert found.states("R11.7") == ["open", "open"]
    assert found.flags == ["which-suspect"]


def test_a_death_that_was_reported_by_mistake_is_corrected_and_all_is_owed_again() -> None:
    released = said("prisoner-released", "06-10", release="conditional")
    lives = said(
        "correction-proposed",
        "08-02",
        correction="C1",
        event=str(read(released, DIED).event("offender-died")),
        field="died",
        value="false",
    )

    assert read(released, DIED, lives).states("R11.7") == ["open"]


def test_licence_conditions_of_one_victim_are_not_in_anothers_journey() -> None:
    other = said("victim-identified", "01-02", "met-police", V2) | {"id": "v2"}
    hers = said(
        "licence-conditions-set",
        "05-01",
        "probation",
        V1,
        conditions=["no-contact", "exclusion-zone"],
        change="varied",
    )
    all_of = said("licence-conditions-ended", "09-01", "probation", how="removed")

    first, second = (read(other, hers, all_of, victim=each) for each in (V1, V2))

    licence = {"licence-conditions-set", "licence-conditions-ended"}
    kinds = [
        {each.kind for each in found.journey.entries.values()} & licence
        for found in (first, second)
    ]
    assert kinds == [licence, {"licence-conditions-ended"}]


_FIELD = {
    "source": "https://delius.example/victims",
    "time": "2026-08-14T09:07:15+01:00",
    "agency": "probation",
}


@pytest.mark.parametrize(
    "event",
    [
        {"subject": "noms:A3695EA", "data": {"release": "conditional"}},
        {
            "type": "victim-journey.contact-scheme-offered.v1",
            "subject": "crn:X320741",
            "victim": V1,
            "data": {},
        },
        {"data": {"release": "to-hospital"}},
        {"type": "victim-journey.prisoner-recalled.v1", "data": {"recall": "fixed-term-28"}},
        {"agency": "prison-service", "data": {"release": "conditional"}},
        {
            "type": "victim-journey.licence-conditions-set.v1",
            "data": {"conditions": ["no-contact", "exclusion-zone", "electronic-monitoring"]},
        },
        {"type": "victim-journey.prisoner-recalled.v1", "data": {}},
    ],
)
def test_what_release_and_recall_really_say_is_taken(event: Event) -> None:
    usual = {"specversion": "1.0", "id": "x1", "type": "victim-journey.prisoner-released.v1"}
    sent = {**usual, "subject": URN, **_FIELD, **event}

    taken = decode(orjson.dumps(sent), [])

    check_arrival(taken, Agency(sent["agency"]), sent["subject"].encode(), AT)
