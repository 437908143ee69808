"""Alerts of referrals: a support service has not answered."""

from collections.abc import Mapping

from events.clocks import london_day_after
from events.contact import ContactOutcome, VictimContacted
from events.identifiers import Agency
from events.needs import SupportReferralAnswered, SupportReferred, SupportService
from processors.case.corrections.correction import is_disputed
from processors.case.history.case_history import CaseHistory, FactsInOrder, moment
from processors.fold.alert_life import AlertCause
from processors.victims_code.working_days import add_working_days
from schemas.alert_row import AlertKind
from schemas.log_records import LoggedFact

AGENCIES: Mapping[SupportService, Agency] = {
    SupportService.VICTIM_SUPPORT: Agency.VICTIM_SUPPORT,
    SupportService.DOMESTIC_ABUSE_ADVOCATE: Agency.ADVOCATES,
    SupportService.SEXUAL_VIOLENCE_ADVOCATE: Agency.ADVOCATES,
}
"""The services that are agencies here. For any other, whoever referred the victim is told."""

ANSWER_DAYS = 10
"""Working days after which a referral waits for too long.

No source sets a number. The Code gives as many to acknowledge a complaint. After the two that it
gives for the referral itself most services have not answered yet, and do so soon.
"""

_KINDS = frozenset({SupportReferred, SupportReferralAnswered, VictimContacted})


def referrals_waiting(history: CaseHistory) -> list[AlertCause]:
    """What a service is warned of, or else whoever referred the victim to it: no answer.

    It ends with an answer of that service, or once its agency was in contact with the victim.
    """
    if SupportReferred not in history.by_kind:
        return []
    return history.judge(_causes, _KINDS)


def _causes(history: CaseHistory) -> list[AlertCause]:
    found = _referrals(history.facts)
    return [_cause(history, referral, ends) for referral, ends in found if referral.occurred.day]


def _referrals(facts: FactsInOrder) -> list[tuple[LoggedFact, FactsInOrder]]:
    """Each referral with what answered it. One made again before that is the same one."""
    open_now: dict[SupportService, list[LoggedFact]] = {}
    found = []
    for logged in facts:
        fact = logged.fact
        if isinstance(fact, SupportReferred) and fact.service not in open_now:
            open_now[fact.service] = [logged]
            found.append(open_now[fact.service])
        for service in [*open_now]:
            if _answers(logged, service):
                open_now.pop(service).append(logged)
    return [(referral, tuple(ends)) for referral, *ends in found]


def _answers(logged: LoggedFact, service: SupportService) -> bool:
    match logged.fact:
        case SupportReferralAnswered(service=answered):
            return answered is service
        case VictimContacted(outcome=ContactOutcome.REACHED):
            return logged.agency is AGENCIES.get(service)
        case _:
            return False


def _cause(history: CaseHistory, referral: LoggedFact, ends: FactsInOrder) -> AlertCause:
    assert isinstance(referral.fact, SupportReferred)
    assert referral.occurred.day
    late = london_day_after(add_working_days(referral.occurred.day, ANSWER_DAYS))
    agency = AGENCIES.get(referral.fact.service, referral.agency)
    return AlertCause(
        about=(history.victim, referral.event),
        case_id=history.case,
        kind=AlertKind.REFERRAL_WAITING,
        agency=agency,
        breached=late,
        learned=referral.learned,
        records_of=agency,
        ended=min((each.learned for each in ends), default=None),
        mistaken=any(moment(each) < late for each in ends),
        event=referral,
        other_agency=referral.agency if referral.agency is not agency else None,
        disputed=is_disputed(history.corrections, referral),
    )
