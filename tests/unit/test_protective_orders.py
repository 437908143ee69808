"""Stories of orders that protect a victim: what stands, until when, and against whom."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ordered_protection import (
    CHARGED,
    TWO_CHARGED,
    V1,
    V2,
    changed,
    ended,
    ending,
    lines,
    made,
    read,
    said,
    shown,
)


class TestOrdersThatStand:
    def test_an_order_stands_with_its_last_day_its_terms_and_its_defendant(self) -> None:
        order = made(
            "2025-11-24", suspect=1, until="2030-11-24", conditions=["no-contact", "exclusion"]
        )
        assert lines([*TWO_CHARGED, order]) == [
            "Restraining order on conviction. Until 24 November 2030."
            " Conditions: no contact and to stay away from a place."
            " Against suspect 1; made on 24 November 2025"
        ]

    def test_it_stands_through_its_last_day_and_no_longer(self) -> None:
        order = made("2025-11-24", until="2026-03-02")
        assert len(shown([*CHARGED, order], "2026-03-02")) == 1
        assert shown([*CHARGED, order], "2026-03-03") == []

    def test_without_a_last_day_it_is_not_known_until_when(self) -> None:
        (line,) = lines([*CHARGED, made("2025-11-24")])
        assert "Not known until when" in line
        (line,) = lines([*CHARGED, made("2025-11-24", until_further_order=True)])
        assert "Until further order" in line

    def test_an_order_for_another_victim_is_not_hers(self) -> None:
        assert shown([*CHARGED, made("2025-11-24", V2)]) == []
        assert len(shown([*CHARGED, made("2025-11-24", V2)], victim=V2)) == 1

    def test_one_that_names_nobody_says_so_to_each(self) -> None:
        order = made("2025-11-24", "")
        for victim in (V1, V2):
            (line,) = lines([*CHARGED, order], victim=victim)
            assert line.endswith("Whose it is was not said")

    def test_a_full_order_takes_the_place_of_the_interim_one(self) -> None:
        kind = {"order": "stalking-protection"}
        interim = made("2025-06-02", **kind, interim=True, until="2025-07-01", order_id="I-7")
        full = made("2025-06-20", **kind, until="2027-06-19", order_id="F-8")
        assert lines([*CHARGED, interim], "2025-06-03")[0].startswith("Interim stalking")
        (line,) = lines([*CHARGED, interim, full], "2025-06-21")
        assert line.startswith("Stalking protection order. Until 19 June 2027")
        replaced = ended("2025-06-20", **kind, how="replaced", order_id="I-7")
        assert len(shown([*CHARGED, interim, full, replaced], "2025-06-21")) == 1

    def test_orders_of_one_kind_against_two_defendants_stand_apart(self) -> None:
        both = [made("2025-11-24", suspect=n, until=f"203{n}-11-24") for n in (1, 2)]
        one_left = lines([*TWO_CHARGED, *both, ended("2026-01-12", suspect=1)])
        assert len(shown([*TWO_CHARGED, *both])) == 2
        assert [("suspect 2" in line) for line in one_left] == [True]

    def test_one_that_names_no_defendant_of_two_is_shown_and_asked(self) -> None:
        events = [*TWO_CHARGED, made("2025-11-24")]
        (line,) = lines(events)
        assert "Against one of the suspects: which was not said" in line
        assert read(events).flags == ["which-suspect"]

    def test_quashed_on_appeal_it_stands_no_more(self) -> None:
        events = [*CHARGED, made("2025-11-24"), ended("2026-02-02", how="quashed")]
        assert shown(events) == []
        assert len(shown(events, "2026-02-01")) == 1

    def test_an_order_on_acquittal_outlives_the_case(self) -> None:
        over = said(
            "case-concluded", "2025-11-24", suspect=1, court="snaresbrook", outcome="acquitted"
        )
        order = made("2025-11-24", order="restraining-on-acquittal", until="2026-03-20")
        events = [*CHARGED, over, order]
        assert lines(events)[0].startswith("Restraining order on acquittal. Until 20 March 2026")
        assert ending(events, "2026-03-02") == ["raised"]

    def test_an_order_about_a_defendant_who_is_none_of_hers_counts_where_it_names_her(
        self,
    ) -> None:
        none_of_hers = said(
            "victim-of-offences", "2025-03-04", "met-police", V1, suspect=2, offences=[]
        )
        order = made("2025-11-24", suspect=2)
        unnamed = made("2025-11-24", "", suspect=2)
        assert len(shown([*TWO_CHARGED, none_of_hers, order])) == 1
        assert shown([*TWO_CHARGED, none_of_hers, unnamed]) == []

    def test_the_police_publish_a_civil_order_of_a_crime_without_a_charge(self) -> None:
        crime = {"subject": "crime:met-police:77/25"}
        known = said("victim-identified", "2025-03-01", "met-police", V1) | crime
        order = made("2025-03-02", agency="met-police", order="non-molestation") | crime
        assert lines([known, order]) == [
            "Non-molestation order. Not known until when. Against the suspect; made on 2 March 2025"
        ]


class TestWhatChanges:
    def test_what_a_change_leaves_out_stays_as_it_was(self) -> None:
        order = made("2025-11-24", until="2026-11-24", conditions=["no-contact"])
        events = [*CHARGED, order, changed("2026-02-02", until="2028-11-24")]
        assert lines(events) == [
            "Restraining order on conviction. Until 24 November 2028. Conditions: no contact."
            " Against the suspect; made on 24 November 2025, last changed on 2 February 2026"
        ]

    @pytest.mark.parametrize("order_id", [None, "RO-9"])
    def test_it_does_not_matter_in_which_order_the_events_arrive(
        self, order_id: str | None
    ) -> None:
        of: dict[str, Any] = {"order_id": order_id}
        events = [
            made("2025-11-24", until="2026-11-24", **of),
            changed("2026-01-12", until="2027-11-24", **of),
            ended("2026-02-02", **of),
        ]
        at = datetime(2026, 1, 20, 12, tzinfo=UTC)
        for turned in ([*CHARGED, *events], [*CHARGED, *reversed(events)]):
            assert shown(turned) == []
            assert ending(turned, "2027-11-01") == []
            (line,) = lines(turned[:3] + [e for e in turned[3:] if e["time"] < at.isoformat()])
            assert "Until 24 November 2027" in line

    def test_a_change_dated_before_the_making_of_the_order_that_it_names(self) -> None:
        late = made("2025-11-24", until="2026-11-24", order_id="RO-9")
        early = changed("2025-11-20", until="2027-11-24", order_id="RO-9")
        (line,) = lines([*CHARGED, early, late])
        assert "Until 24 November 2027" in line

    def test_an_end_dated_before_the_making_of_the_order_that_it_names(self) -> None:
        late = made("2025-11-24", order_id="RO-9")
        assert shown([*CHARGED, ended("2025-11-20", order_id="RO-9"), late]) == []

    def test_a_change_of_an_order_that_nobody_published_shows_it(self) -> None:
        (line,) = lines([*CHARGED, changed("2026-02-02", until="2028-11-24")])
        assert "when it was made was not said, last changed on 2 February 2026" in line

    def test_an_end_that_names_nobody_leaves_her_order_in_doubt(self) -> None:
        events = [*CHARGED, made("2025-11-24"), ended("2026-02-02", "")]
        (line,) = lines(events)
        assert "changed or ended on 2 February 2026" in line
        assert read(events).flags == ["which-order"]
        by_id = [*CHARGED, made("2025-11-24", order_id="1"), ended("2026-02-02", "", order_id="1")]
        assert shown(by_id) == []

    def test_the_same_event_twice_is_one_order(self) -> None:
        order = made("2025-11-24", until="2030-11-24")
        by_cps = order | {"agency": "cps", "source": "b/cps"}
        assert len(shown([*CHARGED, order, order])) == 1
        assert len(shown([*CHARGED, order, by_cps])) == 1


def test_a_reporting_restriction_stands_with_what_was_said_of_it() -> None:
    bare = said("reporting-restriction-made", "2025-11-03")
    hers = said("reporting-restriction-made", "2025-11-04", victim=V1, restriction="under-18")
    assert lines([*CHARGED, bare, hers]) == [
        "Reporting restriction. On what ground was not said. Made on 3 November 2025."
        " Whom it is about was not said",
        "Reporting restriction. Somebody is not to be named while they are under 18."
        " Made on 4 November 2025",
    ]
    assert len(shown([*CHARGED, bare, hers], victim=V2)) == 1
