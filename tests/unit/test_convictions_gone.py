"""Sentences that end offence by offence, and convictions that fall: what they asked for ends."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from later_sentence_events import FINE, KNOWN, V1, Event, appeal, referred, said, sentenced
from published_journey import Read

AT = datetime(2025, 9, 1, 12, tzinfo=UTC)


def read(*events: Event) -> Read:
    return Read.of([*KNOWN, *events], AT, V1)


def reasons(journey: Read, rule: str) -> list[tuple[str, str | None]]:
    return [(str(duty.state), duty.reason) for duty in journey.duties(rule)]


def numbered(event: Event, *offences: int) -> Event:
    """The same about some offences."""
    return {
        **event,
        "id": f"{event['id']}-{offences}",
        "data": {**event["data"], "offences": offences},
    }


def back_to_trial(reason: str, **more: object) -> Event:
    return said("case-reopened", "2025-06-10", back_to="trial", reason=reason, **more)


BOTH = numbered(sentenced("2025-06-02"), 1, 2)


def test_varied_offence_by_offence_the_old_sentence_asks_for_nothing() -> None:
    """Given one sentence for two offences, when the court varies each, then none of it is left."""
    varied = [numbered(sentenced("2025-06-06", "slip-rule", **FINE), n) for n in (1, 2)]

    assert reasons(read(BOTH, *varied), "R11.1") == [("withdrawn", "sentence-replaced")]
    assert reasons(read(BOTH, varied[0]), "R11.1") == [("breached", None)]


def test_quashed_offence_by_offence_nothing_of_the_sentence_is_left() -> None:
    quashed = [numbered(appeal(f"2025-06-0{n}", "conviction"), n - 5) for n in (6, 7)]
    events = [BOTH, referred("2025-06-03"), *quashed]

    assert reasons(read(*events), "R11.2") == [("withdrawn", "conviction-quashed")]
    assert reasons(read(*events[:3]), "R11.2") == [("breached", None)]


def test_the_only_conviction_quashed_by_its_number_is_the_whole() -> None:
    """Given a court that numbers each offence, then a quashed only count ends what it asked for."""
    events = [numbered(sentenced("2025-06-02"), 1), referred("2025-06-03")]
    quashed = numbered(appeal("2025-06-06", "conviction"), 1)

    assert reasons(read(*events, quashed), "R11.2") == [("withdrawn", "conviction-quashed")]


def test_quashed_on_one_and_varied_on_the_other_the_old_sentence_is_over() -> None:
    events = [
        BOTH,
        numbered(appeal("2025-06-06", "conviction"), 1),
        numbered(sentenced("2025-06-07", "appeal", months=20), 2),
    ]

    assert reasons(read(*events), "R11.1") == [
        ("withdrawn", "sentence-replaced"),
        ("breached", None),
    ]


def test_a_sentence_without_numbers_is_of_what_was_convicted() -> None:
    convicted = numbered(KNOWN[3], 1)
    varied = numbered(sentenced("2025-06-06", "slip-rule", **FINE), 1)
    events = [*KNOWN[:3], convicted, sentenced("2025-06-02"), varied]

    assert reasons(Read.of(events, AT, V1), "R11.1") == [("withdrawn", "sentence-replaced")]


def test_set_aside_by_magistrates_it_asks_for_nothing_any_more() -> None:
    events = [sentenced("2025-06-02"), referred("2025-06-03")]

    for reason in ("conviction-set-aside", "appeal-allowed"):
        found = read(*events, back_to_trial(reason))
        assert reasons(found, "R11.2") == [("withdrawn", "conviction-quashed")], reason
        assert found.flags == []
    assert reasons(read(*events, back_to_trial("new-evidence")), "R11.2") == [("breached", None)]


def test_sent_back_to_trial_without_a_word_of_which_conviction_each_stands_and_it_is_asked() -> (
    None
):
    events = [BOTH, referred("2025-06-03"), back_to_trial("appeal-allowed")]

    assert reasons(read(*events), "R11.2") == [("breached", None)]
    assert read(*events).flags == ["which-conviction"]


def test_where_the_appeal_says_which_conviction_fell_nothing_is_asked() -> None:
    quashed = numbered(appeal("2025-06-09", "conviction"), 1)
    found = read(BOTH, referred("2025-06-03"), quashed, back_to_trial("appeal-allowed"))

    assert (reasons(found, "R11.2"), found.flags) == ([("breached", None)], [])


def test_of_two_defendants_a_trial_anew_that_names_nobody_ends_no_sentence() -> None:
    second = said("suspect-charged", "2025-03-05", "met-police", suspect=2, method="charge")
    passed = [sentenced("2025-06-02", suspect=n) for n in (1, 2)]
    joint = back_to_trial("conviction-set-aside")

    found = read(second, *passed, joint)
    named = read(second, *passed, back_to_trial("conviction-set-aside", suspect=2))

    assert found.states("R11.1") == ["breached", "breached"]
    assert "which-conviction" in found.flags
    assert (named.states("R11.1", "1"), named.states("R11.1", "2")) == (["breached"], ["withdrawn"])
    assert "which-conviction" not in named.flags


_ENDS = [
    numbered(sentenced("2025-06-06", "slip-rule", **FINE), 1),
    numbered(sentenced("2025-06-07", "slip-rule", months=20), 2),
    numbered(appeal("2025-06-08", "conviction"), 1),
    numbered(appeal("2025-06-09", "conviction"), 2),
]


@given(st.lists(st.sampled_from(_ENDS), unique_by=lambda each: each["id"]), st.data())
def test_a_sentence_stands_while_an_offence_of_it_is_left(
    ends: list[Event], data: st.DataObject
) -> None:
    """Whatever ends, in any order and twice: the old sentence is over once both offences are."""
    jumbled = data.draw(st.permutations([BOTH, *ends, *ends]))
    over = {number for each in ends for number in each["data"]["offences"]} == {1, 2}

    assert (read(*jumbled).duties("R11.1")[0].state == "withdrawn") is over


@given(st.lists(st.sampled_from(_ENDS), unique_by=lambda each: each["id"]))
def test_the_ends_of_another_defendants_sentences_never_end_this_one(ends: list[Event]) -> None:
    second = said("suspect-charged", "2025-03-05", "met-police", suspect=2, method="charge")
    theirs = [{**each, "data": {**each["data"], "suspect": 2}} for each in ends]
    first = {**BOTH, "data": {**BOTH["data"], "suspect": 1}}

    assert read(second, first, *theirs).states("R11.1", "1") == ["breached"]
