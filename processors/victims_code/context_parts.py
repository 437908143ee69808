"""What a case is judged by, worked out from the kinds of fact that bear on it."""

from collections.abc import Mapping

from events.after_sentence import ContactSchemeReferred
from events.before_trial import EvidencePart, EvidenceRecorded, WitnessRequirementDecided
from events.case_moves import CaseReopened, CaseTransferred, ReopenedFor
from events.contact import ContactOptedOut, VictimInformed
from events.court import HearingKind
from events.duties import DutyExcused
from events.investigation import (
    InvestigationOpened,
    NotInvestigated,
)
from events.needs import EnhancedRightsDecided
from events.offences import OffenceGroup
from events.reporting import CrimeReported, VictimIdentified
from events.suspects import AboutSuspect
from events.vocabulary import FACTS
from processors.case.corrections.correction import disputed_events
from processors.case.course.case_course import walked
from processors.case.course.case_holders import CaseHolders, case_holders
from processors.case.course.case_milestones import crime_report
from processors.case.custody.bail_after_charge import bail_after_charge
from processors.case.custody.bail_news import old_bail_news
from processors.case.custody.court_remands import case_remands
from processors.case.hearings.hearings_after_arrest import hearings_after_arrest
from processors.case.hearings.noticed_hearings import hearings_noticed
from processors.case.hearings.standing_hearings import standing_hearings
from processors.case.history.case_history import CaseHistory, FactsInOrder
from processors.case.results.replaced_sentences import replaced_sentences
from processors.case.suspects.case_suspects import Suspects, suspects
from processors.case.suspects.dead_offenders import dead_offenders
from processors.case.suspects.noticed_suspects import noticed_suspects
from processors.case.victim.contact_wishes import AGREEMENTS, agreements_of, wishes
from processors.case.victim.enhanced_rights import enhanced_periods
from processors.case.victim.known_victim import KnownVictim, known_victim
from processors.case.victim.recipients import recipients
from processors.case.victim.scheme_wishes import scheme_wishes
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.case_context import CaseContext
from processors.victims_code.decided_together import decided_together
from processors.victims_code.excuses import excuses
from processors.victims_code.hearings_off import TELLINGS_OF_HEARINGS, hearings_off
from processors.victims_code.refusals_told import TELLS_OF_REFUSAL, refusals_told
from processors.victims_code.repeated_decisions import Decisions, decisions
from processors.victims_code.repeated_notices import (
    repeated_notices,
)

_ABOUT_DECISIONS = {
    name: tuple(duty for duty in DUTIES if duty.one_decision == name)
    for name in ("charging", "prosecution")
}
"""The duties about each kind of decision."""

_AFTER_CUSTODY = tuple(
    dict.fromkeys(
        when.kind for duty in DUTIES if duty.one_move_of_offender for when in duty.triggered_by
    )
)
"""The moves of an offender of which the victim is told."""


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


_KINDS = frozenset(
    {
        *(kind for kind in FACTS.values() if issubclass(kind, AboutSuspect)),
        *AGREEMENTS,
        *TELLS_OF_REFUSAL,
        *TELLINGS_OF_HEARINGS,
        CaseTransferred,
        ContactOptedOut,
        CrimeReported,
        DutyExcused,
        EnhancedRightsDecided,
        EvidenceRecorded,
        InvestigationOpened,
        NotInvestigated,
        VictimIdentified,
        WitnessRequirementDecided,
    }
) - {VictimInformed}
"""The facts that bear on duties otherwise than by triggering or doing one; of tellings few do."""


def case_context(history: CaseHistory) -> CaseContext:
    """What of a case its duties are judged by."""
    return history.judge(_context, _KINDS, known_victim(history), case_holders(history))


def _context(history: CaseHistory, known: KnownVictim, holders: CaseHolders) -> CaseContext:
    of_case = suspects(history)
    course, charged, waits = walked(history, of_case)
    remands = case_remands(history, of_case, course)
    old_news = old_bail_news(history, of_case, remands)
    noticed = noticed_suspects(history, of_case, old_news)
    return CaseContext(
        victim=history.victim,
        case=history.case,
        disputed=disputed_events(history.corrections),
        known=known,
        recipients=recipients(history),
        holders=holders,
        offence=_offence(history),
        enhanced_periods=enhanced_periods(history),
        agreements=agreements_of(history),
        wishes=wishes(history),
        trials_listed=standing_hearings(history, of_case, HearingKind.TRIAL),
        not_required=history.derive(_not_required, WitnessRequirementDecided),
        section_28_listed=standing_hearings(history, of_case, HearingKind.SECTION_28),
        cross_examined=history.derive(_cross_examined, EvidenceRecorded),
        investigations=history.derive(_openings, InvestigationOpened, CaseReopened),
        suspects=of_case,
        noticed=noticed,
        course=course,
        charged=charged,
        waits=waits,
        excuses=excuses(history),
        decisions=_decisions_of_each_kind(history, of_case),
        notices=repeated_notices(history, of_case, noticed),
        after_arrest=hearings_after_arrest(history, of_case),
        refusals_told=refusals_told(history),
        hearings_off=hearings_off(history, of_case),
        hearings_noticed=hearings_noticed(history),
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
