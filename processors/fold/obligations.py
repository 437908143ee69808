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
from processors.victims_code.all_duties import RAISED_BY
from processors.victims_code.discharge import End, end_of, first_deed
from processors.victims_code.duty import Duty
from processors.victims_code.repeated_decisions import OPENS_AGAIN
from processors.victims_code.triggered_duty import Raised, raised
from schemas.changes import Obligation
from schemas.log_records import Logged

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
class Owed:
    """An obligation as it stands, with what raised it and what ended it."""

    obligation: Obligation
    raised: Raised
    end: End

    @property
    def is_over_at(self) -> datetime:
        """The instant at which its due day is over: undone by then, it is breached."""
        return london_day_after(self.obligation.due_on)


def causes(history: CaseHistory, after: Logged | None = None) -> Iterator[tuple[Duty, Logged]]:
    """The duties of a case, or of what happened after a fact, each with a fact that may raise it.

    What an agency tells again in an event of its own, the same to the moment, raises no second.
    """
    for logged in history.later_than(after) if after else history.facts:
        for cause in raised_by(logged):
            if history.told_alike(logged)[0] is logged:
                yield cause


def raised_by(logged: Logged) -> Iterator[tuple[Duty, Logged]]:
    """The duties that a fact may raise, each with the fact."""
    duties = RAISED_BY.get(type(logged.fact), ())
    return ((duty, logged) for duty in duties if duty.is_raised_by(logged))


def owed(history: CaseHistory, duty: Duty, trigger: Logged, now: datetime) -> Owed | None:
    """The obligation that a fact raised, as at `now`; None where it raises none after all."""
    found = raised(history, duty, trigger)
    return still_owed(history, found, first_deed(history, found), now) if found else None


def still_owed(history: CaseHistory, found: Raised, deed: Logged | None, now: datetime) -> Owed:
    """How what was raised stands as at `now`, done by a deed if there was any."""
    end = end_of(history, found, deed, now)
    return Owed(_obligation(history, found, end), found, end)


def _obligation(history: CaseHistory, found: Raised, end: End) -> Obligation:
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
