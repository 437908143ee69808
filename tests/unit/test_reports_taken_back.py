"""An agency takes back what it reported: it counts no more, and whoever was told is told anew."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import permutations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworkers.correction_lines import corrections_of
from caseworkers.restricted import restricted_facts
from events.identifiers import Agency
from processors.fold.journey import fold
from published_journey import Read, facts_of
from record_strategies import LATER, withdrawn_journeys
from schemas.changes import CorrectionRow, CorrectionState, EntryState, TimelineEntry
from schemas.cloudevents import check_arrival, decode
from schemas.log_records import LoggedFact
from schemas.refusal import Refused
from schemas.refusal_words import in_words
from web import correction_view
from withdrawn_result_events import (
    AMENDED,
    CONVICTED,
    GONE,
    KNOWN,
    NEWS,
    SENTENCED,
    TOLD,
    URN,
    V1,
    V2,
    WRONG,
    said,
    taken_back,
)

AT = datetime(2025, 7, 1, 12, tzinfo=UTC)


def entry(read: Read, kind: str) -> TimelineEntry:
    row = read.journey.rows[read.event(kind)]
    assert isinstance(row, TimelineEntry)
    return row


def states(read: Read) -> list[CorrectionState]:
    rows = read.journey.rows.values()
    return [row.state for row in rows if isinstance(row, CorrectionRow)]


def effective(read: Read) -> set[str]:
    return {each.fact.kind for each in read.journey.effective.values()}


def test_a_sentence_deleted_counts_no_more_and_stays_to_be_seen() -> None:
    """Given a sentence that the court deletes, then nothing follows from it any more."""
    gone = taken_back(SENTENCED, "2025-06-20T09:00", reason="entered-in-error")
    before, after = Read.of(WRONG, AT, V1), Read.of([*WRONG, gone], AT, V1)

    assert before.states("R11.1") == ["breached"]
    assert after.states("R11.1") == []
    assert "sentence-passed" not in effective(after)
    assert entry(after, "sentence-passed").state is EntryState.WITHDRAWN
    assert states(after) == [CorrectionState.WITHDRAWN]
    assert {alert.state for alert in after.alerts if alert.rule == "R11.1"} == {"retracted"}
    assert after.waits[-1][0] == "concluded"  # convicted, and the sentence is waited for again


def test_the_identity_names_it_as_well_as_the_agencys_own_id() -> None:
    identity = str(Read.of(WRONG, AT, V1).event("sentence-passed"))
    gone = taken_back(SENTENCED, "2025-06-10T09:00", event=identity, event_id=None)

    read = Read.of([*WRONG, gone], AT, V1)

    assert "sentence-passed" not in effective(read)


def test_the_agencys_own_id_does_not_reach_the_log() -> None:
    """An id is text of the agency's own: the identity stands for it."""
    gone = taken_back(SENTENCED, "2025-06-10T09:00")

    log = facts_of([*WRONG, gone])

    written = b"".join(each.written for facts in log.values() for each in facts)
    assert str(gone["data"]["event_id"]).encode() not in written


@pytest.mark.parametrize("order", list(permutations(range(4)))[::3])
def test_in_any_order_of_arrival_and_twice(order: Sequence[int]) -> None:
    moved = [CONVICTED, SENTENCED, NEWS, taken_back(SENTENCED, "2025-06-10T09:00")]
    facts = next(iter(facts_of([*KNOWN[:1], KNOWN[2], *moved, TOLD]).values()))
    by_kind = [[each for each in facts if each.fact.kind == one] for one in _KINDS]
    arrived: list[LoggedFact] = [each for place in order for each in by_kind[place]]
    others = [each for each in facts if each.fact.kind not in _KINDS]

    jumbled = fold([*arrived, *others, *arrived], AT)

    assert jumbled.rows == fold(facts, AT).rows
    assert not [each for each in jumbled.effective.values() if each.fact.kind == _KINDS[1]]


_KINDS = ("case-concluded", "sentence-passed", "notice-sent", "report-withdrawn")


def test_another_agencys_event_is_not_its_own_to_take_back() -> None:
    """Given the CPS that takes back the court's sentence, then it counts, and that is said."""
    identity = str(Read.of(WRONG, AT, V1).event("sentence-passed"))
    theirs = taken_back(SENTENCED, "2025-06-10T09:00", "cps", event=identity, event_id=None)
    events = [*WRONG, theirs]

    read = Read.of(events, AT, V1)

    assert "sentence-passed" in effective(read)
    assert read.states("R11.1") == ["breached"]
    assert _answers(read) == ["no effect: another agency reported the event"]


