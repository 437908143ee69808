"""What a caseworker could say: a text for whatever may have happened, whoever is told, in which
language ever, that names nobody.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworkers.victim_words.message_files import english, languages, source_messages
from caseworkers.victim_words.support_lines import CrimeGroup, crime_group, support_lines
from caseworkers.victim_words.text_parts import Telling, WordsReader, paragraphs
from caseworkers.victim_words.told_matters import MATTERS, may_have_happened
from caseworkers.victim_words.victim_text import VictimText, victim_text
from events.contact import ToldAbout
from events.identifiers import Agency
from events.offences import OffenceGroup
from processors.victims_code.all_duties import DUTIES

DAY = date(2025, 3, 4)
HEARING = (datetime(2025, 7, 1, 9, 0, tzinfo=UTC), "Snaresbrook Crown Court")
ON_A_DAY = (date(2025, 7, 7), "Snaresbrook Crown Court")
PAST_HEARING = (datetime(2025, 3, 3, 9, 0, tzinfo=UTC), "Snaresbrook Crown Court")
READERS = [None, *WordsReader]
HAPPENED = [each for matter in ToldAbout for each in may_have_happened(matter)]
OFFENCES = list({crime_group(offence): offence for offence in OffenceGroup}.values())
"""One of each kind of crime: the kind is all that a text takes from the group."""

LONGEST = 24
"""Words of a sentence: GOV.UK's own writers stay at 25 or below."""


def telling(happened: str, offence: OffenceGroup | None = None, **more: object) -> Telling:
    group = crime_group(offence)
    known: dict[str, object] = {"agency": "Metropolitan Police", "reference": "4401234/25"}
    return Telling(happened=happened, on=DAY, group=group, **{**known, **more})  # type: ignore[arg-type]


def of(text: VictimText) -> str:
    """What the victim reads."""
    return "\n".join(each.translated or each.english for each in text.paragraphs)


def sentences(text: str) -> Iterable[str]:
    return re.split(r"(?<=[.:!?])\s", text)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("matter", ToldAbout)
def test_every_matter_has_a_whole_text(matter: ToldAbout, language: str) -> None:
    """Given any crime, and whoever is told, in any language: nothing is missing, none is named."""
    for happened, offence, reader in product(may_have_happened(matter), OFFENCES, READERS):
        text = victim_text(telling(happened, offence, reader=reader, suspect="2"), language)

        assert not text.has_gaps
        assert len(text.paragraphs) >= 5
        for each in text.paragraphs:
            assert "{" not in each.english + (each.translated or "")
            assert (each.translated is None) is (language == "en")
        assert text.machine_made is (language != "en")


@pytest.mark.parametrize("happened", HAPPENED)
def test_sentences_are_short(happened: str) -> None:
    for reader, suspect, group in product(READERS, (None, "2", "unsaid"), OFFENCES):
        text = victim_text(telling(happened, group, reader=reader, suspect=suspect, day=DAY))
        for paragraph in text.paragraphs:
            long = [s for s in sentences(paragraph.english) if len(s.split()) > LONGEST]
            assert long == []


def test_every_message_is_used_somewhere() -> None:
    tellings = (
        telling(
            happened,
            group,
            reader=reader,
            suspect=suspect,
            day=DAY,
            hearing=hearing,
            in_week=in_week,
            body="Kent Police",
            late=True,
        )
        for happened in HAPPENED
        for group, reader, suspect, hearing, in_week in (
            (OffenceGroup.RAPE, WordsReader.PARENT, "2", HEARING, False),
            (OffenceGroup.DOMESTIC_ABUSE, None, "unsaid", None, False),
            (
                *(OffenceGroup.ROBBERY, WordsReader.BEREAVED, "2100000000000000001A"),
                *(PAST_HEARING, False),
            ),
            (OffenceGroup.BURGLARY, WordsReader.BUSINESS, None, ON_A_DAY, False),
            (OffenceGroup.VIOLENCE, None, None, ON_A_DAY, True),
            (None, None, None, None, False),
        )
    )
    used = {part.key for each in tellings for parts in paragraphs(each) for part in parts}

    assert source_messages().keys() - used == {"help.machine-made"}
    assert used <= source_messages().keys()


def test_what_was_said_to_be_known_is_in_it_and_nothing_else() -> None:
    """Every word that is no message comes from a code: an agency, a court, a service, a number."""
    text = of(victim_text(telling("hearing", hearing=HEARING, suspect="2")))

    assert "Date: 1 July 2025. Time: 10:00. Place: Snaresbrook Crown Court." in text
    assert "suspect number 2" in text
    assert "This message is from: Metropolitan Police." in text
    assert "4401234/25" in text


def test_who_is_told_late_reads_that_we_are_sorry_and_that_a_day_has_passed() -> None:
    late = of(victim_text(telling("hearing", hearing=PAST_HEARING, late=True)))
    assert "This date has passed. You should have been told this sooner. We are sorry." in late
    in_time = of(victim_text(telling("hearing", hearing=HEARING)))
    assert "sorry" not in in_time
    assert "has passed" not in in_time


