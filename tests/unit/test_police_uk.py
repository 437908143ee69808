"""What data.police.uk publishes becomes events: every row is accounted for, none twice."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.police_uk import Import, Report, SourceFile, find
from agencies.police_uk.categories import CRIME_TYPES, OUTCOMES
from agencies.police_uk.published_files import FileKind
from events.clocks import Precision
from events.identifiers import Agency
from events.investigation import PoliceOutcome, PoliceOutcomeRecorded
from events.offences import OffenceGroup, VictimKind
from events.reporting import CrimeReported, VictimIdentified
from police_uk_files import BUNDLED, CASES, Cells, imported, row, written
from schemas.cloudevents import AgencyEvent, decode, encode


def street_file(tmp_path: Path, *rows: Cells, name: str = "2024-03-x-street.csv") -> Path:
    path = tmp_path / name
    path.write_text(written(rows))
    return path


def events_of(tmp_path: Path, *rows: Cells) -> list[AgencyEvent]:
    return imported(street_file(tmp_path, *rows))[0]


Bundled = tuple[list[AgencyEvent], Report]


@pytest.fixture(scope="module")
def bundled() -> Bundled:
    """The twelve months kept in the project."""
    events, reading = imported(BUNDLED)
    return events, reading.report


class TestTheBundledTwelveMonths:
    def test_every_row_is_accounted_for(self, bundled: Bundled) -> None:
        _, report = bundled
        assert report.files == 12
        assert report.rows == 10_045
        assert report.with_person == 6_751
        assert report.with_business == 1_565
        assert report.without_victim == 1_729
        assert report.refused == report.refusals == report.outcomes == 0

    def test_journeys_and_cases_are_those_of_an_independent_count(self, bundled: Bundled) -> None:
        _, report = bundled
        cells = [
            cells
            for path in BUNDLED.glob("*.csv")
            for cells in csv.DictReader(path.read_text().splitlines())
        ]
        without = {"Drugs", "Possession of weapons", "Public order", "Anti-social behaviour"}
        ids = {each["Crime ID"] for each in cells if each["Crime ID"]}
        anonymous = sum(not each["Crime ID"] for each in cells)
        business = {each["Crime ID"] for each in cells if each["Crime type"] == "Shoplifting"}
        nobody = {each["Crime ID"] for each in cells if each["Crime type"] in without} - {""}

        assert report.cases == len(ids) + anonymous == 9_844
        assert report.journeys == {
            VictimKind.BUSINESS: len(business),
            VictimKind.PERSON: len(ids - business - nobody),
        }
        assert report.journeys.total() == 8_147

    def test_every_row_is_a_record_and_every_outcome_too(self, bundled: Bundled) -> None:
        events, report = bundled
        kinds = Counter(event.fact.kind for event in events)
        assert kinds["crime-reported"] == 10_045
        assert kinds["victim-identified"] == 8_147
        assert kinds["police-outcome-recorded"] == 10_045 - 407
        assert report.events == len(events) == kinds.total()

    def test_no_two_events_share_an_identity(self, bundled: Bundled) -> None:
        events, _ = bundled
        assert len({(event.source, event.id) for event in events}) == len(events)

    def test_importing_again_says_the_same_again(self, bundled: Bundled) -> None:
        events, _ = bundled
        assert imported(BUNDLED)[0] == events

    def test_every_event_would_be_accepted_as_it_is_written(self, bundled: Bundled) -> None:
        events, _ = bundled
        assert [decode(encode(event)) for event in events] == events

    def test_no_event_has_a_day(self, bundled: Bundled) -> None:
        events, _ = bundled
        assert {event.occurred.day for event in events} == {None}
        assert {(event.recorded, event.known) for event in events} == {(None, None)}


def test_a_crime_with_a_person_and_an_outcome(tmp_path: Path) -> None:
    reported, identified, recorded = events_of(tmp_path, row(crime_id="ab12"))

    assert reported.fact == CrimeReported(offence=OffenceGroup.ROBBERY, borough="E09000007")
    assert identified.fact == VictimIdentified(victim_kind=VictimKind.PERSON)
    assert recorded.fact == PoliceOutcomeRecorded(outcome=PoliceOutcome.UNDER_INVESTIGATION)
    for event in (reported, identified, recorded):
        assert event.agency is Agency.CITY_POLICE
        assert event.source == "data.police.uk/city-of-london"
        assert event.case == "crime:city-police:ab12"
        assert event.occurred.at.isoformat() == "2024-03-01T00:00:00+00:00"
    assert identified.victim == "city-police:4055c14962876197382e5e5a036dc61d"
    assert reported.occurred.precision is identified.occurred.precision is Precision.MONTH
    assert recorded.occurred.precision is Precision.NOT_BEFORE_MONTH


def test_a_month_of_summer_begins_at_midnight_in_london(tmp_path: Path) -> None:
    reported, *_ = events_of(tmp_path, row(month="2024-07"))
    assert reported.occurred.at.isoformat() == "2024-06-30T23:00:00+00:00"


def test_the_metropolitan_police_speak_for_themselves(tmp_path: Path) -> None:
    reported, *_ = events_of(tmp_path, row(reported_by="Metropolitan Police Service"))
    assert reported.agency is Agency.MET_POLICE
    assert reported.case == "crime:met-police:a1"
    assert reported.source == "data.police.uk/metropolitan"


def test_the_british_transport_police_speak_for_themselves(tmp_path: Path) -> None:
    """Given their file as the site names it, with a crime outside London, it has no borough."""
    force, place = "British Transport Police", "Crawley 002B"
    crime = row(reported_by=force, falls_within=force, lsoa_name=place)
    path = street_file(tmp_path, crime, name="2024-03-btp-street.csv")

    assert [each.name for each in find([path]).files] == [str(path)]
    reported, *_ = imported(path)[0]
    assert reported.agency is Agency.BTP
    assert reported.case == "crime:btp:a1"
    assert reported.source == "data.police.uk/btp"
    assert reported.fact == CrimeReported(offence=OffenceGroup.ROBBERY, borough=None)


@pytest.mark.parametrize("crime_type", ["Drugs", "Public order", "Possession of weapons"])
def test_a_type_without_a_victim_makes_a_case_and_no_journey(
    tmp_path: Path, crime_type: str
) -> None:
    events, reading = imported(street_file(tmp_path, row(crime_type=crime_type)))
    assert [event.fact.kind for event in events] == ["crime-reported", "police-outcome-recorded"]
    assert reading.report.cases == reading.report.without_victim == 1
    assert not reading.report.journeys


def test_the_victim_of_shoplifting_is_a_business(tmp_path: Path) -> None:
    _, identified, _ = events_of(tmp_path, row(crime_type="Shoplifting"))
    assert identified.fact == VictimIdentified(victim_kind=VictimKind.BUSINESS)


def test_no_outcome_and_no_place_are_no_reason_to_refuse(tmp_path: Path) -> None:
    reported, identified = events_of(tmp_path, row(last_outcome_category="", lsoa_name=""))
    assert reported.fact == CrimeReported(offence=OffenceGroup.ROBBERY)
    assert identified.victim == "city-police:2a471d63d34733479964f66319572de8"


def test_outside_london_is_no_borough(tmp_path: Path) -> None:
    reported, *_ = events_of(tmp_path, row(lsoa_name="Epping Forest 014B"))
    assert reported.fact == CrimeReported(offence=OffenceGroup.ROBBERY)


def test_one_crime_id_on_three_rows_is_one_case_with_three_records(tmp_path: Path) -> None:
    twice_the_same = row(crime_id="x"), row(crime_id="x")
    elsewhere = row(crime_id="x", location="On or near Leather Lane")
    events, reading = imported(street_file(tmp_path, *twice_the_same, elsewhere))

    assert {event.case for event in events} == {"crime:city-police:x"}
    kinds = Counter(event.fact.kind for event in events)
    assert kinds == {"crime-reported": 3, "victim-identified": 1, "police-outcome-recorded": 3}
    assert len({event.id for event in events}) == 7
    assert reading.report.with_person == 3
    assert reading.report.journeys.total() == 1


def test_rows_without_a_crime_id_are_cases_of_their_own_even_when_they_say_the_same(
    tmp_path: Path,
) -> None:
    nameless = row(crime_id="", crime_type="Burglary")
    events, reading = imported(street_file(tmp_path, nameless, nameless))
    assert reading.report.cases == reading.report.journeys.total() == 2
    assert len({event.case for event in events}) == 2
    assert len({event.victim for event in events} - {None}) == 2


def test_a_later_file_with_a_new_outcome_adds_the_outcome_alone(tmp_path: Path) -> None:
    first = events_of(tmp_path, row(last_outcome_category="Under investigation"))
    later = events_of(tmp_path, row(last_outcome_category="Suspect charged"))
    assert {event.id for event in first} & {event.id for event in later} == {
        event.id for event in first[:2]
    }


def test_the_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = street_file(tmp_path, row())
    assert imported(path, tmp_path, path.parent / "." / path.name)[1].report.rows == 1


def test_an_outcomes_file_dates_each_outcome_by_its_own_month(tmp_path: Path) -> None:
    path = tmp_path / "2024-05-x-outcomes.csv"
    path.write_text(written([row(crime_id="x", month="2024-05")], FileKind.OUTCOMES))
    (event,), reading = imported(path)

    assert event.fact == PoliceOutcomeRecorded(outcome=PoliceOutcome.LOCAL_RESOLUTION)
    assert event.case == "crime:city-police:x"
    assert event.occurred.at.isoformat() == "2024-04-30T23:00:00+00:00"
    assert event.occurred.precision is Precision.MONTH
    assert reading.report.rows == reading.report.outcomes == 1


def test_an_outcome_without_a_crime_id_is_of_no_case(tmp_path: Path) -> None:
    path = tmp_path / "2024-05-x-outcomes.csv"
    path.write_text(written([row(crime_id="")], FileKind.OUTCOMES))
    events, reading = imported(path)
    assert not events
    assert str(reading.report.named[0]) == f"{path}, line 2: no-crime-id"


def test_every_published_outcome_is_one_of_the_platforms_and_no_other_is() -> None:
    assert set(OUTCOMES.values()) == set(PoliceOutcome)
    assert len(OUTCOMES) == 29


def test_every_published_type_of_crime_has_a_group_of_its_own() -> None:
    assert len(CRIME_TYPES) == len(set(CRIME_TYPES.values())) == 14


def test_months_before_may_2013_have_the_groups_of_the_later_names() -> None:
    events, reading = imported(CASES / "2012-01-metropolitan-street.csv")

    offences = [event.fact.offence for event in events if isinstance(event.fact, CrimeReported)]
    assert offences == [
        OffenceGroup.VIOLENCE_AND_SEXUAL_OFFENCES,
        OffenceGroup.PUBLIC_ORDER,
        OffenceGroup.BURGLARY,
    ]
    assert reading.report.refusals == 0
    assert (reading.report.with_person, reading.report.without_victim) == (2, 1)


ids = st.sampled_from(["", "x", "y"])
some_rows = st.lists(
    st.builds(
        row,
        crime_id=ids,
        location=st.sampled_from(["On or near Holborn", "No location"]),
        crime_type=st.sampled_from(["Robbery", "Shoplifting", "Drugs"]),
        last_outcome_category=st.sampled_from(["", "Suspect charged", "Local resolution"]),
    ),
    max_size=8,
)


def in_memory(text: str | bytes, kind: FileKind = FileKind.STREET) -> SourceFile:
    content = text.encode() if isinstance(text, str) else text
    return SourceFile("memory", kind, len(content), lambda: io.BytesIO(content))


def events_in(rows: list[Cells]) -> list[AgencyEvent]:
    return list(Import([in_memory(written(rows))]).events())


@given(some_rows, st.randoms())
def test_the_order_of_rows_does_not_change_what_is_said(rows: list[Cells], random: object) -> None:
    jumbled = list(rows)
    random.shuffle(jumbled)  # type: ignore[attr-defined]
    said, again = events_in(rows), events_in(jumbled)
    assert sorted(map(repr, said)) == sorted(map(repr, again))
    assert len({event.id for event in said}) == len(said)


@given(some_rows)
def test_every_row_is_one_report_of_a_crime(rows: list[Cells]) -> None:
    reports = [event for event in events_in(rows) if isinstance(event.fact, CrimeReported)]
    assert len(reports) == len(rows)
