"""What of a case its duties are judged by, beside the facts that trigger and discharge each."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from events.after_sentence import (
    ContactSchemeReferred,
    OffenderDischargedFromHospital,
    PrisonerRecalled,
    PrisonerReleased,
)
from events.before_trial import EvidencePart, EvidenceRecorded, WitnessRequirementDecided
from events.case_moves import CaseReopened, CaseTransferred, ReopenedFor
from events.charging import ChargingDecisionMade
from events.contact import OptedOutOf
from events.court import HearingKind
from events.identifiers import Agency
from events.investigation import (
    BailConditionsChanged,
    InvestigationOpened,
    SuspectBailedOrReleased,
)
from events.messages import NoticeSent
from events.offences import OffenceGroup, VictimKind
from events.prison import PrisonerAbsconded, PrisonerTransferred
from processors.case.bail_after_charge import bail_after_charge
from processors.case.bail_news import old_bail_news
from processors.case.case_course import CaseCourse, case_course
from processors.case.case_history import CaseHistory, FactsInOrder, first_after, up_to
from processors.case.case_holders import CaseHolders, case_holders
from processors.case.case_milestones import crime_report, victim_kind
from processors.case.case_suspects import NotOne, Suspect, Suspects, suspects
from processors.case.contact_wishes import AGREEMENTS, Wishes, reached_safely, wishes
from processors.case.correction import disputed_events
from processors.case.court_remands import CaseRemands, case_remands
from processors.case.dead_offenders import dead_offenders
from processors.case.enhanced_rights import EnhancedPeriod, enhanced_periods
from processors.case.hearings_after_arrest import hearings_after_arrest
from processors.case.known_victim import KnownVictim, known_victim
from processors.case.listed_hearings import listed_hearings
from processors.case.meant_suspects import Meant
from processors.case.noticed_suspects import noticed_suspects
from processors.case.recipients import Recipients, recipients
from processors.case.replaced_sentences import ReplacedSentences, replaced_sentences
from processors.case.scheme_wishes import scheme_wishes
from processors.case.standing_trials import standing_trials
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.decided_together import Together, decided_together
from processors.victims_code.duty import Duty
from processors.victims_code.excuses import Excuses, excuses
from processors.victims_code.hearings_off import HearingsOff, hearings_off
from processors.victims_code.refusals_told import refusals_told
from processors.victims_code.repeated_decisions import Decisions, decisions, is_repeated
from processors.victims_code.repeated_moves import is_reported_before
from processors.victims_code.repeated_notices import (
    TELLS_OUTCOME,
    RepeatedNotices,
    repeated_notices,
)
from schemas.log_records import LoggedFact

_ABOUT_DECISIONS = {
    name: tuple(duty for duty in DUTIES if duty.one_decision == name)
    for name in ("charging", "prosecution")
}
"""The duties about each kind of decision."""

_AFTER_CUSTODY = (
    PrisonerReleased,
    PrisonerRecalled,
    OffenderDischargedFromHospital,
    PrisonerTransferred,
    PrisonerAbsconded,
)


@dataclass(slots=True)
class CaseContext:
    """All of a case that a duty is judged by, apart from its trigger and its deeds.

    Nothing else of the case is at hand where a duty is judged. So a duty stands as it did where
    its context, its trigger and its deeds are the same as before.
    """

    victim: str
    case: str
    disputed: frozenset[UUID]
    victim_kind: VictimKind
    known: KnownVictim
    recipients: Recipients
    holders: CaseHolders
    offence: OffenceGroup | None
    enhanced_periods: tuple[EnhancedPeriod, ...]
    agreements: FactsInOrder
    wishes: Mapping[OptedOutOf, Wishes]
    trials_listed: FactsInOrder
    not_required: FactsInOrder
    section_28_listed: FactsInOrder
    cross_examined: FactsInOrder
    investigations: FactsInOrder
    suspects: Suspects
    noticed: Meant
    course: CaseCourse
    excuses: Mapping[tuple[str, Agency], Excuses]
    decisions: Mapping[str, Decisions]
    notices: RepeatedNotices
    after_arrest: frozenset[UUID]
    refusals_told: FactsInOrder
    hearings_off: HearingsOff
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
        if isinstance(at.fact, CaseTransferred) and not self.holders.returned_by(at):
            return False
        if not place or (holder and holder.elsewhere) or not reached_safely(self.agreements, at):
            return False
        opened = self.investigations[place - 1]
        ends = self.course.ends(NotOne.ALL)
        over = (first_after(each, opened) for each in (ends, self.course.charged) if each)
        return not any(first and first.order <= at.order for first in over)

    def is_repeated(self, duty: Duty, trigger: LoggedFact) -> bool:
        """Whether a duty was triggered before by the same decision, or move of an offender.

        A review can be asked for wherever the decision is to be told of.
        """
        if duty.one_move_of_offender:
            return is_reported_before(duty, self.suspects, self.after_custody, trigger)
        of = duty.one_decision
        if of == "review":
            of = "charging" if isinstance(trigger.fact, ChargingDecisionMade) else "prosecution"
        return of is not None and is_repeated(self.decisions[of], trigger)

    def is_told_anew(self, duty: Duty, trigger: LoggedFact) -> bool:
        """Whether no other notice triggers the duty that a notice would."""
        if duty.rule == TELLS_OUTCOME and trigger.event in self.notices.old_news:
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
            return NotOne.ALL
        if not self.suspects.are_several:
            return self.suspects.stranger(trigger) or NotOne.ALL
        if trigger.event not in self.noticed:
            return self.suspects.about(trigger)
        meant = self.noticed[trigger.event]
        return NotOne.UNSAID if meant is None else next(iter(meant - {NotOne.ALL}), NotOne.ALL)

    def suspect_shown(self, suspect: Suspect, duty: Duty, trigger: LoggedFact) -> Suspect:
        """The suspect that a duty is shown with: the only one, too, where a fact gives a number."""
        if suspect is NotOne.ALL and self.suspects.known and duty.is_about_suspects:
            return NotOne.ALL if self.suspects.are_several else self.suspects.about(trigger)
        return suspect


def _section_28(history: CaseHistory, of_case: Suspects) -> FactsInOrder:
    """The listings that stand of a hearing at which the victim's evidence is recorded before the
    trial.
    """
    return tuple(
        each.listing
        for each in listed_hearings(history, of_case)
        if each.kind is HearingKind.SECTION_28 and each.moved is None
    )


def _not_required(facts: FactsInOrder) -> FactsInOrder:
    """The decisions that the victim need not give evidence."""
    return tuple(
        each
        for each in facts
        if isinstance(each.fact, WitnessRequirementDecided) and not each.fact.required
    )


def _cross_examined(facts: FactsInOrder) -> FactsInOrder:
    """When the victim gave evidence before the trial. A first interview is no such evidence."""
    return tuple(
        each
        for each in facts
        if isinstance(each.fact, EvidenceRecorded)
        and each.fact.part is EvidencePart.CROSS_EXAMINATION
        and each.occurred.day
    )


def case_context(history: CaseHistory) -> CaseContext:
    """What of a case its duties are judged by."""
    of_case = suspects(history)
    course = case_course(history, of_case)
    remands = case_remands(history, of_case, course)
    old_news = old_bail_news(history, of_case, remands)
    noticed = noticed_suspects(history, of_case, old_news)
    return CaseContext(
        victim=history.victim,
        case=history.case,
        disputed=disputed_events(history.corrections),
        victim_kind=victim_kind(history),
        known=known_victim(history),
        recipients=recipients(history),
        holders=case_holders(history),
        offence=_offence(history),
        enhanced_periods=enhanced_periods(history),
        agreements=history.of(*AGREEMENTS),
        wishes=wishes(history),
        trials_listed=standing_trials(history, of_case),
        not_required=history.derive(_not_required, WitnessRequirementDecided),
        section_28_listed=_section_28(history, of_case),
        cross_examined=history.derive(_cross_examined, EvidenceRecorded),
        investigations=history.derive(_openings, InvestigationOpened, CaseReopened),
        suspects=of_case,
        noticed=noticed,
        course=course,
        excuses=excuses(history),
        decisions=_decisions_of_each_kind(history, of_case),
        notices=repeated_notices(history, of_case, noticed),
        after_arrest=hearings_after_arrest(history, of_case),
        refusals_told=refusals_told(history),
        hearings_off=hearings_off(history, of_case),
        scheme=scheme_wishes(history, of_case),
        dead_offenders=dead_offenders(history, of_case),
        sentences=replaced_sentences(history, of_case),
        referrals=history.of(ContactSchemeReferred),
        after_custody=history.of(*_AFTER_CUSTODY),
        remands=remands,
        old_bail_news=old_news,
        bail_after_charge=bail_after_charge(history, of_case),
        together=decided_together(history, of_case),
    )


def _offence(history: CaseHistory) -> OffenceGroup | None:
    report = crime_report(history)
    return report.offence if report else None


def _decisions_of_each_kind(history: CaseHistory, of_case: Suspects) -> Mapping[str, Decisions]:
    return {of: decisions(history, about, of_case) for of, about in _ABOUT_DECISIONS.items()}


def _openings(facts: FactsInOrder) -> FactsInOrder:
    """The facts with which an investigation began, or began again."""
    return tuple(
        each
        for each in facts
        if not isinstance(each.fact, CaseReopened) or each.fact.back_to is ReopenedFor.INVESTIGATION
    )
