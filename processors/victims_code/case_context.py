"""What of a case its duties are judged by, beside the facts that trigger and discharge each."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from events.contact import ContactAgreed, OptedOutOf
from events.court import TrialListed
from events.identifiers import Agency
from events.investigation import InvestigationOpened
from events.offences import VictimKind
from processors.case.apply_corrections import Correction
from processors.case.case_history import CaseHistory, FactsInOrder, first_after, in_order, up_to
from processors.case.case_milestones import charges, endings, police_force, victim_kind
from processors.case.contact_wishes import Wishes, reached_safely, wishes
from processors.case.enhanced_rights import EnhancedPeriod, enhanced_periods
from processors.victims_code.all_duties import DUTIES
from processors.victims_code.duty import Duty
from processors.victims_code.excuses import Excuses, excuses
from processors.victims_code.repeated_decisions import Decisions, decisions
from schemas.log_records import LoggedFact

_ABOUT_DECISIONS = [duty for duty in DUTIES if duty.one_decision]


@dataclass(slots=True)
class CaseContext:
    """All of a case that a duty is judged by, apart from its trigger and its deeds.

    Nothing else of the case is at hand where a duty is judged. So a duty stands as it did where
    its context, its trigger and its deeds are the same as before.
    """

    victim: str
    case: str
    corrections: Mapping[UUID, Correction]
    victim_kind: VictimKind
    police_force: Agency | None
    enhanced_periods: tuple[EnhancedPeriod, ...]
    agreements: FactsInOrder
    wishes: Mapping[OptedOutOf, Wishes]
    trials_listed: FactsInOrder
    investigations: FactsInOrder
    endings: FactsInOrder
    charges: FactsInOrder
    excuses: Mapping[tuple[str, Agency], Excuses]
    decisions: Mapping[Duty, Decisions]

    def is_being_investigated(self, at: LoggedFact) -> bool:
        """Whether an investigation was open at a fact that reached the victim, if it is a contact.

        It was opened by then, and since then nobody was charged and the case did not end.
        """
        place = up_to(self.investigations, at)
        if not place or not reached_safely(self.agreements, at):
            return False
        opened = self.investigations[place - 1]
        over = (first_after(self.endings, opened), first_after(self.charges, opened))
        first = min((each for each in over if each), key=in_order, default=None)
        return first is None or first.order > at.order


def case_context(history: CaseHistory) -> CaseContext:
    """What of a case its duties are judged by."""
    return CaseContext(
        victim=history.victim,
        case=history.case,
        corrections=history.corrections,
        victim_kind=victim_kind(history),
        police_force=police_force(history),
        enhanced_periods=enhanced_periods(history),
        agreements=history.of(ContactAgreed),
        wishes=wishes(history),
        trials_listed=history.of(TrialListed),
        investigations=history.of(InvestigationOpened),
        endings=endings(history),
        charges=charges(history),
        excuses=excuses(history),
        decisions={duty: decisions(history, duty) for duty in _ABOUT_DECISIONS},
    )
