"""Court bail and remand: what is refused, and of what the victim is told once."""

from typing import Any

import orjson
import pytest

from bail_at_court import (
    AT,
    NO_CONTACT,
    URN,
    Event,
    bail_hearing,
    charged,
    noticed,
    read,
    remanded,
    said,
)
from caseworker_notes import Notes
from events.charging import ChargeMethod, SuspectCharged
from events.identifiers import Agency
from events.investigation import (
    BailChange,
    BailConditionsChanged,
    ReleaseBasis,
    SuspectBailedOrReleased,
)
from processors.fold.journey import fold
from published_journey import Read
from schemas.cloudevents import check_arrival, decode
from schemas.refusal import Refused


class TestToldOfOnce:
    """One defendant, charged on Monday, 3 March 2025."""

    def test_a_remand_at_the_first_hearing_is_told_of(self) -> None:
        """Given no hearing of kind bail, when a court grants bail, then both legs follow."""
        first = said("hearing-held", "2025-03-04", court="thames-magistrates", hearing="first")
        bailed = remanded("2025-03-04T10:30:00Z", conditions=NO_CONTACT)
        journey = read(charged(), first, bailed, noticed("2025-03-05"))
        assert journey.states("R8.2a") == ["discharged"]
        assert len(journey.duties("R8.2b")) == 1

    def test_a_bail_hearing_and_its_decision_are_one_duty(self) -> None:
        hearing, decision = bail_hearing("2025-03-10"), remanded("2025-03-10T11:00:00Z")
        for events in ([hearing, decision], [bail_hearing("2025-03-10T12:00:00Z"), decision]):
            assert len(read(charged(), *events).duties("R8.2a")) == 1

    def test_a_remand_renewed_at_another_hearing_is_no_news(self) -> None:
        first = remanded("2025-03-04", "custody")
        again = remanded("2025-03-11", "custody", custody_time_limit="2025-05-01")
        assert len(read(charged(), first, again).duties("R8.2a")) == 1

    def test_custody_renewed_at_a_bail_hearing_is_how_that_hearing_ended(self) -> None:
        first, again = remanded("2025-03-04", "custody"), remanded("2025-03-11", "custody")
        journey = read(charged(), first, bail_hearing("2025-03-11T09:00:00Z"), again)
        assert len(journey.duties("R8.2a")) == 2

    def test_two_agencies_that_report_one_decision_are_told_of_once(self) -> None:
        court = remanded("2025-03-04", conditions=NO_CONTACT)
        cps = court | {"agency": "cps", "source": "b/cps", "time": "2025-03-04T11:00:00Z"}
        assert len(read(charged(), court, cps).duties("R8.2a")) == 1

    def test_changed_conditions_are_told_of_anew(self) -> None:
        first = remanded("2025-03-04", conditions=NO_CONTACT)
        less = remanded("2025-03-20", conditions=["residence"])
        journey = read(charged(), first, noticed("2025-03-05"), less)
        assert journey.states("R8.2a") == ["discharged", "breached"]

    def test_who_meets_the_conditions_is_out_and_that_is_told_of(self) -> None:
        held = remanded("2025-03-04", "custody-until-conditions-are-met", conditions=NO_CONTACT)
        out = said("remand-ended", "2025-03-06", how="conditions-met")
        journey = read(charged(), held, out)
        assert len(journey.duties("R8.2a")) == 2

    def test_published_twice_it_is_told_of_once(self) -> None:
        decision = remanded("2025-03-04", conditions=NO_CONTACT)
        twice = decision | {"id": "again"}
        assert len(read(charged(), decision, twice).duties("R8.2a")) == 1


class TestSeveralDefendants:
    def test_each_has_a_duty_of_their_own(self) -> None:
        both = [charged(1), charged(2)]
        one, two = (remanded(f"2025-03-04T1{n}:00:00Z", suspect=n) for n in (1, 2))
        told = noticed("2025-03-05", suspect=1)
        journey = read(*both, one, two, told)
        assert journey.states("R8.2a", "1") == ["discharged"]
        assert journey.states("R8.2a", "2") == ["breached"]

    def test_a_joint_bail_hearing_gives_way_to_the_decisions_about_each(self) -> None:
        both = [charged(1), charged(2)]
        decided = [remanded(f"2025-03-04T1{n}:00:00Z", suspect=n) for n in (1, 2)]
        journey = read(*both, bail_hearing("2025-03-04T09:00:00Z"), *decided)
        assert [duty.suspect for duty in journey.duties("R8.2a")] == ["1", "2"]

    def test_a_joint_bail_hearing_stays_owed_where_one_was_not_decided_on(self) -> None:
        both = [charged(1), charged(2)]
        decided = remanded("2025-03-04T11:00:00Z", suspect=1)
        journey = read(*both, bail_hearing("2025-03-04T09:00:00Z"), decided)
        assert len(journey.duties("R8.2a")) == 2

    def test_where_nothing_says_whose_it_stays_owed(self) -> None:
        journey = read(charged(1), charged(2), remanded("2025-03-04"), remanded("2025-03-05"))
        assert [duty.suspect for duty in journey.duties("R8.2a")] == ["unsaid", "unsaid"]