def test_by_its_own_id_another_agencys_event_is_not_even_named() -> None:
    theirs = taken_back(SENTENCED, "2025-06-10T09:00", "cps")

    read = Read.of([*WRONG, theirs], AT, V1)

    assert "sentence-passed" in effective(read)
    assert _answers(read) == ["the event has not come here"]


def test_a_withdrawal_taken_back_lets_the_event_count_again() -> None:
    gone = taken_back(SENTENCED, "2025-06-10T09:00")
    back = taken_back(gone, "2025-06-11T09:00", reason="entered-in-error")
    events = [*WRONG, gone, back]

    read = Read.of(events, AT, V1)

    assert "sentence-passed" in effective(read)
    assert read.states("R11.1") == ["breached"]
    assert sorted(states(read)) == [CorrectionState.UNDONE, CorrectionState.WITHDRAWN]
    anew = taken_back(back, "2025-06-12T09:00")
    assert "sentence-passed" not in effective(Read.of([*events, anew], AT, V1))


def test_two_withdrawals_cannot_take_back_one_another() -> None:
    """Given ids chosen so that each names the other, then the later one counts."""
    one = taken_back(SENTENCED, "2025-06-10T09:00")
    other = taken_back(one, "2025-06-11T09:00")
    one["data"] |= {"event_id": other["id"]}

    assert "sentence-passed" in effective(Read.of([*WRONG, one, other], AT, V1))


def test_who_a_victim_is_cannot_be_taken_back_so() -> None:
    """Her naming decides where all facts of the case go, so the journey says that it stands."""
    gone = taken_back(KNOWN[0], "2025-06-10T09:00", "met-police")

    read = Read.of([*WRONG, gone], AT, V1)

    assert "victim-identified" in effective(read)
    assert _answers(read) == [correction_view.NOT_TAKEN_BACK_SO]


def test_what_says_by_the_way_whose_arrest_it_was_is_taken_back() -> None:
    named = SENTENCED | {"data": SENTENCED["data"] | {"asn": "1101ZD0100000410836V"}}
    gone = taken_back(named, "2025-06-10T09:00")

    read = Read.of([*KNOWN, CONVICTED, named, gone], AT, V1)

    assert "sentence-passed" not in effective(read)


def test_what_was_told_to_one_victim_is_taken_back_for_her_alone() -> None:
    gone = taken_back(TOLD, "2025-06-10T09:00", "witness-care")
    events = [*WRONG, gone]

    assert Read.of(WRONG, AT, V1).states("R9.2b") == ["discharged"]
    assert Read.of(events, AT, V1).states("R9.2b") == ["open"]
    assert states(Read.of(events, AT, V2)) == []


def test_a_correction_can_be_taken_back_by_whoever_proposed_it() -> None:
    identity = str(Read.of(WRONG, AT, V1).event("sentence-passed"))
    proposed = said(
        "correction-proposed",
        "2025-06-05T09:00",
        correction="C1",
        event=identity,
        field="custody_months",
        value="36",
    )
    gone = taken_back(proposed, "2025-06-06T09:00")

    corrected, as_it_was = (
        Read.of([*WRONG, *more], AT, V1) for more in ([proposed], [proposed, gone])
    )

    assert '"custody_months":36' in entry(corrected, "sentence-passed").data
    assert '"custody_months":30' in entry(as_it_was, "sentence-passed").data


