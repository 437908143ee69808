"""What of a case its duties are judged by, beside the facts that trigger and discharge each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.case_moves import CaseTransferred
from events.charging import ChargingDecisionMade
from events.contact import OptedOutOf
from events.court import HearingKind
from events.identifiers import Agency
from events.investigation import (
    BailConditionsChanged,
    SuspectBailedOrReleased,
)
from events.messages import NoticeSent
from events.offences import OffenceGroup
from processors.case.course.case_course import CaseCourse, Wait
from processors.case.course.case_holders import CaseHolders
from processors.case.custody.court_remands import CaseRemands
from processors.case.history.case_history import FactsInOrder, first_after, up_to
from processors.case.results.replaced_sentences import ReplacedSentences
from processors.case.suspects.case_suspects import ALL, PASSING_ON, NotOne, Suspect, Suspects
from processors.case.suspects.meant_suspects import Meant
from processors.case.victim.contact_wishes import Agreements, Wishes, reached_safely
from processors.case.victim.enhanced_rights import EnhancedPeriod
from processors.case.victim.known_victim import KnownVictim
from processors.case.victim.recipients import Recipients
from processors.victims_code.decided_together import Together
from processors.victims_code.duty import Duty
from processors.victims_code.excuses import Excuses
from processors.victims_code.hearings_off import HearingsOff
from processors.victims_code.repeated_decisions import Decisions, is_repeated
from processors.victims_code.repeated_moves import is_reported_before
from processors.victims_code.repeated_notices import NEWS, RepeatedNotices
from schemas.log_records import LoggedFact


@dataclass(slots=True)
class CaseContext:
    """All of a case that a duty is judged by, apart from its trigger and its deeds.

    Nothing else of the case is at hand where a duty is judged. So a duty stands as it did where
    its context, its trigger and its deeds are the same as before.
    """

    victim: str
    case: str
    disputed: frozenset[UUID]
    known: KnownVictim
    recipients: Recipients
    holders: CaseHolders
    offence: OffenceGroup | None
    enhanced_periods: tuple[EnhancedPeriod, ...]
    agreements: Agreements
    wishes: Mapping[OptedOutOf, Wishes]
    trials_listed: FactsInOrder
    not_required: FactsInOrder
    section_28_listed: FactsInOrder
    cross_examined: FactsInOrder
    investigations: FactsInOrder
    suspects: Suspects
    noticed: Meant
    course: CaseCourse
    charged: FactsInOrder
    waits: Sequence[Wait]
    excuses: Mapping[tuple[str, Agency], Excuses]
    decisions: Mapping[str, Decisions]
    notices: RepeatedNotices
    after_arrest: frozenset[UUID]
    refusals_told: FactsInOrder
    hearings_off: HearingsOff
    hearings_noticed: Mapping[UUID, HearingKind]
    scheme: Mapping[Suspect, Wishes]
    dead_offenders: Mapping[Suspect, LoggedFact]
    sentences: ReplacedSentences
    referrals: FactsInOrder
    after_custody: FactsInOrder
    remands: CaseRemands
    old_bail_news: frozenset[UUID]
    bail_after_charge: frozenset[UUID]
    together: Together

    def is_being_investigated(self, at: LoggedFact) -> bool:
        """Whether an investigation was open at a fact that reached the victim, if it is a contact.

        It was opened by then, and since then nobody was charged, the case did not end, and no body
        has it that does not publish here.
        """
        place = up_to(self.investigations, at)
        holder = self.holders.at(at)
        if type(at.fact) is CaseTransferred and not self.holders.returned_by(at):
            return False
        if not place or (holder and holder.elsewhere) or not reached_safely(self.agreements, at):
            return False
        opened = self.investigations[place - 1]
        for over in (self.course.ends(ALL), self.charged):
            first = first_after(over, opened) if over else None
            if first and first.order <= at.order:
                return False
        return True

    def is_repeated(self, duty: Duty, trigger: LoggedFact) -> bool:
        """Whether a duty was triggered before by the same decision, or move of an offender.

        A review can be asked for wherever the decision is to be told of.
        """
        if duty.one_move_of_offender:
            return is_reported_before(duty, self.suspects, self.after_custody, trigger)
        of = duty.one_decision
        if of == "review":
            of = "charging" if isinstance(trigger.fact, ChargingDecisionMade) else "prosecution"
        return of is not None and is_repeated(self.decisions[of], self.suspects, trigger)

    def is_told_anew(self, duty: Duty, trigger: LoggedFact) -> bool:
        """Whether no other notice triggers the duty that a notice would."""
        if type(trigger.fact) not in NEWS:
            return True
        if duty.one_outcome and trigger.event in self.notices.old_news:
            return False
        if not self.notices.answered:
            return True
        sent = isinstance(trigger.fact, NoticeSent) or not duty.has_news(trigger)
        return not sent or trigger.event not in self.notices.answered

    def is_told_of_bail(self, duty: Duty, trigger: LoggedFact) -> bool:
        """Whether it is for a duty to tell of bail: the police's before a charge, then the court's.

        What another fact of the day says, or what changed nothing, is told of no more.
        """
        if duty.bail_of is None:
            return True
        if isinstance(trigger.fact, (SuspectBailedOrReleased, BailConditionsChanged)):
            is_courts = trigger.event in self.bail_after_charge
            return duty.bail_of == ("court" if is_courts else "police")
        return duty.bail_of != "court" or trigger.event not in self.old_bail_news

    def suspect(self, duty: Duty, trigger: LoggedFact) -> Suspect:
        """The suspect about whom a duty is owed."""
        if not duty.is_about_suspects:
            return ALL
        if not self.suspects.are_several:
            stranger = type(trigger.fact) in PASSING_ON and self.suspects.stranger(trigger)
            return stranger or ALL
        if trigger.event not in self.noticed:
            return self.suspects.about(trigger)
        meant = self.noticed[trigger.event]
        return NotOne.UNSAID if meant is None else next(iter(meant - {ALL}), ALL)

    def suspect_shown(self, suspect: Suspect, duty: Duty, trigger: LoggedFact) -> Suspect:
        """The suspect that a duty is shown with: the only one, too, where a fact gives a number."""
        if suspect is ALL and self.suspects.known and duty.is_about_suspects:
            return ALL if self.suspects.are_several else self.suspects.about(trigger)
        return suspect
