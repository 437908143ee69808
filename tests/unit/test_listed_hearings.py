"""Hearings as courts really list them: by id, by day or week, moved, cancelled, entered twice."""

from datetime import date

import pytest

from court_listings import COURT, MONDAY, TRIAL, Event, cancelled, listed, read, said, told
from published_journey import Read
from schemas.alert_row import AlertKind


def near(found: Read) -> list[tuple[str, date | None]]:
    """The warnings of hearings that are near."""
    alerts = [each for each in found.alerts if each.kind is AlertKind.HEARING_NEAR]
    return [(str(each.state), each.due_on) for each in alerts]


class TestWhen:
    """A hearing at a time, on a day, in a week, or with no date."""

    @pytest.mark.parametrize("when", [{"on_day": MONDAY}, {"starts_at": TRIAL}])
    def test_a_day_without_a_time_warns_as_a_time_does(self, when: Event) -> None:
        found = read(listed("07-01", **when), at="08-28")

        assert near(found) == [("raised", date(2025, 9, 1))]

    def test_a_trial_of_a_week_is_near_before_its_monday_and_over_after_its_sunday(self) -> None:
        """Given a trial in a warned list, when the week is given by its Wednesday."""
        trial = listed("07-01", week_of="2025-09-03")

        assert near(read(trial, at="08-28")) == [("raised", date(2025, 9, 1))]
        assert near(read(trial, at="09-06")) == [("raised", date(2025, 9, 1))]
        assert near(read(trial, at="09-09")) == [("superseded", date(2025, 9, 1))]

    def test_needs_are_assessed_before_the_first_day_of_the_week(self) -> None:
        required = said(
            *("witness-requirement-decided", "07-02", "cps"),
            victim="met-police:V1",
            required=True,
        )

        assert read(listed("07-01", week_of="2025-09-03"), required).due("R4.3") == [
            date(2025, 8, 31)
        ]

    def test_of_a_hearing_without_a_date_nothing_is_near_and_nothing_is_owed(self) -> None:
        found = read(listed("07-01", to_be_fixed=True))

        assert near(found) == []
        assert found.states("R8.1") == found.states("R8.1a") == []

    def test_a_date_taken_back_is_told_to_a_victim_who_had_been_told_of_it(self) -> None:
        """Given she was told of 1 September, when the trial is to be fixed, then that is news."""
        trial = listed("07-01", "T1", starts_at=TRIAL)
        found = read(trial, told("07-01"), listed("08-04", "T1", to_be_fixed=True))

        assert found.states("R8.1") == ["discharged", "breached"]
        assert near(found) == []

    def test_the_day_of_a_week_is_a_new_listing_of_the_same_hearing(self) -> None:
        """Given a trial in the week of 1 September, when its day is set in that week."""
        found = read(
            listed("07-01", "T1", week_of=MONDAY),
            told("07-01"),
            listed("09-02", "T1", starts_at="2025-09-04T09:00:00Z"),
            at="09-03",
        )

        assert found.states("R8.1") == ["discharged", "open"]
        assert near(found) == [("raised", date(2025, 9, 4))]


class TestIdentity:
    """A hearing by the court's own id."""

    def test_a_hearing_is_moved_by_its_id_whatever_its_kind(self) -> None:
        found = read(
            listed("07-01", "H1", "hearing-listed", hearing="mention", starts_at=TRIAL),
            listed("08-01", "H1", "hearing-listed", hearing="newton", on_day="2025-10-06"),
            at="10-03",
        )

        assert near(found) == [("raised", date(2025, 10, 6))]

    def test_two_hearings_of_one_kind_stand_beside_each_other(self) -> None:
        """Given two trials with ids, when one is cancelled, then the other is near."""
        first = listed("07-01", "T1", starts_at=TRIAL)
        second = listed("07-02", "T2", starts_at="2025-09-02T09:00:00Z")

        assert len(near(read(first, second, at="08-29"))) == 2
        assert near(read(first, second, cancelled("07-03", hearing_id="T2"), at="08-29")) == [
            ("raised", date(2025, 9, 1))
        ]

    def test_without_an_id_it_is_the_one_of_its_kind(self) -> None:
        trial = listed("07-01", "T1", starts_at=TRIAL)

        assert near(read(trial, cancelled("07-03", hearing="trial"), at="08-29")) == []
        assert near(read(trial, cancelled("07-03", hearing="sentence"), at="08-29")) != []

    def test_where_two_could_be_meant_none_is_taken_out(self) -> None:
        first = listed("07-01", "T1", starts_at=TRIAL)
        second = listed("07-02", "T2", starts_at="2025-09-02T09:00:00Z")

        assert len(near(read(first, second, cancelled("07-03", hearing="trial"), at="08-29"))) == 2

    def test_one_defendants_hearing_is_not_the_others(self) -> None:
        both = [listed("07-01", "H1", starts_at=TRIAL, suspect=number) for number in (1, 2)]
        off = cancelled("07-03", hearing_id="H1", suspect=2)

        assert len(near(read(*both, off, at="08-29", defendants=2))) == 1

    def test_a_duplicate_counts_no_more_where_the_other_entry_is_known(self) -> None:
        twice = [listed("07-01", name, starts_at=TRIAL) for name in ("T1", "T2")]
        marked = said("hearing-marked-duplicate", "07-02", hearing_id="T2", duplicate_of="T1")

        assert len(near(read(*twice, marked, at="08-29"))) == 1
        assert len(near(read(twice[1], marked, at="08-29"))) == 1

    def test_a_trial_that_is_begun_goes_on_by_its_id(self) -> None:
        """Given a part-heard trial, when its next day is listed, then that day is near."""
        found = read(
            listed("07-01", "T1", starts_at=TRIAL),
            told("07-01"),
            said("hearing-adjourned", "09-01", **COURT, hearing_id="T1", reason="part-heard"),
            listed("09-01", "T1", on_day="2025-10-06", name="next"),
            at="10-03",
        )

        assert found.states("R8.1") == ["discharged", "breached"]
        assert near(found) == [("raised", date(2025, 10, 6))]


