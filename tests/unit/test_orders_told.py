"""Stories of what follows from an order: its end is near, it is told, and compensation is hers."""

import pytest

from ordered_protection import CHARGED, V1, V2, Event, changed, ended, ending, made, read, said
from schemas.alert_row import AlertKind


class TestItsEnd:
    ORDER = made("2025-01-06", until="2026-01-05")

    def test_people_are_warned_four_weeks_before_the_last_day(self) -> None:
        events = [*CHARGED, self.ORDER]
        assert ending(events, "2025-12-07") == []
        assert ending(events, "2025-12-09") == ["raised"]
        (alert,) = (
            each
            for each in read(events, "2025-12-09").alerts
            if each.kind is AlertKind.PROTECTION_ENDING
        )
        assert (str(alert.agency), str(alert.due_on)) == ("met-police", "2026-01-05")

    def test_the_unit_is_warned_where_no_force_here_has_the_case(self) -> None:
        gone = said("case-transferred", "2024-12-02", "met-police", to="46")
        alerts = read([*CHARGED, gone, self.ORDER], "2025-12-09").alerts
        warned = [each for each in alerts if each.kind is AlertKind.PROTECTION_ENDING]
        assert [str(each.agency) for each in warned] == ["witness-care"]

    @pytest.mark.parametrize(
        "after",
        [
            ended("2025-12-15"),
            changed("2025-12-15", until="2027-01-05"),
            changed("2025-12-15", until_further_order=True),
            made("2025-12-15", until="2027-01-05"),
        ],
    )
    def test_it_is_gone_once_the_order_is_ended_or_goes_on(self, after: Event) -> None:
        assert ending([*CHARGED, self.ORDER, after], "2025-12-20") == ["resolved"]

    def test_a_change_of_its_terms_alone_leaves_it(self) -> None:
        after = changed("2025-12-15", conditions=["exclusion"])
        assert ending([*CHARGED, self.ORDER, after], "2025-12-20") == ["raised"]

    def test_with_its_last_day_it_is_over(self) -> None:
        assert ending([*CHARGED, self.ORDER], "2026-01-07") == ["superseded"]

    def test_put_off_it_is_back_on_the_working_day_before_the_last(self) -> None:
        """However long it is put off: after that day nobody would be warned of it any more."""
        events = [*CHARGED, self.ORDER]
        (alert,) = (
            each
            for each in read(events, "2025-12-30").alerts
            if each.kind is AlertKind.PROTECTION_ENDING
        )
        put_off = {"alerts": [str(alert.id)], "until_on": "2026-01-20"}
        snoozed = said("alert-snoozed", "2025-12-30", "met-police", V1, **put_off)
        assert ending([*events, snoozed], "2026-01-01") == ["snoozed"]
        assert ending([*events, snoozed], "2026-01-02") == ["raised"]

    def test_of_a_short_order_people_are_warned_once_half_of_it_is_over(self) -> None:
        order = made("2025-06-02", order="stalking-protection", interim=True, until="2025-06-22")
        assert ending([*CHARGED, order], "2025-06-10") == []
        assert ending([*CHARGED, order], "2025-06-13") == ["raised"]


class TestTelling:
    """The Code has no number of days for it: it is owed by no day."""

    @pytest.mark.parametrize(
        ("event", "rule"),
        [
            (made("2025-11-24"), "R9.2c"),
            (made("2025-11-24", order="restraining-on-acquittal"), "R9.10"),
            (made("2025-11-24", order="sexual-harm-prevention", interim=True), "R9.10"),
            (made("2025-11-24", agency="met-police", order="stalking-protection"), "R6.21"),
            (changed("2025-11-24"), "R9.10"),
            (ended("2025-11-24"), "R9.10"),
        ],
    )
    def test_it_is_owed_until_the_victim_is_told(self, event: Event, rule: str) -> None:
        told = said(
            "victim-informed",
            "2025-11-26",
            "witness-care",
            V1,
            about="protective-order",
            channel="telephone",
            outcome="reached",
        )
        owed, done = read([*CHARGED, event]), read([*CHARGED, event, told])
        assert (owed.states(rule), owed.due(rule)) == (["open"], [None])
        assert done.states(rule) == ["discharged"]

    def test_an_order_on_conviction_is_told_with_the_sentence_and_its_end_is_not(self) -> None:
        sentence = said(
            "victim-informed",
            "2025-11-26",
            "witness-care",
            V1,
            about="sentence",
            channel="telephone",
            outcome="reached",
        )
        events = read([*CHARGED, made("2025-11-24"), ended("2025-11-25"), sentence])
        assert events.states("R9.2c") == ["discharged"]
        assert events.states("R9.10") == ["open"]

    def test_another_victims_order_asks_for_nothing(self) -> None:
        events = [*CHARGED, made("2025-11-24", V2)]
        assert read(events).states("R9.2c") == []
        assert read(events, victim=V2).states("R9.2c") == ["open"]


class TestCompensation:
    def test_it_is_one_victims_and_no_others(self) -> None:
        ordered = said("compensation-ordered", "2025-11-24", victim=V1, amount_pence=25000)
        kinds = {
            victim: {
                each.fact.kind
                for each in read([*CHARGED, ordered], victim=victim).journey.facts.values()
            }
            for victim in (V1, V2)
        }
        assert "compensation-ordered" in kinds[V1]
        assert "compensation-ordered" not in kinds[V2]
        assert read([*CHARGED, ordered]).flags == []

    def test_without_a_victim_it_is_asked_whose_it_is_until_that_is_known(self) -> None:
        ordered = said("compensation-ordered", "2025-11-24", amount_pence=25000)
        paid = said("compensation-paid", "2026-01-12", victim=V1, amount_pence=5000)
        for victim in (V1, V2):
            assert read([*CHARGED, ordered], victim=victim).flags == ["whose-compensation"]
        assert read([*CHARGED, ordered, paid]).flags == []

    def test_compensation_of_others_offences_alone_is_not_hers(self) -> None:
        hers = said("victim-of-offences", "2025-03-05", "met-police", V1, suspect=1, offences=[1])
        ordered = said(
            "compensation-ordered", "2025-11-24", suspect=1, offences=[2], amount_pence=25000
        )
        found = read([*CHARGED, hers, ordered])
        assert found.flags == []
        kinds = {each.fact.kind for each in found.journey.effective.values()}
        assert "compensation-ordered" not in kinds
