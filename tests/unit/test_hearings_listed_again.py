"""Hearings that must not fall out of the list: doubly marked, or listed again on the same day."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from events.identifiers import Agency
from published_journey import Read, published_event
from schemas.alert_row import AlertKind

URN, V1 = "urn:01ZD0303225", "met-police:V1"
AT = datetime(2026, 3, 17, 12, tzinfo=UTC)

Event = dict[str, Any]


def said(kind: str, at: str, agency: str = "hmcts", precision: str = "day", **data: Any) -> Event:
    extra = {"victim": data.pop("victim")} if "victim" in data else {}
    hour = at if "T" in at else f"{at}T10:00:00Z"
    return published_event(
        kind,
        hour,
        data,
        agency,
        subject=URN,
        timeprecision=precision if "T" not in at else "instant",
        id="-".join([kind, at, str(data.get("hearing_id", "")), str(data.get("suspect", ""))]),
        **extra,
    )


def listed(at: str, hearing: str = "H1", on: str = "2026-03-20", **more: Any) -> Event:
    return said("trial-listed", at, court="snaresbrook", hearing_id=hearing, on_day=on, **more)


def cancelled(at: str, hearing: str = "H1", **more: Any) -> Event:
    return said("hearing-cancelled", at, court="snaresbrook", hearing_id=hearing, **more)


def duplicate(at: str, hearing: str, of: str | None = None) -> Event:
    return said("hearing-marked-duplicate", at, hearing_id=hearing, duplicate_of=of)


def taken_back(what: Event, at: str) -> Event:
    named = {"event_id": what["id"], "event_source": what["source"], "reason": "entered-in-error"}
    return said("report-withdrawn", at, what["agency"], **named) | {"id": f"back-{what['id']}"}


KNOWN = [
    said("victim-identified", "2025-03-01", "met-police", victim=V1),
    said("suspect-charged", "2025-03-04", "met-police", suspect=1, method="charge"),
]


def read(*events: Event) -> Read:
    return Read.of([*KNOWN, *events], AT)


def near(*events: Event) -> list[str]:
    """The days of the hearings of which the unit is warned."""
    alerts = read(*events).alerts
    warned = [each for each in alerts if each.kind is AlertKind.HEARING_NEAR]
    assert {each.agency for each in warned} <= {Agency.WITNESS_CARE}
    return sorted(str(each.due_on) for each in warned if each.state == "raised")


ONE, TWO = listed("2025-05-01", "H1"), listed("2025-05-02", "H2")


class TestDuplicates:
    def test_of_two_entries_marked_as_duplicates_of_one_another_one_stays(self) -> None:
        marks = [duplicate("2025-05-03", "H1", "H2"), duplicate("2025-05-04", "H2", "H1")]
        assert near(ONE, TWO, *marks) == ["2026-03-20"]

    def test_so_it_is_where_neither_mark_says_of_which(self) -> None:
        marks = [duplicate("2025-05-03", "H1"), duplicate("2025-05-04", "H2")]
        assert near(ONE, TWO, *marks) == ["2026-03-20"]

    def test_and_round_three_entries(self) -> None:
        three = listed("2025-05-02T11:00:00Z", "H3")
        circle = [("H1", "H2"), ("H2", "H3"), ("H3", "H1")]
        marks = [duplicate(f"2025-05-0{day}", *pair) for day, pair in enumerate(circle, 4)]
        assert near(ONE, TWO, three, *marks) == ["2026-03-20"]

    def test_without_a_word_of_which_another_day_is_another_hearing(self) -> None:
        """Given a mark that names no other entry, then a hearing of another day is none."""
        other = listed("2025-05-02", "H2", on="2026-03-24")
        assert near(ONE, other, duplicate("2025-05-03", "H1")) == ["2026-03-20", "2026-03-24"]
        assert near(ONE, TWO, duplicate("2025-05-03", "H1")) == ["2026-03-20"]

    def test_another_defendants_hearing_is_none_either(self) -> None:
        second = said("suspect-charged", "2025-03-05", "met-police", suspect=2, method="charge")
        theirs = listed("2025-05-02", "H2", suspect=2)
        hers = listed("2025-05-01", "H1", suspect=1)
        assert near(second, hers, theirs, duplicate("2025-05-03", "H1")) == ["2026-03-20"] * 2


class TestListedAgain:
    def test_cancelled_and_listed_again_on_one_day_it_is_in_the_list(self) -> None:
        """Given both without their hours, then the cancellation is of the earlier listing."""
        again = listed("2025-08-01", on="2026-03-19")
        for events in ([cancelled("2025-08-01"), again], [again, cancelled("2025-08-01")]):
            assert near(ONE, *events) == ["2026-03-19"]

    def test_with_the_hour_of_one_alone_too(self) -> None:
        again = listed("2025-08-01T09:00:00Z", on="2026-03-19")
        assert near(ONE, cancelled("2025-08-01"), again) == ["2026-03-19"]
        late = listed("2025-08-01", on="2026-03-19")
        assert near(ONE, cancelled("2025-08-01T15:00:00Z"), late) == ["2026-03-19"]

    def test_with_both_hours_the_later_word_counts(self) -> None:
        again = listed("2025-08-01T09:00:00Z", on="2026-03-19")
        assert near(ONE, cancelled("2025-08-01T15:00:00Z"), again) == []
        assert near(ONE, cancelled("2025-08-01T08:00:00Z"), again) == ["2026-03-19"]

    def test_listed_first_and_cancelled_on_one_day_it_is_off(self) -> None:
        once = listed("2025-08-01")
        for events in ([once, cancelled("2025-08-01")], [cancelled("2025-08-01"), once]):
            assert near(*events) == []

    def test_cancelled_about_another_defendant_on_that_day_it_stands(self) -> None:
        """Given a victim told of one defendant's hearing, then that the other's is off is none of
        hers: she was told of no hearing of that one.
        """
        second = said("suspect-charged", "2025-03-05", "met-police", suspect=2, method="charge")
        how = {"about": "hearing", "channel": "telephone", "outcome": "reached"}
        told = said("victim-informed", "2025-08-01", "witness-care", victim=V1, suspect=1, **how)
        late = {"time": "2025-08-01T12:00:00Z"}

        found = read(
            second,
            cancelled("2025-08-01", suspect=2),
            listed("2025-08-01", suspect=1) | late,
            told | late,
        )

        assert found.states("R8.1a") == ["discharged"]

    def test_the_evidence_is_before_the_trial_that_is_listed_again(self) -> None:
        required = said(
            "witness-requirement-decided", "2025-06-01", "cps", victim=V1, required=True
        )
        again = listed("2025-08-01", on="2026-03-19")
        (duty,) = read(ONE, required, cancelled("2025-08-01"), again).duties("R4.3")
        assert str(duty.due_on) == "2026-03-18"

    def test_a_cancellation_that_is_taken_back_leaves_the_hearing_in_the_list(self) -> None:
        off = cancelled("2025-08-01")
        assert near(ONE, off) == []
        assert near(ONE, off, taken_back(off, "2025-08-05")) == ["2026-03-20"]
        assert near(ONE, taken_back(off, "2025-08-05"), off) == ["2026-03-20"]

    def test_so_does_a_duplicate_that_is_taken_back(self) -> None:
        other = listed("2025-05-02", "H2", on="2026-03-24")
        mark = duplicate("2025-05-03", "H1", "H2")
        assert near(ONE, other, mark) == ["2026-03-24"]
        assert near(ONE, other, mark, taken_back(mark, "2025-05-05")) == [
            "2026-03-20",
            "2026-03-24",
        ]


_IDS = st.sampled_from(["H1", "H2", "H3"])
_MARKS = st.builds(
    lambda day, one, other: duplicate(f"2025-06-{day:02}", one, other),
    st.integers(1, 28),
    _IDS,
    st.none() | _IDS,
)


@given(marks=st.lists(_MARKS, max_size=6, unique_by=lambda each: each["id"]), data=st.data())
def test_marks_of_duplicates_alone_never_empty_the_list(
    marks: list[Event], data: st.DataObject
) -> None:
    """Law: whatever is marked as whatever, in any order and twice, a hearing stays."""
    marks = [each for each in marks if each["data"]["duplicate_of"] != each["data"]["hearing_id"]]
    entries = [ONE, TWO, listed("2025-05-03", "H3")]
    jumbled = data.draw(st.permutations([*entries, *marks, *marks]))

    assert near(*jumbled) == near(*entries, *marks)
    assert set(near(*jumbled)) == {"2026-03-20"}