class TestCancelled:
    """A hearing that is taken out of the list."""

    def test_who_was_told_of_it_is_told_that_it_is_off(self) -> None:
        trial = listed("07-01", "T1", starts_at=TRIAL)
        off = cancelled("07-07", hearing_id="T1")

        assert read(trial, told("07-01"), off).states("R8.1") == ["discharged", "breached"]
        found = read(trial, told("07-01"), off, told("07-08"))
        assert found.states("R8.1") == ["discharged", "discharged"]
        assert found.states("R8.1a") == ["discharged", "discharged"]

    def test_who_was_not_told_of_it_need_not_be_told(self) -> None:
        found = read(listed("07-01", "T1", starts_at=TRIAL), cancelled("07-01", hearing_id="T1"))

        assert [(each.state, each.reason) for each in found.duties("R8.1")] == [
            ("withdrawn", "hearing-off")
        ]
        assert near(found) == []

    def test_of_a_first_hearing_that_is_off_the_police_need_not_tell_any_more(self) -> None:
        first = listed("07-01", "F1", "first-hearing-listed", on_day=MONDAY)

        assert read(first, cancelled("07-02", hearing_id="F1")).states("R6.8") == ["withdrawn"]

    def test_a_telling_that_was_late_already_stays_late(self) -> None:
        found = read(listed("07-01", "T1", starts_at=TRIAL), cancelled("07-07", hearing_id="T1"))

        assert found.states("R8.1") == ["breached"]

    def test_a_vacated_trial_of_which_she_was_told_is_told_of(self) -> None:
        vacated = said("trial-vacated", "07-07", **COURT, reason_code="K")
        trial = listed("07-01", starts_at=TRIAL)

        assert read(trial, told("07-01"), vacated).states("R8.1a") == ["discharged", "breached"]
        assert read(trial, vacated).states("R8.1a") == ["discharged"]

    def test_cancelled_before_it_was_listed_is_held_and_nothing_follows(self) -> None:
        alone = read(cancelled("07-07", hearing_id="T1"), at="08-29")

        assert near(alone) == []
        assert alone.duties("R8.1") == alone.duties("R8.1a") == []

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_the_order_of_arrival_changes_nothing(self, order: tuple[int, int]) -> None:
        events = [listed("07-01", "T1", starts_at=TRIAL), cancelled("07-07", hearing_id="T1")]

        found = read(*(events[place] for place in order), at="08-29")

        assert near(found) == []

    def test_one_cancelled_and_listed_again_under_its_id_is_near(self) -> None:
        found = read(
            listed("07-01", "T1", starts_at=TRIAL),
            cancelled("07-07", hearing_id="T1"),
            listed("07-14", "T1", starts_at=TRIAL),
            at="08-29",
        )

        assert near(found) == [("raised", date(2025, 9, 1))]

    def test_said_twice_it_is_one(self) -> None:
        trial, off = listed("07-01", "T1", starts_at=TRIAL), cancelled("07-07", hearing_id="T1")
        again = off | {"id": "again"}

        assert len(read(trial, told("07-01"), off, again).duties("R8.1")) == 2
