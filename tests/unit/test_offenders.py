"""What prisons and probation say of an offender reaches the victims of the offender's cases."""

from random import Random

import pytest

from offender_cases import (
    ASN,
    AT,
    CRIME,
    CRN,
    NOMS,
    OTHER_NOMS,
    OTHER_URN,
    PNC,
    RECALLED,
    RELEASED,
    URN,
    V1,
    V2,
    OffenderCases,
    identified,
    linked,
    published,
    said,
    unlinked,
)
from published_journey import Read
from schemas.changes import Contradiction


def kinds(read: Read) -> list[str]:
    return sorted(each.fact.kind for each in read.journey.effective.values())


def test_a_release_that_is_said_of_the_offender_is_to_be_told_to_the_victim() -> None:
    """Given a case that is linked with an offender, when the prison says a release, it is owed."""
    read = published(identified(V1), linked(suspect=1), RELEASED).read(V1, AT)

    (duty,) = read.duties("R11.7")
    assert (str(duty.state), duty.case_id, duty.suspect) == ("open", URN, "1")
    assert {row.case_id for row in read.journey.entries.values()} == {URN}


@pytest.mark.parametrize("chance", range(12))
def test_it_is_the_same_in_whatever_order_all_of_it_comes_and_twice(chance: int) -> None:
    events = [
        identified(V1, CRIME),
        said("case-linked", "2025-03-05", "met-police", CRIME, other=URN),
        linked(suspect=1),
        RELEASED,
        RECALLED,
        said("prisoner-released", "2026-09-10", "probation", release="conditional"),
    ]
    jumbled = Random(chance).sample([*events, *events], 2 * len(events))

    read = published(*jumbled, chance=chance).read(V1, AT)

    assert read.journey.rows == published(*events).read(V1, AT).journey.rows
    assert (len(read.duties("R11.7")), len(read.duties("R11.7a"))) == (2, 1)


def test_a_victim_who_is_found_later_gets_what_was_said_before() -> None:
    read = published(linked(), RELEASED, identified(V1)).read(V1, AT)

    assert read.states("R11.7") == ["open"]


def test_nobody_gets_what_is_said_of_an_offender_of_another_case() -> None:
    cases = published(
        identified(V1), identified(V2, OTHER_URN), linked(), linked(OTHER_URN, OTHER_NOMS), RELEASED
    )

    assert "prisoner-released" in kinds(cases.read(V1, AT))
    assert "prisoner-released" not in kinds(cases.read(V2, AT))


def test_of_two_victims_of_a_case_the_one_who_is_victim_of_none_of_his_offences_gets_nothing() -> (
    None
):
    charged = said(
        "suspect-charged",
        "2025-03-04",
        "met-police",
        URN,
        suspect=1,
        asn=ASN,
        method="charge",
        charges=[{"offence": 1, "code": "SX03001A"}],
    )
    hers = said("victim-of-offences", "2025-03-05", "met-police", URN, V1, suspect=1, offences=[1])
    none = said("victim-of-offences", "2025-03-05", "met-police", URN, V2, suspect=1, offences=[])
    cases = published(
        identified(V1), identified(V2), charged, hers, none, linked(asn=ASN), RELEASED
    )

    assert cases.read(V1, AT).states("R11.7") == ["open"]
    assert cases.read(V2, AT).states("R11.7") == []
    assert "prisoner-released" not in kinds(cases.read(V2, AT))


def test_two_cases_of_one_victim_stay_two_and_the_fact_counts_in_both() -> None:
    """Given one offender in two cases of one victim, then each asks to tell of the release."""
    told = said(
        "victim-informed",
        "2026-06-11",
        "probation",
        URN,
        V1,
        about="release",
        channel="telephone",
        outcome="reached",
    )
    both = [identified(V1), identified(V1, OTHER_URN), linked(), linked(OTHER_URN), RELEASED]

    owed = published(*both).read(V1, AT).duties("R11.7")
    read = published(*both, told).read(V1, AT)

    assert sorted(duty.case_id for duty in owed) == [URN, OTHER_URN]
    states = {duty.case_id: str(duty.state) for duty in read.duties("R11.7")}
    assert states == {URN: "discharged", OTHER_URN: "open"}


def test_one_telling_that_is_said_of_the_offender_tells_of_him_in_both_cases() -> None:
    told = said(
        "victim-informed",
        "2026-06-11",
        "probation",
        NOMS,
        V1,
        about="release",
        channel="telephone",
        outcome="reached",
    )
    both = [identified(V1), identified(V1, OTHER_URN), linked(), linked(OTHER_URN), RELEASED]

    assert published(*both, told).read(V1, AT).states("R11.7") == ["discharged", "discharged"]


def test_links_under_two_names_of_one_case_are_one() -> None:
    case = said("case-linked", "2025-03-05", "met-police", CRIME, other=URN)
    events = [identified(V1, CRIME), case, linked(CRIME), linked(URN), RELEASED]

    assert len(published(*events).read(V1, AT).duties("R11.7")) == 1


def test_a_wrong_link_is_taken_back_and_nothing_of_the_stranger_is_left() -> None:
    """Given a link with the wrong offender, when it is taken back, then the release is not hers."""
    events = [identified(V1), linked(), RELEASED, unlinked(at="2026-06-20"), RECALLED]

    cases = published(*events)
    read = cases.read(V1, AT)

    assert (read.states("R11.7"), read.states("R11.7a")) == ([], [])
    assert kinds(read) == ["offender-linked", "offender-unlinked", "victim-identified"]
    assert not any(b"prisoner-recalled" in each.written for each in cases.facts_of(V1))


