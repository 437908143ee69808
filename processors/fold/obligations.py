"""What is owed to a victim, and how each duty stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from events.charging import ChargingDecisionMade, ProsecutionAltered, SuspectCharged
from events.clocks import london_day_after
from events.contact import ContactAgreed, ContactOptedOut
from events.court import CaseConcluded, SentencePassed, TrialListed
from events.duties import DutyExcused
from events.fact import Fact
from events.investigation import InvestigationOpened, NotInvestigated, PoliceOutcomeRecorded
from events.needs import EnhancedRightsDecided
from events.reporting import VictimIdentified
from processors.case.case_history import CaseHistory, row_id
from processors.victims_code.all_duties import TRIGGERED_BY
from processors.victims_code.discharge import Discharge, discharge_of, first_discharge
from processors.victims_code.duty import Duty
from processors.victims_code.repeated_decisions import OPENS_AGAIN
from processors.victims_code.triggered_duty import TriggeredDuty, triggered_duty
from schemas.changes import Obligation
from schemas.log_records import LoggedFact

WEIGH_ON_MANY: frozenset[type[Fact]] = frozenset(
    {
        VictimIdentified,
        EnhancedRightsDecided,
        ContactAgreed,
        ContactOptedOut,
        DutyExcused,
        TrialListed,
        InvestigationOpened,
        NotInvestigated,
        PoliceOutcomeRecorded,
        ChargingDecisionMade,
        SuspectCharged,
        CaseConcluded,
        SentencePassed,
        ProsecutionAltered,
        *OPENS_AGAIN,
    }
)
"""The facts that bear on duties that they neither raise nor end."""


@dataclass(frozen=True)
class JudgedDuty:
    """An obligation as it stands, with what raised it and what ended it."""

    obligation: Obligation
    raised: TriggeredDuty
    end: Discharge

    @property
    def is_over_at(self) -> datetime:
        """The instant at which its due day is over: undone by then, it is breached."""
        return london_day_after(self.obligation.due_on)


def causes(
    history: CaseHistory, after: LoggedFact | None = None
) -> Iterator[tuple[Duty, LoggedFact]]:
    """The duties of a case, or of what happened after a fact, each with a fact that may raise it.

    What an agency tells again in an event of its own, the same to the moment, raises no second.
    """
    for logged in history.later_than(after) if after else history.facts:
        for cause in triggered_by(logged):
            if history.told_alike(logged)[0] is logged:
                yield cause


def triggered_by(logged: LoggedFact) -> Iterator[tuple[Duty, LoggedFact]]:
    """The duties that a fact may raise, each with the fact."""
    duties = TRIGGERED_BY.get(type(logged.fact), ())
    return ((duty, logged) for duty in duties if duty.is_triggered_by(logged))


def judged(
    history: CaseHistory, duty: Duty, trigger: LoggedFact, now: datetime
) -> JudgedDuty | None:
    """The obligation that a fact raised, as at `now`; None where it raises none after all."""
    found = triggered_duty(history, duty, trigger)
    return still_owed(history, found, first_discharge(history, found), now) if found else None


def still_owed(
    history: CaseHistory, found: TriggeredDuty, deed: LoggedFact | None, now: datetime
) -> JudgedDuty:
    """How what was raised stands as at `now`, done by a deed if there was any."""
    end = discharge_of(history, found, deed, now)
    return JudgedDuty(_obligation(history, found, end), found, end)


def _obligation(history: CaseHistory, found: TriggeredDuty, end: Discharge) -> Obligation:
    trigger, due = found.trigger, found.due
    return Obligation(
        id=row_id("obligation", history.victim, found.rule.rule, trigger.event),
        case_id=history.case,
        rule=found.rule.rule,
        code=found.rule.code,
        duty_holder=found.duty.holder,
        agency=found.agency,
        trigger=trigger.event,
        triggered=found.starts,
        due_on=due.on,
        enhanced=due.enhanced,
        retimed_by=due.moved_by.event if due.moved_by else None,
        state=end.state,
        ended=end.by.occurred.at if end.by else None,
        ended_by=end.by.event if end.by else None,
        reason=end.reason,
        days_late=end.days_late,
        disputed=history.is_disputed(trigger),
    )
