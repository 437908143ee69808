"""A fact in one plain sentence, for a caseworker."""

import re
from collections.abc import Mapping
from typing import Any, cast

from events.before_trial import PleaEntered, WarrantEnded, WarrantIssued
from events.charging import ChargingDecisionMade, SuspectCharged, VictimOfOffences
from events.court_results import CourtResultRecorded
from events.duties import DutyExcused
from events.investigation import (
    BailConditionsChanged,
    SuspectArrested,
    SuspectBailedOrReleased,
    SuspectIdentified,
    SuspectInterviewed,
)
from events.protective_orders import (
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
    ProtectiveOrderMade,
)
from events.remand import RemandDecided, RemandEnded
from events.suspects import AboutNumberedSuspect, AboutSuspect
from events.verdict import VerdictGiven
from events.vocabulary import (
    FACTS,
    AfterSentence,
    AfterVerdict,
    AlertAct,
    AnyFact,
    Assigning,
    AtCourt,
    BeforeTrial,
    CaseMove,
    Charging,
    Complaint,
    Contact,
    Corrections,
    HearingChange,
    HelpForVictims,
    InPrison,
    Intervening,
    Investigation,
    Message,
    Needs,
    OfOffenders,
    Payment,
    Protection,
    Remanding,
    Reporting,
    Representation,
    Staffing,
    Statement,
)
from web.sentences.after_sentence_sentences import after_sentence
from web.sentences.alert_act_sentences import alert_act
from web.sentences.assignment_sentences import assigning, staffing
from web.sentences.before_trial_sentences import before_trial
from web.sentences.case_move_sentences import case_move
from web.sentences.charging_sentences import charging
from web.sentences.complaint_sentences import complaint
from web.sentences.contact_sentences import contact
from web.sentences.correction_sentences import correction
from web.sentences.court_result_sentences import court_result
from web.sentences.court_sentences import at_court
from web.sentences.excuse_sentences import excuse
from web.sentences.hearing_sentences import hearing_change
from web.sentences.help_sentences import help_for_victims
from web.sentences.intervention_sentences import intervening
from web.sentences.investigation_sentences import investigation
from web.sentences.needs_sentences import needs
from web.sentences.notice_sentences import message
from web.sentences.payment_sentences import payment
from web.sentences.phrases import about_suspects, on_offences
from web.sentences.prison_sentences import in_prison, of_offenders
from web.sentences.protection_sentences import protection
from web.sentences.remand_sentences import remanding
from web.sentences.reporting_sentences import reporting
from web.sentences.representative_sentences import representation
from web.sentences.statement_sentences import statement
from web.sentences.verdict_sentences import after_verdict

BeforeCourt = Reporting | Representation | Needs | Investigation | Charging
FromCourtOn = (
    AtCourt
    | HearingChange
    | BeforeTrial
    | Remanding
    | AfterVerdict
    | AfterSentence
    | InPrison
    | OfOffenders
)
WithTheVictim = Statement | Payment | HelpForVictims | Contact | Complaint


def sentence_of(
    kind: str, data: Mapping[str, Any], *, of_several: bool = False, number: int | None = None
) -> str:
    """A fact, given as its kind and coded values, in one sentence without a full stop.

    The first suspect has a number only where the case has others: `of_several`. Whom a fact names
    by an arrest/summons number alone has the `number` that the case knows them by, if it does.
    """
    fact = cast(AnyFact, FACTS[kind].model_validate(data))
    if isinstance(fact, AboutNumberedSuspect) and fact.suspect == 1 and not of_several:
        fact = fact.model_copy(update={"suspect": None, "asn": None})
    elif isinstance(fact, AboutSuspect) and fact.suspect is None and number:
        known = number if of_several else None
        fact = fact.model_copy(update={"suspect": known, "asn": None})
    return sentence(fact)


_NAMING = (
    SuspectIdentified,
    SuspectArrested,
    SuspectInterviewed,
    SuspectBailedOrReleased,
    BailConditionsChanged,
    SuspectCharged,
    VictimOfOffences,
    PleaEntered,
    WarrantIssued,
    WarrantEnded,
    VerdictGiven,
    RemandDecided,
    RemandEnded,
    ChargingDecisionMade,
    ProtectiveOrderMade,
    ProtectiveOrderChanged,
    ProtectiveOrderEnded,
)
"""Facts whose sentences name the suspect themselves."""


def sentence(fact: AnyFact) -> str:
    """A fact in one sentence, without a full stop. Details follow on whom and what it is about."""
    about = "" if isinstance(fact, _NAMING) else about_suspects(fact)
    said = _sentence(fact)
    details = re.search("[:;] ", said)
    end = details.start() if details else len(said)
    return said[:end] + about + on_offences(fact) + said[end:]


def _sentence(fact: AnyFact) -> str:
    if isinstance(fact, BeforeCourt):
        return _before_court(fact)
    if isinstance(fact, FromCourtOn):
        return _from_court_on(fact)
    if isinstance(fact, WithTheVictim):
        return _with_the_victim(fact)
    if isinstance(fact, CaseMove):
        return case_move(fact)
    if isinstance(fact, Protection):
        return protection(fact)
    if isinstance(fact, Message):
        return message(fact)
    if isinstance(fact, Corrections):
        return correction(fact)
    if isinstance(fact, DutyExcused):
        return excuse(fact)
    if isinstance(fact, CourtResultRecorded):
        return court_result(fact)
    return _work(fact)


def _work(fact: AlertAct | Assigning | Staffing | Intervening) -> str:
    """Say how an agency's people share their work, and what it began so that victims wait less."""
    if isinstance(fact, Intervening):
        return intervening(fact)
    if isinstance(fact, AlertAct):
        return alert_act(fact)
    if isinstance(fact, Assigning):
        return assigning(fact)
    return staffing(fact)


def _before_court(fact: BeforeCourt) -> str:
    if isinstance(fact, Reporting):
        return reporting(fact)
    if isinstance(fact, Representation):
        return representation(fact)
    if isinstance(fact, Needs):
        return needs(fact)
    if isinstance(fact, Investigation):
        return investigation(fact)
    return charging(fact)


def _from_court_on(fact: FromCourtOn) -> str:
    if isinstance(fact, AtCourt):
        return at_court(fact)
    if isinstance(fact, HearingChange):
        return hearing_change(fact)
    if isinstance(fact, BeforeTrial):
        return before_trial(fact)
    if isinstance(fact, Remanding):
        return remanding(fact)
    if isinstance(fact, AfterVerdict):
        return after_verdict(fact)
    if isinstance(fact, InPrison):
        return in_prison(fact)
    if isinstance(fact, OfOffenders):
        return of_offenders(fact)
    return after_sentence(fact)


def _with_the_victim(fact: WithTheVictim) -> str:
    if isinstance(fact, Statement):
        return statement(fact)
    if isinstance(fact, Payment):
        return payment(fact)
    if isinstance(fact, HelpForVictims):
        return help_for_victims(fact)
    if isinstance(fact, Contact):
        return contact(fact)
    return complaint(fact)
