"""Whom a sentence is about is named in mid-sentence by small letters."""

import re

import pytest

from events.charging import ChargingDecision, ChargingDecisionMade
from events.vocabulary import FACTS
from golden import ACCEPTED
from schemas.cloudevents import decode
from web.fact_sentences import sentence

_IN_MID_SENTENCE = re.compile(r"[a-z,] (A|An|The|Suspect|Defendant)\b")


def test_no_example_has_a_capital_article_in_mid_sentence() -> None:
    said = {name: sentence(decode(each).fact) for name, each in ACCEPTED.items()}
    assert [name for name, each in said.items() if _IN_MID_SENTENCE.search(each)] == []


@pytest.mark.parametrize("decision", ChargingDecision)
def test_a_decision_about_nobody_named_is_about_a_suspect(decision: ChargingDecision) -> None:
    fact = FACTS["charging-decision-made"].model_validate({"decision": decision})

    assert isinstance(fact, ChargingDecisionMade)
    assert " a suspect" in sentence(fact)