def test_what_the_text_does_not_have_one_may_ask_for() -> None:
    without = of(victim_text(telling("hearing")))
    assert "The details are not in this message. Please ask us" in without
    assert "Date:" not in without
    assert "details are not in this" in of(victim_text(telling("transfer")))
    assert "It is now with: Kent Police." in of(
        victim_text(telling("transfer", body="Kent Police"))
    )


def test_no_text_says_which_suspect_where_there_is_one() -> None:
    assert "suspect number" not in of(victim_text(telling("arrest")))
    assert "which suspect" in of(victim_text(telling("arrest", suspect="unsaid")))


def test_an_arrest_number_is_a_code_for_the_police_and_stays_out() -> None:
    number = "2100000000000000001A"
    text = of(victim_text(telling("arrest", suspect=number)))
    assert "one of the suspects" in text
    assert number not in text


def test_by_when_is_what_the_code_says_with_enhanced_rights_and_without() -> None:
    assert "within 5 working days" in of(victim_text(telling("arrest")))
    assert "within 1 working day." in of(victim_text(telling("arrest", enhanced=True)))
    assert "w ciągu 5 dni roboczych" in of(victim_text(telling("arrest"), "pl"))
    assert "w ciągu 1 dnia roboczego" in of(victim_text(telling("arrest", enhanced=True), "pl"))


def test_no_number_of_days_is_promised_that_nobody_read_in_a_source() -> None:
    """In 2016 the older Code was in force, whose days were carried over from the newer one."""
    then = telling("arrest")
    older = Telling(**{**{f: getattr(then, f) for f in then.__slots__}, "on": date(2016, 5, 3)})
    assert "working day" not in of(victim_text(older))


@pytest.mark.parametrize(
    "happened", ["not-charged-cps", "not-charged-police", "prosecution-stopped"]
)
def test_the_right_to_review_is_named_where_it_may_apply(happened: str) -> None:
    assert "look at this decision again" in of(victim_text(telling(happened)))


def test_who_lost_somebody_reads_that_first_and_nothing_of_fault() -> None:
    text = victim_text(telling("arrest", OffenceGroup.DOMESTIC_ABUSE, reader=WordsReader.BEREAVED))
    assert text.paragraphs[0].english.startswith("We are very sorry for your loss.")
    assert "fault" not in of(text)


def test_to_each_group_its_own_words_and_its_own_service() -> None:
    own = {}
    for offence in (OffenceGroup.RAPE, OffenceGroup.DOMESTIC_ABUSE, OffenceGroup.VIOLENCE):
        text = of(victim_text(telling("arrest", offence)))
        assert "is never the fault of the person" in text
        assert "Victim Support, telephone 08 08 16 89 111" in text.replace(
            "\N{NO-BREAK SPACE}", " "
        )
        own[offence] = text
    assert "ISVA" in own[OffenceGroup.RAPE]
    assert "IDVA" in own[OffenceGroup.DOMESTIC_ABUSE]
    assert len(set(own.values())) == 3
    assert len(support_lines(CrimeGroup.SEXUAL)) == 2


def test_a_machines_text_says_so_itself() -> None:
    assert victim_text(telling("arrest"), "ro").paragraphs[-1].translated == (
        "Acest text a fost tradus de un calculator și nu a fost verificat în întregime de o"
        " persoană. Dacă ceva nu este clar, întrebați-ne, vă rugăm."
    )


def test_every_rule_that_has_the_victim_told_has_its_matter() -> None:
    tells = {
        duty.rule
        for duty in DUTIES
        if duty.owed_to == "victim" and any(pattern.told for pattern in duty.discharged_by)
    }
    assert tells | {"R6.9", "R12.1", "R12.2"} == MATTERS.keys()


@given(
    happened=st.sampled_from(HAPPENED),
    language=st.sampled_from(languages()),
    reader=st.sampled_from(READERS),
    agency=st.sampled_from(Agency),
    suspect=st.sampled_from([None, "1", "99", "unsaid", "2100000000000000001A"]),
    day=st.dates(date(2021, 4, 1), date(2030, 12, 31)) | st.none(),
    enhanced=st.booleans(),
)
def test_a_text_reads_the_same_whatever_was_read_before(
    happened: str,
    language: str,
    reader: WordsReader | None,
    agency: Agency,
    suspect: str | None,
    day: date | None,
    enhanced: bool,
) -> None:
    """The English beside a translation is the English text, paragraph by paragraph."""
    told = telling(
        happened,
        agency=agency.label,
        reader=reader,
        suspect=suspect,
        day=day,
        enhanced=enhanced,
    )
    source, text = victim_text(told), victim_text(told, language)

    beside = [each.english for each in text.paragraphs]
    assert beside[: len(source.paragraphs)] == [each.english for each in source.paragraphs]
    assert english(f"happened.{happened}") in of(source)