class TestPoliceBail:
    def bailed(self, at: str, agency: str = "met-police") -> Event:
        data = {"suspect": 1, "basis": "bail-with-conditions"}
        return said("suspect-bailed-or-released", at, agency, **data)

    def test_before_a_charge_it_is_the_polices_to_tell(self) -> None:
        assert read(self.bailed("2025-03-02"), charged()).duties("R6.4")

    def test_after_a_charge_it_is_not(self) -> None:
        journey = read(charged(), self.bailed("2025-03-04"))
        assert not journey.duties("R6.4")
        assert not journey.duties("R8.2a")

    def test_arrested_again_the_suspect_is_bailed_by_the_police_again(self) -> None:
        again = said("suspect-arrested", "2025-03-05", "met-police", suspect=1)
        assert read(charged(), again, self.bailed("2025-03-06")).duties("R6.4")

    @pytest.mark.parametrize(
        "bail",
        [
            SuspectBailedOrReleased(suspect=1, basis=ReleaseBasis.BAIL_WITH_CONDITIONS),
            BailConditionsChanged(suspect=1, change=BailChange.VARIED),
        ],
        ids=["bail", "conditions"],
    )
    def test_what_a_court_once_said_of_its_bail_is_the_courts_to_pass_on(
        self, bail: SuspectBailedOrReleased | BailConditionsChanged
    ) -> None:
        """The door refuses that now; what came in before stands in the log."""
        notes = Notes()
        notes.reported("2025-03-03 10:00")
        charge = SuspectCharged(suspect=1, method=ChargeMethod.CHARGE)
        notes.happened("2025-03-04 10:00", charge, Agency.MET_POLICE)
        notes.happened("2025-03-05 10:00", bail, Agency.HMCTS)
        journey = Read(fold(notes.facts, AT))
        assert not journey.duties("R6.4")
        assert len(journey.duties("R8.2a")) == 1


class TestTheDoor:
    @pytest.mark.parametrize(
        ("agency", "data", "problem"),
        [
            ("met-police", {"remand": "custody"}, "type: not_its_to_say"),
            (
                "hmcts",
                {"remand": "unconditional-bail", "conditions": ["curfew"]},
                "data.conditions: no_conditions",
            ),
            (
                "hmcts",
                {"remand": "conditional-bail", "custody_time_limit": "2025-05-01"},
                "data.custody_time_limit: of_custody_only",
            ),
            (
                "hmcts",
                {"remand": "hospital", "pending_appeal": True},
                "data.pending_appeal: of_custody_only",
            ),
            (
                "hmcts",
                {"remand": "custody", "custody_time_limit": "2025-03-01"},
                "data.custody_time_limit: before_it_was_decided",
            ),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, agency: str, data: dict[str, Any], problem: str
    ) -> None:
        event = said("remand-decided", "2025-03-04", agency, court="snaresbrook", **data)
        assert problem in str(_refused(event))

    def test_what_courts_said_as_police_bail_is_refused(self) -> None:
        said_so: tuple[tuple[str, dict[str, Any]], ...] = (
            ("suspect-bailed-or-released", {"suspect": 1, "basis": "bail-with-conditions"}),
            ("bail-conditions-changed", {"suspect": 1, "change": "varied"}),
        )
        for kind, data in said_so:
            event = said(kind, "2025-03-24", **data)
            assert _refused(event) == ["type: not_its_to_say"]


def _refused(event: Event) -> list[str]:
    with pytest.raises(Refused) as refused:
        check_arrival(decode(orjson.dumps(event)), Agency(event["agency"]), URN.encode(), AT)
    return [f"{problem.path}: {problem.error}" for problem in refused.value.problems]
