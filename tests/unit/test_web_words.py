"""The words of the pages: every code has them, and no code is shown in their place."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import Enum
from itertools import chain
from typing import Any

import orjson
import pytest
from hypothesis import given

from events.clocks import Precision
from events.court import HearingHeld, HearingKind
from events.duties import DecidedBy, DutyExcused, GoodReason
from events.identifiers import Agency
from events.listings import WITHOUT_DATE
from events.places import BOROUGHS, Court
from events.trial_reasons import TrialResult
from events.vocabulary import FACTS, AnyFact
from fact_strategies import facts
from golden import ACCEPTED, REFUSED
from half_done import fields_without_form
from processors.case.course.stages import Stage
from processors.victims_code.duty import Withdrawal
from processors.victims_code.rules import RULES, VERSIONS, CodeVersion
from processors.victims_code.triggered_duty import NoDay
from schemas.alert_row import AlertKind, AlertState
from schemas.changes import ObligationState, WaitEnd, WaitingOn
from schemas.cloudevents import check_arrival, decode
from schemas.envelope import FACT_OF_TYPE, envelope
from schemas.refusal import Problem, Reason, Refused
from schemas.refusal_words import in_words
from web import formats, obligation_words, wording
from web.fact_sentences import sentence, sentence_of

AT = datetime(2025, 3, 4, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("precision", "says"),
    [
        (Precision.INSTANT, "4 March 2025, 2:00pm"),
        (Precision.DAY, "4 March 2025"),
        (Precision.MONTH, "March 2025"),
        (Precision.NOT_BEFORE_MONTH, "in or after March 2025"),
    ],
)
def test_no_more_is_said_of_a_time_than_is_known(precision: Precision, says: str) -> None:
    assert formats.occurred(AT, precision) == says


@pytest.mark.parametrize(
    ("instant", "says"),
    [
        ("2025-03-30T23:30:00+00:00", "31 March 2025, 12:30am"),
        ("2025-07-01T11:00:00+00:00", "1 July 2025, midday"),
        ("2025-07-01T23:00:00+00:00", "2 July 2025, midnight"),
        ("2025-12-01T12:05:00+00:00", "1 December 2025, 12:05pm"),
    ],
)
def test_times_are_londons(instant: str, says: str) -> None:
    assert formats.moment(datetime.fromisoformat(instant)) == says


def test_numbers_and_days() -> None:
    assert formats.counted(1, "day") == "1 day"
    assert formats.counted(10_045, "day") == "10,045 days"
    assert formats.day(date(2025, 3, 4)) == "4 March 2025"
    assert formats.pounds(125_000) == "£1,250"
    assert formats.pounds(1_205) == "£12.05"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (wording.STAGES, Stage),
        (wording.WAITING_ON, WaitingOn),
        (wording.ENDS, WaitEnd),
        (obligation_words.STATES, ObligationState),
        (wording.ALERT_KINDS, AlertKind),
        (wording.ALERT_STATES, AlertState),
        (wording.REASONS, Reason),
        (wording.KINDS, [*FACTS, WITHOUT_DATE]),
        (obligation_words.REASONS, [*NoDay, *Withdrawal, *GoodReason]),
    ],
)
def test_every_code_has_words(words: dict[str, str], codes: Iterable[Any]) -> None:
    assert set(words) == {code.value if isinstance(code, Enum) else code for code in codes}


@pytest.mark.parametrize("name", REFUSED)
def test_every_problem_of_a_bad_example_has_words_and_keeps_its_code(name: str) -> None:
    with pytest.raises(Refused) as refused:
        check_arrival(decode(REFUSED[name]), Agency.ADVOCATES, b"", AT)

    for problem in refused.value.problems:
        said = in_words(problem)
        assert said.startswith(f"{problem.path}: " if problem.path else "")
        assert said != str(problem)
        assert said.endswith(f" ({problem.error})")


def test_what_is_not_written_as_it_must_be_is_told_how() -> None:
    wrong = {"suspect": 0, "method": "charge", "offence_codes": ["x"], "asn": "1"}
    charged = orjson.loads(ACCEPTED["suspect-charged.v1.ordinary"]) | {"subject": "urn:1"}
    with pytest.raises(Refused) as refused:
        decode(orjson.dumps(charged | {"data": wrong}))
    told = [in_words(problem) for problem in refused.value.problems]

    forms = ("01AA0123425", "1 to 999", "TH68010", "check letter")
    assert all(form in said for form, said in zip(forms, told, strict=True))


@pytest.mark.parametrize("fact", FACT_OF_TYPE.values(), ids=lambda fact: fact.__name__)
def test_every_field_of_a_form_has_words_for_it(fact: Any) -> None:
    assert fields_without_form(envelope(fact)) == []


def test_an_excuse_from_a_rule_that_is_none_says_so() -> None:
    mistyped, right = (
        DutyExcused(rule=rule, reason=GoodReason.MAJOR_INCIDENT, decided_by=DecidedBy.INSPECTOR)
        for rule in ("R99", "R6.1")
    )
    assert "excuses nothing" in sentence(mistyped)
    assert "nothing" not in sentence(right)


def test_a_problem_without_words_keeps_its_code() -> None:
    assert in_words(Problem("time", "of_a_later_pydantic")) == "time: of_a_later_pydantic"


@pytest.mark.parametrize("code", VERSIONS, ids=lambda code: code.name)
def test_every_rule_of_every_version_of_the_code_has_words(code: CodeVersion) -> None:
    for rule in code.rules.values():
        assert not obligation_words.SENTENCES[rule.rule].endswith(".")
        assert obligation_words.name(rule.rule)
        assert rule.evidence in obligation_words.EVIDENCE
        assert (
            "not confirmed" in obligation_words.cited(code.name, rule.rule)
        ) is not rule.is_confirmed
        assert (
            "not confirmed" in obligation_words.marked(code.name, rule.rule)
        ) is not rule.is_confirmed


def test_a_sentence_is_of_a_rule_that_there_is() -> None:
    assert set(obligation_words.SENTENCES) == {rule for code in VERSIONS for rule in code.rules}


@pytest.mark.parametrize(
    ("rule", "standard", "enhanced"),
    [
        ("R4.1", "the Code sets no day", "the Code sets no day"),
        ("R4.3", "before the trial", "before the trial"),
        ("R6.1", "within 5 working days", "within 1 working day"),
        ("ULS", "by the last working day within 28 days", "by the last working day within 28 days"),
    ],
)
def test_a_rule_says_in_how_many_days(rule: str, standard: str, enhanced: str) -> None:
    found = RULES[rule]
    assert obligation_words.within(found, found.standard) == standard
    assert obligation_words.within(found, found.enhanced) == enhanced


def test_a_version_of_the_code_says_when_it_is_in_force() -> None:
    assert obligation_words.in_force("2015").endswith(
        "in force from 16 November 2015 to 31 March 2021"
    )
    assert obligation_words.in_force("2020").endswith("in force from 1 April 2021")
    assert obligation_words.in_force("2026-draft").endswith("not in force")


def test_what_nobody_owes_is_the_victims_own_time() -> None:
    assert obligation_words.owed_by(None) == "nobody: the victim’s own time to ask"
    over = obligation_words.why_ended(ObligationState.WITHDRAWN, None)
    assert over == "the victim’s time to ask is over"
    assert obligation_words.why_ended(ObligationState.DISCHARGED, None) is None


@pytest.mark.parametrize(
    ("suspect", "says"),
    [
        (None, "the case had ended"),
        ("2", "the case had ended about suspect 2"),
        ("unsaid", "the case had ended"),
    ],
)
def test_what_is_no_longer_owed_says_about_whom(suspect: str | None, says: str) -> None:
    withdrawn = ObligationState.WITHDRAWN
    assert obligation_words.why_ended(withdrawn, Withdrawal.CASE_ENDED, suspect) == says


@pytest.mark.parametrize(
    ("raised", "says"),
    [
        ("2025-03-04T10:00:00+00:00", "Suspect 2: suspect arrested, 4 March 2025, 10:00am"),
        ("2025-06-02T23:00:00+00:00", "Suspect 2: suspect arrested, 3 June 2025"),
    ],
)
def test_a_duty_says_what_raised_it_as_exactly_as_is_known(raised: str, says: str) -> None:
    at = datetime.fromisoformat(raised)
    assert obligation_words.since_what("2", "suspect-arrested", at) == says


def test_what_raised_a_duty_says_which_hearing_or_order_it_was() -> None:
    def which(kind: str, detail: str) -> str:
        return obligation_words.since_what(None, kind, None, detail=detail)

    assert which("hearing-listed", "mention") == "Hearing listed (mention hearing)"
    made = which("protective-order-made", "non-molestation")
    assert made == "Protective order made (non-molestation order)"
    assert which("hearing-listed", "") == "Hearing listed"


@given(facts())
def test_every_fact_is_said_in_words(fact: AnyFact) -> None:
    said = sentence(fact)
    assert said[0].isupper()
    assert not said.endswith(".")
    assert not any(code in said for code in codes(fact) if "-" in code and code not in _ENGLISH)
    assert sentence_of(fact.kind, fact.model_dump(mode="json"), of_several=True) == said


_ENGLISH = {"non-molestation"}
"""Codes that are the words themselves."""


def codes(fact: AnyFact) -> list[str]:
    values = [value if isinstance(value, tuple) else (value,) for _, value in fact]
    return [each.value for each in chain(*values) if isinstance(each, Enum)]


@pytest.mark.parametrize(
    ("example", "says"),
    [
        (
            "contact-agreed.v1.ordinary",
            "It was agreed to contact the victim every 14 days by telephone or by text,"
            " never by letter",
        ),
        (
            "hearing-held.v1.fuller",
            "The trial was due at Snaresbrook Crown Court, but was ineffective: an interpreter was"
            " absent",
        ),
        ("notice-sent.v1.ordinary", "The Witness Care Unit was sent notice of the sentence"),
        ("plea-entered.v1.ordinary", "Defendant 1 pleaded not guilty"),
        (
            "sentence-passed.v1.fuller",
            "Sentence was passed at Wood Green Crown Court: immediate custody, 30 months;"
            " the victim may join the Victim Contact Scheme",
        ),
        ("suspect-charged.v1.ordinary", "Suspect 1 was charged with 2 offences"),
        (
            "victim-contacted.v1.ordinary",
            "The victim was contacted about support in person, with an interpreter",
        ),
        (
            "victim-informed.v1.fuller",
            "The victim was told of the suspect's release without charge by telephone,"
            " over a channel that they called unsafe",
        ),
        (
            "victim-needs-assessed.v1.awkward",
            "The victim's needs were assessed before the trial: none were found",
        ),
        ("warrant-ended.v1.awkward", "The warrant for the arrest of defendant 99 was withdrawn"),
    ],
)
def test_an_example_is_said_so(example: str, says: str) -> None:
    assert sentence(decode(ACCEPTED[example]).fact) == says


def test_a_trial_that_did_not_happen_was_only_due() -> None:
    vacated = HearingHeld(
        court=Court.HARROW, hearing=HearingKind.TRIAL, trial_result=TrialResult.VACATED
    )
    assert sentence(vacated) == "The trial was due at Harrow Crown Court, but was vacated"


def test_a_wait_says_what_ended_it() -> None:
    assert wording.wait_end("open", None) == "still waiting"
    assert wording.wait_end("completed", "first-hearing") == "until first hearing"
    assert wording.wait_end("ended-otherwise", "not-investigated") == "cut short: not investigated"


def test_places_have_names() -> None:
    assert wording.place("borough", "E09000028") == "Southwark"
    assert wording.place("court", "harrow") == "Harrow Crown Court"
    assert wording.place("agency", "cps") == "Crown Prosecution Service"
    assert wording.place("offence", "rape") == "Rape"
    assert wording.place("court", "not-recorded") == "Not recorded"
    names = {borough.name for borough in BOROUGHS.values()}
    assert {wording.place("borough", code) for code in BOROUGHS} == names


def test_abbreviations_keep_their_capitals() -> None:
    assert wording.lower_first("CPS referral") == "CPS referral"
    assert wording.lower_first("Report to arrest") == "report to arrest"