def test_a_link_that_is_made_again_brings_what_was_said_in_between() -> None:
    again = linked(at="2026-08-01")
    events = [identified(V1), linked(), unlinked(), RELEASED, again]

    assert published(*events).read(V1, AT).states("R11.7") == ["open"]
    assert published(*reversed(events)).read(V1, AT).states("R11.7") == ["open"]


def test_an_offender_has_a_number_of_the_prisons_and_one_of_probation() -> None:
    """Given both numbers linked, when both report the release of a day, one telling is owed."""
    by_probation = said("prisoner-released", "2026-06-10", "probation", CRN, release="conditional")
    events = [identified(V1), linked(), linked(offender=CRN), RELEASED, by_probation]

    assert published(*events).read(V1, AT).states("R11.7") == ["open"]


def test_of_two_defendants_each_has_his_own_release() -> None:
    events = [
        identified(V1),
        linked(suspect=1),
        linked(offender=OTHER_NOMS, suspect=2),
        RELEASED,
        said("prisoner-released", "2026-06-10", "prison-service", OTHER_NOMS, release="temporary"),
    ]

    duties = published(*events).read(V1, AT).duties("R11.7")

    assert sorted(str(duty.suspect) for duty in duties) == ["1", "2"]


def test_an_offer_of_the_contact_scheme_by_probations_number_is_done_in_the_case() -> None:
    referred = said("contact-scheme-referred", "2026-01-05", "witness-care", URN, V1)
    offered = said("contact-scheme-offered", "2026-01-12", "probation", CRN, V1)
    events = [identified(V1), referred, linked(offender=CRN, at="2026-01-03"), offered]

    assert published(*events).read(V1, AT).states("R11.2") == ["discharged"]


def test_no_number_of_an_offender_is_in_the_log_the_table_or_a_message() -> None:
    cases = OffenderCases()
    for event in [identified(V1), linked(), linked(offender=CRN), linked(offender=PNC), RELEASED]:
        cases.take(event)
    waiting = [value for _, value in cases.messages] + [to.encode() for to, _ in cases.messages]
    cases.settle()

    written = [*cases.log, *cases.table.values(), *map(str.encode, cases.table), *waiting]
    rows = repr(cases.read(V1, AT).journey.rows)
    for number in ("A1234BC", "X320741", "0012345X"):
        assert not any(number.encode() in each for each in written)
        assert number not in rows


def test_messages_do_not_multiply() -> None:
    """Given 20 cases of one offender, linked twice, then each fact goes to each case once."""
    urns = [f"urn:01ZD03{number:05}" for number in range(20)]
    events = [linked(urn) for urn in urns]
    cases = published(*[identified(V1, urn) for urn in urns], *events, *events)
    before = cases.sent

    cases.publish([RELEASED])

    assert before == 40
    assert cases.sent - before == 21


def test_what_is_said_of_an_offender_without_a_case_stands_in_the_log_for_nobody() -> None:
    cases = published(identified(V1), RELEASED)

    assert [each.fact.kind for each in cases.facts[None]] == ["prisoner-released"]
    assert "prisoner-released" not in kinds(cases.read(V1, AT))


def questions(read: Read) -> list[str]:
    return [str(row.kind) for row in read.journey.rows.values() if isinstance(row, Contradiction)]


TWO_SUSPECTS = [
    identified(V1),
    said("suspect-arrested", "2025-03-02", "met-police", URN, suspect=1),
    said("suspect-arrested", "2025-03-03", "met-police", URN, suspect=2),
    linked(suspect=1),
    linked(suspect=2, at="2026-01-11"),
]


@pytest.mark.parametrize("chance", range(4))
def test_a_number_that_is_linked_with_two_suspects_is_asked_about(chance: int) -> None:
    """Given one number linked with two suspects, then its release is owed, and of whom is asked."""
    jumbled = Random(chance).sample([*TWO_SUSPECTS, RELEASED], len(TWO_SUSPECTS) + 1)

    read = published(*jumbled, chance=chance).read(V1, AT)

    (duty,) = read.duties("R11.7")
    assert (str(duty.state), duty.suspect) == ("open", "unsaid")
    assert "which-suspect" in questions(read)


@pytest.mark.parametrize(("wrong", "right"), [(1, "2"), (2, "1")])
def test_the_wrong_one_of_two_links_is_taken_back_by_its_suspect(wrong: int, right: str) -> None:
    back = said(
        "offender-unlinked", "2026-02-01", "prison-service", URN, offender=NOMS, suspect=wrong
    )

    for events in ([*TWO_SUSPECTS, back, RELEASED], [RELEASED, back, *reversed(TWO_SUSPECTS)]):
        read = published(*events).read(V1, AT)
        assert [str(duty.suspect) for duty in read.duties("R11.7")] == [right]
        assert "which-suspect" not in questions(read)


def test_what_was_linked_with_two_suspects_is_taken_back_whole_where_none_is_named() -> None:
    read = published(*TWO_SUSPECTS, unlinked(), RELEASED).read(V1, AT)

    assert read.states("R11.7") == []


def test_what_is_said_of_an_offender_whose_cases_have_no_victim_stands_in_the_log() -> None:
    """Given a case linked with the offender, and nobody known as its victim, then it is kept once,
    and once more for the victim who is found later."""
    cases = published(linked(), RELEASED)
    assert [each.fact.kind for each in cases.facts[None]].count("prisoner-released") == 1

    cases.publish([identified(V1)])
    assert cases.read(V1, AT).states("R11.7") == ["open"]
    assert [each.fact.kind for each in cases.facts[None]].count("prisoner-released") == 1
