"""Remands that a court decides offence by offence: told of once, and one truth on the page."""

from itertools import permutations

import pytest

from bail_at_court import ASN, VICTIM, Event, bail_hearing, noticed, read, remanded, said
from caseworkers.remand_lines import remand_lines
from caseworkers.restricted import restricted_facts
from web.protection_words import of_remand


def with_charges(*numbers: int, at: str = "2025-03-03") -> Event:
    charges = [{"offence": number, "code": "OF61131"} for number in numbers]
    return said("suspect-charged", at, "met-police", suspect=1, method="charge", charges=charges)


def of(event: Event, *offences: int) -> Event:
    """The same about some offences of the first defendant."""
    data = {**event["data"], "suspect": 1, "offences": offences}
    return {**event, "id": f"{event['id']}-{offences}", "data": data}


def lines(*events: Event) -> list[str]:
    journey = read(*events).journey
    restricted = restricted_facts(journey.facts.values(), None)
    cases = journey.cases.values()
    return [of_remand(line) for case in cases for line in remand_lines(case.history, restricted)]


CUSTODY = remanded("2025-03-04", "custody", suspect=1)
BAIL = remanded("2025-03-20", conditions=["no-contact"])


class TestWhatThePageShows:
    def test_bail_on_the_only_offence_takes_the_place_of_custody_as_a_whole(self) -> None:
        """Given custody without numbers, when bail names the only charge, then he is on bail."""
        assert lines(with_charges(1), CUSTODY, of(BAIL, 1)) == [
            "The defendant is on bail with conditions since 20 March 2025: no contact"
        ]

    def test_so_it_is_with_all_of_several_and_with_all_that_are_left(self) -> None:
        acquitted = said(
            "verdict-given", "2025-03-10", suspect=1, verdict="not-guilty", offences=[2]
        )
        assert len(lines(with_charges(1, 2), CUSTODY, of(BAIL, 1, 2))) == 1
        assert len(lines(with_charges(1, 2), acquitted, CUSTODY, of(BAIL, 1))) == 1

    def test_on_one_of_two_offences_custody_on_the_other_goes_on(self) -> None:
        assert len(lines(with_charges(1, 2), CUSTODY, of(BAIL, 1))) == 2

    def test_what_is_charged_later_does_not_bring_custody_back(self) -> None:
        further = with_charges(2, at="2025-03-25")
        assert len(lines(with_charges(1), CUSTODY, of(BAIL, 1), further)) == 1

    def test_for_her_the_offences_that_are_hers_are_the_whole(self) -> None:
        hers = said(
            "victim-of-offences", "2025-03-03", "met-police", victim=VICTIM, suspect=1, offences=[1]
        )
        (line,) = lines(with_charges(1, 2), hers, CUSTODY, of(BAIL, 1))
        assert "on bail with conditions" in line

    @pytest.mark.parametrize("how", ["acquitted", "given-up", "sentenced"])
    def test_bail_on_an_offence_ends_with_that_offence(self, how: str) -> None:
        """Given bail on one of two charges, when that one is over, then nothing protects her."""
        over = ENDED[how]
        assert lines(with_charges(1, 2), of(BAIL, 1), of(over, 1)) == []
        assert len(lines(with_charges(1, 2), of(BAIL, 1), of(over, 2))) == 1
        assert len(lines(with_charges(1, 2, 3), of(BAIL, 1, 3), of(over, 1))) == 1

    def test_bail_that_is_decided_after_an_acquittal_stands(self) -> None:
        """Given a retrial, then bail for it is no bail of the trial before."""
        acquitted = {**ENDED["acquitted"], "time": "2025-03-10T10:00:00Z"}
        assert len(lines(with_charges(1, 2), of(acquitted, 1), of(BAIL, 1))) == 1


ENDED = {
    "acquitted": said(
        "case-concluded", "2025-03-28", court="thames-magistrates", outcome="acquitted"
    ),
    "given-up": said("prosecution-altered", "2025-03-28", "cps", change="discontinued"),
    "sentenced": said("sentence-passed", "2025-03-28", court="thames-magistrates", sentence="fine"),
}


class TestWhatIsToldOf:
    TOGETHER = (of(CUSTODY, 1), of(CUSTODY, 2), of(CUSTODY, 3))

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    def test_one_hearings_decisions_offence_by_offence_are_one_duty(
        self, order: tuple[int, ...]
    ) -> None:
        jumbled = [self.TOGETHER[at] for at in order]
        found = read(with_charges(1, 2, 3), *jumbled, *jumbled)
        assert len(found.duties("R8.2a")) == 1

    def test_so_it_is_at_a_bail_hearing_and_one_notice_tells_of_it(self) -> None:
        held = bail_hearing("2025-03-04", suspect=1)
        found = read(with_charges(1, 2, 3), held, *self.TOGETHER, noticed("2025-03-05"))
        assert found.states("R8.2a") == ["discharged"]

    def test_what_changed_on_one_offence_is_told_of_though_another_was_renewed(self) -> None:
        again = {**CUSTODY, "id": "again", "time": "2025-03-18T10:00:00Z"}
        bailed = {**BAIL, "time": "2025-03-18T10:00:00Z"}
        found = read(with_charges(1, 2), of(CUSTODY, 1, 2), of(again, 1), of(bailed, 2))
        assert len(found.duties("R8.2a")) == 2

    def test_another_decision_of_the_same_day_is_another(self) -> None:
        later = remanded("2025-03-04T15:00:00Z", conditions=["no-contact"])
        found = read(with_charges(1, 2), of(CUSTODY, 1), of(later, 1))
        assert len(found.duties("R8.2a")) == 2

    def test_two_defendants_are_told_of_apart(self) -> None:
        second = said("suspect-charged", "2025-03-03", "met-police", suspect=2, method="charge")
        theirs = {**of(CUSTODY, 2), "id": "second"}
        theirs["data"] = {**theirs["data"], "suspect": 2}
        found = read(with_charges(1, 2), second | {"id": "s2"}, of(CUSTODY, 1), theirs)
        assert [len(found.duties("R8.2a", each)) for each in ("1", "2")] == [1, 1]


def test_bail_under_one_asn_leaves_custody_under_the_other() -> None:
    """Given one suspect with two ASNs, then offence 1 of the one is not that of the other."""
    other = "2501ZD0100000104412K"
    charges = [
        said(
            "suspect-charged",
            f"2025-03-0{day}",
            "met-police",
            suspect=1,
            asn=asn,
            method="charge",
            charges=[{"offence": 1, "code": "OF61131"}],
        )
        for day, asn in ((1, ASN), (2, other))
    ]
    custody, bail = (
        {**event, "data": {**event["data"], "suspect": 1, "asn": asn, "offences": [1]}}
        for event, asn in ((CUSTODY, ASN), (BAIL, other))
    )
    assert len(lines(*charges, custody, bail)) == 2
