"""Stories of custody time limits that end soon."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bail_at_court import (
    VICTIM,
    Event,
    charged,
    read,
    remanded,
    said,
)
from events.alert_acts import AlertSnoozed
from events.identifiers import Agency
from events.remand import Remand
from schemas.alert_row import AlertKind, AlertState


class TestCustodyLimitNear:
    """Custody from Tuesday, 4 March 2025, that ends on Thursday, 1 May at the latest."""

    held = remanded("2025-03-04", "custody", custody_time_limit="2025-05-01")

    def warned(self, *events: Event, at: str = "2025-04-16T12:00:00+00:00") -> list[Any]:
        alerts = read(charged(), self.held, *events, at=datetime.fromisoformat(at)).alerts
        return [each for each in alerts if each.kind is AlertKind.CUSTODY_LIMIT_NEAR]

    def test_the_cps_is_warned_ten_working_days_before(self) -> None:
        """Good Friday and Easter Monday, 18 and 21 April, are no working days."""
        assert self.warned(at="2025-04-14T22:00:00+00:00") == []
        (alert,) = self.warned(at="2025-04-15T12:00:00+00:00")
        assert (alert.agency, alert.state, alert.due_on) == (
            Agency.CPS,
            AlertState.RAISED,
            date(2025, 5, 1),
        )

    @pytest.mark.parametrize("remand", sorted(set(Remand) - {Remand.CUSTODY}))
    def test_a_limit_is_of_who_is_held_and_of_nobody_else(self, remand: Remand) -> None:
        """Whom a local authority holds, or a court until conditions are met, but nobody on bail."""
        held = remanded("2025-03-04", remand, custody_time_limit="2025-05-01")
        journey = read(charged(), held, at=datetime(2025, 4, 16, 12, tzinfo=UTC))
        near = [each for each in journey.alerts if each.kind is AlertKind.CUSTODY_LIMIT_NEAR]
        is_held = remand in ("local-authority", "custody-until-conditions-are-met")
        assert len(near) == is_held

    def test_put_off_it_is_back_on_the_last_working_morning_before_the_day(self) -> None:
        (alert,) = self.warned()
        fact = AlertSnoozed(alerts=(alert.id,), until_on=date(2025, 5, 10))
        data = fact.model_dump(mode="json") | {"victim": VICTIM}
        snoozed = said("alert-snoozed", "2025-04-16T13:00:00Z", "cps", **data)

        (alert,) = self.warned(snoozed, at="2025-04-16T14:00:00+00:00")

        assert (alert.state, alert.until) == (
            AlertState.SNOOZED,
            datetime(2025, 4, 30, 8, tzinfo=UTC),
        )

    def test_it_stays_when_the_day_is_over(self) -> None:
        (alert,) = self.warned(at="2025-05-06T12:00:00+00:00")
        assert alert.state is AlertState.RAISED

    def test_a_renewal_that_says_no_limit_changes_nothing(self) -> None:
        (alert,) = self.warned(remanded("2025-03-11", "custody"))
        assert alert.state is AlertState.RAISED

    @pytest.mark.parametrize(
        "end",
        [
            remanded("2025-04-15T14:00:00Z", "conditional-bail"),
            remanded("2025-04-15T14:00:00Z", "custody", custody_time_limit="2025-07-01"),
            said("plea-entered", "2025-04-15T14:00:00Z", plea="guilty", suspect=1),
            said("plea-entered", "2025-04-15T14:00:00Z", plea="indicated-guilty", suspect=1),
            said(
                "case-concluded",
                "2025-04-15T14:00:00Z",
                court="snaresbrook",
                outcome="unfit-to-plead",
            ),
            said("verdict-given", "2025-04-15T14:00:00Z", verdict="guilty", suspect=1),
            said("hearing-held", "2025-04-15T14:00:00Z", court="snaresbrook", hearing="trial"),
            said("sentence-passed", "2025-04-15T14:00:00Z", court="snaresbrook", sentence="fine"),
            said("remand-ended", "2025-04-15T14:00:00Z", how="time-limit-over"),
        ],
    )
    def test_it_is_over_with(self, end: Event) -> None:
        (alert,) = self.warned(end)
        assert alert.state is AlertState.RESOLVED

    @pytest.mark.parametrize("plea", ["not-guilty", "guilty-to-lesser", "guilty-to-alternative"])
    def test_a_plea_that_leaves_the_charge_to_be_tried_ends_nothing(self, plea: str) -> None:
        """Nothing says that the prosecution accepts a plea to another offence."""
        (alert,) = self.warned(said("plea-entered", "2025-04-15T14:00:00Z", plea=plea, suspect=1))
        assert alert.state is AlertState.RAISED

    def test_what_is_about_another_defendant_ends_nothing(self) -> None:
        held = remanded("2025-03-04", "custody", custody_time_limit="2025-05-01", suspect=1)
        other = remanded("2025-04-15T14:00:00Z", "conditional-bail", suspect=2)
        journey = read(charged(1), charged(2), held, other, at=datetime(2025, 4, 16, tzinfo=UTC))
        (alert,) = (each for each in journey.alerts if each.kind is AlertKind.CUSTODY_LIMIT_NEAR)
        assert alert.state is AlertState.RAISED

    @pytest.mark.parametrize("turned", [False, True])
    def test_a_plea_of_guilty_that_was_changed_leaves_the_charge_to_be_tried(
        self, turned: bool
    ) -> None:
        """Given a plea of guilty, when the court lets it be changed, then there is a trial."""
        guilty = said("plea-entered", "2025-04-08T14:00:00Z", plea="guilty", suspect=1)
        changed = said("plea-entered", "2025-04-15T14:00:00Z", plea="not-guilty", suspect=1)

        (alert,) = self.warned(*([changed, guilty] if turned else [guilty, changed]))

        assert alert.state is AlertState.RAISED

    def test_pleas_to_each_offence_of_a_remand_spare_the_trial_together(self) -> None:
        """Given custody for two offences, then it is over with the second plea of guilty."""
        held = remanded(
            "2025-03-04", "custody", custody_time_limit="2025-05-01", suspect=1, offences=[1, 2]
        )
        pleas = [
            said(
                "plea-entered",
                f"2025-04-15T14:0{offence}:00Z",
                plea="guilty",
                suspect=1,
                offences=[offence],
            )
            for offence in (1, 2)
        ]
        states = [
            [
                each.state
                for each in read(
                    charged(1), held, *some, at=datetime(2025, 4, 16, 12, tzinfo=UTC)
                ).alerts
                if each.kind is AlertKind.CUSTODY_LIMIT_NEAR
            ]
            for some in (pleas[:1], pleas, pleas[::-1])
        ]

        assert states == [[AlertState.RAISED], [AlertState.RESOLVED], [AlertState.RESOLVED]]