def test_what_was_told_before_an_amendment_was_of_the_old_sentence() -> None:
    """Given a sentence amended after she was told, then both legs are owed of the new one."""
    events = [*WRONG, GONE, {**AMENDED, "recordedtime": "2025-06-10T09:00:00Z"}]
    again = said("notice-sent", "2025-06-11T10:00", about="sentence", to="witness-care")
    told = {**TOLD, "id": "told-again", "time": "2025-06-12T10:00:00Z"}

    before, after = (Read.of(each, AT, V1) for each in (WRONG, events))
    owed, done = (Read.of([*events, *more], AT, V1) for more in ([again], [again, told]))

    assert before.states("R9.2a") == ["discharged"]
    assert after.states("R9.2a") == ["breached"]
    assert after.flags == ["told-of-old-result"]
    assert after.why("R9.2a")["Clock started"] == (
        "10 June 2025, 10:00am: when it was said anew. What was reported of it before has been"
        " taken back"
    )
    assert owed.states("R9.2a") == ["discharged"]
    assert (before.due("R9.2a"), after.due("R9.2a")) == ([date(2025, 6, 9)], [date(2025, 6, 17)])
    assert owed.states("R9.2b") == ["discharged", "open"]
    assert done.states("R9.2b") == ["discharged", "discharged"]
    assert done.flags == []


def test_a_deleted_result_that_she_was_told_of_is_asked_about() -> None:
    gone = taken_back(SENTENCED, "2025-06-10T09:00", reason="entered-in-error")

    assert Read.of([*WRONG, gone], AT, V1).flags == ["told-of-old-result"]
    assert Read.of([*WRONG, gone], AT, V2).flags == []


def test_a_deleted_end_of_an_appeal_that_she_was_told_of_is_asked_about() -> None:
    how = {"against": "sentence", "result": "dismissed"}
    appeal = said("appeal-decided", "2025-07-01T12:00", **how)
    told = {**TOLD, "id": "told-of-appeal", "time": "2025-07-02T10:00:00Z"}
    told = {**told, "data": {**TOLD["data"], "about": "appeal"}}
    gone = taken_back(appeal, "2025-07-10T09:00", reason="entered-in-error")

    assert "told-of-old-result" not in Read.of([*WRONG, appeal, told], AT, V1).flags
    assert "told-of-old-result" in Read.of([*WRONG, appeal, told, gone], AT, V1).flags


def test_a_result_that_was_there_twice_was_told_of_truly() -> None:
    """Given the same sentence sent twice, when the second is taken back, then nothing is asked."""
    twice = {**SENTENCED, "id": "twice", "time": "2025-06-02T12:30:00Z"}
    gone = taken_back(twice, "2025-06-10T09:00", reason="duplicate")

    read = Read.of([*WRONG, twice, gone], AT, V1)

    assert (read.flags, read.states("R9.2a")) == ([], ["discharged"])


def test_a_corrected_sentence_that_she_was_told_of_is_asked_about() -> None:
    identity = str(Read.of(WRONG, AT, V1).event("sentence-passed"))
    proposed = {"correction": "C1", "event": identity, "field": "custody_months", "value": "36"}
    corrected = said("correction-proposed", "2025-06-05T09:00", **proposed)

    read = Read.of([*WRONG, corrected], AT, V1)

    assert (read.flags, read.states("R9.2a")) == (["told-of-old-result"], ["discharged"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("time", "2025-06-02T15:00:00+00:00"), ("court", "harrow"), ("victim_contact_scheme", "true")],
)
def test_a_correction_that_leaves_the_sentence_as_it_was_asks_nothing(
    field: str, value: str
) -> None:
    identity = str(Read.of(WRONG, AT, V1).event("sentence-passed"))
    proposed = {"correction": "C1", "event": identity, "field": field, "value": value}
    corrected = said("correction-proposed", "2025-06-05T09:00", **proposed)

    assert Read.of([*WRONG, corrected], AT, V1).flags == []


@given(facts=withdrawn_journeys(), data=st.data())
def test_jumbled_and_doubled_what_is_taken_back_is_the_same(
    facts: list[LoggedFact], data: st.DataObject
) -> None:
    jumbled = data.draw(st.permutations(facts + facts))

    assert fold(jumbled, LATER) == fold(facts, LATER)


def _answers(read: Read) -> list[str]:
    journey = read.journey
    restricted = restricted_facts(journey.facts.values(), Agency.HMCTS)
    return [correction_view.answer(line) for line in corrections_of(journey, restricted)]


def test_a_withdrawal_that_names_no_event_is_refused() -> None:
    written = said("report-withdrawn", "2025-06-10T09:00", reason="amended")
    event = decode(orjson.dumps(written), [])

    with pytest.raises(Refused) as refused:
        check_arrival(event, Agency.HMCTS, URN.encode(), AT)

    (problem,) = refused.value.problems
    assert in_words(problem).startswith("data.event: missing: name the event in event, or by")
