"""What the victim's page says of police bail, of where an offender is, and of licences."""

from datetime import date
from typing import Any

import orjson
import pytest

from caseworkers.victim_journeys import journey_as_of
from events.identifiers import pseudonym
from ordered_protection import CHARGED, TWO_CHARGED, V1, V2, Event, day, said
from processors.case.custody.offender_whereabouts import MOVES
from published_journey import KEY, facts_of
from schemas.golden_examples import FOLDER
from web.custody_words import standing

KNOWN = CHARGED[:2]
"""Two victims, and nobody charged yet."""


def lines(events: list[Event], at: str = "2026-03-02", victim: str = V1) -> list[str]:
    name = pseudonym(victim, KEY)
    records = {name: {each.event: each for each in facts_of(events)[name]}}
    journey = journey_as_of(name, records, day(at))
    return [sentence for sentence, _ in standing(journey, date.fromisoformat(at))]


def police(kind: str, at: str, **data: Any) -> Event:
    return said(kind, at, "met-police", suspect=1, **data)


def prison(kind: str, at: str, victim: str = "", **data: Any) -> Event:
    return said(kind, at, "prison-service", victim, **data)


RELEASED = police("suspect-bailed-or-released", "2025-03-02", basis="bail-with-conditions")
ON_BAIL = "The suspect is on police bail with conditions, as last reported on"


class TestPoliceBailOnThePage:
    def test_it_stands_with_the_day_of_the_last_word(self) -> None:
        assert lines([*KNOWN, RELEASED]) == [f"{ON_BAIL} 2 March 2025: ask the police which"]
        extended = police("bail-conditions-changed", "2025-03-20", change="extended")
        (line,) = lines([*KNOWN, RELEASED, extended])
        assert "on 20 March 2025" in line

    @pytest.mark.parametrize(
        "end",
        [
            police("bail-conditions-changed", "2025-03-20", change="cancelled"),
            police("suspect-arrested", "2025-03-20"),
            police("suspect-charged", "2025-03-20", method="charge"),
            said("victim-of-offences", "2025-03-20", "cps", V1, suspect=1, offences=[]),
            police("suspect-bailed-or-released", "2025-03-20", basis="under-investigation"),
            police("suspect-bailed-or-released", "2025-03-20", basis="no-further-action"),
            said("charging-decision-made", "2025-03-20", "cps", suspect=1, decision="no-charge"),
        ],
        ids=lambda event: str(event["data"]),
    )
    def test_it_ends(self, end: Event) -> None:
        assert lines([*KNOWN, RELEASED, end]) == []

    def test_conditions_that_were_varied_are_conditions(self) -> None:
        free = police("suspect-bailed-or-released", "2025-03-02", basis="bail-without-conditions")
        (line,) = lines([*KNOWN, free])
        assert line == (
            "The suspect is on police bail without conditions, as last reported on 2 March 2025"
        )
        varied = police("bail-conditions-changed", "2025-03-20", change="varied")
        assert lines([*KNOWN, free, varied]) == [f"{ON_BAIL} 20 March 2025: ask the police which"]


class TestWhereOffendersAre:
    def test_the_last_word_counts(self) -> None:
        events = [
            *CHARGED,
            prison("prisoner-received", "2025-06-01", ground="sentence"),
            prison("prisoner-released", "2025-12-01", release="conditional"),
        ]
        assert lines(events[:-1]) == ["The offender is in prison, as last reported on 1 June 2025"]
        assert lines(events) == [
            "The offender is out of prison on licence, as last reported on 1 December 2025"
        ]

    def test_who_is_on_remand_is_a_defendant(self) -> None:
        (line,) = lines([*CHARGED, prison("prisoner-received", "2025-06-01", ground="remand")])
        assert line.startswith("The defendant is in prison on remand")

    def test_each_of_two_stands_apart(self) -> None:
        events = [
            *TWO_CHARGED,
            prison("prisoner-received", "2025-06-01", suspect=1, ground="sentence"),
            prison("prisoner-absconded", "2025-06-02", suspect=2, how="escaped"),
        ]
        assert lines(events) == [
            "Suspect 1 is in prison, as last reported on 1 June 2025",
            "Suspect 2 is unlawfully at large, as last reported on 2 June 2025",
        ]

    @pytest.mark.parametrize("kind", MOVES, ids=lambda kind: kind.kind)
    def test_each_move_can_be_said(self, kind: Any) -> None:
        example = orjson.loads((FOLDER / f"{kind.kind}.v1.ordinary.json").read_bytes())
        (line,) = lines([*CHARGED, prison(kind.kind, "2025-06-01", **example["data"])])
        assert "as last reported on 1 June 2025" in line


