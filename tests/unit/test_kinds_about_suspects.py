"""Each fact about a suspect stands in the lists of its kind, and in no other."""

from typing import Any

import pytest

from events.fact import Fact
from events.suspects import AboutSuspect
from events.vocabulary import FACTS
from kinds_about_suspects import ALL, COUNTS_AS, CRIME, NAMED, PLACE, SENTENCE, TOLD
from processors.case.custody.offender_whereabouts import MOVES
from processors.case.offences import own_offences
from processors.case.suspects.case_suspects import PASSING_ON, is_joint
from web import fact_sentences


def test_every_fact_about_a_suspect_is_listed() -> None:
    about = {kind for kind, fact in FACTS.items() if issubclass(fact, AboutSuspect)}
    assert COUNTS_AS.keys() == about


@pytest.mark.parametrize(
    ("mark", "kinds"),
    [
        (CRIME, own_offences._BEFORE_CHARGE),
        (SENTENCE, own_offences._AFTER_SENTENCE),
        (PLACE, MOVES),
        (NAMED, fact_sentences._NAMING),
        (TOLD, PASSING_ON),
    ],
)
def test_a_list_in_the_code_has_these_facts_and_no_others(
    mark: str, kinds: tuple[type[Fact], ...]
) -> None:
    assert {each.kind for each in kinds} == {kind for kind, has in COUNTS_AS.items() if mark in has}


@pytest.mark.parametrize("kind", COUNTS_AS)
def test_a_fact_without_a_suspect_is_about_all_where_that_is_its_mark(kind: str) -> None:
    nobody: dict[str, Any] = {"suspect": None, "outcome": None}
    fact = FACTS[kind].model_construct(**nobody)
    assert is_joint(fact) is (ALL in COUNTS_AS[kind])
