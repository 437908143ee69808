"""What the victim's page says of each defendant's bail or custody, and of its conditions."""

from datetime import datetime

import pytest

from bail_at_court import (
    AT,
    NO_CONTACT,
    VICTIM,
    Event,
    charged,
    read,
    remanded,
    said,
)
from caseworkers.remand_lines import remand_lines
from caseworkers.restricted import restricted_facts
from events.identifiers import Agency
from web.protection_words import of_remand


def lines(*events: Event, at: datetime = AT, seen_by: Agency | None = None) -> list[str]:
    """What the victim's page says that protects her."""
    journey = read(*events, at=at).journey
    restricted = restricted_facts(journey.facts.values(), seen_by)
    cases = journey.cases.values()
    return [of_remand(line) for case in cases for line in remand_lines(case.history, restricted)]


class TestWhatStands:
    """What the page shows of each defendant, with the conditions that a victim lives by."""

    def test_bail_with_its_conditions(self) -> None:
        assert lines(charged(), remanded("2025-03-04", conditions=["curfew", "no-contact"])) == [
            "The defendant is on bail with conditions since 4 March 2025: no contact and a curfew"
        ]

    def test_the_newest_decision_takes_the_place_of_the_earlier_whatever_came_first(self) -> None:
        bailed = remanded("2025-03-04", conditions=NO_CONTACT)
        held = remanded("2025-03-20", "custody", custody_time_limit="2025-05-15")
        shown = [
            "The defendant is in custody since 20 March 2025; custody must end by 15 May 2025"
            " unless a court extends it"
        ]
        assert lines(charged(), bailed, held) == shown
        assert lines(charged(), held, bailed) == shown

    def test_custody_renewed_without_a_limit_has_the_earlier_one(self) -> None:
        held = remanded("2025-03-04", "custody", custody_time_limit="2025-05-15")
        (line,) = lines(charged(), held, remanded("2025-03-11", "custody"))
        assert "by 15 May 2025" in line

    def test_an_appeal_of_the_prosecution_holds_the_defendant_until_it_is_decided(self) -> None:
        bailed = remanded("2025-03-04", conditions=["no-contact"])
        appeal = said("remand-appealed", "2025-03-04T11:00:00Z", "cps", by="prosecution")
        (held,) = lines(charged(), bailed, appeal)
        assert held == (
            "The defendant is in custody since 4 March 2025 until the prosecution’s appeal against"
            " bail is decided; conditions of bail, if it begins: no contact"
        )
        decided = remanded("2025-03-06", conditions=["no-contact"])
        assert "is on bail with conditions" in lines(charged(), bailed, appeal, decided)[0]
        assert len(read(charged(), bailed, appeal, decided).duties("R8.2a")) == 2

    def test_an_appeal_of_the_defence_changes_nothing(self) -> None:
        held = remanded("2025-03-04", "custody")
        appeal = said("remand-appealed", "2025-03-05", by="defence")
        assert lines(charged(), held, appeal) == lines(charged(), held)

    def test_who_met_the_conditions_is_on_bail_with_them(self) -> None:
        held = remanded("2025-03-04", "custody-until-conditions-are-met", conditions=["residence"])
        met = said("remand-ended", "2025-03-06", how="conditions-met")
        assert lines(charged(), held, met) == [
            "The defendant is on bail with conditions since 6 March 2025: to live at an address"
        ]

    @pytest.mark.parametrize(
        "end",
        [
            said("sentence-passed", "2025-03-20", court="snaresbrook", sentence="fine"),
            said("case-concluded", "2025-03-20", court="snaresbrook", outcome="acquitted"),
            said("remand-ended", "2025-03-20", how="case-ended"),
        ],
    )
    def test_it_ends_with_the_case(self, end: Event) -> None:
        assert lines(charged(), remanded("2025-03-04"), end) == []

    def test_it_lasts_until_sentence_after_a_conviction(self) -> None:
        end = said("case-concluded", "2025-03-20", court="snaresbrook", outcome="convicted")
        assert len(lines(charged(), remanded("2025-03-04", "custody"), end)) == 1

    def test_each_defendant_has_a_line_and_one_whom_nothing_names_too(self) -> None:
        both = [charged(1), charged(2)]
        one = remanded("2025-03-04T10:00:00Z", "custody", suspect=1)
        two = remanded("2025-03-04T11:00:00Z", "unconditional-bail", suspect=2)
        unsaid = remanded("2025-03-05", "hospital")
        ended = said(
            "case-concluded", "2025-03-21", court="snaresbrook", outcome="acquitted", suspect=1
        )
        assert lines(*both, one, two, unsaid, ended) == [
            "A defendant (nothing says which) is in a hospital since 5 March 2025",
            "Defendant 2 is on bail without conditions since 4 March 2025",
        ]

    def test_offences_apart_stand_apart(self) -> None:
        held = remanded("2025-03-04T10:00:00Z", "custody", offences=[1, 2])
        bailed = remanded("2025-03-05T10:00:00Z", "unconditional-bail", offences=[2])
        assert lines(charged(), held, bailed) == [
            "The defendant is on bail without conditions for offence 2 since 5 March 2025",
            "The defendant is in custody for offence 1 since 4 March 2025",
        ]

    def test_a_decision_about_all_that_was_charged_takes_the_place_of_one_about_the_defendant(
        self,
    ) -> None:
        """Given a charge of two offences, then bail for one leaves custody for the other."""
        codes = [{"offence": number, "code": "OF61131"} for number in (1, 2)]
        charge = said("suspect-charged", "2025-03-03", "met-police", method="charge", charges=codes)
        held = remanded("2025-03-04", "custody", custody_time_limit="2025-05-15")
        bailed = remanded("2025-03-05", "unconditional-bail", offences=[1])
        assert len(lines(charge, held, bailed)) == 2
        bailed = remanded("2025-03-05", "unconditional-bail", offences=[1, 2])
        assert lines(charge, held, bailed) == [
            "The defendant is on bail without conditions since 5 March 2025"
        ]

    def test_a_remand_for_others_offences_alone_is_not_hers(self) -> None:
        hers = said(
            "victim-of-offences", "2025-03-03", "met-police", suspect=1, offences=[1], victim=VICTIM
        )
        others = remanded("2025-03-04", "custody", suspect=1, offences=[2])
        assert lines(charged(), hers, others) == []
        assert not read(charged(), hers, others).duties("R8.2a")