LICENCE: dict[str, Any] = {"conditions": ["no-contact", "exclusion-zone"]}


class TestLicences:
    def test_conditions_for_one_victim_are_not_the_other_s(self) -> None:
        events = [*CHARGED, prison("licence-conditions-set", "2025-06-01", V1, **LICENCE)]
        assert lines(events) == [
            "Licence conditions of the offender, since 1 June 2025: no contact and exclusion zone"
        ]
        assert lines(events, victim=V2) == []

    def test_conditions_that_name_nobody_are_shown_and_asked(self) -> None:
        events = [*CHARGED, prison("licence-conditions-set", "2025-06-01", **LICENCE)]
        for victim in (V1, V2):
            (line,) = lines(events, victim=victim)
            assert line.endswith("Which victim they protect was not said")

    def test_new_ones_take_the_place_of_the_earlier(self) -> None:
        events = [
            *CHARGED,
            prison("licence-conditions-set", "2025-06-01", V1, **LICENCE),
            prison("licence-conditions-set", "2025-07-01", V1, conditions=["curfew"]),
        ]
        assert lines(events) == ["Licence conditions of the offender, since 1 July 2025: curfew"]

    @pytest.mark.parametrize(
        ("end", "left"),
        [
            (prison("licence-conditions-ended", "2025-07-01", V1, how="removed"), []),
            (prison("licence-conditions-ended", "2025-07-01", how="expired"), []),
            (prison("licence-conditions-ended", "2025-07-01", V2, how="removed"), ["Licence"]),
            (prison("prisoner-recalled", "2025-07-01"), ["The offender"]),
        ],
        ids=["for her", "for all", "for another", "recall"],
    )
    def test_they_end(self, end: Event, left: list[str]) -> None:
        events = [*CHARGED, prison("licence-conditions-set", "2025-06-01", V1, **LICENCE), end]
        found = lines(events)
        assert len(found) == len(left)
        assert all(line.startswith(words) for line, words in zip(found, left, strict=True))


def test_a_custody_time_limit_that_is_over_is_said_to_be_over() -> None:
    held = said(
        "remand-decided",
        "2025-03-06",
        court="thames-magistrates",
        remand="custody",
        custody_time_limit="2025-05-01",
    )
    (line,) = lines([*CHARGED, held], at="2025-05-01")
    assert line.endswith("custody must end by 1 May 2025 unless a court extends it")
    (line,) = lines([*CHARGED, held], at="2025-05-02")
    assert line.endswith(
        "the custody time limit was 1 May 2025: ask whether the defendant is still held"
    )


def test_of_a_recall_it_is_said_that_nobody_is_known_to_be_back() -> None:
    (line,) = lines([*CHARGED, prison("prisoner-recalled", "2025-06-01")])
    assert line == (
        "The offender was recalled to prison, as last reported on 1 June 2025: nothing says yet"
        " that they are back there"
    )


def test_a_remand_about_the_defendant_beside_one_about_an_offence_is_about_any_other() -> None:
    def remanded(at: str, remand: str, **more: Any) -> Event:
        return said("remand-decided", at, court="thames-magistrates", remand=remand, **more)

    held = remanded("2025-03-06", "custody")
    bailed = remanded("2025-03-07", "unconditional-bail", offences=[1])
    assert lines([*CHARGED, held, bailed], at="2025-03-08") == [
        "The defendant is on bail without conditions for offence 1 since 7 March 2025",
        "The defendant is in custody for any other offence since 6 March 2025",
    ]
